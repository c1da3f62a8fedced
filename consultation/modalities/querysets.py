"""Which versions, and which cells?"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from consultation.modalities.states import ModalitiesState


class ModalitiesQuerySet(models.QuerySet[Any]):
    """Versions by state and time."""

    def in_force(self) -> "ModalitiesQuerySet":
        """Those in force now."""
        return self.filter(state=ModalitiesState.IN_FORCE)

    def in_force_at(self, at: datetime) -> "ModalitiesQuerySet":
        """Those in force at that instant; the instant of a change belongs to the later version."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), in_force_at__lte=at)

    def agreed(self) -> "ModalitiesQuerySet":
        """Those that are or were in force: what the public may read."""
        return self.exclude(state=ModalitiesState.DRAFT)


class CellQuerySet(models.QuerySet[Any]):
    """Cells of the matrix."""

    def in_force_at(self, at: datetime) -> "CellQuerySet":
        """Cells of the versions in force at that instant."""
        return self.filter(
            Q(modalities__superseded_at=None) | Q(modalities__superseded_at__gt=at), modalities__in_force_at__lte=at
        )

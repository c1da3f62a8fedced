"""Which positions, and in which segments is there one to take?"""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q


class PositionQuerySet(models.QuerySet[Any]):
    """Positions as they stand, and by who may read them."""

    def current(self) -> "PositionQuerySet":
        """The last one of each delegate in each segment; those before it are kept."""
        later = self.model._default_manager.filter(
            Q(recorded_at__gt=OuterRef("recorded_at")) | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk")),
            registration=OuterRef("registration"), segment=OuterRef("segment"),
        )  # fmt: skip
        return self.filter(~Exists(later))

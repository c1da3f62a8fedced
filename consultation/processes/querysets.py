"""Which processes and sessions?"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


class ProcessQuerySet(models.QuerySet[Any]):
    """Processes by who may see them."""

    def public(self) -> "ProcessQuerySet":
        """Announced processes."""
        return self.filter(announced_at__isnull=False)

    def visible_to(self, user: Any) -> "ProcessQuerySet":
        """Announced ones; for the portal's secretariat all; for officers their own too."""
        if not user.is_authenticated:
            return self.public()
        if "secretariat" in user.roles:
            return self.all()
        own = Q(pk__in=user.offices.filter(ended_at=None).values("process"))
        return self.filter(Q(announced_at__isnull=False) | own)


class OfficeQuerySet(models.QuerySet[Any]):
    """Offices by whether they are held now."""

    def held(self) -> "OfficeQuerySet":
        """Offices that have not ended."""
        return self.filter(ended_at=None)


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions by date."""

    def past_on(self, day: date) -> "SessionQuerySet":
        """Sessions that were over before that day."""
        return self.filter(ends_on__lt=day)

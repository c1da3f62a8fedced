"""Which summaries?"""

from typing import Any

from django.db import models
from django.db.models import Q

from reports.summaries.states import SummaryState


class SummaryQuerySet(models.QuerySet[Any]):
    """Summaries by who may see them."""

    def public(self) -> "SummaryQuerySet":
        """Issued ones in announced processes."""
        return self.filter(state=SummaryState.ISSUED, session__process__announced_at__isnull=False)

    def standing(self) -> "SummaryQuerySet":
        """Those that were not abandoned."""
        return self.exclude(state=SummaryState.ABANDONED)

    def seen_by_staff(self, user: Any) -> "SummaryQuerySet":
        """Those of processes in which the person holds an office; nothing without a second factor."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        if "secretariat" in user.roles:
            return self.all()
        held = user.offices.filter(ended_at=None)
        return self.filter(session__process__in=held.values("process"))

    def visible_to(self, user: Any) -> "SummaryQuerySet":
        """Issued ones, and for officers those in the making."""
        public = Q(pk__in=self.public().values("pk"))
        return self.filter(public | Q(pk__in=self.seen_by_staff(user).values("pk")))

"""Which inquiries?"""

from datetime import datetime
from typing import Any

from django.db import models

from reports.inquiries.states import InquiryState
from reports.summaries.models import Summary


class InquiryQuerySet(models.QuerySet[Any]):
    """Inquiries by who may see them and what is owed."""

    def public(self) -> "InquiryQuerySet":
        """Those about summaries that anybody can read: an inquiry is published the moment it is filed."""
        return self.filter(summary__in=Summary.objects.public().order_by().values("pk"))

    def of_team(self, user: Any) -> "InquiryQuerySet":
        """Those that the person's team has to answer; nothing without a second factor."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        return self.filter(summary__session__process__in=user.offices.on_chairs_team().values("process"))

    def open(self) -> "InquiryQuerySet":
        """Those without a reply."""
        return self.filter(state=InquiryState.OPEN)

    def overdue_at(self, at: datetime) -> "InquiryQuerySet":
        """Those whose reply was due before that instant."""
        return self.open().filter(reply_due_at__lt=at)

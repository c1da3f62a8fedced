"""Which documents?"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from reports.documents.states import DocumentState


class DocumentQuerySet(models.QuerySet[Any]):
    """Documents by who may see them and what has to happen to them."""

    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Ready documents of issued summaries for everybody; for officers of the process all of them."""
        summaries = self.model._meta.get_field("summary").related_model.objects
        public = self.filter(state=DocumentState.READY, summary__in=summaries.public())
        return public | self.filter(summary__in=summaries.seen_by_staff(user))

    def stalled_at(self, at: datetime, *, silence: timedelta) -> "DocumentQuerySet":
        """Running documents whose worker gave no sign of life for that long."""
        return self.filter(state=DocumentState.RUNNING, heartbeat_at__lt=at - silence)

    def waiting_at(self, at: datetime, *, silence: timedelta) -> "DocumentQuerySet":
        """Queued documents whose message to a worker seems lost."""
        return self.filter(state=DocumentState.QUEUED, queued_at__lt=at - silence)

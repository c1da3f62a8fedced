"""Which exports?"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F

from consultation.submissions.querysets import processes_seen_by_staff
from reports.exports.states import ExportState


class ExportQuerySet(models.QuerySet[Any]):
    """Exports by who may see them and by what has to happen to them."""

    def visible_to(self, user: Any) -> "ExportQuerySet":
        """Those of processes whose contributions the person sees because of an office; nobody else sees any."""
        return self.filter(processes_seen_by_staff(user))

    def stalled_at(self, at: datetime, *, silence: timedelta) -> "ExportQuerySet":
        """Running exports whose worker gave no sign of life for that long."""
        return self.filter(state=ExportState.RUNNING, heartbeat_at__lt=at - silence)

    def waiting_at(self, at: datetime, *, silence: timedelta) -> "ExportQuerySet":
        """Queued exports whose message to a worker seems lost."""
        return self.filter(state=ExportState.QUEUED, queued_at__lt=at - silence).order_by(F("queued_at"))

    def to_expire_at(self, at: datetime, *, kept_for: timedelta) -> "ExportQuerySet":
        """Ready exports whose file was kept for long enough."""
        return self.filter(state=ExportState.READY, finished_at__lt=at - kept_for)

    def with_a_file_to_remove(self) -> "ExportQuerySet":
        """Expired exports whose file is still there."""
        return self.filter(state=ExportState.EXPIRED).exclude(file="")

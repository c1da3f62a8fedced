"""Which documents, which parts of them, which sheets?"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from reports.documents.states import DocumentState, Step, Work


class DocumentQuerySet(models.QuerySet[Any]):
    """Documents by who may see them and what has to happen to them."""

    def public(self) -> "DocumentQuerySet":
        """Issued ones of announced processes."""
        return self.filter(state=DocumentState.ISSUED, process__announced_at__isnull=False)

    def seen_by_staff(self, user: Any) -> "DocumentQuerySet":
        """Those of processes in which the person holds an office; nothing without a second factor."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        if "secretariat" in user.roles:
            return self.all()
        return self.filter(process__in=user.offices.filter(ended_at=None).values("process"))

    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Issued ones for everybody; for officers of the process all of them."""
        return self.public() | self.seen_by_staff(user)

    def current(self) -> "DocumentQuerySet":
        """Without those that an issued correction replaces."""
        later = self.model._default_manager.filter(supersedes=OuterRef("pk"), state=DocumentState.ISSUED)
        return self.filter(~Exists(later))

    def with_later_versions(self) -> "DocumentQuerySet":
        """Each with the issued corrections of it as `later`."""
        issued = self.model._default_manager.filter(state=DocumentState.ISSUED)
        return self.prefetch_related(models.Prefetch("corrections", issued, to_attr="later"))

    def stalled_at(self, at: datetime, *, silence: timedelta) -> "DocumentQuerySet":
        """Documents whose snapshot is read by a worker that gave no sign of life for that long."""
        return self.filter(state=DocumentState.RUNNING, step=Step.SNAPSHOT, heartbeat_at__lt=at - silence)

    def waiting_at(self, at: datetime, *, silence: timedelta) -> "DocumentQuerySet":
        """Queued documents whose message to a worker seems lost."""
        return self.filter(state=DocumentState.QUEUED, queued_at__lt=at - silence)

    def left_alone_at(self, at: datetime, *, silence: timedelta) -> "DocumentQuerySet":
        """Documents that are planned and not finished, and of which nobody gave a sign of life for so long."""
        silent = self.filter(state=DocumentState.RUNNING, heartbeat_at__lt=at - silence)
        return silent.exclude(step=Step.SNAPSHOT)


class PartQuerySet(models.QuerySet[Any]):
    """Parts by what has to happen to them."""

    def waiting_at(self, at: datetime, *, silence: timedelta) -> "PartQuerySet":
        """Parts for a worker to take: nobody has taken them, or who did was silent for that long.

        A document is bound when all its pages are set; its other formats wait for nothing.
        """
        to_set = self.model._default_manager.filter(document=OuterRef("document"), work=Work.SHEETS, done_at=None)
        waiting = self.filter(Q(taken_at=None) | Q(heartbeat_at__lt=at - silence), done_at=None)
        of_running = waiting.filter(document__state=DocumentState.RUNNING).exclude(document__step=Step.SNAPSHOT)
        return of_running.filter(~Q(work=Work.BINDING) | ~Exists(to_set))


class SheetQuerySet(models.QuerySet[Any]):
    """Sheets by their use."""

    def unused_since(self, at: datetime) -> "SheetQuerySet":
        """Those that no document has used since then and that no document under way needs."""
        needed = self.model._meta.apps.get_model("documents", "Part").objects.filter(key=OuterRef("key"))
        running = needed.filter(document__state__in=[DocumentState.QUEUED, DocumentState.RUNNING])
        return self.filter(~Exists(running), used_at__lt=at).order_by(F("used_at").asc())

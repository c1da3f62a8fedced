"""Which processes and sessions?"""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q

RUNNING = ("queued", "running")


class ProcessQuerySet(models.QuerySet[Any]):
    """Processes by who may see them."""

    def public(self) -> "ProcessQuerySet":
        """Announced processes."""
        return self.filter(announced_at__isnull=False)

    def visible_to(self, user: Any) -> "ProcessQuerySet":
        """Announced ones; for the portal's secretariat all; for officers their own too, given a second factor."""
        if not (user.is_authenticated and user.has_second_factor):
            return self.public()
        if "secretariat" in user.roles:
            return self.all()
        own = Q(pk__in=user.offices.filter(ended_at=None).values("process"))
        return self.filter(Q(announced_at__isnull=False) | own)

    def served_by(self, user: Any) -> "ProcessQuerySet":
        """Those that the person serves as secretariat, the portal's all of them; none without a second factor."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        if "secretariat" in user.roles:
            return self.all()
        return self.filter(pk__in=user.offices.filter(ended_at=None, kind="secretariat").values("process"))

    def with_calls_open_at(self, at: datetime) -> "ProcessQuerySet":
        """With their calls open at that instant as `calls_open`, the first to close first."""
        calls = self._calls().open_at(at).select_related("session").order_by("closes_at", "pk")
        return self.prefetch_related(Prefetch("calls", calls, to_attr="calls_open"))

    def with_calls_ahead_at(self, at: datetime) -> "ProcessQuerySet":
        """With the calls that still have to be announced, opened or closed as `calls_ahead`."""
        calls = self._calls().filter(closes_at__gte=at).select_related("session").order_by("closes_at", "pk")
        return self.prefetch_related(Prefetch("calls", calls, to_attr="calls_ahead"))

    def with_sessions_ahead_on(self, day: date) -> "ProcessQuerySet":
        """With the sessions that are not over on that day as `sessions_ahead`, the next one first."""
        sessions = self.model._meta.get_field("sessions").related_model._default_manager
        ahead = sessions.filter(ends_on__gte=day).order_by("starts_on", "pk")
        return self.prefetch_related(Prefetch("sessions", ahead, to_attr="sessions_ahead"))

    def imports_running(self) -> int:
        """How many bulk imports into their calls are under way; they live a storey above, behind these relations."""
        return self.filter(calls__imports__state__in=RUNNING).values("calls__imports").distinct().count()

    def documents_running(self) -> int:
        """How many of their documents are being compiled; they live two storeys above, behind this relation."""
        return self.filter(documents__state__in=RUNNING).values("documents").distinct().count()

    def _calls(self) -> Any:
        """The calls of the storey above, known here only by the name of their relation."""
        return self.model._meta.get_field("calls").related_model._default_manager.all()


class OfficeQuerySet(models.QuerySet[Any]):
    """Offices by whether they are held now."""

    def held(self) -> "OfficeQuerySet":
        """Offices that have not ended."""
        return self.filter(ended_at=None)


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions by date."""

    def visible_to(self, user: Any) -> "SessionQuerySet":
        """Sessions of the processes that the person may see."""
        processes = self.model._meta.get_field("process").related_model._default_manager
        return self.filter(process__in=processes.visible_to(user))

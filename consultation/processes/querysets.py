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

    def applications_awaiting_at(self, at: datetime) -> int:
        """How many applications for accreditation to them wait for an act of the secretariat at that instant."""
        applications = self._upstairs("accreditation_rounds", "applications")
        return applications.filter(round__process__in=self).awaiting_secretariat_at(at).count()

    def registrations_awaiting(self) -> int:
        """How many people who are registered for their sessions the secretariat has neither confirmed nor refused."""
        return self._upstairs("sessions", "registrations").filter(session__process__in=self).awaiting().count()

    def proposals_waiting(self) -> int:
        """How many agenda items that were proposed to their sessions nobody has decided on."""
        return self._upstairs("sessions", "proposals").filter(session__process__in=self).waiting().count()

    def _calls(self) -> Any:
        return self._upstairs("calls")

    def _upstairs(self, *relations: str) -> Any:
        """All rows that these relations lead to from a process; their storeys lie above and are known by name only."""
        model: Any = self.model
        for relation in relations:
            model = model._meta.get_field(relation).related_model
        return model._default_manager.all()


class OfficeQuerySet(models.QuerySet[Any]):
    """Offices by whether they are held now."""

    def held(self) -> "OfficeQuerySet":
        """Offices that have not ended."""
        return self.filter(ended_at=None)

    def on_chairs_team(self) -> "OfficeQuerySet":
        """Offices held now by Chairs, Co-Chairs and those who work for them."""
        return self.held().filter(kind__in=["chair", "co_chair", "team"])


class SessionQuerySet(models.QuerySet[Any]):
    """Sessions by date."""

    def visible_to(self, user: Any) -> "SessionQuerySet":
        """Sessions of the processes that the person may see."""
        processes = self.model._meta.get_field("process").related_model._default_manager
        return self.filter(process__in=processes.visible_to(user))

    def with_programme(self) -> "SessionQuerySet":
        """With their programme of work, which lives in another app, behind this relation; no query more."""
        return self.select_related("programme")

"""Which meetings and segments?"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from consultation.sittings.states import PUBLIC


def _for(user: Any, process_model: Any, prefix: str) -> Q:
    """Of a published programme of a process that the person sees, or of a process in which she holds an office."""
    published = Q(
        **{
            f"{prefix}session__programme__state__in": PUBLIC,
            f"{prefix}session__process__in": process_model._default_manager.visible_to(user),
        }
    )
    return published | Q(**{f"{prefix}session__process__in": _worked_for(user, process_model)})


def _worked_for(user: Any, process_model: Any) -> Any:
    """Processes of the person's offices, and those she serves for the portal; none without a second factor."""
    processes = process_model._default_manager.all()
    if not (user.is_authenticated and user.is_active and user.has_second_factor):
        return processes.none()
    if "secretariat" in user.roles:
        return processes
    return processes.filter(pk__in=user.offices.filter(ended_at=None).values("process"))


class ProgrammeQuerySet(models.QuerySet[Any]):
    """Programmes of work by who may read them."""

    def visible_to(self, user: Any) -> "ProgrammeQuerySet":
        """Published ones of processes that the person sees; for those who hold an office in the process all."""
        processes = self.model._meta.get_field("session").related_model._meta.get_field("process").related_model
        published = Q(state__in=PUBLIC, session__process__in=processes._default_manager.visible_to(user))
        return self.filter(published | Q(session__process__in=_worked_for(user, processes)))


class MeetingQuerySet(models.QuerySet[Any]):
    """Meetings by who may know of them and by time."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Those in a published programme of a process that the person sees; for those who work in it all."""
        process = self.model._meta.get_field("session").related_model._meta.get_field("process").related_model
        return self.filter(_for(user, process, ""))

    def standing(self) -> "MeetingQuerySet":
        """Meetings that have not been cancelled."""
        return self.filter(cancelled_at=None)

    def in_order(self) -> "MeetingQuerySet":
        """The first to begin first."""
        return self.order_by("starts_at", "number", "pk")


class SegmentQuerySet(models.QuerySet[Any]):
    """Segments by who may know of them and by time."""

    def visible_to(self, user: Any) -> "SegmentQuerySet":
        """Those of the meetings that the person sees."""
        session = self.model._meta.get_field("meeting").related_model._meta.get_field("session").related_model
        return self.filter(_for(user, session._meta.get_field("process").related_model, "meeting__"))

    def standing(self) -> "SegmentQuerySet":
        """Segments of meetings that have not been cancelled."""
        return self.filter(meeting__cancelled_at=None)

    def at(self, at: datetime) -> "SegmentQuerySet":
        """Segments that run at that instant: the instant at which one ends belongs to the next."""
        return self.standing().filter(starts_at__lte=at, ends_at__gt=at)

    def of_session(self, session: Any) -> "SegmentQuerySet":
        """The segments of a session's meetings, in the order of time."""
        return self.filter(meeting__session=session).order_by("starts_at", "pk")

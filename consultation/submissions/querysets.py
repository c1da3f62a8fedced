"""Which calls, drafts and submissions?"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from consultation.submissions.states import ImportState, SubmissionState

STAFF_SEES = ("chair", "co_chair", "secretariat")


def processes_seen_by_staff(user: Any) -> Q:
    """The condition on `process` for rows that a person sees because of an office; nothing without a second factor."""
    if not (user.is_authenticated and user.is_active and user.has_second_factor):
        return Q(pk__in=[])
    if "secretariat" in user.roles:
        return Q(pk__isnull=False)
    return Q(process__in=user.offices.filter(ended_at=None, kind__in=STAFF_SEES).values("process"))


class CallQuerySet(models.QuerySet[Any]):
    """Calls by who may see them and by the clock."""

    def announced(self) -> "CallQuerySet":
        """Calls that the secretariat has announced, in processes that are announced."""
        return self.filter(announced_at__isnull=False, process__announced_at__isnull=False)

    def visible_to(self, user: Any) -> "CallQuerySet":
        """Announced calls, and for officers those in preparation too."""
        announced = Q(announced_at__isnull=False, process__announced_at__isnull=False)
        return self.filter(announced | processes_seen_by_staff(user))

    def open_at(self, at: datetime) -> "CallQuerySet":
        """Announced calls whose window holds that instant; both ends belong to the window."""
        return self.announced().filter(opens_at__lte=at, closes_at__gte=at)

    def upcoming_at(self, at: datetime) -> "CallQuerySet":
        """Announced calls that open later."""
        return self.announced().filter(opens_at__gt=at)

    def closed_at(self, at: datetime) -> "CallQuerySet":
        """Announced calls whose window is over."""
        return self.announced().filter(closes_at__lt=at)


class DraftQuerySet(models.QuerySet[Any]):
    """Drafts by the organisation that shares them."""

    def visible_to(self, user: Any) -> "DraftQuerySet":
        """Drafts of the organisations in which the person is an active member, and nobody else's."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=user.memberships.active().values("organisation"))


class SubmissionQuerySet(models.QuerySet[Any]):
    """Submissions by who may see them and what awaits whom."""

    def public(self) -> "SubmissionQuerySet":
        """The public record: published ones, and the stub of a published one that was withdrawn."""
        return self.filter(is_public=True)

    def visible_to(self, user: Any) -> "SubmissionQuerySet":
        """What exists for a person: the public record, her organisations' own, and what her office lets her see."""
        if not user.is_authenticated:
            return self.public()
        own = user.memberships.active().values("organisation")
        signed = self.model.parties.rel.related_model.objects.filter(organisation__in=own).values("submission")
        return self.filter(
            Q(is_public=True) | Q(organisation__in=own) | Q(pk__in=signed) | processes_seen_by_staff(user)
        )

    def presided_by(self, user: Any) -> "SubmissionQuerySet":
        """Those of processes that the person chairs; nothing without a second factor."""
        if not (user.is_authenticated and user.has_second_factor):
            return self.none()
        held = user.offices.filter(ended_at=None, kind__in=("chair", "co_chair"))
        return self.filter(process__in=held.values("process"))

    def awaiting_decision(self) -> "SubmissionQuerySet":
        """Those that wait for the chair, longest waiting first."""
        return self.filter(state=SubmissionState.SUBMITTED).order_by("received_at", "pk")

    def counted(self) -> "SubmissionQuerySet":
        """Those that count in participation: in time, and published or received in confidence."""
        return self.filter(state__in=(SubmissionState.PUBLISHED, SubmissionState.ACCEPTED), is_late=False)


class ImportQuerySet(models.QuerySet[Any]):
    """Imports by what has to happen to them."""

    def stalled_at(self, at: datetime, *, silence: Any) -> "ImportQuerySet":
        """Running imports that gave no sign of life for `silence` (a timedelta)."""
        return self.filter(state=ImportState.RUNNING, heartbeat_at__lt=at - silence)

    def waiting_at(self, at: datetime, *, silence: Any) -> "ImportQuerySet":
        """Queued imports whose nudge seems lost."""
        return self.filter(state=ImportState.QUEUED, queued_at__lt=at - silence).order_by(F("queued_at"))

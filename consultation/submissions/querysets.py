"""Which calls, drafts and submissions?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import BooleanField, Exists, F, Func, IntegerField, OuterRef, Q, Value

from consultation.submissions.states import ImportState, SubmissionState

LISTED = (
    "reference", "title", "language", "author_name", "group", "country", "region", "received_at", "is_late", "state",
    "withdrawn_at", "comment_kind",
)  # fmt: skip
_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')
"""Quotation marks as people type them; each opens or closes an exact phrase."""

STAFF_SEES = ("chair", "co_chair", "team", "secretariat")


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

    def on_record(self) -> "CallQuerySet":
        """Announced calls whose inputs may be shown to the public at all."""
        return self.announced().exclude(publication_policy="confidential")

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
        return self.of(user.memberships.active().values("organisation"))

    def of(self, organisations: Any) -> "DraftQuerySet":
        """Drafts of these organisations, given as primary keys or as a query for them."""
        return self.filter(organisation__in=organisations)


class SubmissionQuerySet(models.QuerySet[Any]):
    """Submissions by who may see them and what awaits whom."""

    def public(self) -> "SubmissionQuerySet":
        """The public record: published ones, and the stub of a published one that was withdrawn."""
        return self.filter(is_public=True)

    def visible_to(self, user: Any) -> "SubmissionQuerySet":
        """What exists for a person: the public record, her organisations' own, and what her office lets her see."""
        if not user.is_authenticated:
            return self.public()
        return self.filter(Q(is_public=True) | self._from_inside(user))

    def known_to(self, user: Any) -> "SubmissionQuerySet":
        """Those that a person sees whether or not they are public: her organisations' own, and by her office."""
        return self.filter(self._from_inside(user)) if user.is_authenticated else self.none()

    def _from_inside(self, user: Any) -> Q:
        own = user.memberships.active().values("organisation")
        signed = self.model.parties.rel.related_model.objects.filter(organisation__in=own).values("submission")
        return Q(organisation__in=own) | Q(pk__in=signed) | processes_seen_by_staff(user)

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

    def counted_not_shown(self) -> "SubmissionQuerySet":
        """Those in time that were received in confidence: they count, and nothing else of them is told."""
        return self.filter(state=SubmissionState.ACCEPTED, is_late=False)

    def late(self) -> "SubmissionQuerySet":
        """Published ones that came after the deadline: listed, but not counted."""
        return self.filter(state=SubmissionState.PUBLISHED, is_late=True)

    def in_calls(self, calls: Iterable[Any]) -> "SubmissionQuerySet":
        """Those that answer one of the calls."""
        return self.filter(call__in=calls)

    def in_group(self, group: Any) -> "SubmissionQuerySet":
        """Published ones of a stakeholder group; a withdrawn one no longer says whose it was."""
        return self.filter(group=group, state=SubmissionState.PUBLISHED)

    def in_region(self, region: str) -> "SubmissionQuerySet":
        """Published ones of a region of M49, or "" for authors without a single seat."""
        return self.filter(region=region, state=SubmissionState.PUBLISHED)

    def in_language(self, language: str) -> "SubmissionQuerySet":
        """Those written in that language."""
        return self.filter(language=language)

    def of_kind(self, kind: str) -> "SubmissionQuerySet":
        """Published ones that are comments of that kind."""
        return self.filter(comment_kind=kind, state=SubmissionState.PUBLISHED)

    def on_items(self, items: Iterable[Any]) -> "SubmissionQuerySet":
        """Those that speak to one of the agenda items."""
        links = self.model.agenda_items.through.objects.filter(submission=OuterRef("pk"), agendaitem__in=items)
        return self.filter(Exists(links))

    def found_by(self, words: str) -> "SubmissionQuerySet":
        """Those that a reader's query finds, each read in its own language; no query is an error."""
        typed = Value(words.translate(_QUOTES))
        query = Func(typed, function="submissions_search_query", output_field=SearchVectorField())
        return self.filter(Func(F("search"), query, template="(%(expressions)s)", arg_joiner=" @@ ",
                                output_field=BooleanField()))  # fmt: skip

    def as_listed(self) -> "SubmissionQuerySet":
        """Only what a list shows, with `others`: how many confirmed parties stand behind it besides the author."""
        parties = self.model.parties.rel.related_model.objects
        confirmed = parties.filter(submission=OuterRef("pk"), confirmed_at__isnull=False).order_by()
        number = confirmed.annotate(number=Func(F("pk"), function="COUNT")).values("number")
        return self.only(*LISTED).annotate(others=models.Subquery(number, output_field=IntegerField()))


class AttachmentQuerySet(models.QuerySet[Any]):
    """Files by who may have them."""

    def public(self) -> "AttachmentQuerySet":
        """Files of what is published now: of its last revision, in a call that is on record."""
        calls = self.model.revision.field.related_model.submission.field.related_model.call.field.related_model.objects
        return self.filter(
            revision__submission__is_public=True,
            revision__submission__state=SubmissionState.PUBLISHED,
            revision__submission__call__in=calls.on_record(),
            revision__number=F("revision__submission__revision_number"),
        )

    def visible_to(self, user: Any) -> "AttachmentQuerySet":
        """The public ones, those of drafts a person shares, and those of submissions she knows from inside."""
        if not user.is_authenticated:
            return self.public()
        drafts = self.model.draft.field.related_model.objects.visible_to(user)
        submissions = self.model.revision.field.related_model.submission.field.related_model.objects.known_to(user)
        public = Q(pk__in=self.public().order_by().values("pk"))
        return self.filter(public | Q(draft__in=drafts) | Q(revision__submission__in=submissions))


class ImportQuerySet(models.QuerySet[Any]):
    """Imports by who may see them and by what has to happen to them."""

    def visible_to(self, user: Any) -> "ImportQuerySet":
        """Imports into calls of the processes that the person serves in the secretariat; for the portal's one all."""
        if not (user.is_authenticated and user.is_active and user.has_second_factor):
            return self.none()
        if "secretariat" in user.roles:
            return self.all()
        served = user.offices.filter(ended_at=None, kind="secretariat").values("process")
        return self.filter(call__process__in=served)

    def stalled_at(self, at: datetime, *, silence: Any) -> "ImportQuerySet":
        """Running imports that gave no sign of life for `silence` (a timedelta)."""
        return self.filter(state=ImportState.RUNNING, heartbeat_at__lt=at - silence)

    def waiting_at(self, at: datetime, *, silence: Any) -> "ImportQuerySet":
        """Queued imports whose nudge seems lost."""
        return self.filter(state=ImportState.QUEUED, queued_at__lt=at - silence).order_by(F("queued_at"))

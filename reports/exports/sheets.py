"""What the tables of an export are: their columns, and the rows that belong in them for those who may read them.

Whether a row exists is decided by the querysets of the apps that own it; here stands only what is shown of it. The page
docs/export.md explains every column; a test compares the two.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import reverse

from consultation.processes.models import Office
from consultation.submissions.models import Answer, Attachment, Call, Party, Revision, Submission, SubmissionEvent
from consultation.submissions.states import SUBMISSION_MOVES, SubmissionState
from reports.dispositions.models import Disposition
from reports.exports.states import Kind, Scope
from reports.summaries.models import Summary

DECISIONS = tuple(move.name for move in SUBMISSION_MOVES if move.permission == "submissions.decide_submission")
"""Kinds of events that are decisions on a contribution."""


class Form(Enum):
    """What the values of a column are."""

    TEXT = "text"
    NUMBER = "whole number"
    YES_NO = "true or false"
    INSTANT = "date and time in UTC"
    LIST = "list"
    TEXTS = "list of texts"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows: of one process, in one view, narrowed or not."""

    process_id: int
    scope: str = Scope.PUBLIC
    call: str = ""
    group: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name, which is the same in every language and format.

    `value` is what the database computes: an expression of the ORM, in the table of participants SQL.
    """

    name: str
    value: Any
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with its parameters; it gives tuples in the order of the columns."""

    sql: str
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table."""

    columns: tuple[Column, ...]
    rows: Callable[["Sheet", Choice], Statement] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)

    def statement(self, choice: Choice) -> Statement:
        """The rows of that choice, in an order that is the same each time."""
        return self.rows(self, choice)


# --- values -----------------------------------------------------------------------------------------------------------


class Instant(Func):
    """An instant in UTC as ISO 8601 writes it; the fraction of a second is cut, as on the pages."""

    template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    output_field = TextField()


def in_some_language(name: str) -> Any:
    """A text of the secretariat in the first of the portal's languages in which it was written."""
    codes = [code.replace("-", "_") for code in settings.MODELTRANSLATION_LANGUAGES]
    written = [NullIf(F(f"{name}_{code}"), Value(""), output_field=TextField()) for code in codes]
    return Coalesce(*written, Value(""), output_field=TextField())


def _parties(**which: Any) -> Any:
    parties = Party.objects.filter(submission=OuterRef("pk"), **which)
    return ArraySubquery(parties.order_by("name", "pk").values("name"))


def _agenda_items() -> Any:
    links = Submission.agenda_items.through.objects.filter(submission=OuterRef("pk"))
    return ArraySubquery(links.order_by("agendaitem__position", "agendaitem_id").values("agendaitem__label"))


def _files() -> Any:
    current = Attachment.objects.filter(
        revision__submission=OuterRef("pk"), revision__number=OuterRef("revision_number")
    )
    return ArraySubquery(current.order_by("name", "pk").values("name"))


def _answers() -> Any:
    said = Concat(in_some_language("question__text"), Value("\n"), F("text"), output_field=TextField())
    answers = Answer.objects.filter(submission=OuterRef("pk"))
    return ArraySubquery(answers.order_by("question__position", "pk").values(said=said))


def _digest() -> Any:
    current = Revision.objects.filter(submission=OuterRef("pk"), number=OuterRef("revision_number"))
    return Subquery(current.order_by().values("sha256"))


def _address() -> Any:
    before, _mark, after = (settings.SITE_URL + reverse("submissions:submission", args=["0"])).rpartition("0")
    return Concat(Value(before), F("reference"), Value(after), output_field=TextField())


def _while_published(value: Any) -> Any:
    """The value, for contributions that are published; of a withdrawn one only the stub is public."""
    return Case(When(state=SubmissionState.PUBLISHED, then=value))


# --- contributions ----------------------------------------------------------------------------------------------------


@cache
def sheet_of(kind: str) -> Sheet:
    """The table of that kind."""
    return {
        Kind.REGISTER: _register, Kind.SUBMISSIONS: _submissions, Kind.PARTICIPANTS: _participants,
        Kind.MODERATION: _moderation, Kind.DISPOSITIONS: _dispositions,
    }[Kind(kind)]()  # fmt: skip


def _register() -> Sheet:
    """The public record, whatever the view: it is what anybody can read."""
    told = (Column(column.name, _while_published(column.value), column.form) for column in _about_it())
    columns = (*_stub(), Column("address", _address()), *told)
    return Sheet(columns, lambda sheet, choice: _by_arrival(sheet, replace(choice, scope=Scope.PUBLIC)))


def _submissions() -> Sheet:
    """Every contribution that reached the process, in whatever state."""
    inside = (
        Column("confidential", F("is_confidential"), Form.YES_NO),
        Column("withheld_under", F("withheld_under__code")),
        Column("arrived", F("via")),
        Column("not_confirmed", _parties(confirmed_at=None), Form.LIST),
    )
    return Sheet((*_stub(), *inside, *_about_it()), _by_arrival)


def _stub() -> tuple[Column, ...]:
    """What stays public of a contribution that was withdrawn."""
    return (
        Column("reference", F("reference")),
        Column("call", F("call__symbol")),
        Column("title", F("title")),
        Column("language", F("language")),
        Column("state", F("state")),
        Column("withdrawn_at", Instant("withdrawn_at"), Form.INSTANT),
    )


def _about_it() -> tuple[Column, ...]:
    return (
        Column("organisation", F("author_name")),
        Column("on_behalf_of", _parties(confirmed_at__isnull=False), Form.LIST),
        Column("stakeholder_group", F("group__code")),
        Column("country", F("country_id")),
        Column("region", F("region")),
        Column("agenda_items", _agenda_items(), Form.LIST),
        Column("received_at", Instant("received_at"), Form.INSTANT),
        Column("last_submitted_at", Instant("submitted_at"), Form.INSTANT),
        Column("published_at", Instant("published_at"), Form.INSTANT),
        Column("late", F("is_late"), Form.YES_NO),
        Column("revision", F("revision_number"), Form.NUMBER),
        Column("sha256", _digest()),
        Column("words", F("word_count"), Form.NUMBER),
        Column("comment_kind", F("comment_kind")),
        Column("consulted", F("consulted"), Form.NUMBER),
        Column("consulted_how", F("consulted_how")),
        Column("files", _files(), Form.LIST),
        Column("body", F("body")),
        Column("answers", _answers(), Form.TEXTS),
    )


def _submissions_in(choice: Choice) -> Any:
    """The contributions that the choice leaves, as far as its view shows them."""
    rows = Submission.objects.filter(process=choice.process_id)
    if choice.scope == Scope.PUBLIC:
        rows = rows.public().in_calls(Call.objects.on_record().filter(process=choice.process_id).order_by())
    if choice.call:
        rows = rows.filter(call__symbol=choice.call)
    if choice.group:
        known = Q() if choice.scope == Scope.STAFF else Q(state=SubmissionState.PUBLISHED)
        rows = rows.filter(known, group__code=choice.group)  # a withdrawn one no longer says whose it was
    return rows.filter(language=choice.language) if choice.language else rows


def _by_arrival(sheet: Sheet, choice: Choice) -> Statement:
    return _as_statement(sheet, _submissions_in(choice).order_by("received_at", "pk"))


def _as_statement(sheet: Sheet, rows: QuerySet[Any]) -> Statement:
    return Statement(*rows.values_list(*[column.value for column in sheet.columns]).query.sql_with_params())


# --- participants -----------------------------------------------------------------------------------------------------


def _participants() -> Sheet:
    """Everybody in whose name something was sent, under the name, group and country that stand on the contribution."""
    columns = (
        Column("organisation", "name"),
        Column("stakeholder_group", "stakeholder_group"),
        Column("country", "country"),
        Column("region", "region"),
        Column("contributions", "count(*) FILTER (WHERE NOT joined)", Form.NUMBER),
        Column("co_signed", "count(*) FILTER (WHERE joined)", Form.NUMBER),
        Column("late", "count(*) FILTER (WHERE late)", Form.NUMBER),
        Column("published", "count(*) FILTER (WHERE published)", Form.NUMBER),
        Column("first_received_at", "min(received_at)", Form.INSTANT),
        Column("last_received_at", "max(received_at)", Form.INSTANT),
    )
    return Sheet(columns, _participant_rows)


def _participant_rows(sheet: Sheet, choice: Choice) -> Statement:
    """Authors and confirmed parties of what was not withdrawn, counted by the database."""
    said = _submissions_in(choice).exclude(state=SubmissionState.WITHDRAWN).order_by()
    parties = Party.objects.filter(submission__in=said, confirmed_at__isnull=False).order_by()
    alone = said.values_list(
        F("author_name"), F("group__code"), F("country_id"), F("region"), Value(value=False), *_about_their_part("")
    )
    joined = parties.values_list(
        F("name"), F("group__code"), F("country_id"), F("country__region"), Value(value=True),
        *_about_their_part("submission__"),
    )  # fmt: skip
    union = Statement(*alone.union(joined, all=True).query.sql_with_params())
    columns = ", ".join(column.value for column in sheet.columns)
    return Statement(
        f"SELECT {columns} FROM ({union.sql}) AS part"  # noqa: S608 - our own SQL; values are parameters
        " (name, stakeholder_group, country, region, joined, late, published, received_at)"
        " GROUP BY name, stakeholder_group, country, region ORDER BY name, stakeholder_group, country, region",
        union.parameters,
    )


def _about_their_part(to: str) -> tuple[Any, ...]:
    published = Case(
        When(**{f"{to}state": SubmissionState.PUBLISHED}, then=Value(value=True)), default=Value(value=False)
    )
    return F(f"{to}is_late"), published, Instant(f"{to}received_at")


# --- the moderation record --------------------------------------------------------------------------------------------


def _moderation() -> Sheet:
    """Every decision on a contribution: what, when, by whom in which office, under which rule, and the reason given."""
    offices = Office.objects.filter(process=OuterRef("subject__process"), user=OuterRef("by"))
    then = offices.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef("at")), given_at__lte=OuterRef("at"))
    columns = (
        Column("reference", F("subject__reference")),
        Column("call", F("subject__call__symbol")),
        Column("title", F("subject__title")),
        Column("organisation", F("subject__author_name")),
        Column("decision", F("kind")),
        Column("decided_at", Instant("at"), Form.INSTANT),
        Column("decided_by", F("by__full_name")),
        Column("office", ArraySubquery(then.order_by("kind").values("kind")), Form.LIST),
        Column("rule", KT("details__rule")),
        Column("reason", F("note")),
        Column("state_now", F("subject__state")),
    )
    return Sheet(columns, _decision_rows)


def _decision_rows(sheet: Sheet, choice: Choice) -> Statement:
    decisions = SubmissionEvent.objects.filter(subject__in=_submissions_in(choice).order_by(), kind__in=DECISIONS)
    return _as_statement(sheet, decisions.order_by("at", "pk"))


# --- answers ----------------------------------------------------------------------------------------------------------


def _dispositions() -> Sheet:
    """Every answer to a point; who asked and in which words only where the summary tells it, or the view is inside."""
    columns = (
        Column("summary", F("summary__symbol")),
        Column("paragraph", NullIf(F("clause"), Value(0)), Form.NUMBER),
        Column("kind", F("point__kind")),
        Column("comment", F("point__restatement")),
        Column("outcome", F("outcome")),
        Column("reason", F("reason")),
        Column("change", F("change_text")),
        Column("state", F("state")),
        Column("released_at", Instant("released_at"), Form.INSTANT),
        Column("organisation", _where_told(F("point__submission__author_name"))),
        Column("stakeholder_group", _where_told(F("point__submission__group__code"))),
        Column("reference", _where_told(F("point__submission__reference"))),
        Column("passage", _where_told(F("point__quote"))),
        Column("language", _where_told(F("point__submission__language"))),
        Column("saved_by", _inside(F("saved_by__full_name"))),
        Column("saved_at", _inside(Instant("saved_at")), Form.INSTANT),
        Column("reviewed_by", _inside(F("reviewed_by__full_name"))),
        Column("reviewed_at", _inside(Instant("reviewed_at")), Form.INSTANT),
    )
    return Sheet(columns, _answer_rows)


def _where_told(value: Any) -> Any:
    return Case(When(is_told=True, then=value))


def _inside(value: Any) -> Any:
    return Case(When(is_inside=True, then=value))


def _answer_rows(sheet: Sheet, choice: Choice) -> Statement:
    """In the public view what anybody can read on the pages; who asked narrows it only where that is told."""
    is_inside = choice.scope == Scope.STAFF
    rows = Disposition.objects.filter(summary__session__process=choice.process_id)
    rows = rows if is_inside else rows.public()
    attributed = Q(summary__attribution=Summary.Attribution.ATTRIBUTED)
    told: Any = Value(value=True) if is_inside else Case(
        When(attributed, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )  # fmt: skip
    rows = rows.annotate(is_inside=Value(value=is_inside), is_told=told)
    asked_by = {
        "point__submission__call__symbol": choice.call, "point__submission__group__code": choice.group,
        "point__submission__language": choice.language,
    }  # fmt: skip
    if narrowed := {lookup: value for lookup, value in asked_by.items() if value}:
        rows = rows.filter(is_told=True, **narrowed)
    return _as_statement(sheet, rows.order_by("summary__symbol", "clause", "pk"))

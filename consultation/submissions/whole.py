"""Drafts and submissions as their authors' pages read them: the columns shown, and no query for what there is none of.

Most contributions have no file, no further organisation and no guiding question. So the query for a row says which of
these there are, and only those are read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from consultation.participation.rights import is_regulated
from consultation.processes.models import AgendaItem
from consultation.processes.translation import in_six
from consultation.submissions.models import Answer, Attachment, Call, CallQuestion, Draft, Party, Submission
from stakeholders.accounts.statements import Statement, Value
from stakeholders.organisations.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """What may hang on a row: the way to it, how it is read, and rows (of that row as OuterRef) that tell if any is."""

    way: str
    rows: QuerySet[Any]
    if_any: QuerySet[Any]

    @property
    def flag(self) -> str:
        """The name under which the row says whether there is any."""
        return f"has_{self.way.replace('__', '_')}"

    def read_for(self, row: Any) -> None:
        """Read it; where there is none, leave the row as a prefetch that found nothing would."""
        if getattr(row, self.flag):
            prefetch_related_objects([row], Prefetch(self.way, self.rows))
            return
        *way, name = self.way.split("__")
        owner = reduce(getattr, way, row)
        nothing = getattr(owner, name).all()
        nothing._result_cache = []
        vars(owner).setdefault("_prefetched_objects_cache", {})[name] = nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """How a row is read whole: the statement that finds it, and what may hang on it."""

    found_by: Statement
    hanging: tuple[Hanging, ...]

    def one(self, *values: Value) -> Any | None:
        """The row found by these values, or None."""
        row = next(iter(self.found_by(*values)), None)
        if row is not None:
            for kind in self.hanging:
                kind.read_for(row)
        return row


Find = Callable[..., QuerySet[Any]]
"""Takes all the rows there are and the values that tell which of them is meant."""


def _reading(
    rows: Any, *columns: str, joined: tuple[str, ...], hanging: tuple[Hanging, ...], find: Find, **known: Any
) -> Reading:
    flags = {kind.flag: Exists(kind.if_any.order_by()) for kind in hanging} | known
    rows = rows.select_related(*joined) if joined else rows  # without names it would join all that can be joined
    whole = rows.order_by().only(*columns).annotate(**flags)
    return Reading(Statement(partial(find, whole)), hanging)


def _draft_of_members(rows: Any, organisations: Sequence[int], public_id: UUID) -> Any:
    return rows.of(organisations).filter(public_id=public_id)


def _row(rows: Any, key: int) -> Any:
    return rows.filter(pk=key)


def _sent_by_or_naming(rows: Any, organisations: Sequence[int], public_id: UUID) -> Any:
    named = Party.objects.filter(organisation__in=organisations).values("submission")
    return rows.filter(Q(organisation__in=organisations) | Q(pk__in=named), public_id=public_id)


def _of(way: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{way}__{name}" for name in names)


def _linked_to(field: Any, column: str, row: str) -> QuerySet[Any]:
    """The links of a many-to-many field whose `column` is the `row` that is read."""
    links: QuerySet[Any] = field.through.objects.filter(**{column: OuterRef(row)})
    return links


# --- what may hang on a draft and on a submission ---------------------------------------------------------------------

_FILES = Hanging(
    way="attachments", rows=Attachment.objects.all(), if_any=Attachment.objects.filter(draft=OuterRef("pk"))
)
_OTHERS = Hanging(
    way="others", rows=Organisation.objects.all(), if_any=_linked_to(Draft.others, "draft", "pk")
)  # fmt: skip
_ITEMS = Hanging(
    way="agenda_items", rows=AgendaItem.objects.all(), if_any=_linked_to(Draft.agenda_items, "draft", "pk")
)
_QUESTIONS = Hanging(
    way="call__questions", rows=CallQuestion.objects.order_by("position", "pk"),
    if_any=CallQuestion.objects.filter(call=OuterRef("call")),
)  # fmt: skip
_ITEMS_OFFERED = Hanging(
    way="call__agenda_items", rows=AgendaItem.objects.all(), if_any=_linked_to(Call.agenda_items, "call", "call")
)
_PARTIES = Hanging(
    way="parties", rows=Party.objects.all(), if_any=Party.objects.filter(submission=OuterRef("pk"))
)  # fmt: skip
_ANSWERS = Hanging(
    way="answers", rows=Answer.objects.select_related("question"),
    if_any=Answer.objects.filter(submission=OuterRef("pk")),
)  # fmt: skip
_ITEMS_SENT = Hanging(
    way="agenda_items", rows=AgendaItem.objects.all(), if_any=_linked_to(Submission.agenda_items, "submission", "pk")
)

# --- which columns ----------------------------------------------------------------------------------------------------

_DRAFT = tuple(field.name for field in Draft._meta.concrete_fields)
_SUBMISSION = tuple(field.name for field in Submission._meta.concrete_fields if field.name != "search")
_CALL = _of(
    "call", "process", "symbol", *in_six("title"), "opens_at", "closes_at", "zone", "word_limit", "file_limit",
    "publication_policy", "late_policy", "announced_at", "asks_kind", "asks_consulted",
)  # fmt: skip
_PROCESS = _of("call__process", *in_six("short_name"))
_NAMED = ("code", *in_six("name"))
_AUTHOR = _of("organisation", "name", "acronym", "state", "group_declared", "group_verified", "seat")

_SENT_AS = (
    *_AUTHOR, *_of("organisation__group_declared", *_NAMED), *_of("organisation__group_verified", *_NAMED),
    *_of("organisation__seat", *_NAMED),
)  # fmt: skip
_WITH_AUTHOR = ("organisation__group_declared", "organisation__group_verified", "organisation__seat")

_REGULATED = {"is_regulated": is_regulated(OuterRef("call__process"))}
"""Whether modalities are in force in the process: only then is the right to send it asked for."""

DRAFT_WRITTEN = _reading(
    Draft.objects.all(), *_DRAFT, *_CALL, *_PROCESS, *_SENT_AS, joined=("call__process", *_WITH_AUTHOR),
    hanging=(_FILES, _OTHERS, _ITEMS, _QUESTIONS, _ITEMS_OFFERED), find=_draft_of_members, **_REGULATED,
)  # fmt: skip
"""For the page with its form; found, as all drafts that a page shows, by the members' organisations and public id."""

DRAFT_SAVED = _reading(
    Draft.objects.all(), *_DRAFT, *_CALL, joined=("call",), hanging=(_ITEMS, _QUESTIONS, _ITEMS_OFFERED),
    find=_draft_of_members, **_REGULATED,
)  # fmt: skip
"""For a form that was sent."""

DRAFT_CHECKED = _reading(
    Draft.objects.all(), *_DRAFT, *_CALL, *_PROCESS, *_SENT_AS, joined=("call__process", *_WITH_AUTHOR),
    hanging=(_FILES, _OTHERS, _ITEMS), find=_draft_of_members, **_REGULATED,
)  # fmt: skip
"""For the page that shows it as it will be sent."""

DRAFT_SEALED = _reading(
    Draft.objects.all(), "public_id", "version", "organisation", "saved_by", joined=(), hanging=(_FILES, _OTHERS),
    find=_draft_of_members,
)  # fmt: skip
"""For the comparison with what was checked."""

DRAFT_SUBMITTED = _reading(
    Draft.objects.all(), *_DRAFT, *_CALL, *_AUTHOR, *_of("organisation__seat", "region"),
    joined=("call", "organisation__seat"), hanging=(_FILES, _OTHERS, _ITEMS), find=_row, **_REGULATED,
)  # fmt: skip
"""For making it a submission; found by its key."""

RECEIPT = _reading(
    Submission.objects.all(), *_SUBMISSION, *_CALL, *_PROCESS, *_of("group", *_NAMED), *_of("country", *_NAMED),
    joined=("call__process", "group", "country"), hanging=(_PARTIES, _ANSWERS, _ITEMS_SENT), find=_sent_by_or_naming,
    has_files=Exists(Attachment.objects.filter(revision__submission=OuterRef("pk")).order_by()),
    has_draft=Exists(Draft.objects.filter(submission=OuterRef("pk")).order_by()),
)  # fmt: skip
"""For the page of what was sent; it says whether a revision `has_files` and a correction of it `has_draft`."""

"""What the public record holds of some calls, read into plain data with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, QuerySet

from consultation.processes.models import AgendaItem
from consultation.processes.ordering import in_order
from consultation.submissions.models import (
    CONTENT_LANGUAGES,
    Answer,
    Attachment,
    Call,
    CallQuestion,
    Party,
    Submission,
)
from consultation.submissions.states import SubmissionState
from look.languages import direction_of
from reports.documents.contents import Answer as SaidTo
from reports.documents.contents import Attachment as File
from reports.documents.contents import Contribution, Participant, ParticipantGroup
from stakeholders.organisations.models import Country, StakeholderGroup

ROWS_AT_A_TIME = 200
_COLUMNS = (
    "pk", "reference", "author_name", "group_id", "country_id", "title", "language", "body", "received_at", "is_late",
    "state", "withdrawn_at", "process__time_zone",
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """What rows of contributions point to, by key; names are in the active language."""

    groups: Mapping[int, StakeholderGroup]
    countries: Mapping[str, str]
    languages: Mapping[str, str]
    parties: Mapping[int, list[str]] = field(default_factory=dict)
    answers: Mapping[int, list[tuple[int, str]]] = field(default_factory=dict)
    files: Mapping[int, list[File]] = field(default_factory=dict)
    questions: Sequence[CallQuestion] = ()


def on_record(calls: Iterable[int]) -> QuerySet[Any, Any]:
    """The submissions to those calls that the public may read, in the order in which they arrived."""
    announced = Call.objects.on_record().filter(pk__in=list(calls))
    return Submission.objects.public().filter(call__in=announced).order_by("call_id", "received_at", "pk")


def contributions_to(calls: Sequence[int]) -> list[Contribution]:
    """The contributions to those calls as they are on the public record; asks eight queries, however many there are.

    One that was withdrawn keeps its stub. Names of groups, countries and languages are in the active language.
    """
    rows = on_record(calls)
    beside = _beside(rows, calls)
    columns = rows.values_list(*_COLUMNS)
    found = columns.iterator(chunk_size=ROWS_AT_A_TIME)
    return [_contribution(dict(zip(_COLUMNS, row, strict=True)), beside) for row in found]


def questions_of(calls: Sequence[int]) -> tuple[CallQuestion, ...]:
    """The guiding questions of those calls, in their order."""
    return tuple(CallQuestion.objects.filter(call__in=calls).order_by("call_id", "position", "pk"))


def _beside(rows: QuerySet[Any, Any], calls: Sequence[int]) -> Beside:
    of_them = {"submission__in": rows.order_by().values("pk")}
    parties = Party.objects.filter(**of_them, confirmed_at__isnull=False).order_by("name", "pk")
    answers = Answer.objects.filter(**of_them).order_by("question__position", "pk")
    files = Attachment.objects.filter(
        revision__submission__in=of_them["submission__in"], revision__number=F("revision__submission__revision_number")
    ).order_by("uploaded_at", "pk")
    return Beside(
        groups=StakeholderGroup.objects.in_bulk(),
        countries={country.pk: country.name for country in Country.objects.all()},
        languages={code: str(name) for code, name in CONTENT_LANGUAGES},
        parties=_gathered((row[0], row[1]) for row in parties.values_list("submission_id", "name")),
        answers=_gathered((row[0], row[1:]) for row in answers.values_list("submission_id", "question_id", "text")),
        files=_gathered(
            (row[0], File(name=row[1], size=row[2], sha256=row[3]))
            for row in files.values_list("revision__submission_id", "name", "size", "sha256")
        ),
        questions=questions_of(calls),
    )


def _gathered(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    gathered: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        gathered[key].append(value)
    return dict(gathered)


def _contribution(row: Mapping[str, Any], beside: Beside) -> Contribution:
    is_withdrawn = row["state"] == SubmissionState.WITHDRAWN
    said: dict[str, Any] = {} if is_withdrawn else _said(row, beside)
    zone = row["process__time_zone"]
    return Contribution(
        reference=row["reference"],
        anchor=anchor_of(row["pk"]),
        organisation=row["author_name"],
        country=beside.countries.get(row["country_id"], ""),
        group=beside.groups[row["group_id"]].name,
        title=row["title"],
        language=row["language"],
        language_name=beside.languages.get(row["language"], row["language"]),
        direction=direction_of(row["language"]),
        submitted_on=local_day(row["received_at"], zone),
        is_late=row["is_late"],
        withdrawn_on=local_day(row["withdrawn_at"], zone) if is_withdrawn else None,
        **said,
    )


def _said(row: Mapping[str, Any], beside: Beside) -> dict[str, Any]:
    key = row["pk"]
    return {
        "on_behalf_of": tuple(beside.parties.get(key, ())),
        "text": row["body"],
        "answers": tuple(_answers(beside.answers.get(key, ()), beside.questions)),
        "attachments": tuple(beside.files.get(key, ())),
    }


def _answers(given: Sequence[tuple[int, str]], questions: Sequence[CallQuestion]) -> Iterator[SaidTo]:
    """What was said to each question; once one is answered, those that were left open are told as such."""
    texts = dict(given)
    if not texts:
        return
    call = {question.call_id for question in questions if question.pk in texts}
    for question in questions:
        if question.call_id in call:
            yield SaidTo(question=question.text, text=texts.get(question.pk, ""))


def anchor_of(submission_id: int) -> str:
    """The name of the place in a document at which a contribution is found."""
    return f"c{submission_id}"


def local_day(at: datetime, zone: str) -> date:
    """The day that an instant belongs to in a time zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def participants_among(contributions: Iterable[Contribution], *, language: str) -> tuple[ParticipantGroup, ...]:
    """The organisations whose contributions stand, by stakeholder group, in the alphabetical order of the language."""
    members: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in contributions:
        if not entry.withdrawn_on:
            members[entry.group].add((entry.organisation, entry.country))
    return tuple(
        ParticipantGroup(group=group.name, participants=_in_order(members[group.name], language))
        for group in StakeholderGroup.objects.all()
        if group.name in members
    )


def _in_order(members: Iterable[tuple[str, str]], language: str) -> tuple[Participant, ...]:
    ordered = in_order(sorted(members), language=language, name=lambda member: member[0])
    return tuple(Participant(name=name, country=country) for name, country in ordered)


def group_positions() -> dict[str, int]:
    """The order of the stakeholder groups, by their names in the active language."""
    return {group.name: place for place, group in enumerate(StakeholderGroup.objects.all())}


# --- numbers ------------------------------------------------------------------------------------------------------


def numbers_by(column: str, calls: Iterable[int]) -> dict[Any, tuple[int, int]]:
    """How many contributions stand for each value of a column: in time, and late; a joint one counts once."""
    standing = on_record(calls).filter(state=SubmissionState.PUBLISHED).order_by()
    numbers: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for value, is_late, number in standing.values_list(column, "is_late").annotate(number=Count("pk")):
        numbers[value][is_late] = number
    return {value: (in_time, late) for value, (in_time, late) in numbers.items()}


def numbers_not_shown(call: Call) -> list[tuple[str, int]]:
    """How many inputs of each group, by its name, count though their contributors asked that they are not shown."""
    if call.is_confidential:
        return []
    inputs = Submission.objects.in_calls([call]).counted_not_shown().order_by()
    numbers = dict(inputs.values_list("group").annotate(number=Count("pk")))
    return [(group.name, numbers[group.pk]) for group in StakeholderGroup.objects.filter(pk__in=numbers)]


def organisations_by_group(calls: Iterable[int]) -> dict[int, int]:
    """How many different organisations of each group sent what stands."""
    standing = on_record(calls).filter(state=SubmissionState.PUBLISHED).order_by()
    return dict(standing.values_list("group").annotate(number=Count("author_name", distinct=True)))


def items_of(calls: Sequence[int]) -> list[AgendaItem]:
    """The agenda items of those calls, in the order of the agenda."""
    return list(AgendaItem.objects.filter(calls__in=calls).select_related("parent").distinct())

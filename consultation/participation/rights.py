"""The one function that says whether somebody may do something somewhere."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from consultation.accreditation.models import Accreditation
from consultation.accreditation.standing import with_category
from consultation.modalities.models import Cell, Clause, Modalities
from consultation.modalities.vocabulary import Capability, Category, Occasion
from consultation.participation.answers import Answer, ClauseNamed, Conditions
from consultation.participation.errors import NotGranted
from consultation.processes.models import Process, Session
from consultation.processes.translation import in_six
from consultation.sittings.models import Segment
from stakeholders.organisations.models import Organisation

DEFAULT_GRANTS = frozenset({Capability.SUBMIT})
"""What the portal provides for in a process without modalities: anyone recognised writes to announced calls."""

_CONDITIONS = ("after_states", "time_permitting", "minutes", "word_limit")
_TEXTS = in_six("text")


def right_to(
    capability: str, *, of: Organisation | int | None, process: Process | int, at: datetime,
    segment: Segment | None = None, occasion: Any = Occasion.IN_WRITING,
) -> Answer:  # fmt: skip
    """Whether the organisation has the capability, and on which clause that rests.

    `of` is the organisation or its id; None is a person in her own capacity. Where: in the `segment`, read with its
    meeting, or else on the `occasion`, a value or an expression that gives one. One query; the modalities are those in
    force at `at`. A page, an interface and an action that ask the same question ask it here, so that none of them
    offers what another one refuses.
    """
    place = occasion if segment is None else segment.kind
    group = None if segment is None else segment.meeting.sub_group_id
    cell = _cells(of, process, at, group).filter(capability=capability, occasion=place).first()
    answer = _by_default(capability, place) if cell is None else _answer(cell)
    return _opened(answer) if of is not None and _lets_in(capability, segment) and not answer.is_granted else answer


def demand(capability: str, **where: Any) -> Answer:
    """As `right_to`, but raises NotGranted, which names the clause, where it is not granted."""
    answer = right_to(capability, **where)
    if not answer.is_granted:
        raise NotGranted(answer)
    return answer


def occasion_of_call(call_id: int) -> Case:
    """Writing to a call: part of an informal consultative meeting where the call is of one, else between meetings.

    Calls live a storey above, behind a relation of sessions.
    """
    intersessional = Session.objects.filter(calls=call_id, kind=Session.Kind.INTERSESSIONAL)
    return Case(When(Exists(intersessional), then=Value(Occasion.INTERSESSIONAL)), default=Value(Occasion.IN_WRITING))


def rights_by_occasion(of: Organisation | None, process: Process, at: datetime) -> list[Answer]:
    """Every capability on every occasion, in the order of the matrix, in one query; empty where none are in force."""
    answers = [_answer(cell) for cell in _cells(of, process, at)]
    order = {place: number for number, place in enumerate((*Occasion.values, *Capability.values))}
    return sorted(answers, key=lambda answer: (order[answer.occasion], order[answer.capability]))


def is_regulated(process: Any) -> Exists:
    """For a query: whether modalities are in force in the process (a reference to its id)."""
    return Exists(Modalities.objects.in_force().filter(process=process).order_by())


# --- how it is asked --------------------------------------------------------------------------------------------------


def _cells(
    of: Organisation | int | None, process: Process | int, at: datetime, group: int | None = None
) -> QuerySet[Cell, dict[str, Any]]:
    """Cells of the category that they have in the process, or in that group of it, with all that an answer needs."""
    key = of.pk if isinstance(of, Organisation) else of
    texts = {name: f"clause__{name}" for name in _TEXTS}
    cells: QuerySet[Cell, dict[str, Any]] = (
        Cell.objects.in_force_at(at)
        .filter(modalities__process=process, category=_category(key, process, at, group))
        .order_by()
        .values(
            "category", "occasion", "capability", "is_granted", *_CONDITIONS, number=F("clause__number"),
            version=F("modalities__number"), texts=JSONObject(**texts), limit=_limiting_clause(key, process, at),
        )
    )  # fmt: skip
    return cells


def _category(key: int | None, process: Process | int, at: datetime, group: int | None) -> Any:
    if key is None:
        return Category.INDIVIDUAL
    asked = with_category(Organisation.objects.filter(pk=key), process, at, sub_group=group)
    return Subquery(asked.order_by().values("category"))


def _limiting_clause(key: int | None, process: Process | int, at: datetime) -> Subquery:
    """The clause on which an associate, who is accredited in one group only, is refused outside of it."""
    associate = associates(process, at).filter(organisation=key)
    clauses: QuerySet[Clause] = QuerySet(Clause).filter(
        Exists(associate), modalities=OuterRef("modalities"), limits_to_group=True
    )
    return Subquery(clauses.order_by().values(named=JSONObject(number="number", **{name: name for name in _TEXTS})))


def associates(process: Process | int, at: datetime) -> Any:
    """What organisations have that are accredited to one group of the process."""
    return Accreditation.objects.valid_at(at).filter(process=process, sub_group__isnull=False).order_by()


def _answer(cell: dict[str, Any]) -> Answer:
    named = {"number": cell["number"], **cell["texts"]}
    if not cell["is_granted"] and cell["category"] == Category.NOT_ACCREDITED and cell["limit"]:
        named = cell["limit"]
    clause = ClauseNamed(named.pop("number"), cell["version"], named)
    return Answer(
        is_granted=cell["is_granted"], capability=cell["capability"], category=cell["category"],
        occasion=cell["occasion"], clause=clause, conditions=Conditions(**{name: cell[name] for name in _CONDITIONS}),
    )  # fmt: skip


BY_OPENNESS = Capability.ATTEND
"""What a meeting that is open to those who are not accredited grants to every organisation, whatever its mode."""


def _lets_in(capability: str, segment: Segment | None) -> bool:
    return capability == BY_OPENNESS and segment is not None and segment.meeting.open_to_unaccredited


def _opened(answer: Answer) -> Answer:
    return replace(answer, is_granted=True, is_by_openness=True, clause=None)


def _by_default(capability: str, place: Any) -> Answer:
    occasion = place if isinstance(place, str) else Occasion.IN_WRITING
    return Answer(
        is_granted=capability in DEFAULT_GRANTS, capability=capability, category="", occasion=str(occasion),
    )  # fmt: skip

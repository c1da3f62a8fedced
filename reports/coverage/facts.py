"""What a summary stands on and what it leaves out, read from the rows with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from consultation.likeness.voices import with_voice
from consultation.submissions.models import Submission
from reports.coverage.models import SetAside
from reports.summaries.evidence import CITABLE, inputs_before_chair, points_before_chair
from reports.summaries.models import Citation, Summary


@dataclass(frozen=True, slots=True)
class Input:
    """A contribution as far as balance asks: `voice` is what counts once (a campaign, an organisation, a person)."""

    group: int
    region: str
    language: str
    gender: str
    voice: str
    is_late: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, how many of them a paragraph rests on, how many were set aside with a reason."""

    total: int = 0
    cited: int = 0
    aside: int = 0

    @property
    def is_open(self) -> int:
        """How many are neither cited nor set aside."""
        return self.total - self.cited - self.aside

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.total + other.total, self.cited + other.cited, self.aside + other.aside)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that coverage and balance are counted from; keys are primary keys."""

    inputs: Mapping[int, Input]
    on_item: Mapping[int, frozenset[int]]
    cited_by: Mapping[int, frozenset[int]]
    aside: frozenset[int]
    points_on_item: Mapping[int | None, Tally] = field(default_factory=dict)

    @property
    def cited(self) -> frozenset[int]:
        """The contributions that some paragraph rests on."""
        return frozenset().union(*self.cited_by.values()) & frozenset(self.inputs)

    @property
    def citations(self) -> Iterable[int]:
        """A contribution for each paragraph that rests on it."""
        return (key for keys in self.cited_by.values() for key in keys if key in self.inputs)

    def voices_of(self, keys: Iterable[int]) -> int:
        """How many voices those contributions are; late ones do not count (ICANN public comment practice)."""
        return len({self.inputs[key].voice for key in keys if key in self.inputs and not self.inputs[key].is_late})


def facts_of(summary: Summary) -> Facts:
    """Everything about a summary that coverage, balance and quantifiers ask; five queries, however much there is."""
    inputs = {row.pop("pk"): Input(**row) for row in _input_rows(summary)}
    return Facts(
        inputs=inputs,
        on_item=_on_item(summary),
        cited_by=_gathered(
            Citation.objects.filter(paragraph__section__summary=summary)
            .order_by()
            .values_list("paragraph_id", "submission_id")
        ),
        aside=frozenset(set_aside(summary).values_list("submission_id", flat=True)),
        points_on_item=_points_on_item(summary),
    )


def set_aside(summary: Summary) -> QuerySet[Any, Any]:
    """The contributions that were set aside as a whole."""
    return SetAside.objects.filter(summary=summary, point=None)


def open_inputs(summary: Summary) -> QuerySet[Any, Any]:
    """Contributions in time that no paragraph rests on and nobody has set aside; late ones need not be considered."""
    cited = Citation.objects.filter(paragraph__section__summary=summary)
    rows = inputs_before_chair(summary).filter(is_late=False)
    return rows.exclude(pk__in=cited.values("submission")).exclude(pk__in=set_aside(summary).values("submission"))


def open_points(summary: Summary) -> QuerySet[Any, Any]:
    """Points of contributions in time that no paragraph rests on and nobody has set aside, alone or with the whole."""
    points = points_before_chair(summary).filter(submission__is_late=False)
    return points.exclude(_is_cited(summary)).exclude(_is_aside(summary))


def _input_rows(summary: Summary) -> Iterable[dict[str, Any]]:
    rows = with_voice(inputs_before_chair(summary)).annotate(is_first=~Exists(_earlier(summary)))
    columns = ("pk", "group", "region", "language", "voice", "is_late", "is_first")
    for row in rows.order_by().values(*columns, said=F("submitted_by__gender")):
        row["gender"] = row.pop("said") or ""
        yield row


def _earlier(summary: Summary) -> QuerySet[Any, Any]:
    """What the same organisation, or the same name where there is none, sent before the first of the calls opened."""
    opened = summary.calls.aggregate(first=Min("opens_at"))["first"]
    same = Q(organisation=OuterRef("organisation")) | Q(organisation=None, author_name=OuterRef("author_name"))
    return Submission.objects.filter(same, received_at__lt=opened).exclude(call__in=summary.calls.all())


def _on_item(summary: Summary) -> Mapping[int, frozenset[int]]:
    """What speaks to an item, by its author's word or by a point marked under it: many authors choose no item."""
    through = Submission.agenda_items.through.objects
    said = through.filter(submission__call__in=summary.calls.all(), submission__state__in=CITABLE)
    found = points_before_chair(summary).filter(agenda_item__isnull=False)
    pairs = said.order_by().values_list("agendaitem_id", "submission_id")
    return _gathered(pairs.union(found.order_by().values_list("agenda_item_id", "submission_id")))


def _points_on_item(summary: Summary) -> dict[int | None, Tally]:
    rows = points_before_chair(summary).filter(submission__is_late=False).order_by().values("agenda_item")
    counted = rows.annotate(
        total=Count("pk"),
        cited=Count("pk", filter=_is_cited(summary)),
        aside=Count("pk", filter=_is_aside(summary) & ~_is_cited(summary)),
    )
    return {row["agenda_item"]: Tally(row["total"], row["cited"], row["aside"]) for row in counted}


def _is_cited(summary: Summary) -> Q:
    cited = Citation.objects.filter(paragraph__section__summary=summary, point__isnull=False)
    return Q(pk__in=cited.order_by().values("point"))


def _is_aside(summary: Summary) -> Q:
    alone = SetAside.objects.filter(summary=summary, point__isnull=False)
    return Q(pk__in=alone.order_by().values("point")) | Q(
        submission__in=set_aside(summary).order_by().values("submission")
    )


def _gathered(pairs: Iterable[tuple[Any, int]]) -> dict[Any, frozenset[int]]:
    gathered: dict[Any, set[int]] = defaultdict(set)
    for key, value in pairs:
        gathered[key].add(value)
    return {key: frozenset(values) for key, values in gathered.items()}

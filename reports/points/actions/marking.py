"""Marking passages as points, and changing, moving and dropping points; nobody overwrites a colleague."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from consultation.processes.models import AgendaItem
from consultation.submissions.models import Submission
from reports.points.actions.topics import topic_called
from reports.points.errors import (
    ItemOfElsewhere,
    NoPassage,
    NotReadable,
    PointChanged,
    PointCited,
    PointDropped,
    TextRevised,
)
from reports.points.models import Point
from reports.points.passages import Span
from reports.points.querysets import READABLE
from reports.points.reading import passage_in, sources_of, texts_by_source


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as it was chosen: in which source of which revision, from where to where."""

    source: str
    revision: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says about a passage. A `topic` that the process does not have yet is added to its list."""

    restatement: str
    kind: str = Point.Kind.VIEW
    asks: bool = False
    agenda_item: AgendaItem | None = None
    topic: str = ""


@transaction.atomic
def mark_point(
    *, submission: Submission, place: Place, said: Said, key: uuid.UUID, by: Any, at: datetime
) -> Point:  # fmt: skip
    """Mark a passage; a form that is sent twice with the same `key` makes one point.

    Raises PermissionDenied off the Chair's team, NotReadable, TextRevised where the contribution was submitted again
    since, NoPassage, ItemOfElsewhere.
    """
    if not by.has_perm("points.mark_point", submission.process):
        raise PermissionDenied
    submission = _locked(submission)
    if there := Point.objects.filter(public_id=key, submission=submission).first():
        return there
    span, quote = _passage(submission, place)
    point = Point.objects.create(
        public_id=key, submission=submission, process_id=submission.process_id, source=place.source,
        revision=place.revision, sought=place.revision, starts=span.starts, ends=span.ends, quote=quote,
        marked_at=at, marked_by=by, changed_at=at, changed_by=by, **_columns(submission, said, by=by, at=at),
    )  # fmt: skip
    point.events.create(kind="marked", at=at, by=by)
    return point


@transaction.atomic
def change_point(*, point: Point, version: int, said: Said, by: Any, at: datetime) -> None:
    """Say something else about the passage, if the point still has the version that the person opened.

    Raises PointChanged, PointDropped, ItemOfElsewhere, PermissionDenied.
    """
    _may_change(point, by)
    before = _told(point)
    changes = _columns(point.submission, said, by=by, at=at)
    _update(point, version, changes | {"changed_at": at, "changed_by": by})
    fields = {name: [old, new] for (name, old), new in zip(before.items(), _told(point).values(), strict=True)}
    fields = {name: values for name, values in fields.items() if values[0] != values[1]}
    point.events.create(kind="changed", at=at, by=by, details={"fields": fields})


@transaction.atomic
def re_mark_point(*, point: Point, version: int, place: Place, by: Any, at: datetime) -> None:
    """Give the point another passage of the contribution as it now is; what it says stays.

    Raises what `mark_point` and `change_point` raise.
    """
    _may_change(point, by)
    span, quote = _passage(_locked(point.submission), place)
    before = {"quote": point.quote, **_where(point)}
    _update(point, version, {
        "source": place.source, "revision": place.revision, "sought": place.revision, "starts": span.starts,
        "ends": span.ends, "quote": quote, "anchor": Point.Anchor.HELD, "changed_at": at, "changed_by": by,
    })  # fmt: skip
    point.events.create(kind="marked_anew", at=at, by=by, details={"before": before})


@transaction.atomic
def drop_point(*, point: Point, version: int, by: Any, at: datetime, reason: str = "") -> None:
    """Drop the point; it stays in the history. Raises PointCited where a summary rests on it, and as `change_point`."""
    _may_change(point, by)
    Point.objects.select_for_update().get(pk=point.pk)  # whoever cites it waits, or has done so
    if cited := _paragraphs_on(point):
        raise PointCited(cited)
    _update(point, version, {"dropped_at": at, "dropped_by": by})
    point.events.create(kind="dropped", at=at, by=by, note=reason)


# --- parts ------------------------------------------------------------------------------------------------------------


def _may_change(point: Point, by: Any) -> None:
    if not by.has_perm("points.change_point", point):
        raise PermissionDenied


def _locked(submission: Submission) -> Submission:
    """The contribution as it is now, which nobody submits again or withholds before this is done."""
    row: Submission = Submission.objects.select_for_update(of=("self",)).defer("search").get(pk=submission.pk)
    if row.state not in READABLE:
        raise NotReadable
    return row


def _passage(submission: Submission, place: Place) -> tuple[Span, str]:
    if place.revision != submission.revision_number:
        raise TextRevised
    texts = texts_by_source(sources_of(submission))
    found = passage_in(texts, place.source, Span(place.starts, place.ends))
    if found is None:
        raise NoPassage
    return found


def _columns(submission: Submission, said: Said, *, by: Any, at: datetime) -> dict[str, Any]:
    item = said.agenda_item
    if item and item.session.process_id != submission.process_id:
        raise ItemOfElsewhere
    topic = topic_called(said.topic, process=submission.process, by=by, at=at) if said.topic.strip() else None
    return {
        "restatement": said.restatement, "kind": said.kind, "asks": said.asks, "agenda_item": item, "topic": topic,
    }  # fmt: skip


def _update(point: Point, version: int, changes: dict[str, Any]) -> None:
    """One conditional UPDATE; nothing is written where somebody else was faster."""
    rows = Point.objects.standing().filter(pk=point.pk, version=version)
    if not rows.update(version=F("version") + 1, **changes):
        is_dropped = Point.objects.filter(pk=point.pk, dropped_at__isnull=False).exists()
        raise PointDropped if is_dropped else PointChanged
    point.version = version + 1
    for name, value in changes.items():
        setattr(point, name, value)


def _told(point: Point) -> dict[str, Any]:
    """What the history keeps of what was said, in plain values."""
    return {
        "restatement": point.restatement, "kind": str(point.kind), "asks": point.asks,
        "agenda_item": point.agenda_item_id, "topic": str(point.topic or ""),
    }  # fmt: skip


def _where(point: Point) -> dict[str, Any]:
    return asdict(Place(point.source, point.revision, point.starts, point.ends))


def _paragraphs_on(point: Any) -> list[tuple[int, str]]:
    """Number and summary of the paragraphs that rest on the point; they live a storey above, behind this relation."""
    found = []
    for citation in point.citations.select_related("paragraph__section__summary"):
        summary = citation.paragraph.section.summary
        rows = type(citation.paragraph).objects.filter(section__summary=summary)
        found.append((list(rows.values_list("pk", flat=True)).index(citation.paragraph_id) + 1, summary.symbol))
    return sorted(found, key=lambda pair: (pair[1], pair[0]))

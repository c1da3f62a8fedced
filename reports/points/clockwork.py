"""What the clock does for points: look anew for passages of contributions that were submitted again."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from consultation.submissions.models import Submission
from reports.points.anchoring import Found
from reports.points.models import Point
from reports.points.reading import place_now, sources_of, texts_by_source, texts_of_revision

AT_ONCE = 500
"""Points that one tick of the clock looks for at most; the others wait for the next."""

HAPPENED = {
    Point.Anchor.HELD: "passage_held",
    Point.Anchor.MOVED: "passage_moved",
    Point.Anchor.LOST: "passage_lost",
}


def seek_passages_of_revised_texts(*, at: datetime) -> int:
    """Look for passages whose contribution was submitted again, some hundreds at a time; returns how many."""
    points = Point.objects.with_revised_text().select_related("submission__call")
    rows = list(points.order_by("submission", "pk")[:AT_ONCE])
    for _submission_id, group in groupby(rows, key=lambda point: point.submission_id):
        of_one = list(group)
        seek_passages(of_one[0].submission, of_one, at=at)
    return len(rows)


def seek_passages(submission: Submission, points: Iterable[Point], *, at: datetime) -> list[Point]:
    """Look in the contribution as it now is for the passages of those points that were not sought there yet.

    Returns those looked for. What a point says and its version stay: nobody who has it open is in anybody's way.
    """
    stale = [point for point in points if point.sought < submission.revision_number]
    if not stale:
        return []
    with transaction.atomic():
        return _sought(submission, stale, at)


def _sought(submission: Submission, stale: list[Point], at: datetime) -> list[Point]:
    now = texts_by_source(sources_of(submission))
    rows = submission.revisions.filter(number__in={point.revision for point in stale})
    before = {row.number: texts_of_revision(row, submission) for row in rows}
    return [point for point in stale if _seek(point, submission, now, before.get(point.revision, {}), at)]


def _seek(point: Point, submission: Submission, now: dict[str, str], before: dict[str, str], at: datetime) -> bool:
    """Write where the passage is, unless somebody else has done so or the point was marked anew in the meantime."""
    place = place_now(point, now, before)
    changes: dict[str, Any] = {"sought": submission.revision_number, **_changes(point, place, submission)}
    mine = Point.objects.standing().filter(pk=point.pk, sought=point.sought, version=point.version)
    if not mine.update(**changes):
        return False
    was = {"source": point.source, "starts": point.starts, "ends": point.ends, "anchor": point.anchor}
    for name, value in changes.items():
        setattr(point, name, value)
    if any(changes.get(name, value) != value for name, value in was.items()):
        details = {
            "before": was,
            "revision": submission.revision_number,
            "words_changed": place[1].changed if place else 0,
        }
        point.events.create(kind=HAPPENED[Point.Anchor(point.anchor)], at=at, by=None, details=details)
    return True


def _changes(point: Point, place: tuple[str, Found] | None, submission: Submission) -> dict[str, Any]:
    if place is None:
        return {"anchor": Point.Anchor.LOST}
    source, found = place
    is_held = found.is_held and source == point.source
    return {
        "anchor": Point.Anchor.HELD if is_held else Point.Anchor.MOVED,
        "revision": submission.revision_number, "source": source, "starts": found.starts, "ends": found.ends,
    }  # fmt: skip

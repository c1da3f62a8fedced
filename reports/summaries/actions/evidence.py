"""What a paragraph rests on: points of contributions, or contributions as a whole."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.submissions.models import Submission
from reports.points.models import Point
from reports.summaries.actions.pen import as_it_is, take_pen
from reports.summaries.errors import NotAttachable, NotCitable
from reports.summaries.evidence import CITABLE
from reports.summaries.models import Citation, Paragraph, Summary


@transaction.atomic
def cite(*, paragraph: Paragraph, submission: Submission, by: Any, at: datetime) -> Citation:
    """Let the paragraph rest on the submission as a whole; citing twice is the same as once.

    Raises NotCitable for one of another process, withheld, withdrawn or undecided; ParagraphGone, NotInDrafting,
    PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    if submission.process_id != summary.session.process_id or submission.state not in CITABLE:
        raise NotCitable
    return _rest(as_it_is(paragraph, summary), summary, submission, None, by=by, at=at)


@transaction.atomic
def uncite(*, paragraph: Paragraph, submission: Submission, by: Any, at: datetime) -> None:
    """The paragraph no longer rests on the submission as a whole; points of it that are attached stay."""
    summary = paragraph.section.summary
    take_pen(summary, by)
    _let_go(paragraph, summary, submission.pk, None, by=by, at=at)


@transaction.atomic
def attach_point(*, paragraph: Paragraph, point: Point, by: Any, at: datetime) -> Citation:
    """Let the paragraph rest on the point; attaching twice is the same as once.

    Raises NotAttachable for a point that was dropped or of another process, or whose contribution is withheld,
    withdrawn or undecided; ParagraphGone, NotInDrafting, PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    is_before_chair = point.submission.state in CITABLE
    if point.dropped_at or point.process_id != summary.session.process_id or not is_before_chair:
        raise NotAttachable
    return _rest(as_it_is(paragraph, summary), summary, point.submission, point, by=by, at=at)


@transaction.atomic
def attach_points(*, paragraph: Paragraph, points: Iterable[Point], by: Any, at: datetime) -> None:
    """Let the paragraph rest on all of the points, or on none of them: raises what `attach_point` raises."""
    for point in points:
        attach_point(paragraph=paragraph, point=point, by=by, at=at)


@transaction.atomic
def detach_point(*, paragraph: Paragraph, point: Point, by: Any, at: datetime) -> None:
    """The paragraph no longer rests on the point."""
    summary = paragraph.section.summary
    take_pen(summary, by)
    _let_go(paragraph, summary, point.submission_id, point.pk, by=by, at=at)


# --- parts, with the pen in hand --------------------------------------------------------------------------------------


def _rest(
    paragraph: Paragraph, summary: Summary, submission: Submission, point: Point | None, *, by: Any, at: datetime
) -> Citation:
    citation, made = Citation.objects.get_or_create(
        paragraph=paragraph, submission=submission, point=point, defaults={"cited_at": at, "cited_by": by}
    )
    if made:
        details = _details(paragraph, submission.pk, point.pk if point else None)
        summary.events.create(kind="evidence_attached", at=at, by=by, details=details)
    return citation


def _let_go(
    paragraph: Paragraph, summary: Summary, submission_id: int, point_id: int | None, *, by: Any, at: datetime
) -> None:
    gone, _of_models = paragraph.citations.filter(submission=submission_id, point=point_id).delete()
    if gone:
        details = _details(paragraph, submission_id, point_id)
        summary.events.create(kind="evidence_detached", at=at, by=by, details=details)


def _details(paragraph: Paragraph, submission_id: int, point_id: int | None) -> dict[str, Any]:
    told: dict[str, Any] = {"paragraph": paragraph.pk, "anchor": str(paragraph.anchor), "submission": submission_id}
    return told | ({"point": point_id} if point_id else {})

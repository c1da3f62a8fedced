"""Which points a summary owes an answer, and which of them are still open."""

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from reports.dispositions.models import Disposition
from reports.points.models import Point
from reports.points.querysets import PointQuerySet
from reports.summaries.evidence import points_before_chair
from reports.summaries.models import Paragraph, Summary
from reports.summaries.outline import IN_ORDER


def points_to_answer(summary: Summary) -> PointQuerySet:
    """The standing points that ask for something, of contributions to the summary's calls that are before the Chair.

    To what was withheld or withdrawn no answer is owed.
    """
    return points_before_chair(summary).filter(asks=True)


def open_points(summary: Summary) -> PointQuerySet:
    """The points that this summary owes an answer and that have none that was reviewed or released.

    "Rough consensus is achieved when all issues are addressed, but not necessarily accommodated" (RFC 7282): a process
    may forbid to issue while one is left.
    """
    settled = Disposition.objects.settled().filter(summary=summary, point=OuterRef("pk"))
    return points_to_answer(summary).filter(~Exists(settled))


def with_answers(points: PointQuerySet, summary: Summary) -> PointQuerySet:
    """Those points, each with its answer of that summary as the one row of `answers`, or none."""
    answers = Disposition.objects.filter(summary=summary).select_related("saved_by")
    return points.prefetch_related(Prefetch("dispositions", answers, to_attr="answers"))


def cited_at(point: Point, summary: Summary) -> uuid.UUID | None:
    """The anchor of the first paragraph of the summary that rests on the point."""
    resting: Any = Paragraph.objects.filter(section__summary=summary, citations__point=point)
    found: uuid.UUID | None = resting.order_by(*IN_ORDER).values_list("anchor", flat=True).first()
    return found

"""What a paragraph rests on, and what else it could rest on: the finding of points and contributions."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, When

from consultation.submissions.models import Submission
from consultation.submissions.querysets import SubmissionQuerySet
from consultation.submissions.states import SubmissionState
from reports.points.models import Point
from reports.points.querysets import PointQuerySet
from reports.summaries.models import Citation, Paragraph, Summary

MOST_FOUND = 10
MOST_LISTED = 20
CITABLE = (SubmissionState.PUBLISHED, SubmissionState.ACCEPTED)
_OF_AUTHOR = ("group", "region", "language")


@dataclass(frozen=True, slots=True)
class Found:
    """The first rows found, and whether there are more."""

    rows: list[Any]
    more: bool


def inputs_before_chair(summary: Summary) -> SubmissionQuerySet:
    """The contributions that the summary can rest on: to its calls, published or received in confidence."""
    rows: SubmissionQuerySet = Submission.objects.filter(call__in=summary.calls.all(), state__in=CITABLE)
    return rows


def points_before_chair(summary: Summary) -> PointQuerySet:
    """The standing points of those contributions."""
    rows: PointQuerySet = Point.objects.standing().to_calls(summary.calls.order_by().values("pk"))
    return rows.filter(submission__state__in=CITABLE)


def citations_of(paragraph: Paragraph, *, everything: bool = False) -> Found:
    """What the paragraph rests on, contribution by contribution, the first or everything; asks one query."""
    rows = Citation.objects.filter(paragraph=paragraph)
    rows = rows.select_related("submission__group", "submission__country", "point__topic", "point__agenda_item")
    rows = rows.defer("submission__body", "submission__search").order_by("submission__reference", "point__starts", "pk")
    return Found(list(rows), more=False) if everything else _first(rows, MOST_LISTED)


def points_for(paragraph: Paragraph, summary: Summary, wanted: dict[str, Any]) -> Found:
    """Points of contributions to the summary's calls on which the paragraph does not rest yet; asks one query.

    `wanted` has some of q (words), item, topic, kind, group, region, language, and uncited: only those on which no
    paragraph of the summary rests. Those on the agenda item of the paragraph's section come first.
    """
    rows = points_before_chair(summary)
    rows = rows.filter(~Exists(Citation.objects.filter(paragraph=paragraph, point=OuterRef("pk"))))
    rows = rows.filter(**_of_author(wanted, "submission__"))
    if wanted.get("q"):
        rows = rows.found_by(wanted["q"])
    rows = rows.filter(**{
        name: wanted[field] for name, field in (("agenda_item", "item"), ("topic", "topic"), ("kind", "kind"))
        if wanted.get(field)
    })  # fmt: skip
    if wanted.get("uncited"):
        rows = rows.filter(~Exists(_cited_in(summary).filter(point=OuterRef("pk"))))
    rows = rows.select_related("submission__group", "submission__country", "topic", "agenda_item")
    elsewhere = Case(When(agenda_item=paragraph.section.agenda_item_id, then=0), default=1)
    in_order = rows.order_by(elsewhere, "submission_id", "starts", "pk")
    return _first(in_order.defer("submission__body", "submission__search"))


def contributions_for(paragraph: Paragraph, summary: Summary, wanted: dict[str, Any]) -> Found:
    """Contributions to the summary's calls on which the paragraph does not rest as a whole yet; asks one query."""
    rows = inputs_before_chair(summary)
    rows = rows.filter(~Exists(Citation.objects.filter(paragraph=paragraph, point=None, submission=OuterRef("pk"))))
    if wanted.get("q"):
        rows = rows.found_by(wanted["q"])
    if wanted.get("item"):
        rows = rows.on_items([wanted["item"]])
    if wanted.get("uncited"):
        rows = rows.filter(~Exists(_cited_in(summary).filter(submission=OuterRef("pk"))))
    rows = rows.filter(**_of_author(wanted, ""))
    return _first(rows.select_related("group", "country").defer("body", "search").order_by("reference"))


# --- parts ------------------------------------------------------------------------------------------------------------


def _cited_in(summary: Summary) -> QuerySet[Citation]:
    return Citation.objects.filter(paragraph__section__summary=summary)


def _of_author(wanted: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {f"{prefix}{name}": wanted[name] for name in _OF_AUTHOR if wanted.get(name)}


def _first(rows: Any, most: int = MOST_FOUND) -> Found:
    found = list(rows[: most + 1])
    return Found(found[:most], len(found) > most)

"""Narrowing the points to answer by what a person chose to see."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from reports.dispositions.models import Disposition
from reports.points.querysets import PointQuerySet
from reports.summaries.models import Summary

UNANSWERED = "unanswered"
_OF_A_POINT = {"item": "agenda_item", "topic": "topic", "group": "submission__group__code"}


def narrowed(points: PointQuerySet, summary: Summary, chosen: Mapping[str, str]) -> PointQuerySet:
    """Those of the points that fit the filters: state and outcome of their answer, item, topic, stakeholder group."""
    direct: dict[str, Any] = {lookup: chosen[name] for name, lookup in _OF_A_POINT.items() if chosen.get(name)}
    points = points.filter(**direct)
    answers = Disposition.objects.filter(summary=summary, point=OuterRef("pk"))
    if chosen.get("state") == UNANSWERED:
        points = points.filter(~Exists(answers))
    elif chosen.get("state"):
        points = points.filter(Exists(answers.filter(state=chosen["state"])))
    if chosen.get("outcome"):
        points = points.filter(Exists(answers.filter(outcome=chosen["outcome"])))
    return points

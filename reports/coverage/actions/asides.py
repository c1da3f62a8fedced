"""Setting contributions and points aside with a reason, and keeping a quantifier that the numbers do not bear out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.submissions.models import Submission
from register.errors import ReasonMissing
from reports.coverage.errors import AlreadyIssued, NotOpen
from reports.coverage.facts import open_inputs, open_points
from reports.coverage.models import KeptWord, SetAside
from reports.points.models import Point
from reports.summaries.errors import ParagraphChanged
from reports.summaries.models import Paragraph, Summary
from reports.summaries.states import CLOSED


@transaction.atomic
def set_aside(
    *, summary: Summary, submissions: Iterable[Submission] = (), points: Iterable[Point] = (), reason: str, by: Any,
    at: datetime,
) -> int:  # fmt: skip
    """Record that these were considered and are not reflected, each with the reason; returns how many.

    All or none: raises NotOpen where one of them is cited or set aside already or belongs to another call,
    ReasonMissing, AlreadyIssued, PermissionDenied.
    """
    _may_decide(summary, by)
    if not reason.strip():
        raise ReasonMissing
    wanted, marked = {row.pk for row in submissions}, {row.pk for row in points}
    found = set(open_inputs(summary).filter(pk__in=wanted).values_list("pk", flat=True))
    told = dict(open_points(summary).filter(pk__in=marked).values_list("pk", "submission_id"))
    if found != wanted or set(told) != marked:
        raise NotOpen
    kept: dict[str, Any] = {"summary": summary, "reason": reason.strip(), "at": at, "by": by}
    whole = [SetAside(submission_id=key, **kept) for key in sorted(found)]
    parts = [SetAside(submission_id=told[key], point_id=key, **kept) for key in sorted(told)]
    SetAside.objects.bulk_create([*whole, *parts], batch_size=500)
    details = {"submissions": sorted(found), "points": sorted(told)}
    summary.events.create(kind="set_aside", at=at, by=by, note=reason.strip(), details=details)
    return len(found) + len(told)


@transaction.atomic
def take_back(*, aside: SetAside, by: Any, at: datetime) -> None:
    """It is open again; raises AlreadyIssued, PermissionDenied."""
    summary = aside.summary
    _may_decide(summary, by)
    details = {"submission": aside.submission_id, "point": aside.point_id, "reason": aside.reason}
    aside.delete()
    summary.events.create(kind="taken_back", at=at, by=by, details=details)


@transaction.atomic
def keep_word(*, paragraph: Paragraph, version: int, reason: str, by: Any, at: datetime) -> KeptWord:
    """Let the quantifiers of the paragraph stand in this version; raises ParagraphChanged where it has another."""
    summary = paragraph.section.summary
    _may_decide(summary, by)
    if not reason.strip():
        raise ReasonMissing
    if not Paragraph.objects.filter(pk=paragraph.pk, version=version).exists():
        raise ParagraphChanged
    kept, made = KeptWord.objects.get_or_create(
        summary=summary, anchor=paragraph.anchor, version=version,
        defaults={"reason": reason.strip(), "at": at, "by": by},
    )  # fmt: skip
    if made:
        details = {"paragraph": paragraph.pk, "version": version}
        summary.events.create(kind="word_kept", at=at, by=by, note=reason.strip(), details=details)
    return kept


def _may_decide(summary: Summary, by: Any) -> None:
    if not by.has_perm("coverage.set_aside", summary):
        raise PermissionDenied
    state = Summary.objects.select_for_update().values_list("state", flat=True).get(pk=summary.pk)
    if state in CLOSED:
        raise AlreadyIssued

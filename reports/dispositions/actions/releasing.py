"""Letting answers out with their summary, and taking them over into a correction of it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, Value, When

from reports.dispositions.actions.answers import INSERTED_AT_ONCE, ensure_may_draft, tell_of
from reports.dispositions.models import Disposition
from reports.dispositions.states import DispositionState
from reports.dispositions.transitions import move_answers
from reports.summaries.models import Summary
from reports.summaries.outline import numbers_by_anchor


@transaction.atomic
def release_dispositions(*, summary: Summary, by: Any, at: datetime) -> int:
    """Let all reviewed answers of the summary out, with the numbers that their paragraphs now have; how many they were.

    Part of issuing the summary, in its transaction: outside the team nothing of an answer exists before. Drafts, and
    answers to points that were dropped or no longer ask, stay where they are. Raises PermissionDenied unless the person
    presides over the process.
    """
    if not by.has_perm("dispositions.release_answers", summary):
        raise PermissionDenied
    numbers = [When(led_to=anchor, then=Value(number)) for anchor, number in numbers_by_anchor(summary).items()]
    return move_answers(
        Disposition.objects.to_release().filter(summary=summary), "released", by=by, at=at,
        released_at=at, released_by=by, clause=Case(*numbers, default=Value(0)),
    )  # fmt: skip


@transaction.atomic
def carry_over_dispositions(*, from_summary: Summary, to_summary: Summary, by: Any, at: datetime) -> int:
    """Take the released answers of an issued summary over into the correction of it; how many they were.

    They arrive as reviewed, by whoever reviewed them, and go out when the correction is issued; until then the team may
    change one, which then has to be reviewed again. Points that the correction answers already keep that answer. Call
    it when the correction is begun, in any case before release_dispositions. Raises ValueError where the one does not
    correct the other, PermissionDenied.
    """
    if to_summary.supersedes_id != from_summary.pk:
        raise ValueError(to_summary)
    ensure_may_draft(to_summary, by)
    answered = Disposition.objects.filter(summary=to_summary).values("point")
    former = Disposition.objects.released().filter(summary=from_summary).exclude(point__in=answered)
    rows = [_taken_over(answer, to_summary) for answer in former]
    Disposition.objects.bulk_create(rows, batch_size=INSERTED_AT_ONCE)
    tell_of([row.pk for row in rows], "carried_over", by=by, at=at)
    return len(rows)


def _taken_over(former: Disposition, summary: Summary) -> Disposition:
    kept = ("point_id", "outcome", "reason", "change_text", "led_to", "boilerplate_id", "saved_at", "saved_by_id",
            "reviewed_at", "reviewed_by_id")  # fmt: skip
    told = {name: getattr(former, name) for name in kept}
    return Disposition(summary=summary, state=DispositionState.REVIEWED, **told)

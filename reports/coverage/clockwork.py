"""What happens after a summary was issued, without anybody's click: those who contributed are told."""

from datetime import datetime

from django.db import transaction

from consultation.submissions.models import Submission
from reports.coverage.emails import write_told
from reports.coverage.facts import set_aside
from reports.coverage.models import SummaryTold
from reports.coverage.trace import paragraphs_resting_on
from reports.summaries.evidence import inputs_before_chair

LETTERS_AT_A_TIME = 100


def summaries_to_tell_of() -> list[int]:
    """Ids of issued summaries of which not everybody has been told."""
    return list(SummaryTold.objects.filter(done_at=None).values_list("summary_id", flat=True))


@transaction.atomic
def tell_some(*, summary_id: int, at: datetime) -> bool:
    """Write the next letters about a summary, `LETTERS_AT_A_TIME` at most; whether more have to be written.

    One worker at a time: another one finds the row locked and leaves it. A letter is never written twice, because its
    key names summary and contribution; where the work was cut short the next call goes on behind the last letter.
    """
    rows = SummaryTold.objects.select_for_update(skip_locked=True).filter(summary=summary_id, done_at=None)
    told = rows.select_related("summary__session__process").first()
    if told is None:
        return False
    waiting = inputs_before_chair(told.summary).filter(pk__gt=told.last_submission, submitted_by__is_active=True)
    waiting = waiting.filter(via=Submission.Via.PORTAL).select_related("submitted_by").defer("body", "search")
    found = list(waiting.order_by("pk")[:LETTERS_AT_A_TIME])
    keys = [submission.pk for submission in found]
    reasons = set_aside(told.summary).filter(submission__in=keys).values_list("submission_id", "reason")
    numbers = paragraphs_resting_on(told.summary, keys)
    write_told(told.summary, found, numbers=numbers, set_aside=dict(reasons), at=at)
    if found:
        told.last_submission = keys[-1]
    is_done = len(found) < LETTERS_AT_A_TIME
    told.done_at = at if is_done else None
    told.save()
    return not is_done

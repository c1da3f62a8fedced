"""Telling contributors in the background."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.coverage import clockwork


@shared_task(name="reports.coverage.tasks.tell_contributors")
def tell_contributors(*, summary_id: int, **_later: Any) -> None:
    """Write some of the letters about an issued summary, then make room for other work before the next."""
    if clockwork.tell_some(summary_id=summary_id, at=timezone.now()):
        tell_contributors.delay(summary_id=summary_id)


@shared_task(name="reports.coverage.tasks.tell_of_issued_summaries")
def tell_of_issued_summaries(**_later: Any) -> None:
    """Go on with every summary of which not everybody has been told."""
    for summary_id in clockwork.summaries_to_tell_of():
        tell_contributors.delay(summary_id=summary_id)

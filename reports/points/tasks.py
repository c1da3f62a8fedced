"""What the workers do for points: find passages again in contributions that were submitted again."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.points import clockwork


@shared_task(name="reports.points.tasks.seek_moved_passages")
def seek_moved_passages(**_later: Any) -> None:
    """Look for the passages of contributions that were revised."""
    clockwork.seek_passages_of_revised_texts(at=timezone.now())

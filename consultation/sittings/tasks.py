"""Telling of changes in the background."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from consultation.sittings import clockwork


@shared_task(name="consultation.sittings.tasks.tell_followers")
def tell_followers(*, notice_id: int, **_later: Any) -> None:
    """Write some of the letters about changes, then make room for other work before the next."""
    if clockwork.tell_some(notice_id=notice_id, at=timezone.now()):
        tell_followers.delay(notice_id=notice_id)


@shared_task(name="consultation.sittings.tasks.tell_of_changes")
def tell_of_changes(**_later: Any) -> None:
    """Keep what has to be told by now, and go on with every notice of which not everybody has been told."""
    clockwork.tell_of_quiet_programmes(at=timezone.now())
    for notice_id in clockwork.notices_to_write():
        tell_followers.delay(notice_id=notice_id)

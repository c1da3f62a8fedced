"""Exports in the background; each task loads by id and makes one call."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.exports import clockwork, pipeline


@shared_task(name="reports.exports.tasks.make_export")
def make_export(*, export_id: int, **_later: Any) -> None:
    """Write one export."""
    pipeline.make_export(export_id=export_id, at=timezone.now())


@shared_task(name="reports.exports.tasks.pick_up_stalled_exports")
def pick_up_stalled_exports(**_later: Any) -> None:
    """Tell a worker again of every export that waits and that nobody works on."""
    for export_id in clockwork.exports_to_nudge(at=timezone.now()):
        make_export.delay(export_id=export_id)


@shared_task(name="reports.exports.tasks.remove_old_exports")
def remove_old_exports(**_later: Any) -> None:
    """Remove the files of exports that were kept for long enough."""
    clockwork.remove_old_exports(at=timezone.now())

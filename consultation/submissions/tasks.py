"""What the workers do for submissions: imports, and finding those that were left lying."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from consultation.submissions import clockwork, pipeline


@shared_task(name="consultation.submissions.tasks.run_import")
def run_import(*, import_id: int, **_unknown: Any) -> None:
    """Read one file of inputs, if it still waits."""
    pipeline.run_import(import_id=import_id, clock=timezone.now)


@shared_task
def pick_up_stalled_imports(**_unknown: Any) -> None:
    """Go on with imports whose worker died or whose message was lost."""
    for import_id in clockwork.imports_to_nudge(at=timezone.now()):
        run_import.delay(import_id=import_id)

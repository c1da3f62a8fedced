"""What the workers do for near-identical texts: sketch one, and find those that wait."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from consultation.likeness import clockwork, pipeline


@shared_task
def sketch_text(*, submission_id: int, **_unknown: Any) -> None:
    """Sketch one submission, if its current revision has no sketch yet."""
    pipeline.sketch_submission(submission_id=submission_id, at=timezone.now())


@shared_task
def sketch_new_texts(**_unknown: Any) -> None:
    """Tell a worker of every text that waits to be compared."""
    for submission_id in clockwork.texts_to_sketch(at=timezone.now()):
        sketch_text.delay(submission_id=submission_id)

"""What the clock does: find texts that nobody has sketched yet, whatever became of the message about them."""

from datetime import datetime, timedelta
from typing import Any

from consultation.likeness.minhash import METHOD
from consultation.likeness.models import Sketch
from consultation.likeness.querysets import due_at
from consultation.submissions.models import Submission

PATIENCE = timedelta(minutes=10)
"""Time after which a worker that was told of a text is taken to have lost it; well above what one text takes."""

MOST_AT_ONCE = 300
"""Texts given to workers in one round of half a minute, so that a large import does not fill the queue."""


def texts_to_sketch(*, at: datetime, submissions: Any = None) -> list[int]:
    """Ids of submissions whose current revision has no sketch, noted as given to a worker at this instant."""
    rows = Submission.objects.all() if submissions is None else submissions
    due = list(due_at(rows, at, method=METHOD, patience=PATIENCE).values_list("pk", flat=True)[:MOST_AT_ONCE])
    Sketch.objects.bulk_create(
        (Sketch(submission_id=pk, nudged_at=at) for pk in due),
        update_conflicts=True, unique_fields=["submission"], update_fields=["nudged_at"],
    )  # fmt: skip
    return due

"""What the clock does for imports that were left lying."""

import logging
from datetime import datetime, timedelta

from consultation.submissions.models import Import
from consultation.submissions.transitions import move_import
from register.errors import OutOfDate

SILENCE = timedelta(seconds=60)  # without a sign of life; one batch of an import takes about a second

logger = logging.getLogger(__name__)


def imports_to_nudge(*, at: datetime) -> list[int]:
    """Put running imports whose worker fell silent back into the queue; the ids of all that wait for too long."""
    for batch in Import.objects.stalled_at(at, silence=SILENCE):
        try:
            move_import(batch, "picked_up", by=None, at=at)
        except OutOfDate:
            logger.info("Import %s moved on by itself.", batch.pk)
    return list(Import.objects.waiting_at(at, silence=SILENCE).values_list("pk", flat=True))

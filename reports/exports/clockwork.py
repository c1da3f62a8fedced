"""What the clock does for exports: find lost ones, and remove the files of old ones."""

import logging
from datetime import datetime, timedelta

from register.errors import OutOfDate
from reports.exports.models import Export
from reports.exports.pipeline import SILENCE, fail_if_hopeless
from reports.exports.transitions import move_export

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)


def exports_to_nudge(*, at: datetime) -> list[int]:
    """Put stalled exports back into the queue and return the ids of all that a worker has to be told of again.

    An export that stalled too often fails with the reason instead.
    """
    for export in Export.objects.stalled_at(at, silence=SILENCE).select_related("queued_by"):
        try:
            if not fail_if_hopeless(export, at=at):
                move_export(export, "picked_up", by=None, at=at)
        except OutOfDate:
            logger.info("Export %s moved by itself in the meantime.", export.pk)
    return list(Export.objects.waiting_at(at, silence=SILENCE).values_list("pk", flat=True))


def remove_old_exports(*, at: datetime) -> int:
    """Let old exports expire, then remove their files; one that was interrupted between the two is finished later."""
    for export in Export.objects.to_expire_at(at, kept_for=KEPT_FOR):
        move_export(export, "expired", by=None, at=at)
    removed = 0
    for export in Export.objects.with_a_file_to_remove():
        export.file.storage.delete(export.file.name)
        removed += Export.objects.with_a_file_to_remove().filter(pk=export.pk).update(file="")
    return removed

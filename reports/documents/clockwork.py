"""What the clock does for documents: find those that nobody works on, and throw away what nobody uses."""

from datetime import datetime, timedelta

from reports.documents.models import Document, Sheet
from reports.documents.pipeline import SILENCE, fail_if_hopeless
from reports.documents.transitions import move_document

SHEETS_KEPT = timedelta(days=60)


def documents_to_begin(*, at: datetime) -> list[int]:
    """Put stalled documents back into the queue and return the ids of all that a worker has to be told of again.

    A document that stalled too often fails with the reason instead.
    """
    for document in Document.objects.stalled_at(at, silence=SILENCE).select_related("queued_by"):
        if not fail_if_hopeless(document, at=at):
            move_document(document, "picked_up", by=None, at=at)
    return list(Document.objects.waiting_at(at, silence=SILENCE).values_list("pk", flat=True))


def documents_to_go_on(*, at: datetime) -> list[int]:
    """Ids of documents on whose parts nobody works any more; each is told once and then given time again."""
    silent = Document.objects.left_alone_at(at, silence=SILENCE)
    ids = list(silent.values_list("pk", flat=True))
    silent.filter(pk__in=ids).update(heartbeat_at=at)
    return ids


def forget_unused_sheets(*, at: datetime) -> int:
    """Throw away sheets that no document has used for `SHEETS_KEPT`; returns how many."""
    unused = list(Sheet.objects.unused_since(at - SHEETS_KEPT))
    for sheet in unused:
        sheet.delete()
        sheet.file.delete(save=False)
    return len(unused)

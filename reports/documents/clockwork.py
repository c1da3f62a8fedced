"""What the clock does for documents: find those whose worker died and those whose message was lost."""

from datetime import datetime

from reports.documents.models import Document
from reports.documents.pipeline import SILENCE, fail_if_hopeless
from reports.documents.transitions import move_document


def documents_to_nudge(*, at: datetime) -> list[int]:
    """Put stalled documents back into the queue and return the ids of all that a worker has to be told of again.

    A document that stalled too often fails with the reason instead.
    """
    for document in Document.objects.stalled_at(at, silence=SILENCE).select_related("queued_by"):
        if not fail_if_hopeless(document, at=at):
            move_document(document, "picked_up", by=None, at=at)
    return list(Document.objects.waiting_at(at, silence=SILENCE).values_list("pk", flat=True))

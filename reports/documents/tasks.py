"""Documents in the background; each task loads by id and makes one call."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.documents import clockwork, pipeline


@shared_task(name="reports.documents.tasks.compile_document")
def compile_document(*, document_id: int, **_later: Any) -> None:
    """Compile one document."""
    pipeline.compile_document(document_id=document_id, at=timezone.now())


@shared_task(name="reports.documents.tasks.pick_up_stalled_documents")
def pick_up_stalled_documents(**_later: Any) -> None:
    """Tell a worker again of every document that waits and that nobody works on."""
    for document_id in clockwork.documents_to_nudge(at=timezone.now()):
        compile_document.delay(document_id=document_id)

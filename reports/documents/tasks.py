"""Documents in the background. Every message says only that there is work on a document; the rows say which."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.documents import clockwork, pipeline

SIDE_BY_SIDE = 8
"""Messages sent for the parts of one document: more workers than that help it no further."""


@shared_task(name="reports.documents.tasks.compile_document")
def compile_document(*, document_id: int, **_later: Any) -> None:
    """Begin a document: read what it stands on, plan its parts."""
    if pipeline.begin_document(document_id=document_id, at=timezone.now()):
        call_workers(document_id)


@shared_task(name="reports.documents.tasks.do_next_part")
def do_next_part(*, document_id: int, **_later: Any) -> None:
    """Do one part of a document, then make room for other documents before the next."""
    if pipeline.do_next_part(document_id=document_id, at=timezone.now()):
        do_next_part.delay(document_id=document_id)


@shared_task(name="reports.documents.tasks.pick_up_stalled_documents")
def pick_up_stalled_documents(**_later: Any) -> None:
    """Tell a worker again of every document that waits and that nobody works on."""
    at = timezone.now()
    for document_id in clockwork.documents_to_begin(at=at):
        compile_document.delay(document_id=document_id)
    for document_id in clockwork.documents_to_go_on(at=at):
        call_workers(document_id)


@shared_task(name="reports.documents.tasks.forget_unused_sheets")
def forget_unused_sheets(**_later: Any) -> None:
    """Throw away what no document uses any more."""
    clockwork.forget_unused_sheets(at=timezone.now())


def call_workers(document_id: int) -> None:
    """Tell as many workers as can help that parts of a document wait."""
    for _ in range(SIDE_BY_SIDE):
        do_next_part.delay(document_id=document_id)

"""Documents in the background. Every message says only that there is work on a document; the rows say which."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.documents import clockwork, pipeline
from reports.documents.pipeline import Next

SIDE_BY_SIDE = 8
"""Messages sent for the parts of one document: more workers than that help it no further."""


@shared_task(name="reports.documents.tasks.compile_document")
def compile_document(*, document_id: int, **_later: Any) -> None:
    """Begin a document: read what it stands on, plan its parts."""
    go_on(document_id, pipeline.begin_document(document_id=document_id, at=timezone.now()), messages=SIDE_BY_SIDE)


@shared_task(name="reports.documents.tasks.set_next_part")
def set_next_part(*, document_id: int, **_later: Any) -> None:
    """Set one part of a document."""
    go_on(document_id, pipeline.set_next_part(document_id=document_id, at=timezone.now()))


@shared_task(name="reports.documents.tasks.bind_document")
def bind_document(*, document_id: int, **_later: Any) -> None:
    """Bind the parts of a document into its files."""
    pipeline.bind_document(document_id=document_id, at=timezone.now())


@shared_task(name="reports.documents.tasks.pick_up_stalled_documents")
def pick_up_stalled_documents(**_later: Any) -> None:
    """Tell a worker again of every document that waits and that nobody works on."""
    at = timezone.now()
    for document_id in clockwork.documents_to_begin(at=at):
        compile_document.delay(document_id=document_id)
    for document_id in clockwork.documents_to_go_on(at=at):
        go_on(document_id, pipeline.what_is_next(document_id, at=at), messages=SIDE_BY_SIDE)


@shared_task(name="reports.documents.tasks.forget_unused_sheets")
def forget_unused_sheets(**_later: Any) -> None:
    """Throw away what no document uses any more."""
    clockwork.forget_unused_sheets(at=timezone.now())


def go_on(document_id: int, what: Next, *, messages: int = 1) -> None:
    """Send the messages for what is next."""
    if what is Next.A_PART:
        for _ in range(messages):
            set_next_part.delay(document_id=document_id)
    elif what is Next.BINDING:
        bind_document.delay(document_id=document_id)

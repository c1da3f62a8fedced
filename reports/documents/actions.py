"""What people ask of documents: compile, cancel, try again."""

import logging
from datetime import datetime
from typing import Any

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from register.errors import OutOfDate
from reports.documents.models import Document
from reports.documents.states import DocumentState
from reports.documents.transitions import move_document
from reports.summaries.models import Summary

logger = logging.getLogger(__name__)

COMPILE = "reports.documents.tasks.compile_document"
"""The task by its name: a web process that imported it would carry the whole renderer in its memory."""

UNDER_WAY = (DocumentState.QUEUED, DocumentState.RUNNING)


@transaction.atomic
def ask_for_document(*, summary: Summary, language: str, by: Any, at: datetime) -> Document:
    """The document of that summary in that language; two who ask at once get the same run.

    Raises PermissionDenied unless the person works on the summary's process.
    """
    if not by.has_perm("summaries.compile_report", summary):
        raise PermissionDenied
    document, is_new = Document.objects.get_or_create(
        summary=summary, language=language, state__in=UNDER_WAY,
        defaults={"queued_at": at, "queued_by": by, "state": DocumentState.QUEUED},
    )  # fmt: skip
    if is_new:
        document.events.create(kind="requested", at=at, by=by)
        transaction.on_commit(lambda: _nudge(document.pk))
    return document


@transaction.atomic
def cancel_document(*, document: Document, by: Any, at: datetime) -> None:
    """Stop the compiling; a worker that is at it finds out at its next step. Raises what move raises."""
    move_document(document, "cancelled", by=by, at=at, finished_at=at)


@transaction.atomic
def retry_document(*, document: Document, by: Any, at: datetime) -> None:
    """Queue a failed or cancelled document again.

    Raises what move raises, and OutOfDate where another run for the same summary and language is under way.
    """
    try:
        with transaction.atomic():
            move_document(
                document, "retried", by=by, at=at, queued_at=at, queued_by=by, failure="", finished_at=None, attempts=0,
                heartbeat_at=None, steps_done=0,
            )  # fmt: skip
    except IntegrityError as error:
        raise OutOfDate from error
    transaction.on_commit(lambda: _nudge(document.pk))


def _nudge(document_id: int) -> None:
    """Tell a worker; without a broker the row waits, and the clock finds it."""
    try:
        current_app.send_task(COMPILE, kwargs={"document_id": document_id})
    except OperationalError:
        logger.exception("The broker did not take document %s; the clock will find it.", document_id)

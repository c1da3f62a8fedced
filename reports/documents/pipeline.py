"""Compiling a document: snapshot, layout, check, store; each step is seen in the row, and every end is told there."""

import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from register.errors import OutOfDate
from reports.documents.check import FaultyDocument, check_pdf
from reports.documents.models import Document, Edition
from reports.documents.render import render_pdf
from reports.documents.snapshot import contents_of
from reports.documents.states import DocumentState, Format, Step
from reports.documents.transitions import move_document

logger = logging.getLogger(__name__)

STEPS = tuple(Step)
MOST_ATTEMPTS = 3
HEARTBEAT = timedelta(seconds=5)
SILENCE = timedelta(seconds=30)


class RunLost(Exception):
    """Another worker has taken this document over, or somebody cancelled it: what this one made is thrown away."""


def compile_document(*, document_id: int, at: datetime) -> None:
    """Compile the document if it waits for that; a message delivered twice finds it taken and does nothing.

    Whatever happens is told in the row: ready with its file, or failed with the reason in the language of the person
    who asked. Only the death of the process leaves it running, and the clock then picks it up.
    """
    document = Document.objects.select_related("queued_by").get(pk=document_id)
    try:
        move_document(
            document, "started", by=None, at=at, attempts=document.attempts + 1, heartbeat_at=at, steps_done=0,
            steps_planned=len(STEPS), step=STEPS[0], failure="",
        )  # fmt: skip
    except OutOfDate:
        return
    try:
        with _alive(document):
            _compile(document, at=at)
    except RunLost:
        logger.info("Document %s was taken over or cancelled.", document.pk)
    except Exception as error:
        logger.exception("Document %s failed.", document.pk)
        _fail(document, error)


def fail_if_hopeless(document: Document, *, at: datetime) -> bool:
    """Give up on a document whose worker died again and again; tells whether it did."""
    if document.attempts < MOST_ATTEMPTS:
        return False
    with _language_of(document):
        reason = _("The worker that compiled it died %(times)d times. Ask the administrator to look at its log.")
        move_document(document, "failed", by=None, at=at, failure=reason % {"times": document.attempts}, finished_at=at)
    return True


def _compile(document: Document, *, at: datetime) -> None:
    contents = contents_of(document.summary_id, language=document.language, as_of=at)
    _advance(document, 1, as_of=at, contents_sha256=contents.content_hash)
    pdf = render_pdf(contents)
    _advance(document, 2)
    pages = check_pdf(pdf, contents)
    _advance(document, 3)
    _store(document, pdf, pages)


def _advance(document: Document, done: int, **changes: object) -> None:
    mine = Document.objects.filter(pk=document.pk, state=DocumentState.RUNNING, attempts=document.attempts)
    if not mine.update(steps_done=done, step=STEPS[done], heartbeat_at=timezone.now(), **changes):
        raise RunLost
    document.steps_done, document.step = done, STEPS[done]


def _store(document: Document, pdf: bytes, pages: int) -> None:
    edition = Edition(document=document, format=Format.PDF, size=len(pdf), sha256=hashlib.sha256(pdf).hexdigest())
    edition.file.save("report.pdf", ContentFile(pdf), save=False)
    try:
        with transaction.atomic():
            held = _held(document)
            now = timezone.now()
            edition.save()
            move_document(
                held, "finished", by=None, at=now, pages=pages, steps_done=len(STEPS), step="", finished_at=now,
            )  # fmt: skip
    except BaseException:
        edition.file.delete(save=False)
        raise


def _held(document: Document) -> Document:
    """The row, locked; raises RunLost where this run no longer holds it."""
    rows = Document.objects.select_for_update().filter(state=DocumentState.RUNNING, attempts=document.attempts)
    held: Document | None = rows.filter(pk=document.pk).first()
    if held is None:
        raise RunLost
    return held


def _fail(document: Document, error: BaseException) -> None:
    try:
        with _language_of(document), transaction.atomic():
            now = timezone.now()
            move_document(_held(document), "failed", by=None, at=now, failure=_reason(error), finished_at=now)
    except RunLost:
        logger.info("Document %s was taken over or cancelled.", document.pk)


def _reason(error: BaseException) -> str:
    match error:
        case FaultyDocument():
            return _("The finished file did not pass its check: %(fault)s") % {"fault": error}
        case MemoryError():
            return _("The document needs more memory than this machine allows.")
        case SoftTimeLimitExceeded():
            return _("The document took longer than is allowed.")
        case OSError():
            return _("A file could not be written or read: %(reason)s") % {"reason": error.strerror or error}
        case _:
            return _("Something unexpected happened (%(kind)s). The administrator finds the details in the log.") % {
                "kind": type(error).__name__
            }


@contextmanager
def _language_of(document: Document) -> Iterator[None]:
    language = document.queued_by.language if document.queued_by else document.language
    with translation.override(language):
        yield


@contextmanager
def _alive(document: Document) -> Iterator[None]:
    """Give a sign of life every few seconds, from a thread with its own connection, as long as the work lasts."""
    done = threading.Event()
    mine = Document.objects.filter(pk=document.pk, state=DocumentState.RUNNING, attempts=document.attempts)

    def beat() -> None:
        while not done.wait(HEARTBEAT.total_seconds()):
            mine.update(heartbeat_at=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{document.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()

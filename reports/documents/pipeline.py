"""Compiling a document: snapshot, parts set side by side, binding, check; every step and every end is told in rows.

A message only says that there is work on a document; which work stands in the rows. So a message may be lost, come
twice or come late, and a worker may die at any point: whoever looks next goes on from where the rows are.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from register.errors import OutOfDate
from reports.documents import binding, editions, sheets, subject
from reports.documents.check import check_pdf
from reports.documents.failures import PartDied, reason_of
from reports.documents.heartbeat import beating
from reports.documents.keeping import Keeping, contents_kept
from reports.documents.models import Document, Part
from reports.documents.plan import parts_of
from reports.documents.states import DocumentState, Format, Step
from reports.documents.transitions import move_document

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
HEARTBEAT = timedelta(seconds=5)
SILENCE = timedelta(seconds=30)
STEPS_AROUND = 4  # snapshot, binding, editions, check: counted beside the parts


class Next(Enum):
    """What there is to do for a document after a step."""

    NOTHING = "somebody else has it, or it has ended"
    A_PART = "parts wait to be set"
    BINDING = "every part is set"


class RunLost(Exception):
    """Another worker has taken this document over, or somebody cancelled it: what this one made is thrown away."""


def begin_document(*, document_id: int, at: datetime) -> Next:
    """Take a document that waits; read what it stands on, unless a worker before did, and plan its parts."""
    document = Document.objects.select_related("queued_by", "process", "letterhead").filter(pk=document_id).first()
    if document is None:
        return Next.NOTHING
    try:
        move_document(
            document, "started", by=None, at=at, attempts=document.attempts + 1, heartbeat_at=at, step=Step.SNAPSHOT,
            failure="",
        )  # fmt: skip
    except OutOfDate:
        return Next.NOTHING
    with _failures_told(document), _alive(_mine(document)):
        if document.as_of is None:
            _read_and_plan(document, at=at)
        _update(document, step=Step.PARTS)
    return what_is_next(document_id, at=at)


def set_next_part(*, document_id: int, at: datetime) -> Next:
    """Take one part that waits, or that a dead worker left, and set it; tells what there is to do then."""
    part = _take_part(document_id, at=at)
    if part is None:
        return what_is_next(document_id, at=at)
    document = part.document
    with _failures_told(document), _alive(Part.objects.filter(pk=part.pk), _mine(document)):
        if part.attempts > MOST_ATTEMPTS:
            raise PartDied(part.references)
        sheets.provide(part, at=at)
        _finish_part(part)
    return what_is_next(document_id, at=at)


def bind_document(*, document_id: int, at: datetime) -> None:
    """Bind the parts into one file, write the other formats, check and store; who comes second finds it taken."""
    if not Document.objects.all_set().filter(pk=document_id).update(step=Step.BINDING, heartbeat_at=at):
        return
    document = Document.objects.select_related("queued_by", "process", "letterhead").get(pk=document_id)
    with _failures_told(document), _alive(_mine(document)), tempfile.TemporaryDirectory(prefix="plenum-") as folder:
        contents = contents_kept(document)
        bound = binding.bind(document, contents, folder=Path(folder))
        _update(document, step=Step.EDITIONS, steps_done=F("steps_done") + 1, front_pages=bound.front_pages)
        assets = binding.assets_of(document, contents)
        files = {Format.PDF: bound.path} | editions.write_all(contents, assets=assets, folder=Path(folder))
        _update(document, step=Step.CHECK, steps_done=F("steps_done") + 1)
        check_pdf(bound.path, contents)
        _store(document, files, pages=bound.pages)


def what_is_next(document_id: int, *, at: datetime) -> Next:
    """What the rows say: parts that wait, a document to bind, or nothing that needs another worker now."""
    if _free_parts(document_id, at=at).exists():
        return Next.A_PART
    return Next.BINDING if Document.objects.all_set().filter(pk=document_id).exists() else Next.NOTHING


def fail_if_hopeless(document: Document, *, at: datetime) -> bool:
    """Give up on a document whose worker died again and again; tells whether it did."""
    if document.attempts < MOST_ATTEMPTS:
        return False
    with _language_of(document):
        reason = _("The worker that compiled it died %(times)d times. Ask the administrator to look at its log.")
        move_document(document, "failed", by=None, at=at, failure=reason % {"times": document.attempts}, finished_at=at)
    return True


def _read_and_plan(document: Document, *, at: datetime) -> None:
    """Keep the snapshot, as the JSON edition, and the parts planned from it, all at once or not at all.

    What the attribution policy hides is not even kept.
    """
    contents = subject.contents_for(document, as_of=at).disclosed()
    planned = [
        Part(
            document=document, number=number, role=part.role, references=list(part.references), payload=part.payload,
            key=part.key,
        )
        for number, part in enumerate(parts_of(contents))
    ]  # fmt: skip
    with Keeping(document) as keeping, transaction.atomic():
        _held(document)
        keeping.forget_what_was()
        keeping.keep(Format.JSON, contents.to_json().encode())
        Part.objects.bulk_create(planned, batch_size=20)
        _update(
            document, as_of=contents.as_of, contents_sha256=contents.content_hash, steps_done=1,
            steps_planned=len(planned) + STEPS_AROUND,
        )  # fmt: skip


def _free_parts(document_id: int, *, at: datetime) -> "QuerySet[Part]":
    """Parts that nobody has taken, and those of workers that fell silent."""
    free = Part.objects.being_set().filter(Q(taken_at=None) | Q(heartbeat_at__lt=at - SILENCE))
    return free.filter(document=document_id)


def _take_part(document_id: int, *, at: datetime) -> Part | None:
    with transaction.atomic():
        free = _free_parts(document_id, at=at).select_related("document__queued_by")
        part: Part | None = free.select_for_update(skip_locked=True, of=("self",)).order_by("number").first()
        if part:
            part.taken_at = part.heartbeat_at = at
            part.attempts += 1
            part.save(update_fields=["taken_at", "heartbeat_at", "attempts"])
    return part


def _finish_part(part: Part) -> None:
    """Count the part as done, once, whoever set it."""
    now = timezone.now()
    with transaction.atomic():
        if Part.objects.filter(pk=part.pk, done_at=None).update(done_at=now):
            running = Document.objects.filter(pk=part.document_id, state=DocumentState.RUNNING)
            running.update(steps_done=F("steps_done") + 1, heartbeat_at=now)


def _store(document: Document, files: dict[Format, Path], *, pages: int) -> None:
    with Keeping(document) as keeping, transaction.atomic():
        held = _held(document)
        for format_, path in files.items():
            keeping.keep(format_, path)
        keeping.keep_pictures(files[Format.PDF])
        now = timezone.now()
        move_document(
            held, "finished", by=None, at=now, pages=pages, steps_done=F("steps_planned"), step="", finished_at=now
        )
        held.parts.all().delete()


def _alive(*rows: QuerySet[Any]) -> AbstractContextManager[None]:
    """Give those rows a sign of life every few seconds, while the work lasts."""

    def tell() -> None:
        for row in rows:
            row.update(heartbeat_at=timezone.now())

    return beating(tell, every=HEARTBEAT)


def _mine(document: Document) -> QuerySet[Document]:
    return Document.objects.filter(pk=document.pk, state=DocumentState.RUNNING, attempts=document.attempts)


def _update(document: Document, **changes: object) -> None:
    if not _mine(document).update(heartbeat_at=timezone.now(), **changes):
        raise RunLost


def _held(document: Document) -> Document:
    """The row, locked; raises RunLost where this run no longer holds it."""
    held: Document | None = _mine(document).select_for_update().first()
    if held is None:
        raise RunLost
    return held


@contextmanager
def _failures_told(document: Document) -> Iterator[None]:
    """Tell in the row why the work failed; where the database is away the row waits, and the clock finds it."""
    try:
        yield
    except RunLost:
        logger.info("Document %s was taken over or cancelled.", document.pk)
    except (OperationalError, InterfaceError):
        logger.exception("The database was lost at document %s; the clock will find it.", document.pk)
    except Exception as error:
        logger.exception("Document %s failed.", document.pk)
        _fail(document, error)


def _fail(document: Document, error: Exception) -> None:
    try:
        with _language_of(document), transaction.atomic():
            now = timezone.now()
            move_document(_held(document), "failed", by=None, at=now, failure=reason_of(error), finished_at=now)
    except RunLost:
        logger.info("Document %s was taken over or cancelled.", document.pk)


@contextmanager
def _language_of(document: Document) -> Iterator[None]:
    """Speak the language of the person who asked."""
    with translation.override(document.queued_by.language if document.queued_by else document.language):
        yield

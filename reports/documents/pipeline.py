"""Compiling a document: a snapshot, then parts done side by side; every step and every end is told in rows.

A message only says that there is work on a document; which work stands in the rows. So a message may be lost, come
twice or come late, and a worker may die at any point: whoever looks next goes on from where the rows are.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from register.errors import OutOfDate
from reports.documents import binding, editions, sheets, subject
from reports.documents.check import check_pdf
from reports.documents.contents import ReportContents
from reports.documents.failures import PartDied, reason_of
from reports.documents.heartbeat import beating
from reports.documents.keeping import Keeping
from reports.documents.kept import contents_kept
from reports.documents.models import Document, Part
from reports.documents.plan import parts_of
from reports.documents.states import DocumentState, Format, Step, Work
from reports.documents.transitions import move_document

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
HEARTBEAT = timedelta(seconds=5)
SILENCE = timedelta(seconds=30)


class RunLost(Exception):
    """Another worker has taken this document over, or somebody cancelled it: what this one made is thrown away."""


def begin_document(*, document_id: int, at: datetime) -> bool:
    """Take a document that waits; read what it stands on, unless a worker before did, and plan its parts.

    Tells whether parts wait for a worker now.
    """
    document = Document.objects.select_related("queued_by", "process", "letterhead").filter(pk=document_id).first()
    if document is None:
        return False
    try:
        move_document(
            document, "started", by=None, at=at, attempts=document.attempts + 1, heartbeat_at=at, step=Step.SNAPSHOT,
            failure="",
        )  # fmt: skip
    except OutOfDate:
        return False
    with _failures_told(document), _alive(_mine(document)):
        if document.as_of is None:
            _read_and_plan(document, at=at)
        _update(document, step=Step.PARTS)
    return parts_wait(document_id, at=at)


def do_next_part(*, document_id: int, at: datetime) -> bool:
    """Take one part that waits, or that a dead worker left, and do it; who does the last one finishes the document.

    Tells whether other parts wait for a worker now.
    """
    part = _take_part(document_id, at=at)
    if part is None:
        return False
    mine = _mine(part.document)
    with _failures_told(part.document), _alive(Part.objects.filter(pk=part.pk), mine), _folder() as folder:
        if part.attempts > MOST_ATTEMPTS:
            raise PartDied(Work(part.work), part.references)
        _finish(part, files=_do(part, folder=folder, at=at))
    return parts_wait(document_id, at=at)


def parts_wait(document_id: int, *, at: datetime) -> bool:
    """Whether the document has parts that a worker could take."""
    return _waiting_parts(document_id, at=at).exists()


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

    Pages to set come first, then their binding; the other formats are written by whoever is free then.

    What the attribution policy hides is not even kept.
    """
    contents = subject.contents_for(document, as_of=at).disclosed()
    planned = [
        Part(
            work=Work.SHEETS, role=part.role, references=list(part.references), payload=part.payload, key=part.key
        )
        for part in parts_of(contents)
    ] + [Part(work=Work.BINDING), Part(work=Work.EDITIONS)]  # fmt: skip
    for number, part in enumerate(planned):
        part.document, part.number = document, number
    with Keeping(document) as keeping, transaction.atomic():
        _held(document)
        keeping.forget_what_was()
        keeping.keep(Format.JSON, contents.to_json().encode())
        Part.objects.bulk_create(planned, batch_size=20)
        _update(
            document, as_of=contents.as_of, contents_sha256=contents.content_hash, steps_done=1,
            steps_planned=1 + len(planned),
        )  # fmt: skip


def _waiting_parts(document_id: int, *, at: datetime) -> "QuerySet[Part]":
    waiting: QuerySet[Part] = Part.objects.waiting_at(at, silence=SILENCE).filter(document=document_id)
    return waiting


def _take_part(document_id: int, *, at: datetime) -> Part | None:
    with transaction.atomic():
        waiting = _waiting_parts(document_id, at=at).select_related(
            "document__queued_by", "document__process", "document__letterhead"
        )
        part: Part | None = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("number").first()
        if part:
            part.taken_at = part.heartbeat_at = at
            part.attempts += 1
            part.save(update_fields=["taken_at", "heartbeat_at", "attempts"])
    return part


def _do(part: Part, *, folder: Path, at: datetime) -> dict[Format, Path]:
    """Do the work of a part; returns the files of the document that came of it."""
    if part.work == Work.SHEETS:
        sheets.provide(part, at=at)
        return {}
    contents = contents_kept(part.document)
    if part.work == Work.BINDING:
        return {Format.PDF: _bind(part.document, contents, folder=folder)}
    return editions.write_all(contents, assets=binding.assets_of(part.document, contents), folder=folder)


def _bind(document: Document, contents: ReportContents, *, folder: Path) -> Path:
    _update(document, step=Step.BINDING)
    bound = binding.bind(document, contents, folder=folder)
    _update(document, step=Step.CHECK, pages=bound.pages, front_pages=bound.front_pages)
    check_pdf(bound.path, contents)
    return bound.path


def _finish(part: Part, *, files: dict[Format, Path]) -> None:
    """Count the part as done and keep its files, once, whoever did it; with the last part the document is ready."""
    with Keeping(part.document) as keeping, transaction.atomic():
        held, now = _held(part.document), timezone.now()
        if not held.parts.filter(pk=part.pk, done_at=None).update(done_at=now):
            return
        for format_, path in files.items():
            keeping.keep(format_, path)
        if Format.PDF in files:
            keeping.keep_pictures(files[Format.PDF])
        step = {"step": Step.EDITIONS} if Format.PDF in files else {}
        _update(held, steps_done=F("steps_done") + 1, **step)
        if not held.parts.filter(done_at=None).exists():
            move_document(held, "finished", by=None, at=now, step="", finished_at=now)
            held.parts.all().delete()


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="plenum-") as folder:
        yield Path(folder)


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

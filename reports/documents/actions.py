"""What people ask of documents: compile, cancel, try again, issue, correct."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override
from kombu.exceptions import OperationalError

from consultation.processes.models import Process
from consultation.submissions.models import Call
from register.errors import OutOfDate, ReasonMissing
from reports.documents.errors import (
    AlreadyIssued,
    LetterheadUnseen,
    NotCorrectable,
    NothingToTell,
    SummaryNotIssued,
)
from reports.documents.models import Document, Letterhead
from reports.documents.naming import names_told
from reports.documents.states import COMPLETE, UNDER_WAY, Correction, DocumentKind, DocumentState, Variant
from reports.documents.transitions import move_document
from reports.summaries.errors import NamesStand
from reports.summaries.models import Summary
from reports.summaries.states import SummaryState

logger = logging.getLogger(__name__)

COMPILE = "reports.documents.tasks.compile_document"
"""The task by its name: a web process that imported it would carry the whole renderer in its memory."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a person asks for: the kind of document, what it stands on, its language and form.

    A Chair's summary and the table of its answers stand on `summary`, a specimen on `letterhead`, every other kind on
    `call`.
    """

    process: Process
    kind: str
    title: str
    symbol: str
    language: str
    summary: Summary | None = None
    call: Call | None = None
    letterhead: Letterhead | None = None
    arrangement: str = ""
    variant: str = Variant.UA1


def summary_wanted(
    summary: Summary, *, language: str, variant: str = Variant.UA1, kind: str = DocumentKind.CHAIRS_SUMMARY
) -> Wanted:  # fmt: skip
    """The document of a Chair's summary under its own title and symbol, or of its answers as an addendum to it."""
    title, symbol = summary.title, summary.symbol
    if kind == DocumentKind.DISPOSITIONS:
        with override(language):
            title, symbol = _("Comments and observations of the Chair"), f"{summary.symbol}/Add.1"
    return Wanted(
        process=summary.session.process, kind=kind, summary=summary, title=title, symbol=symbol, language=language,
        variant=variant,
    )  # fmt: skip


@transaction.atomic
def ask_for_document(*, wanted: Wanted, by: Any, at: datetime) -> Document:
    """The document that is wanted; two who ask for the same at once get the same run.

    Raises PermissionDenied unless the person works on the process; for a table of answers SummaryNotIssued before they
    are out, and NothingToTell under the Chatham House Rule.
    """
    if wanted.kind == DocumentKind.DISPOSITIONS:
        _has_a_table_of_answers(wanted.summary)
    document = Document(
        process=wanted.process, kind=wanted.kind, summary=wanted.summary, call=wanted.call,
        letterhead=wanted.letterhead or _letterhead_in_use(wanted.process), arrangement=wanted.arrangement,
        language=wanted.language, variant=wanted.variant, symbol=wanted.symbol, title=wanted.title,
    )  # fmt: skip
    return _queue(document, by=by, at=at)


@transaction.atomic
def cancel_document(*, document: Document, by: Any, at: datetime) -> None:
    """Stop the compiling; a worker that is at it finds out before its next step. Raises what move raises."""
    move_document(document, "cancelled", by=by, at=at, finished_at=at, step="")
    document.parts.all().delete()


@transaction.atomic
def retry_document(*, document: Document, by: Any, at: datetime) -> None:
    """Queue a failed or cancelled document again; it reads the data anew, and what was set before is not set again.

    Raises what move raises, and OutOfDate where another run for the same thing is under way.
    """
    try:
        with transaction.atomic():
            move_document(
                document, "retried", by=by, at=at, queued_at=at, queued_by=by, failure="", finished_at=None, attempts=0,
                heartbeat_at=None, steps_done=0, steps_planned=0, step="", as_of=None,
            )  # fmt: skip
    except IntegrityError as error:
        raise OutOfDate from error
    document.parts.all().delete()
    transaction.on_commit(lambda: _nudge(document.pk))


@transaction.atomic
def issue_document(*, document: Document, by: Any, at: datetime, names_seen: bool = False) -> None:
    """Show the document to the public; from now on it never changes.

    Raises SummaryNotIssued, AlreadyIssued where the same document was issued before, NotCorrectable where another
    correction came first, NamesStand where nobody is to be named, somebody is, and the person has not said that she has
    seen it, and what move raises.
    """
    if not by.has_perm("documents.issue_document", document):
        raise PermissionDenied
    if document.summary and document.summary.state != SummaryState.ISSUED:
        raise SummaryNotIssued
    if document.supersedes and document.supersedes not in Document.objects.current():
        raise NotCorrectable
    if not names_seen and (names := names_told(document)):
        raise NamesStand(names)
    try:
        with transaction.atomic():
            move_document(document, "issued", by=by, at=at, issued_at=at, issued_by=by)
    except IntegrityError as error:
        raise AlreadyIssued from error


@transaction.atomic
def correct_document(*, document: Document, correction: Correction, reason: str, by: Any, at: datetime) -> Document:
    """Compile a corrigendum or a revision of an issued document, with the reason (UN Editorial Manual: Corr., Rev.).

    Raises NotCorrectable unless it is the latest issued version, and where its summary is corrected itself (that
    correction has a document of its own, and the number); ReasonMissing, and PermissionDenied unless the person may
    issue it.
    """
    if not by.has_perm("documents.issue_document", document):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    if not Document.objects.filter(state=DocumentState.ISSUED).current().filter(pk=document.pk).exists():
        raise NotCorrectable
    if document.summary_id and Summary.objects.standing().filter(supersedes=document.summary_id).exists():
        raise NotCorrectable
    family = Document.objects.filter(symbol=document.symbol, language=document.language, correction=correction)
    corrected = Document(
        process=document.process, kind=document.kind, summary=document.summary, call=document.call,
        letterhead=_letterhead_in_use(document.process), arrangement=document.arrangement,
        language=document.language, variant=document.variant, symbol=document.symbol, title=document.title,
        supersedes=document, correction=correction, reason=reason,
        version=1 + (family.filter(state=DocumentState.ISSUED).aggregate(last=Max("version"))["last"] or 0),
    )  # fmt: skip
    return _queue(corrected, by=by, at=at)


@transaction.atomic
def propose_letterhead(*, letterhead: Letterhead, by: Any, at: datetime) -> Document:
    """Keep a letterhead without using it, and compile a specimen to look at.

    Raises PermissionDenied unless the person may change how the process prints.
    """
    specimen = Wanted(
        process=letterhead.process, kind=DocumentKind.SPECIMEN, letterhead=letterhead, title=letterhead.process.name,
        symbol=f"{letterhead.process.symbol_stem}/SPECIMEN", language=letterhead.process.languages[0],
    )  # fmt: skip
    if not by.has_perm("documents.change_letterhead", Document(process=letterhead.process)):
        raise PermissionDenied
    letterhead.proposed_at, letterhead.proposed_by = at, by
    letterhead.save(force_insert=True)
    letterhead.process.events.create(kind="letterhead_proposed", at=at, by=by, details={"letterhead": letterhead.pk})
    return ask_for_document(wanted=specimen, by=by, at=at)


@transaction.atomic
def use_letterhead(*, letterhead: Letterhead, by: Any, at: datetime) -> None:
    """Print documents of the process with that letterhead from now on, and no longer with the one before.

    Raises LetterheadUnseen before its specimen is ready, OutOfDate where it is in use or was, PermissionDenied.
    """
    if not by.has_perm("documents.change_letterhead", Document(process=letterhead.process)):
        raise PermissionDenied
    if not letterhead.documents.filter(kind=DocumentKind.SPECIMEN, state__in=COMPLETE).exists():
        raise LetterheadUnseen
    of_process = Letterhead.objects.select_for_update().filter(process=letterhead.process)
    of_process.filter(used_from__isnull=False, used_until=None).exclude(pk=letterhead.pk).update(used_until=at)
    if not of_process.filter(pk=letterhead.pk, used_from=None).update(used_from=at):
        raise OutOfDate
    letterhead.process.events.create(kind="letterhead_used", at=at, by=by, details={"letterhead": letterhead.pk})


def _has_a_table_of_answers(summary: Summary | None) -> None:
    if summary is None or summary.state != SummaryState.ISSUED:
        raise SummaryNotIssued
    if summary.attribution == Summary.Attribution.CHATHAM_HOUSE:
        raise NothingToTell


def _queue(document: Document, *, by: Any, at: datetime) -> Document:
    if not by.has_perm("documents.compile_document", document):
        raise PermissionDenied
    document.same_as = document.likeness()
    document.queued_at, document.queued_by = at, by
    under_way = Document.objects.filter(same_as=document.same_as, state__in=UNDER_WAY)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:
        return under_way.get()  # whoever asked first runs; it may have ended since, and then this raises
    document.events.create(kind="requested", at=at, by=by)
    transaction.on_commit(lambda: _nudge(document.pk))
    return document


def _letterhead_in_use(process: Process) -> Letterhead | None:
    found: Letterhead | None = process.letterheads.filter(used_from__isnull=False, used_until=None).first()
    return found


def _nudge(document_id: int) -> None:
    """Tell a worker; without a broker the row waits, and the clock finds it."""
    try:
        current_app.send_task(COMPILE, kwargs={"document_id": document_id})
    except OperationalError:
        logger.exception("The broker did not take document %s; the clock will find it.", document_id)

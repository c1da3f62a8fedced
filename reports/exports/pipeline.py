"""Writing an export: count, write, read back, store; it is ready when all of that agrees, and else it says why not."""

import logging
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import File
from django.db import InterfaceError, InternalError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultation.processes.models import Process
from register.errors import OutOfDate
from reports.documents.heartbeat import beating
from reports.documents.instant import one_instant
from reports.exports.about import facts_about, words_for_long_texts
from reports.exports.models import Export
from reports.exports.sheets import Choice, sheet_of
from reports.exports.snapshot import Row, batches, number_of_rows
from reports.exports.states import ExportState, Format, Kind, Scope
from reports.exports.transitions import move_export
from reports.exports.workbook import Table, TooLarge, write_workbook
from reports.exports.writing import Digest, csv_lines, json_lines

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
HEARTBEAT = timedelta(seconds=2)
SILENCE = timedelta(seconds=30)
STALLED = "120s"  # time that a reader may take for one batch before the database gives the snapshot up
SMALL_BATCH = 50  # rows that a reader on a slow line takes well within the time that the snapshot waits for her
LINES = {Format.CSV: csv_lines, Format.JSONL: json_lines}


class RunLost(Exception):
    """Another worker has taken this export over, or somebody cancelled it: what this one wrote is thrown away."""


class Incomplete(Exception):
    """What was written or stored is not all that there was; such a file is never offered."""


class Watch:
    """How far a run is: counted by one thread, told to the row by another, which sets `lost` once it lost the row."""

    def __init__(self) -> None:
        self.planned: dict[str, int] = {}
        self.rows = 0
        self.lost = threading.Event()

    def passing(self, rows: Iterator[list[Row]]) -> Iterator[list[Row]]:
        """The batches as they are, counted; raises RunLost between two of them."""
        for batch in rows:
            if self.lost.is_set():
                raise RunLost
            yield batch
            self.rows += len(batch)


def make_export(*, export_id: int, at: datetime) -> None:
    """Write the export if it waits for that; a message delivered twice finds it taken and does nothing.

    Whatever happens is told in the row: ready with its file, or failed with the reason in the language of the person
    who asked. Where the process dies or the database goes away, the row stays running and the clock picks it up.
    """
    export = Export.objects.select_related("queued_by", "process").get(pk=export_id)
    try:
        move_export(
            export, "started", by=None, at=at, runs=export.runs + 1, attempts=export.attempts + 1, heartbeat_at=at,
            rows_done=0, failure="",
        )  # fmt: skip
    except OutOfDate:
        return
    try:
        with _alive(export) as watch:
            _make(export, watch, at=at)
    except RunLost:
        logger.info("Export %s was taken over or cancelled.", export.pk)
    except (InterfaceError, InternalError, OperationalError):
        logger.exception("Export %s lost the database; the clock will pick it up.", export.pk)
    except Exception as error:
        logger.exception("Export %s failed.", export.pk)
        _fail(export, error)


def fail_if_hopeless(export: Export, *, at: datetime) -> bool:
    """Give up on an export whose worker died again and again; tells whether it did."""
    if export.attempts < MOST_ATTEMPTS:
        return False
    with _language_of(export):
        reason = _("The worker that wrote it died %(times)d times. Ask the administrator to look at its log.")
        move_export(export, "failed", by=None, at=at, failure=reason % {"times": export.attempts}, finished_at=at)
    _remove_runs_before(export, export.runs + 1)
    return True


def planned_rows(export: Export) -> int:
    """How many rows the tables of the export have now."""
    return sum(number_of_rows(sheet_of(kind), choice_of(export)) for kind in export.kinds)


def choice_of(export: Export) -> Choice:
    """Which rows the export is to hold."""
    return Choice(export.process_id, export.scope, **export.filters)


def record_lines(process: Process, form: Format, *, as_of: datetime) -> Generator[bytes, None, None]:
    """The public record of a process while it is read, for anybody; without its last line it is not whole."""
    sheet, choice, digest = sheet_of(Kind.REGISTER), Choice(process.pk, Scope.PUBLIC), Digest()
    with one_instant(idle_limit=STALLED):
        rows = batches(sheet, choice, size=SMALL_BATCH)
        head = _head(process, Kind.REGISTER, Scope.PUBLIC, as_of)
        yield from digest.passing(LINES[form](sheet, rows, head=head, so_far=digest.so_far))


# --- the run ----------------------------------------------------------------------------------------------------------


def _make(export: Export, watch: Watch, *, at: datetime) -> None:
    _remove_runs_before(export, export.runs)
    with tempfile.TemporaryFile() as file:
        counts = _write(export, file, watch, at=at)
        if counts != watch.planned:
            raise Incomplete
        _store(export, file, counts, at=at)


def _write(export: Export, file: BinaryIO, watch: Watch, *, at: datetime) -> dict[str, int]:
    """Write all tables as they are at one instant; returns how many rows of each are in the file."""
    choice = choice_of(export)
    with one_instant(idle_limit=STALLED):
        watch.planned = {kind: number_of_rows(sheet_of(kind), choice) for kind in export.kinds}
        if export.format == Format.XLSX:
            return _write_workbook(export, file, watch, at=at)
        (kind,) = export.kinds
        digest, rows = Digest(), watch.passing(batches(sheet_of(kind), choice))
        head = _head(export.process, kind, export.scope, at)
        for piece in digest.passing(
            LINES[Format(export.format)](sheet_of(kind), rows, head=head, so_far=digest.so_far)
        ):
            file.write(piece)
        return {kind: watch.rows}


def _write_workbook(export: Export, file: BinaryIO, watch: Watch, *, at: datetime) -> dict[str, int]:
    choice = choice_of(export)
    tables = (Table(kind, sheet_of(kind), watch.passing(batches(sheet_of(kind), choice))) for kind in export.kinds)
    with translation.override(export.language):
        written = write_workbook(
            file, tables, about=lambda sheets: facts_about(export, sheets, as_of=at), continued=words_for_long_texts()
        )
    return {sheet.name: sheet.rows for sheet in written if sheet.name in export.kinds}


def _head(process: Process, kind: str, scope: str, as_of: datetime) -> dict[str, Any]:
    instant = as_of.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"process": process.symbol_stem, "table": str(kind), "view": str(scope), "as_of": instant}


def _store(export: Export, file: BinaryIO, counts: dict[str, int], *, at: datetime) -> None:
    """Store the file, read it back, and hand it to the row if this run still holds that."""
    written = _digest_of(file)
    storage = export.file.storage
    try:
        name = storage.save(export.place, File(file))
        _read_back(storage, name, written)
        with transaction.atomic():
            held, now, rows = _held(export), timezone.now(), sum(counts.values())
            move_export(
                held, "finished", by=None, at=now, file=name, sha256=written[0], size=written[1], counts=counts,
                rows_planned=rows, rows_done=rows, as_of=at, finished_at=now, heartbeat_at=now,
            )  # fmt: skip
    except BaseException:
        storage.delete(export.place)
        raise


def _read_back(storage: Any, name: str, written: tuple[str, int]) -> None:
    with storage.open(name) as stored:
        if _digest_of(stored) != written:
            raise Incomplete


def _digest_of(file: Any) -> tuple[str, int]:
    """SHA-256 and length of a file, from its first octet on."""
    digest = Digest()
    file.seek(0)
    for piece in iter(lambda: file.read(1 << 20), b""):
        digest.add(piece)
    file.seek(0)
    return digest.so_far(), digest.size


def _remove_runs_before(export: Export, run: int) -> None:
    """Remove what earlier runs of this export may have left in the storage when they were killed."""
    for number in range(1, run):
        export.file.storage.delete(Export(public_id=export.public_id, runs=number).place)


def _held(export: Export) -> Export:
    """The row, locked; raises RunLost where this run no longer holds it."""
    rows = Export.objects.select_for_update().filter(state=ExportState.RUNNING, runs=export.runs)
    held: Export | None = rows.filter(pk=export.pk).first()
    if held is None:
        raise RunLost
    return held


def _fail(export: Export, error: BaseException) -> None:
    try:
        with _language_of(export), transaction.atomic():
            now = timezone.now()
            move_export(_held(export), "failed", by=None, at=now, failure=_reason(error), finished_at=now)
    except RunLost:
        logger.info("Export %s was taken over or cancelled.", export.pk)


def _reason(error: BaseException) -> str:
    match error:
        case Incomplete():
            return _("The file did not hold all the rows, or not what was written into it. It was thrown away.")
        case TooLarge():
            return _("The table “%(table)s” is too large for a spreadsheet. Choose CSV or JSON Lines.") % {
                "table": error
            }
        case SoftTimeLimitExceeded():
            return _("The export took longer than is allowed.")
        case OSError():
            return _("A file could not be written or read: %(reason)s") % {"reason": error.strerror or error}
        case _:
            return _("Something unexpected happened (%(kind)s). The administrator finds the details in the log.") % {
                "kind": type(error).__name__
            }


@contextmanager
def _language_of(export: Export) -> Iterator[None]:
    with translation.override(export.queued_by.language if export.queued_by else export.language):
        yield


@contextmanager
def _alive(export: Export) -> Iterator[Watch]:
    """Tell the row every few seconds how far the work is, while it lasts, and the work when it lost the row."""
    watch = Watch()
    mine = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING, runs=export.runs)

    def tell() -> None:
        planned = sum(watch.planned.values())
        if not mine.update(heartbeat_at=timezone.now(), rows_planned=planned, rows_done=watch.rows):
            watch.lost.set()

    with beating(tell, every=HEARTBEAT):
        yield watch

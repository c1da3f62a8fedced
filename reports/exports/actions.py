"""What people ask of exports: write, cancel, try again."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from consultation.processes.models import Process
from register.errors import OutOfDate
from reports.exports.models import Export
from reports.exports.pipeline import make_export, planned_rows
from reports.exports.states import UNDER_WAY, ExportState
from reports.exports.tasks import make_export as make_export_later
from reports.exports.transitions import move_export

logger = logging.getLogger(__name__)

SMALL = 2_000
"""Rows that are written while the person waits, in less time than the next page takes to ask how far the work is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for: tables, format, view, filters, and the language of the words around the data."""

    kinds: Sequence[str]
    format: str
    scope: str
    language: str
    filters: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def ask_for_export(*, process: Process, wanted: Wanted, by: Any, at: datetime) -> Export:
    """The export of those tables of the process; two who ask for the same at once get the same run.

    A small one is there when the transaction is over, a large one is left to a worker. Raises PermissionDenied unless
    the person presides over the process or serves it.
    """
    same: dict[str, Any] = {
        "process": process, "kinds": list(wanted.kinds), "format": wanted.format, "scope": wanted.scope,
        "filters": dict(wanted.filters), "language": wanted.language,
    }  # fmt: skip
    if not by.has_perm("exports.run_export", Export(**same)):
        raise PermissionDenied
    defaults = {"queued_at": at, "queued_by": by, "state": ExportState.QUEUED}
    export, is_new = Export.objects.get_or_create(**same, state__in=UNDER_WAY, defaults=defaults)
    if is_new:
        export.events.create(kind="requested", at=at, by=by)
        _begin_on_commit(export, at=at)
    return export


@transaction.atomic
def cancel_export(*, export: Export, by: Any, at: datetime) -> None:
    """Stop the writing; a worker that is at it finds out within seconds. Raises what move raises."""
    move_export(export, "cancelled", by=by, at=at, finished_at=at)


@transaction.atomic
def retry_export(*, export: Export, by: Any, at: datetime) -> None:
    """Write a failed, cancelled or expired export anew, with the data of now.

    Raises what move raises, and OutOfDate where another run for the same is under way.
    """
    try:
        with transaction.atomic():
            move_export(
                export, "retried", by=by, at=at, queued_at=at, queued_by=by, failure="", finished_at=None,
                heartbeat_at=None, attempts=0, rows_done=0,
            )  # fmt: skip
    except IntegrityError as error:
        raise OutOfDate from error
    _begin_on_commit(export, at=at)


def _begin_on_commit(export: Export, *, at: datetime) -> None:
    rows = planned_rows(export)
    Export.objects.filter(pk=export.pk).update(rows_planned=rows)
    if rows <= SMALL:
        transaction.on_commit(lambda: make_export(export_id=export.pk, at=at))
    else:
        transaction.on_commit(lambda: _nudge(export.pk))


def _nudge(export_id: int) -> None:
    """Tell a worker; without a broker the row waits, and the clock finds it."""
    try:
        make_export_later.delay(export_id=export_id)
    except OperationalError:
        logger.exception("The broker did not take export %s; the clock will find it.", export_id)

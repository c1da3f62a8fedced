"""How many voices a quantifier stands for, as the secretariat sets it for a process."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.processes.models import Process
from reports.summaries.bands import BandView
from reports.summaries.models import Band


@transaction.atomic
def set_bands(*, process: Process, bands: Iterable[BandView], by: Any, at: datetime) -> None:
    """Use these bands in the process from now on. Raises PermissionDenied."""
    _forget(process, by)
    rows = [
        Band(process=process, word=band.word, unit=band.unit, lowest=band.lowest, highest=band.highest)
        for band in bands
    ]  # fmt: skip
    Band.objects.bulk_create(rows)
    told = {row.word: f"{row.lowest}-{row.highest} {row.unit}" for row in rows}
    process.events.create(kind="bands_changed", at=at, by=by, details=told)


@transaction.atomic
def forget_bands(*, process: Process, by: Any, at: datetime) -> None:
    """Use the usual bands again. Raises PermissionDenied."""
    _forget(process, by)
    process.events.create(kind="bands_changed", at=at, by=by)


def _forget(process: Process, by: Any) -> None:
    if not by.has_perm("processes.change_process", process):
        raise PermissionDenied
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    Band.objects.filter(process=process).delete()

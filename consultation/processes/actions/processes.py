"""Make, change and announce a process."""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.processes.changes import differences, require, save_once, witness
from consultation.processes.errors import AddressIsPublic
from consultation.processes.models import Process
from consultation.processes.translation import in_six
from register.errors import OutOfDate

ADDRESSES = ("slug", "symbol_stem")
CHANGEABLE = (
    *in_six("name", "short_name", "mandate", "organ"), *ADDRESSES, "mandate_symbol", "time_zone", "languages",
)  # fmt: skip


@transaction.atomic
def create_process(*, process: Process, by: Any, at: datetime) -> Process:
    """Keep a new process; nobody but its officers and the secretariat sees it before it is announced."""
    require("processes.create_process", None, by)
    process.created_at = at
    save_once(process)
    witness(process, "created", by=by, at=at)
    return process


@transaction.atomic
def change_process(*, process: Process, by: Any, at: datetime) -> None:
    """Keep what was changed. Raises AddressIsPublic where that touches an address of an announced process."""
    require("processes.change_process", process, by)
    changed = differences(process, CHANGEABLE)
    if process.announced_at and not changed.keys().isdisjoint(ADDRESSES):
        raise AddressIsPublic
    if changed:
        save_once(process, update_fields=list(changed))
        witness(process, "changed", by=by, at=at, fields=changed)


@transaction.atomic
def announce_process(*, process: Process, by: Any, at: datetime) -> None:
    """Show the process to the public, once; raises OutOfDate where somebody did so before."""
    require("processes.change_process", process, by)
    if not Process.objects.filter(pk=process.pk, announced_at=None).update(announced_at=at):
        raise OutOfDate
    process.announced_at = at
    witness(process, "announced", by=by, at=at)

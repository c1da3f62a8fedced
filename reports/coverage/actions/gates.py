"""Saying what must be zero before a summary of a process is issued."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.processes.models import Process
from reports.coverage.models import Gate


@transaction.atomic
def set_gate(*, process: Process, wanted: Mapping[str, bool], by: Any, at: datetime) -> Gate:
    """Set the switches of the process's gate, named as the fields of Gate are; raises PermissionDenied.

    The process's own log tells which were switched on and which off.
    """
    if not by.has_perm("coverage.set_gate", process):
        raise PermissionDenied
    gate = Gate.objects.select_for_update().filter(process=process).first() or Gate(process=process)
    before = {name: getattr(gate, name) for name in wanted}
    for name, value in wanted.items():
        setattr(gate, name, value)
    gate.save()
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    if changed:
        process.events.create(kind="gate_set", at=at, by=by, details=changed)
    return gate

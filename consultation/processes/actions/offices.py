"""Give an office in a process to a person, and end it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from consultation.processes.changes import require, witness
from consultation.processes.errors import OfficeAlreadyHeld, OwnOffice
from consultation.processes.models import Office, Process
from register.errors import OutOfDate


@transaction.atomic
def give_office(*, process: Process, person: Any, kind: str, by: Any, at: datetime) -> Office:
    """Give the office. Nobody gives one to herself: raises OwnOffice; OfficeAlreadyHeld where it is held."""
    require("processes.change_process", process, by)
    if person == by:
        raise OwnOffice
    office = Office(process=process, user=person, kind=kind, given_at=at, given_by=by)
    try:
        with transaction.atomic():
            office.save()
    except IntegrityError as error:
        raise OfficeAlreadyHeld from error
    witness(process, "office_given", by=by, at=at, office=kind, person=person.pk)
    return office


@transaction.atomic
def end_office(*, office: Office, by: Any, at: datetime) -> None:
    """End the office; the row stays. Raises OutOfDate where it has ended before."""
    require("processes.change_process", office.process, by)
    if not Office.objects.held().filter(pk=office.pk).update(ended_at=at, ended_by=by):
        raise OutOfDate
    office.ended_at, office.ended_by = at, by
    witness(office.process, "office_ended", by=by, at=at, office=office.kind, person=office.user_id)

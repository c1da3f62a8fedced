"""What a State's mission does in confidence, and how the Chair answers a State that asks.

Nothing here writes to the application, sends a letter during silence or logs a line; the address is the same for each
act (OEWG modalities of 22 April 2022: an objection is made known to the Chair).
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from consultation.accreditation.clockwork import locked
from consultation.accreditation.emails import tell_asker
from consultation.accreditation.errors import AskedAlready, SilenceOver
from consultation.accreditation.models import Application, Disclosure, Objection
from consultation.accreditation.states import ApplicationState
from consultation.processes.changes import require
from register.errors import OutOfDate
from stakeholders.organisations.models import Organisation


@transaction.atomic
def lodge_objection(
    *, application: Application, mission: Organisation, basis: str = "", basis_shareable: bool = False, by: Any,
    at: datetime,
) -> Objection:  # fmt: skip
    """Make the State's objection known to the Chair; the basis is voluntary. Raises SilenceOver after the last instant.

    A State that objects twice finds its first objection. The application is held, so that an objection and the clock
    that writes the end of silence down follow one another.
    """
    require("accreditation.act_for_mission", mission, by)
    _in_silence(application, at)
    standing = Objection.objects.standing().of_mission(mission).filter(application=application).first()
    return standing or Objection.objects.create(
        application=application, mission=mission, lodged_at=at, lodged_by=by, general_basis=basis.strip(),
        basis_shareable=basis_shareable and bool(basis.strip()),
    )  # fmt: skip


@transaction.atomic
def withdraw_objection(*, application: Application, mission: Organisation, by: Any, at: datetime) -> None:
    """Take the State's objection back, so that it no longer counts. Raises SilenceOver, OutOfDate where none stands."""
    require("accreditation.act_for_mission", mission, by)
    _in_silence(application, at)
    standing = Objection.objects.standing().of_mission(mission).filter(application=application)
    if not standing.update(withdrawn_at=at, withdrawn_by=by):
        raise OutOfDate


@transaction.atomic
def ask_chair(*, application: Application, mission: Organisation, by: Any, at: datetime) -> Disclosure:
    """Ask who objected to an organisation, as any Member State may. Raises AskedAlready until it is answered."""
    require("accreditation.act_for_mission", mission, by)
    if not Application.objects.for_missions(at).filter(pk=application.pk).exists():
        raise OutOfDate
    try:
        with transaction.atomic():
            return Disclosure.objects.create(application=application, mission=mission, asked_at=at, asked_by=by)
    except IntegrityError as error:
        raise AskedAlready from error


@transaction.atomic
def answer_state(*, disclosure: Disclosure, by: Any, at: datetime) -> Disclosure:
    """Tell the State that asked which States object, and the basis where its State lets it be shared; kept for good.

    Raises OutOfDate where it was answered.
    """
    require("accreditation.oversee_round", disclosure.application.round, by)
    asked = Disclosure.objects.select_for_update(of=("self",)).select_related("application__round__process", "asked_by")
    row: Disclosure = asked.get(pk=disclosure.pk)
    if row.answered_at:
        raise OutOfDate
    row.told, row.answered_at, row.answered_by = what_is_told(row.application, at), at, by
    row.save(update_fields=["told", "answered_at", "answered_by"])
    tell_asker(row, at=at)
    return row


def what_is_told(application: Application, at: datetime) -> list[dict[str, str]]:
    """The States (by ISO 3166 code) whose objections stand, or stood at the end of silence, with what may be shared."""
    circulation = application.circulation
    instant = min(at, circulation.silence_ends_at) if circulation else at
    stood = Objection.objects.filter(application=application).stood_at(instant).select_related("mission")
    told = [
        {
            "state": one.mission.seat_id or "",
            "basis": one.general_basis if one.basis_shareable else "",
        }
        for one in stood
    ]
    return sorted(told, key=lambda line: line["state"])


def _in_silence(application: Application, at: datetime) -> None:
    row = locked(application.pk)
    silent = row.circulation is not None and row.circulation.is_silent_at(at)
    if row.state != ApplicationState.CIRCULATED or not silent:
        raise SilenceOver

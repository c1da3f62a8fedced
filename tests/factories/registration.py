"""Registration of sessions and of people, for tests."""

import itertools
from datetime import timedelta
from typing import Any

from consultation.accreditation.models import Accreditation, Round
from consultation.processes.models import Process, Session
from consultation.registration.models import Registration, RegistrationWindow
from stakeholders.organisations.models import Organisation
from tests.factories import NOON, group, make_organisation, make_session, make_user
from tests.factories.accreditation import make_application, make_circulation, make_round, make_standing
from tests.factories.sittings import make_sub_group

_serial = itertools.count(1)


def make_window(session: Session | None = None, **fields: Any) -> RegistrationWindow:
    """Registration that is open at NOON, to organisations in good standing: from ten days before to three after."""
    defaults: dict[str, Any] = {
        "opens_at": NOON - timedelta(days=10), "closes_at": NOON + timedelta(days=3), "zone": "America/New_York",
        "created_at": NOON - timedelta(days=20),
    }  # fmt: skip
    if fields.get("list_published_at"):
        fields.setdefault("list_published_by", make_user())
    return RegistrationWindow.objects.create(session=session or make_session(), **{**defaults, **fields})


def make_registration(
    window: RegistrationWindow, organisation: Organisation | None = None, **fields: Any
) -> Registration:
    """Somebody without an account who awaits confirmation; pass state="confirmed" for another."""
    organisation = organisation or make_organisation()
    number = next(_serial)
    defaults: dict[str, Any] = {
        "name": f"Delegate {number}", "title": "Director", "email": f"delegate{number}@people.example",
        "organisation_name": organisation.name, "group": organisation.group, "country": organisation.seat,
        "category": "accredited", "registered_at": NOON, "registered_by": fields.pop("registered_by", None) or make_user(),
    }  # fmt: skip
    return Registration.objects.create(session=window.session, organisation=organisation, **{**defaults, **fields})


def accredit(organisation: Organisation, process: Process) -> Organisation:
    """The same organisation, accredited to the process by a silence that was not broken."""
    return _after_silence(organisation, process, "accredited")


def refuse_accreditation(organisation: Organisation, process: Process) -> Organisation:
    """The same organisation, to which a State objected."""
    return _after_silence(organisation, process, "not_accredited")


def make_associate(organisation: Organisation, process: Process, **fields: Any) -> Accreditation:
    """The organisation is accredited in one group of the process only."""
    return make_standing(organisation, process, sub_group=fields.pop("sub_group", None) or make_sub_group(process))


def in_group(code: str, name: str = "", **fields: Any) -> Organisation:
    """An organisation whose stakeholder group the secretariat has verified."""
    return make_organisation(
        name, group_declared=group(code), group_verified=group(code), group_verified_at=NOON,
        group_verified_by=make_user(), **fields,
    )  # fmt: skip


def _after_silence(organisation: Organisation, process: Process, state: str) -> Organisation:
    round_ = Round.objects.filter(process=process).first() or make_round(process)
    ended = NOON - timedelta(days=1)
    circulation = round_.circulations.first() or make_circulation(
        round_, silence_ends_at=ended, circulated_at=NOON - timedelta(days=15)
    )
    make_application(round_, organisation, state=state, circulation=circulation)
    return organisation

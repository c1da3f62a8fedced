"""What the secretariat does for an incomplete tripartite delegation once registration is closed: each with a reason.

Where a Member has not nominated one of the non-government delegates, the other one sits and speaks all the same (ILO
Constitution, article 4, paragraph 2): who is missing is taken late, or the delegation sits as it is.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.processes.changes import require, witness
from consultation.registration import composition
from consultation.registration.actions.persons import Person, entered, held_window, locked
from consultation.registration.emails import tell_focal_points, tell_person
from consultation.registration.errors import CanStillBeCompleted, NothingLacking
from consultation.registration.models import Registration, RegistrationWindow
from consultation.registration.transitions import move_registration
from register.errors import ReasonMissing
from stakeholders.organisations.models import Organisation


@transaction.atomic
def confirm_incomplete(*, registration: Registration, note: str, by: Any, at: datetime) -> None:
    """Confirm a delegate although her delegation lacks others; what it lacked is kept with the reason.

    Raises CanStillBeCompleted while registration is open, NothingLacking, ReasonMissing, OutOfDate.
    """
    row = locked(registration.pk)
    require("registration.decide_registration", row, by)
    _check_closed(row.session.registration_window, at)
    lacking = lacking_of(row.session.registration_window, row.organisation)
    if not (row.role and lacking):
        raise NothingLacking
    move_registration(row, "confirmed_incomplete", by=by, at=at, note=note, details={"lacking": lacking})
    tell_person(row, "confirmed", at=at)


@transaction.atomic
def register_late(
    *, window: RegistrationWindow, organisation: Organisation, person: Person, note: str, by: Any, at: datetime
) -> Registration:
    """Put a delegate whom the delegation lacks on its list, and tell her and its focal points; she awaits confirmation.

    Raises CanStillBeCompleted while registration is open, NothingLacking for a side that is full, ReasonMissing, and
    what `register_person` raises.
    """
    held = held_window(window)
    require("registration.change_window", held, by)
    require("registration.register_late", organisation, by)
    if not note.strip():
        raise ReasonMissing
    _check_closed(held, at)
    if person.get("role") not in lacking_of(held, organisation):
        raise NothingLacking
    registration = entered(held, organisation, person, by=by, at=at)
    witness(registration, "registered_late", by=by, at=at, note=note)
    tell_person(registration, "registered", at=at)
    tell_focal_points(registration, "registered", at=at)
    return registration


def lacking_of(window: RegistrationWindow, organisation: Organisation) -> dict[str, int]:
    """How many delegates each side of the tripartite delegation lacks; nothing where nobody was registered for it."""
    rows = Registration.objects.standing().filter(session=window.session_id, organisation=organisation)
    found = list(rows.values_list("category", "role"))
    if not any(composition.binds(window, category) for category, _role in found):
        return {}
    return {str(role): number for role, number in composition.missing(role for _category, role in found).items()}


def _check_closed(window: RegistrationWindow, at: datetime) -> None:
    if window.stage_at(at) != RegistrationWindow.Stage.CLOSED:
        raise CanStillBeCompleted

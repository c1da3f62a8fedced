"""What the secretariat does with persons: confirms them, or refuses them with a reason."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.registration import composition
from consultation.registration.actions.persons import locked
from consultation.registration.emails import tell_focal_points, tell_person
from consultation.registration.errors import DelegationIncomplete
from consultation.registration.models import Registration
from consultation.registration.transitions import move_registration


@transaction.atomic
def confirm_registration(*, registration: Registration, by: Any, at: datetime) -> None:
    """The person is expected and gets a badge. Raises DelegationIncomplete for a delegate of an incomplete one."""
    row = locked(registration.pk)
    if row.role and composition.missing(_roles(row)):
        raise DelegationIncomplete
    move_registration(row, "confirmed", by=by, at=at)
    tell_person(row, "confirmed", at=at)


@transaction.atomic
def confirm_registrations(*, registrations: Iterable[Registration], by: Any, at: datetime) -> int:
    """Confirm all of them or, where one cannot be, none; returns how many."""
    rows = sorted(registrations, key=lambda registration: registration.pk)
    for registration in rows:
        confirm_registration(registration=registration, by=by, at=at)
    return len(rows)


@transaction.atomic
def refuse_registration(*, registration: Registration, note: str, by: Any, at: datetime) -> None:
    """The person cannot be admitted; she and her organisation are told why. Raises ReasonMissing."""
    row = locked(registration.pk)
    move_registration(row, "refused", by=by, at=at, note=note)
    tell_person(row, "refused", at=at, note=note)
    tell_focal_points(row, "refused", at=at, note=note)


def _roles(registration: Registration) -> list[str]:
    rows = Registration.objects.standing().filter(
        session=registration.session_id, organisation=registration.organisation_id
    )
    return list(rows.values_list("role", flat=True))

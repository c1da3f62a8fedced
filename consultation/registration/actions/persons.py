"""What an organisation does: registers a person, changes what was written of her, withdraws her; and her consent."""

from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction

from consultation.processes.changes import require, save_differences, witness
from consultation.registration import composition
from consultation.registration.attendance import attendance_of
from consultation.registration.emails import tell_person
from consultation.registration.errors import (
    HasAHead,
    NoPlaceLeft,
    NotAMember,
    RegisteredAlready,
    RegistrationNotOpen,
    TooManyOfOneSide,
)
from consultation.registration.models import Registration, RegistrationWindow
from consultation.registration.states import STANDING, RegistrationState
from consultation.registration.transitions import move_registration
from register.errors import OutOfDate
from stakeholders.organisations.models import Organisation

CHANGEABLE = ("name", "title", "email", "language", "is_head", "role", "is_listed")
ON_BADGE = ("name", "title", "role")
"""What the secretariat has looked at when it confirms somebody."""


class Person(TypedDict, total=False):
    """What is written of a person; `user` only when she is registered, and only for a member."""

    user: Any
    name: str
    title: str
    email: str
    language: str
    is_head: bool
    role: str
    is_listed: bool


@transaction.atomic
def register_person(
    *, window: RegistrationWindow, organisation: Organisation, person: Person, by: Any, at: datetime
) -> Registration:
    """Put the person on the organisation's list for the session, and tell her.

    Raises RegistrationNotOpen, what `attendance_of` raises, NotAMember, RegisteredAlready, NoPlaceLeft, HasAHead,
    TooManyOfOneSide. Registrations for a session follow one another, so that its places are never given twice.
    """
    require("registration.register", organisation, by)
    held = _held(window, at)
    registration = entered(held, organisation, person, by=by, at=at)
    witness(registration, "registered", by=by, at=at)
    tell_person(registration, "registered", at=at)
    return registration


@transaction.atomic
def change_registration(*, registration: Registration, person: Person, by: Any, at: datetime) -> bool:
    """Keep what was changed; True where a confirmed person has to be confirmed again, because her badge would change.

    Raises RegistrationNotOpen, OutOfDate, RegisteredAlready, HasAHead, TooManyOfOneSide. Its event names the fields
    and not what they held: personal data is not to stay in a log that nobody can change.
    """
    held = _held(registration.session.registration_window, at)
    row = locked(registration.pk)
    require("registration.change_registration", row, by)
    if row.state not in STANDING:
        raise OutOfDate
    for name in CHANGEABLE:
        setattr(row, name, person.get(name, getattr(row, name)))
    _check_fits(row, held, _others(row))
    changed = save_differences(row, CHANGEABLE)
    if changed:
        witness(row, "changed", by=by, at=at, changed=sorted(changed))
    is_for_another_badge = row.state == RegistrationState.CONFIRMED and not changed.keys().isdisjoint(ON_BADGE)
    if is_for_another_badge:
        move_registration(row, "to_be_confirmed_again", by=by, at=at)
    return is_for_another_badge


@transaction.atomic
def withdraw_registration(*, registration: Registration, by: Any, at: datetime) -> None:
    """Take the person off the list, at any time; raises OutOfDate where she is off it already."""
    move_registration(locked(registration.pk), "withdrawn", by=by, at=at)


@transaction.atomic
def set_consent(*, registration: Registration, is_listed: bool, by: Any, at: datetime) -> None:
    """Whether the public list may name her: can be given and taken back at any time, whatever the clock says."""
    row = locked(registration.pk)
    require("registration.set_consent", row, by)
    if row.is_listed == is_listed:
        return
    row.is_listed = is_listed
    row.save(update_fields=["is_listed"])
    witness(row, "consent_given" if is_listed else "consent_taken_back", by=by, at=at)


def entered(
    held: RegistrationWindow, organisation: Organisation, person: Person, *, by: Any, at: datetime
) -> Registration:
    """The person as kept on the organisation's list, of a window that is held; raises what `register_person` does."""
    attendance = attendance_of(organisation, held, at=at)
    registration = Registration(
        session=held.session, organisation=organisation, sub_group=attendance.sub_group, category=attendance.category,
        organisation_name=organisation.name, group=organisation.group, country=organisation.seat, registered_at=at,
        registered_by=by, **person,
    )  # fmt: skip
    _check_member(registration)
    others = _others(registration)
    if held.places is not None and len(others) >= held.places:
        raise NoPlaceLeft
    _check_fits(registration, held, others)
    registration.save()
    return registration


def locked(key: int) -> Registration:
    """The registration, held until the transaction ends, with what letters and rules ask for."""
    rows = Registration.objects.select_related("organisation", "session__process", "session__registration_window",
                                               "user")  # fmt: skip
    found: Registration = rows.select_for_update(of=("self",)).get(pk=key)
    return found


def held_window(window: RegistrationWindow) -> RegistrationWindow:
    """The window, held until the transaction ends: registrations for a session follow one another."""
    rows = RegistrationWindow.objects.select_related("session__process").select_for_update(of=("self",))
    held: RegistrationWindow = rows.get(pk=window.pk)
    return held


def _held(window: RegistrationWindow, at: datetime) -> RegistrationWindow:
    """The window, held until the transaction ends; raises RegistrationNotOpen unless it is open at that instant."""
    held = held_window(window)
    if held.stage_at(at) != RegistrationWindow.Stage.OPEN or not held.session.process.announced_at:
        raise RegistrationNotOpen
    return held


def _others(registration: Registration) -> list[Registration]:
    """Those of the same delegation who stand on its list."""
    rows = Registration.objects.standing().filter(
        session=registration.session_id, organisation=registration.organisation_id
    )
    return list(rows.exclude(pk=registration.pk))


def _check_member(registration: Registration) -> None:
    user = registration.user
    if user is None:
        return
    if not user.memberships.active().filter(organisation=registration.organisation_id).exists():
        raise NotAMember
    if Registration.objects.standing().filter(session=registration.session_id, user=user).exists():
        raise RegisteredAlready


def _check_fits(registration: Registration, window: RegistrationWindow, others: list[Registration]) -> None:
    key = _key(registration)
    if any(_key(other) == key for other in others):
        raise RegisteredAlready
    if registration.is_head and any(other.is_head for other in others):
        raise HasAHead
    if not composition.binds(window, registration.category):
        registration.role = ""
    elif registration.role and composition.is_exceeded([registration.role, *(other.role for other in others)]):
        raise TooManyOfOneSide


def _key(registration: Registration) -> tuple[str, str]:
    return registration.name.lower(), registration.email.lower()

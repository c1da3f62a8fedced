"""Proposing, deciding about and changing organisations."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from stakeholders.accounts.models import User
from stakeholders.organisations.actions.letters import focal_points, secretariat, tell
from stakeholders.organisations.errors import NameTaken
from stakeholders.organisations.models import Membership, Organisation, StakeholderGroup
from stakeholders.organisations.rules import forget_roles
from stakeholders.organisations.states import MembershipState
from stakeholders.organisations.transitions import move_organisation

PROPOSED_FIELDS = ("name", "acronym", "seat", "is_global", "website", "group_declared", "ecosoc_status", "ecosoc_year")
FOCAL_POINT_FIELDS = ("acronym", "seat", "is_global", "website", "group_declared")


def propose_organisation(*, details: dict[str, Any], by: User, at: datetime) -> Organisation:
    """Register a new organisation, to be decided by the secretariat, with the proposer as its focal point.

    Raises NameTaken where another organisation that is not refused has the name, in whatever case.
    """
    with transaction.atomic():
        organisation = _register(details, by=by, at=at)
        organisation.events.create(kind="proposed", at=at, by=by)
        _name_focal_point(organisation, by, at=at)
        tell(secretariat(), "proposed", organisation, at=at)
    return organisation


def recognise_organisation(*, organisation: Organisation, by: User, at: datetime) -> None:
    """Let the organisation speak, and tell its focal points."""
    with transaction.atomic():
        move_organisation(organisation, "recognised", by=by, at=at)
        tell(focal_points(organisation), "recognised", organisation, at=at)


def refuse_organisation(*, organisation: Organisation, reason: str, by: User, at: datetime) -> None:
    """Decline to recognise the organisation, and tell its focal points why."""
    with transaction.atomic():
        move_organisation(organisation, "refused", by=by, at=at, note=reason)
        tell(focal_points(organisation), "refused", organisation, at=at, reason=reason)


def verify_group(*, organisation: Organisation, group: StakeholderGroup, by: User, at: datetime) -> None:
    """Record the group to which the secretariat finds the organisation to belong; what it declared stays beside it."""
    if not by.has_perm("organisations.decide_organisation", organisation):
        raise PermissionDenied
    with transaction.atomic():
        was = organisation.group_verified
        organisation.group_verified, organisation.group_verified_at, organisation.group_verified_by = group, at, by
        organisation.save(update_fields=["group_verified", "group_verified_at", "group_verified_by"])
        details = {"from": was.code if was else "", "to": group.code}
        organisation.events.create(kind="group_verified", at=at, by=by, details=details)


def change_organisation(*, organisation: Organisation, details: dict[str, Any], by: User, at: datetime) -> None:
    """Change what is known about the organisation; raises NameTaken as proposing does.

    A focal point may not change the name under which others know it, nor its consultative status: the secretariat
    does. Earlier submissions keep the name, group and country that they were sent under.
    """
    if not by.has_perm("organisations.change_organisation", organisation):
        raise PermissionDenied
    allowed = changeable_fields(organisation, by=by)
    changes = {
        name: value for name, value in details.items() if name in allowed and getattr(organisation, name) != value
    }
    if changes:
        _keep_changes(organisation, changes, by=by, at=at)


def changeable_fields(organisation: Organisation, *, by: User) -> tuple[str, ...]:
    """The fields that the person may change in that organisation."""
    if by.has_perm("organisations.decide_organisation", organisation):
        return PROPOSED_FIELDS
    return FOCAL_POINT_FIELDS


def _register(details: dict[str, Any], *, by: User, at: datetime) -> Organisation:
    chosen = {name: details[name] for name in PROPOSED_FIELDS if name in details}
    try:
        with transaction.atomic():
            organisation: Organisation = Organisation.objects.create(**chosen, proposed_at=at, proposed_by=by)
    except IntegrityError as error:
        raise NameTaken from error
    return organisation


def _keep_changes(organisation: Organisation, changes: dict[str, Any], *, by: User, at: datetime) -> None:
    record = {name: [str(getattr(organisation, name) or ""), str(value or "")] for name, value in changes.items()}
    for name, value in changes.items():
        setattr(organisation, name, value)
    try:
        with transaction.atomic():
            organisation.save(update_fields=list(changes))
            organisation.events.create(kind="changed", at=at, by=by, details=record)
    except IntegrityError as error:
        raise NameTaken from error


def _name_focal_point(organisation: Organisation, user: User, *, at: datetime) -> None:
    membership: Membership = organisation.memberships.create(
        user=user, role=Membership.Role.FOCAL_POINT, state=MembershipState.ACTIVE, requested_at=at
    )
    membership.events.create(kind="proposed", at=at, by=user)
    forget_roles(user)

"""Joining, admitting, changing roles and leaving."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from stakeholders.accounts.models import User
from stakeholders.organisations.actions.letters import focal_points, tell
from stakeholders.organisations.errors import AlreadyMember, LastFocalPoint, NotRecognised
from stakeholders.organisations.models import Membership, Organisation
from stakeholders.organisations.rules import forget_roles
from stakeholders.organisations.states import MembershipState, OrganisationState
from stakeholders.organisations.transitions import move_membership


def ask_to_join(*, organisation: Organisation, message: str, by: User, at: datetime) -> Membership:
    """Ask the focal points to be admitted; raises NotRecognised or AlreadyMember.

    The message waits on their page and is not mailed: a stranger's words in a letter of ours would be trusted.
    """
    if organisation.state != OrganisationState.RECOGNISED:
        raise NotRecognised
    with transaction.atomic():
        membership = _request(organisation, message, by=by, at=at)
        membership.events.create(kind="requested", at=at, by=by)
        tell(focal_points(organisation), "join_requested", membership, at=at, person=by)
    return membership


def admit_member(*, membership: Membership, by: User, at: datetime) -> None:
    """Let the person speak for the organisation, and tell her."""
    with transaction.atomic():
        move_membership(membership, "admitted", by=by, at=at)
        tell([membership.user], "admitted", membership, at=at)


def refuse_member(*, membership: Membership, reason: str, by: User, at: datetime) -> None:
    """Decline the request, and tell the person why."""
    with transaction.atomic():
        move_membership(membership, "refused", by=by, at=at, note=reason)
        tell([membership.user], "join_refused", membership, at=at, reason=reason)


def end_membership(*, membership: Membership, by: User, at: datetime) -> None:
    """End the membership; raises LastFocalPoint unless the secretariat ends it. Who was removed is told."""
    with transaction.atomic():
        _keep_a_focal_point(membership, by=by)
        move_membership(membership, "ended", by=by, at=at)
        if by.pk != membership.user_id:
            tell([membership.user], "ended", membership, at=at)
    forget_roles(by)


def change_role(*, membership: Membership, role: str, by: User, at: datetime) -> None:
    """Give the active member another role and tell her; raises LastFocalPoint where nobody else could decide."""
    may = by.has_perm("organisations.end_membership", membership)
    if not may or membership.state != MembershipState.ACTIVE or role not in Membership.Role.values:
        raise PermissionDenied
    if role == Membership.Role.FOCAL_POINT and not by.has_perm("organisations.decide_membership", membership):
        raise PermissionDenied
    if role == membership.role:
        return
    with transaction.atomic():
        _keep_a_focal_point(membership, by=by)
        was, membership.role = membership.role, role
        membership.save(update_fields=["role"])
        membership.events.create(kind="role_changed", at=at, by=by, details={"from": was, "to": role})
        if by.pk != membership.user_id:
            tell([membership.user], "role_changed", membership, at=at, role=membership.get_role_display())
    forget_roles(by)


def _request(organisation: Organisation, message: str, *, by: User, at: datetime) -> Membership:
    try:
        with transaction.atomic():
            membership: Membership = organisation.memberships.create(user=by, message=message, requested_at=at)
    except IntegrityError as error:
        raise AlreadyMember from error
    return membership


def _keep_a_focal_point(membership: Membership, *, by: User) -> None:
    """Hold the organisation's row, so that two focal points who leave at once do not both find the other there."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    if by.has_perm("organisations.decide_organisation") or membership.role != Membership.Role.FOCAL_POINT:
        return
    others = Membership.objects.active().filter(organisation_id=membership.organisation_id).exclude(pk=membership.pk)
    if not others.filter(role=Membership.Role.FOCAL_POINT, user__is_active=True).exists():
        raise LastFocalPoint

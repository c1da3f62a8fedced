"""Moves of organisations and memberships: every state x every move x every person."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from register.errors import OutOfDate, ReasonMissing
from stakeholders.organisations.models import Membership
from stakeholders.organisations.states import MEMBERSHIP_MOVES, ORGANISATION_MOVES, MembershipState, OrganisationState
from stakeholders.organisations.transitions import move_membership, move_organisation
from tests.factories import NOON, make_focal_point, make_member, make_organisation, make_secretariat, make_user

pytestmark = pytest.mark.django_db

ORGANISATION_TABLE = {
    ("proposed", "recognised"): "recognised",
    ("refused", "recognised"): "recognised",
    ("proposed", "refused"): "refused",
}
MEMBERSHIP_TABLE = {
    ("requested", "admitted"): "active",
    ("requested", "refused"): "refused",
    ("active", "ended"): "ended",
}


def outcome(move, row, name, by):
    try:
        move(row, name, by=by, at=NOON, note="because")
    except (PermissionDenied, OutOfDate) as error:
        row.refresh_from_db()
        return type(error).__name__
    row.refresh_from_db()
    return row.state


@pytest.mark.parametrize("person", ["stranger", "member", "focal point", "secretariat", "secretariat without factor"])
@pytest.mark.parametrize(
    ("state", "name"), list(itertools.product(OrganisationState.values, [move.name for move in ORGANISATION_MOVES]))
)
def test_organisations(state, name, person):
    organisation = make_organisation(state=state)
    by = {
        "stranger": make_user,
        "member": lambda: make_member(organisation),
        "focal point": lambda: make_focal_point(organisation),
        "secretariat": make_secretariat,
        "secretariat without factor": lambda: make_secretariat(second_factor=False),
    }[person]()
    expected = ORGANISATION_TABLE.get((state, name), "OutOfDate") if person == "secretariat" else "PermissionDenied"
    assert outcome(move_organisation, organisation, name, by) == expected
    assert organisation.events.count() == (1 if expected in OrganisationState.values else 0)
    if expected not in OrganisationState.values:
        assert organisation.state == state


@pytest.mark.parametrize("person", ["herself", "stranger", "member", "focal point", "other focal point", "secretariat"])
@pytest.mark.parametrize(
    ("state", "name"), list(itertools.product(MembershipState.values, [move.name for move in MEMBERSHIP_MOVES]))
)
def test_memberships(state, name, person):
    organisation = make_organisation()
    herself = make_user()
    row = Membership.objects.create(organisation=organisation, user=herself, state=state, requested_at=NOON)
    by = {
        "herself": lambda: herself,
        "stranger": make_user,
        "member": lambda: make_member(organisation),
        "focal point": lambda: make_focal_point(organisation),
        "other focal point": lambda: make_focal_point(make_organisation()),
        "secretariat": make_secretariat,
    }[person]()
    may = person in {"focal point", "secretariat"} or (person == "herself" and name == "ended")
    expected = MEMBERSHIP_TABLE.get((state, name), "OutOfDate") if may else "PermissionDenied"
    assert outcome(move_membership, row, name, by) == expected
    assert row.events.count() == (1 if expected in MembershipState.values else 0)


def test_a_refusal_needs_a_reason():
    sara, organisation = make_secretariat(), make_organisation(state="proposed")
    with pytest.raises(ReasonMissing):
        move_organisation(organisation, "refused", by=sara, at=NOON, note="  ")
    request = Membership.objects.create(organisation=organisation, user=make_user(), requested_at=NOON)
    with pytest.raises(ReasonMissing):
        move_membership(request, "refused", by=sara, at=NOON)


def test_the_clock_decides_nothing_here():
    with pytest.raises(PermissionDenied):
        move_organisation(make_organisation(state="proposed"), "recognised", by=None, at=NOON)

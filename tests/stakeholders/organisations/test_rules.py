"""Who may do what with an organisation: every person, permission by permission."""

import pytest
from django.contrib.auth.models import AnonymousUser

from stakeholders.organisations.models import Membership
from stakeholders.organisations.states import MembershipState
from tests.factories import NOON, make_focal_point, make_member, make_organisation, make_secretariat, make_user

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "stranger", "asker", "former member", "member", "focal point", "other focal point",
          "disabled focal point", "secretariat", "secretariat without factor", "superuser")  # fmt: skip


@pytest.fixture
def house():
    """An organisation with everybody who could ask something of it."""
    organisation = make_organisation("Lake Watch")
    asker, former = make_user(), make_user()
    request = Membership.objects.create(organisation=organisation, user=asker, requested_at=NOON)
    Membership.objects.create(organisation=organisation, user=former, state=MembershipState.ENDED, requested_at=NOON)
    people = {
        "anonymous": AnonymousUser(),
        "stranger": make_user(),
        "asker": asker,
        "former member": former,
        "member": make_member(organisation),
        "focal point": make_focal_point(organisation),
        "other focal point": make_focal_point(make_organisation("Another")),
        "disabled focal point": make_focal_point(organisation, is_active=False),
        "secretariat": make_secretariat(),
        "secretariat without factor": make_secretariat(second_factor=False),
        "superuser": make_user(is_superuser=True),
    }
    return organisation, request, people


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("organisations.see_members", {"member", "focal point", "secretariat"}),
        ("organisations.change_organisation", {"focal point", "secretariat"}),
        ("organisations.decide_organisation", {"secretariat"}),
    ],
)
def test_about_an_organisation(house, permission, allowed):
    organisation, _request, people = house
    assert {name for name in PEOPLE if people[name].has_perm(permission, organisation)} == allowed


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("organisations.decide_membership", {"focal point", "secretariat"}),
        ("organisations.end_membership", {"asker", "focal point", "secretariat"}),
    ],
)
def test_about_a_request_of_somebody_else(house, permission, allowed):
    _organisation, request, people = house
    assert {name for name in PEOPLE if people[name].has_perm(permission, request)} == allowed


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("organisations.decide_membership", {"secretariat"}),
        ("organisations.end_membership", {"focal point", "secretariat"}),
    ],
)
def test_about_the_focal_points_own_membership(house, permission, allowed):
    """Nobody admits herself; she may leave."""
    organisation, _request, people = house
    own = organisation.memberships.get(user=people["focal point"])
    assert {name for name in PEOPLE if people[name].has_perm(permission, own)} == allowed


def test_groups_are_the_secretariats(house):
    _organisation, _request, people = house
    assert {name for name in PEOPLE if people[name].has_perm("organisations.change_groups")} == {"secretariat"}


def test_what_exists_for_whom(house):
    organisation, request, people = house
    model = type(organisation)
    seen = {name for name in PEOPLE if organisation in model.objects.visible_to(people[name])}
    assert seen == {"member", "focal point", "secretariat"} | {"disabled focal point"}  # who cannot sign in at all
    seen = {name for name in PEOPLE if request in Membership.objects.visible_to(people[name])}
    assert seen == {"asker", "member", "focal point", "secretariat", "disabled focal point"}

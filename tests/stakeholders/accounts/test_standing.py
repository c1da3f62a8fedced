"""A person is read with her standing, and what is read is what her own properties would find."""

from typing import Any

import pytest
from django.contrib.auth import authenticate

from consultation.processes.models import Office
from consultation.processes.rules import offices_held
from stakeholders.accounts.backends import PersonBackend
from stakeholders.accounts.models import RoleHeld, User
from stakeholders.accounts.standing import person_with_standing
from stakeholders.organisations.models import Membership
from stakeholders.organisations.rules import active_roles
from stakeholders.organisations.states import MembershipState
from tests.factories import (
    NOON,
    PASSWORD,
    join,
    make_chair,
    make_officer,
    make_organisation,
    make_process,
    make_secretariat,
    make_user,
    with_second_factor,
)

pytestmark = pytest.mark.django_db


def standing_of(user: User) -> dict[str, Any]:
    return {
        "second factor": user.has_second_factor, "roles": user.roles, "offices": offices_held(user),
        "organisations": active_roles(user),
    }  # fmt: skip


def test_one_query_reads_the_person_and_all_of_her_standing(django_assert_num_queries: Any) -> None:
    process, organisation = make_process(), make_organisation()
    chair = make_chair(process)
    RoleHeld.objects.create(user=chair, role="secretariat", given_at=NOON)
    join(chair, organisation, Membership.Role.FOCAL_POINT)

    with django_assert_num_queries(1):
        person = person_with_standing(str(chair.pk))
        assert person == chair
        assert standing_of(person) == {
            "second factor": True, "roles": {"secretariat"}, "offices": {(process.pk, "chair")},
            "organisations": {organisation.pk: "focal_point"},
        }  # fmt: skip


def test_somebody_without_any_standing_has_none(django_assert_num_queries: Any) -> None:
    user = make_user()

    with django_assert_num_queries(1):
        person = person_with_standing(user.pk)
        assert person is not None
        assert standing_of(person) == {
            "second factor": False, "roles": set(), "offices": set(), "organisations": {},
        }  # fmt: skip


def test_what_has_ended_or_is_only_asked_for_is_no_standing() -> None:
    officer, secretary = make_officer(make_process(), "secretariat"), make_secretariat()
    Office.objects.update(ended_at=NOON)
    RoleHeld.objects.update(ended_at=NOON)
    for user, state in ((officer, MembershipState.REQUESTED), (secretary, MembershipState.ENDED)):
        Membership.objects.create(organisation=make_organisation(), user=user, state=state, requested_at=NOON)

    for user in (officer, secretary):
        person = person_with_standing(user.pk)
        assert person is not None
        assert standing_of(person) == {
            "second factor": True, "roles": set(), "offices": set(), "organisations": {},
        }  # fmt: skip


def test_nobodys_standing_is_another_persons() -> None:
    chair, other = make_chair(make_process()), with_second_factor(make_user())
    join(chair, make_organisation())

    person = person_with_standing(other.pk)

    assert person is not None
    assert (offices_held(person), active_roles(person)) == (frozenset(), {})


def test_recovery_codes_alone_are_no_second_factor() -> None:
    user = make_user()
    user.authenticator_set.create(type="recovery_codes", data={})  # type: ignore[attr-defined]

    person = person_with_standing(user.pk)

    assert person is not None
    assert person.has_second_factor is False


def test_who_is_gone_or_barred_is_nobody() -> None:
    barred = make_user(is_active=False)

    assert PersonBackend().get_user(barred.pk) is None
    assert PersonBackend().get_user(0) is None


def test_the_session_names_the_backend_that_reads_standing(client: Any) -> None:
    user = make_user()
    assert authenticate(email=user.email, password=PASSWORD) == user

    client.post("/account/login/", {"login": user.email, "password": PASSWORD})

    assert client.session["_auth_user_backend"] == "stakeholders.accounts.backends.PersonBackend"

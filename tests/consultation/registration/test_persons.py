"""Registering, changing, withdrawing, confirming and refusing people, and what they are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from consultation.registration.actions import deciding
from consultation.registration.actions import persons as actions
from consultation.registration.errors import (
    HasAHead,
    NoPlaceLeft,
    NotAMember,
    RegisteredAlready,
    RegistrationNotOpen,
)
from consultation.registration.models import Registration, RegistrationWindow
from register.errors import OutOfDate, ReasonMissing
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Organisation
from tests.factories import (
    NOON,
    country,
    group,
    make_focal_point,
    make_member,
    make_organisation,
    make_process,
    make_secretariat,
    make_session,
    make_user,
)
from tests.factories.registration import make_registration, make_window

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def window() -> RegistrationWindow:
    return make_window(open_to_unaccredited=True)


@pytest.fixture
def lake_watch() -> Organisation:
    return make_organisation("Lake Watch")


def register(window: RegistrationWindow, organisation: Organisation, at: Any = NOON, **person: Any) -> Registration:
    return actions.register_person(
        window=window, organisation=organisation, by=make_focal_point(organisation), at=at,
        person={"name": "Amina Otieno", "email": "amina@people.example", "language": "en", **person},
    )  # fmt: skip


def test_a_person_is_registered_with_her_organisation_as_it_was(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    registration = register(window, lake_watch, title="Director")
    lake_watch.name, lake_watch.group_declared, lake_watch.seat = "River Watch", group("academia"), country("NO")
    lake_watch.save()
    registration.refresh_from_db()
    assert (registration.organisation_name, registration.group.code, registration.country_id) == (
        "Lake Watch", "civil-society", "KE",
    )  # fmt: skip
    assert [event.kind for event in registration.events.all()] == ["registered"]
    assert not registration.is_listed


@pytest.mark.parametrize("edge", ["opens_at", "closes_at"])
def test_the_window_counts_to_the_microsecond(window: RegistrationWindow, lake_watch: Organisation, edge: str) -> None:
    at = getattr(window, edge)
    beyond = at - INSTANT if edge == "opens_at" else at + INSTANT
    with pytest.raises(RegistrationNotOpen):
        register(window, lake_watch, at=beyond)
    assert register(window, lake_watch, at=at).registered_at == at


def test_nobody_registers_for_a_session_of_a_process_that_is_not_announced(lake_watch: Organisation) -> None:
    hidden = make_session(make_process(announced_at=None))
    with pytest.raises(RegistrationNotOpen):
        register(make_window(hidden, open_to_unaccredited=True), lake_watch)


def test_a_member_who_is_no_focal_point_registers_nobody(window: RegistrationWindow, lake_watch: Organisation) -> None:
    with pytest.raises(PermissionDenied):
        actions.register_person(window=window, organisation=lake_watch, by=make_member(lake_watch), at=NOON,
                                person={"name": "A", "email": "a@people.example"})  # fmt: skip
    assert not Registration.objects.exists()


def test_only_members_are_registered_by_their_account(window: RegistrationWindow, lake_watch: Organisation) -> None:
    with pytest.raises(NotAMember):
        register(window, lake_watch, user=make_user())
    member = make_member(lake_watch)
    assert register(window, lake_watch, user=member).user == member


def test_one_person_has_one_badge(window: RegistrationWindow, lake_watch: Organisation) -> None:
    member = make_member(lake_watch)
    register(window, lake_watch, user=member)
    with pytest.raises(RegisteredAlready):
        register(window, lake_watch, user=member, name="Another name")
    with pytest.raises(RegisteredAlready):
        register(window, lake_watch, name="AMINA OTIENO")
    assert register(window, make_organisation(), name="Amina Otieno").state == "registered"


def test_a_delegation_has_one_head(window: RegistrationWindow, lake_watch: Organisation) -> None:
    first = register(window, lake_watch, is_head=True)
    second = register(window, lake_watch, name="Juma Kazi")
    with pytest.raises(HasAHead):
        register(window, lake_watch, name="Lena Berg", is_head=True)
    with pytest.raises(HasAHead):
        actions.change_registration(
            registration=second, person={"is_head": True}, by=make_focal_point(lake_watch), at=NOON
        )
    actions.withdraw_registration(registration=first, by=make_focal_point(lake_watch), at=NOON)
    actions.change_registration(registration=second, person={"is_head": True}, by=make_focal_point(lake_watch), at=NOON)
    second.refresh_from_db()
    assert second.is_head


def test_the_database_keeps_a_second_head_out(window: RegistrationWindow, lake_watch: Organisation) -> None:
    make_registration(window, lake_watch, is_head=True)
    with pytest.raises(IntegrityError, match="one_head_of_delegation"), transaction.atomic():
        make_registration(window, lake_watch, is_head=True)
    make_registration(window, lake_watch, is_head=True, state="withdrawn")


def test_places_are_counted_among_those_on_the_list(lake_watch: Organisation) -> None:
    window = make_window(open_to_unaccredited=True, places=1)
    first = register(window, lake_watch)
    with pytest.raises(NoPlaceLeft):
        register(window, lake_watch, name="Juma Kazi")
    register(window, make_organisation())
    actions.withdraw_registration(registration=first, by=make_focal_point(lake_watch), at=NOON)
    assert register(window, lake_watch, name="Juma Kazi").state == "registered"


def test_a_badge_with_another_name_has_to_be_confirmed_again(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    registration = make_registration(window, lake_watch, state="confirmed")
    by = make_focal_point(lake_watch)
    assert not actions.change_registration(registration=registration, person={"language": "fr"}, by=by, at=NOON)
    assert actions.change_registration(registration=registration, person={"name": "Juma Kazi"}, by=by, at=NOON)
    registration.refresh_from_db()
    assert (registration.name, registration.language, registration.state) == ("Juma Kazi", "fr", "registered")
    kinds = list(registration.events.values_list("kind", "details"))
    assert kinds == [
        ("changed", {"changed": ["language"]}), ("changed", {"changed": ["name"]}), ("to_be_confirmed_again", {}),
    ]  # fmt: skip


def test_nothing_is_changed_after_the_window_but_anybody_can_still_withdraw(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    registration, by = make_registration(window, lake_watch, state="confirmed"), make_focal_point(lake_watch)
    late = window.closes_at + INSTANT
    with pytest.raises(RegistrationNotOpen):
        actions.change_registration(registration=registration, person={"title": "X"}, by=by, at=late)
    actions.withdraw_registration(registration=registration, by=by, at=late)
    registration.refresh_from_db()
    assert registration.state == "withdrawn"


@pytest.mark.parametrize("state", ["withdrawn", "refused"])
def test_what_is_over_stays_as_it_is(window: RegistrationWindow, lake_watch: Organisation, state: str) -> None:
    registration, by = make_registration(window, lake_watch, state=state), make_focal_point(lake_watch)
    with pytest.raises(OutOfDate):
        actions.change_registration(registration=registration, person={"title": "X"}, by=by, at=NOON)
    with pytest.raises(OutOfDate):
        actions.withdraw_registration(registration=registration, by=by, at=NOON)
    with pytest.raises(OutOfDate):
        deciding.confirm_registration(registration=registration, by=make_secretariat(), at=NOON)


def test_consent_is_given_and_taken_back_at_any_time_by_the_person_herself(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    member = make_member(lake_watch)
    registration = make_registration(window, lake_watch, user=member, state="confirmed")
    late = window.closes_at + timedelta(days=30)
    for is_listed in (True, True, False):
        actions.set_consent(registration=registration, is_listed=is_listed, by=member, at=late)
    registration.refresh_from_db()
    assert not registration.is_listed
    assert list(registration.events.values_list("kind", flat=True)) == ["consent_given", "consent_taken_back"]
    with pytest.raises(PermissionDenied):
        actions.set_consent(registration=registration, is_listed=True, by=make_member(lake_watch), at=late)


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("to", "subject"))


def test_the_person_is_told_in_her_language_and_her_focal_point_of_a_refusal(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    process = window.session.process.short_name
    registration = register(window, lake_watch, name="Amina Otieno")
    focal_point = lake_watch.memberships.get().user
    by = make_secretariat()
    deciding.confirm_registration(registration=registration, by=by, at=NOON)
    deciding.refuse_registration(registration=registration, note="The passport has expired.", by=by, at=NOON)
    assert letters() == [
        ("amina@people.example", f"{process}: Amina Otieno is registered"),
        ("amina@people.example", f"{process}: Amina Otieno is confirmed"),
        ("amina@people.example", f"{process}: Amina Otieno cannot be admitted"),
        (focal_point.email, f"{process}: Amina Otieno cannot be admitted"),
    ]
    refused = Letter.objects.order_by("pk").last()
    assert refused is not None
    assert "The passport has expired." in refused.text


def test_somebody_without_an_account_gets_no_link_that_she_could_not_open(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    register(window, lake_watch)
    assert "/registration/persons/" not in Letter.objects.get().text
    register(window, lake_watch, user=make_member(lake_watch), name="Juma Kazi")
    assert "/registration/persons/" in Letter.objects.latest("pk").text


def test_a_refusal_has_a_reason_and_nobody_decides_in_her_own_case(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    registration, by = make_registration(window, lake_watch), make_secretariat()
    with pytest.raises(ReasonMissing):
        deciding.refuse_registration(registration=registration, note=" ", by=by, at=NOON)
    colleague = make_secretariat()
    lake_watch.memberships.create(user=colleague, state="active", requested_at=NOON)
    with pytest.raises(PermissionDenied):
        deciding.confirm_registration(registration=registration, by=colleague, at=NOON)


def test_a_registration_is_never_deleted(window: RegistrationWindow) -> None:
    registration = make_registration(window)
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        registration.delete()

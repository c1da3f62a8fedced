"""The pages of registration: what they show, what they ask of the database, and whom they name."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.processes.models import Office, Session
from consultation.registration.models import Registration, RegistrationWindow
from stakeholders.organisations.models import Organisation
from tests.factories import (
    NOON,
    make_focal_point,
    make_member,
    make_officer,
    make_organisation,
    make_process,
    make_session,
    make_user,
)
from tests.factories.modalities import make_modalities
from tests.factories.registration import in_group, make_registration, make_window

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_noon")]


@pytest.fixture
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def window() -> RegistrationWindow:
    return make_window(open_to_unaccredited=True)


@pytest.fixture
def lake_watch() -> Organisation:
    return make_organisation("Lake Watch")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, name: str, *args: Any, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def secretariat(window: RegistrationWindow) -> Client:
    return signed_in(make_officer(window.session.process, Office.Kind.SECRETARIAT))


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


# --- an organisation --------------------------------------------------------------------------------------------------


def test_a_focal_point_registers_a_member_by_her_account(window: RegistrationWindow, lake_watch: Organisation) -> None:
    client = signed_in(make_focal_point(lake_watch))
    member = make_member(lake_watch, full_name="Juma Kazi")
    response = client.post(
        reverse("registration:add", args=[window.pk, lake_watch.pk]), {"user": member.pk, "language": "fr"}
    )
    assert response["Location"] == reverse("registration:delegation", args=[window.pk, lake_watch.pk])
    kept = Registration.objects.get()
    assert (kept.user, kept.name, kept.email, kept.language, kept.is_listed) == (
        member, "Juma Kazi", member.email, "fr", False,
    )  # fmt: skip
    assert "Juma Kazi" in page_of(client, "registration:delegation", window.pk, lake_watch.pk)


def test_somebody_without_an_account_needs_name_and_address(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    client = signed_in(make_focal_point(lake_watch))
    response = client.post(reverse("registration:add", args=[window.pk, lake_watch.pk]), {"language": "en"})
    assert set(response.context["form"].errors) == {"name", "email"}
    assert not Registration.objects.exists()


def test_the_page_says_why_an_organisation_cannot_register(lake_watch: Organisation) -> None:
    window = make_window()
    client = signed_in(make_focal_point(lake_watch))
    for name in ("registration:delegation", "registration:add"):
        assert "is not accredited to this process" in page_of(client, name, window.pk, lake_watch.pk)
    assert "Register a person" not in page_of(client, "registration:delegation", window.pk, lake_watch.pk)


def test_only_a_delegation_of_a_state_is_asked_for_whom_each_sits_and_what_it_lacks(lake_watch: Organisation) -> None:
    window = make_window(open_to_unaccredited=True, composition="tripartite")
    mission = in_group("state", "The mission")
    make_registration(window, mission, role="government", category="state")
    of_state, of_others = signed_in(make_focal_point(mission)), signed_in(make_focal_point(lake_watch))
    page = page_of(of_state, "registration:delegation", window.pk, mission.pk)
    assert "Employers’ delegate: 1 missing" in page
    assert "Government delegate: 1 missing" in page
    assert 'name="role"' in page_of(of_state, "registration:add", window.pk, mission.pk)
    assert 'name="role"' not in page_of(of_others, "registration:add", window.pk, lake_watch.pk)


def test_the_person_herself_reads_her_registration_and_withdraws(
    window: RegistrationWindow, lake_watch: Organisation
) -> None:
    left = make_user()  # no member any more
    registration = make_registration(window, lake_watch, user=left)
    client = signed_in(left)
    page = page_of(client, "registration:person", registration.public_id)
    assert reverse("registration:change", args=[registration.public_id]) not in page
    client.post(reverse("registration:withdraw", args=[registration.public_id]))
    registration.refresh_from_db()
    assert registration.state == "withdrawn"


def test_the_reason_of_a_refusal_is_shown(window: RegistrationWindow, lake_watch: Organisation) -> None:
    registration = make_registration(window, lake_watch)
    path = reverse("registration:decide", args=[registration.public_id])
    client = secretariat(window)
    assert client.post(path, {"act": "refuse", "note": ""}).context["form"].errors
    client.post(path, {"act": "refuse", "note": "The passport has expired."})
    page = page_of(signed_in(make_focal_point(lake_watch)), "registration:person", registration.public_id)
    assert "The passport has expired." in page


# --- the secretariat --------------------------------------------------------------------------------------------------


def test_registration_of_an_informal_meeting_is_open_to_all_unless_said_otherwise() -> None:
    process = make_process()
    client = signed_in(make_officer(process, Office.Kind.SECRETARIAT))
    for kind, is_open in ((Session.Kind.INTERSESSIONAL, True), (Session.Kind.SUBSTANTIVE, False)):
        session = make_session(process, kind=kind)
        form = client.get(reverse("registration:set_up", args=[session.pk])).context["form"]
        assert form["open_to_unaccredited"].value() is is_open


def test_the_last_minute_belongs_to_the_time_allowed_in_the_zone_named() -> None:
    session = make_session()
    client = signed_in(make_officer(session.process, Office.Kind.SECRETARIAT))
    fields = {
        "zone": "America/New_York", "opens_on": "2026-12-01", "opens_time": "09:00", "closes_on": "2026-12-31",
        "closes_time": "23:59", "composition": "none", "places": "5",
    }  # fmt: skip
    path = reverse("registration:set_up", args=[session.pk])
    assert client.post(path, fields | {"closes_on": "2026-11-30"}).context["form"].errors.keys() == {"closes_on"}
    assert client.post(path, fields | {"places": "0"}).context["form"].errors.keys() == {"places"}
    client.post(path, fields)
    window = RegistrationWindow.objects.get()
    assert window.opens_at.isoformat() == "2026-12-01T14:00:00+00:00"
    assert window.closes_at.isoformat() == "2027-01-01T04:59:59.999999+00:00"
    client.post(path, fields | {"closes_on": "2027-01-02"})
    assert "Closes at" in page_of(client, "registration:registered", window.pk)  # the extension leaves a trace


def test_filters_show_those_asked_for(window: RegistrationWindow, lake_watch: Organisation) -> None:
    make_registration(window, lake_watch, name="Amina Otieno", state="confirmed")
    make_registration(window, in_group("business", "Baltic Cables"), name="Lena Berg")
    client = secretariat(window)
    for query, shown in {
        "": ["Amina", "Lena"], "?state=confirmed": ["Amina"], "?group=business": ["Lena"], "?name=lake": ["Amina"],
        "?name=berg": ["Lena"], "?state=refused": [],
    }.items():  # fmt: skip
        page = page_of(client, "registration:registered", window.pk, query=query)
        assert [name for name in ("Amina", "Lena") if f"<bdi>{name}" in page] == shown, query


def test_those_chosen_are_confirmed_together_or_nobody(window: RegistrationWindow) -> None:
    waiting = [make_registration(window) for _each in range(2)]
    elsewhere = make_registration(make_window())
    client, path = secretariat(window), reverse("registration:confirm", args=[window.pk])
    gone = make_registration(window, state="withdrawn")
    everybody = [str(row.public_id) for row in (*waiting, gone)]
    client.post(path, {"person": everybody})
    assert not Registration.objects.filter(state="confirmed").exists()
    client.post(path, {"person": [*everybody[:2], str(elsewhere.public_id), "no-key"]})
    assert set(Registration.objects.confirmed()) == set(waiting)


def test_badges_are_printed_of_the_confirmed_only(window: RegistrationWindow) -> None:
    make_registration(window, name="Amina Otieno", state="confirmed")
    make_registration(window, name="Lena Berg")
    page = page_of(secretariat(window), "registration:badges", window.pk)
    assert "Amina Otieno" in page
    assert "Lena Berg" not in page


def test_no_cell_of_the_badges_is_a_formula_and_no_address_is_in_them(window: RegistrationWindow) -> None:
    organisation = make_organisation('=HYPERLINK("x")')
    make_registration(window, organisation, name="+Amina", title='The "first"', email="a@people.example",
                      state="confirmed")  # fmt: skip
    response = secretariat(window).get(reverse("registration:badges_csv", args=[window.pk]))
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    lines = text.split("\r\n")
    assert lines[0].startswith('\ufeff"Name","Function"')
    assert lines[1].startswith('"\'+Amina","The ""first""","\'=HYPERLINK(""x"")","Civil society","Kenya"')
    assert "a@people.example" not in text


def test_a_list_that_was_taken_back_is_found_by_nobody_and_named_nowhere(client: Client) -> None:
    window = make_window(list_published_at=NOON)
    make_registration(window, name="Amina Otieno", state="confirmed", is_listed=True)
    staff, symbol = secretariat(window), window.session.symbol
    address = reverse("registration:participants", args=[window.session_id])
    assert address in page_of(client, "processes:session", symbol)
    path = reverse("registration:take_back", args=[window.pk])
    assert staff.post(path, {"note": " "}).context["form"].errors
    assert client.get(address).status_code == 200
    staff.post(path, {"note": "A name was on it by mistake."})
    for reader in (client, staff):
        assert reader.get(address).status_code == 404
    assert address not in page_of(client, "processes:session", symbol)
    event = window.events.get()
    assert (event.kind, event.note) == ("list_taken_back", "A name was on it by mistake.")
    assert "List taken back" in page_of(staff, "registration:registered", window.pk)
    staff.post(reverse("registration:publish", args=[window.pk]))
    assert "Amina Otieno" in page_of(client, "registration:participants", window.session_id)


def test_where_rules_are_in_force_the_form_does_not_ask_whom_the_session_is_open_to() -> None:
    session = make_session()
    make_modalities(session.process)
    client = signed_in(make_officer(session.process, Office.Kind.SECRETARIAT))
    form = client.get(reverse("registration:set_up", args=[session.pk])).context["form"]
    assert "open_to_unaccredited" not in form.fields
    page = page_of(client, "registration:registered", make_window(session).pk)
    assert "Whoever may attend by the rules of participation" in page


def test_a_refused_organisation_reads_the_clause_and_what_it_posts_is_refused_by_it(lake_watch: Organisation) -> None:
    window = make_window(open_to_unaccredited=True)
    make_modalities(window.session.process)
    client = signed_in(make_focal_point(lake_watch))
    for name in ("registration:delegation", "registration:add"):
        assert "Clause 8 of the modalities (version 1)" in page_of(client, name, window.pk, lake_watch.pk)
    person = {"name": "Juma Kazi", "email": "juma@people.example", "language": "en"}
    response = client.post(reverse("registration:add", args=[window.pk, lake_watch.pk]), person)
    assert response.status_code == 403
    assert "Clause 8 of the modalities (version 1)" in response.content.decode()
    assert not Registration.objects.exists()


def test_row_18_a_delegation_is_completed_and_confirmed_late_by_pages(lake_watch: Organisation) -> None:
    """The secretariat takes late whom the State's delegation lacks, or confirms it as it is; each with a reason."""
    window = make_window(composition="tripartite", closes_at=NOON - timedelta(hours=1))
    mission = in_group("state", "The mission")
    first = make_registration(window, mission, role="government", category="state")
    client = secretariat(window)
    decide = reverse("registration:decide", args=[first.public_id])
    complete = reverse("registration:complete", args=[window.pk, mission.pk])
    page = client.get(decide).content.decode()
    assert complete in page
    assert 'value="confirm"' not in page
    person = {"name": "Juma Kazi", "email": "juma@people.example", "language": "en", "role": "worker"}
    assert set(client.post(complete, person).context["form"].errors) == {"note"}
    client.post(complete, person | {"note": "Its note came after the deadline."})
    late = Registration.objects.get(name="Juma Kazi")
    assert (late.role, late.state, late.is_listed) == ("worker", "registered", False)
    assert (late.events.get().kind, late.events.get().note) == ("registered_late", "Its note came after the deadline.")
    assert client.post(complete, person | {"name": "Another", "note": "X"}).context["form"].errors.keys() == {"role"}
    assert client.post(decide, {"act": "confirm_incomplete", "incomplete-note": ""}).status_code == 200
    client.post(decide, {"act": "confirm_incomplete", "incomplete-note": "The employers send nobody."})
    first.refresh_from_db()
    assert first.state == "confirmed"
    assert client.get(reverse("registration:complete", args=[window.pk, lake_watch.pk])).status_code == 404


# --- the public list --------------------------------------------------------------------------------------------------


def test_the_public_list_has_organisations_by_group_and_people_only_with_consent(client: Client) -> None:
    window = make_window(list_published_at=NOON)
    lake = make_organisation("Zambezi Watch")
    make_registration(window, lake, name="Amina Otieno", state="confirmed", is_listed=True, email="a@people.example")
    make_registration(window, lake, name="Juma Kazi", state="confirmed")
    make_registration(window, make_organisation("École ouverte"), state="confirmed")
    make_registration(window, make_organisation("Equal Voices"), state="confirmed")
    make_registration(window, make_organisation("Not yet"), name="Nobody", is_listed=True)
    page = page_of(client, "registration:participants", window.session_id)
    places = [page.index(name) for name in ("École ouverte", "Equal Voices", "Zambezi Watch", "Amina Otieno")]
    assert places == sorted(places)
    assert [word for word in ("Juma Kazi", "Not yet", "Nobody", "a@people.example") if word in page] == []


@pytest.mark.parametrize("has_window", [True, False])
def test_before_it_is_published_there_is_no_list(client: Client, has_window: bool) -> None:
    session = make_session()
    if has_window:
        make_registration(make_window(session), name="Amina Otieno", state="confirmed", is_listed=True)
    assert client.get(reverse("registration:participants", args=[session.pk])).status_code == 404


# --- what pages ask ---------------------------------------------------------------------------------------------------

QUERIES = {"registration:registered": 7, "registration:badges": 3, "registration:participants": 4,
                "registration:delegation": 5, "registration:mine": 4}  # fmt: skip


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("rows", [1, 3, 200])
def test_a_page_asks_as_little_of_a_long_list_as_of_a_short_one(name: str, rows: int) -> None:
    window = make_window(open_to_unaccredited=True, list_published_at=NOON - timedelta(hours=1))
    own = make_organisation()
    for number in range(rows):
        sender = own if name in ("registration:delegation", "registration:mine") or number % 20 else make_organisation()
        make_registration(window, sender, state="confirmed", is_listed=True)
    client = secretariat(window)
    if name in ("registration:delegation", "registration:mine"):
        client = signed_in(make_focal_point(own))
    args: dict[str, list[Any]] = {
        "registration:participants": [window.session_id], "registration:mine": [],
        "registration:delegation": [window.pk, own.pk],
    }  # fmt: skip
    assert queries(client, reverse(name, args=args.get(name, [window.pk]))) == QUERIES[name]

"""What anybody reads of processes and sessions: what is shown, what is not, and how many queries it takes."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from consultation.processes.models import Process
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def full(process: Process, rows: int) -> Any:
    """Sessions, agenda, calls and presiding officers, so many of each."""
    for _row in range(rows):
        session = make.make_session(process)
        item = make.make_agenda_item(session)
        for _again in range(rows):
            make.make_agenda_item(session, parent=item)
            make.make_call(session)
        make.make_chair(process, full_name="Amina Otieno")
    return session


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_home_page(client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    for _process in range(rows):
        full(make.make_process(), rows)
    with django_assert_num_queries(3):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_process(client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    process = make.make_process()
    full(process, rows)
    with django_assert_num_queries(4):
        assert client.get(f"/processes/{process.slug}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_session(client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    session = full(make.make_process(), rows)
    with django_assert_num_queries(7):
        assert client.get(f"/sessions/{session.symbol}/").status_code == 200


def test_the_home_page_shows_open_calls_with_their_deadline_and_utc(client: Client) -> None:
    session = make.make_session()
    make.make_call(session, title_en="Open to all", zone="Africa/Nairobi")
    make.make_call(session, title_en="Opens later", opens_at=NOON + timedelta(days=1))
    make.make_call(session, title_en="Over", closes_at=NOON - timedelta(microseconds=1))
    make.make_call(session, title_en="Prepared", announced_at=None)
    text = client.get("/").content.decode()
    assert "Open to all" in text
    assert "Thursday 26 November 2026, 15:00 <bdi>Nairobi</bdi> time (12:00 UTC)" in text
    for absent in ("Opens later", "Over", "Prepared"):
        assert absent not in text


def test_the_very_last_microsecond_of_a_call_is_open(client: Client) -> None:
    make.make_call(title_en="Just in time", closes_at=NOON)
    assert "Just in time" in client.get("/").content.decode()


def test_an_empty_portal_says_so(client: Client) -> None:
    text = client.get("/").content.decode()
    assert "No call is open at the moment" in text
    assert "No process has been announced yet" in text


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("anonymous", 404), ("contributor", 404), ("other chair", 404), ("chair", 200), ("secretariat", 200),
        ("portal", 200),
    ],
)  # fmt: skip
def test_a_process_exists_for_its_officers_only_until_it_is_announced(client: Client, person: str, status: int) -> None:
    process = make.make_process(announced_at=None, name_en="Secret name")
    session = make.make_session(process)
    people = {
        "contributor": lambda: make.make_focal_point(make.make_organisation()),
        "other chair": lambda: make.make_chair(make.make_process()),
        "chair": lambda: make.make_chair(process),
        "secretariat": lambda: make.make_officer(process, "secretariat"),
        "portal": make.make_secretariat,
    }
    if person != "anonymous":
        client.force_login(people[person]())
    assert client.get(f"/processes/{process.slug}/").status_code == status
    assert client.get(f"/sessions/{session.symbol}/").status_code == status
    assert ("Secret name" in client.get("/").content.decode()) == (status == 200)


def test_a_call_in_preparation_is_on_no_public_page(client: Client) -> None:
    call = make.make_call(title_en="In the making", announced_at=None)
    for address in ("/", f"/processes/{call.process.slug}/", f"/sessions/{call.session.symbol}/"):
        assert "In the making" not in client.get(address).content.decode()
    client.force_login(make.make_chair(call.process))
    assert "In the making" in client.get(f"/processes/{call.process.slug}/").content.decode()


def test_officers_are_named_but_never_by_their_address_and_the_secretariat_not_at_all(client: Client) -> None:
    process = make.make_process()
    make.make_chair(process, full_name="Amina Otieno", email="amina@people.example")
    make.make_officer(process, "co_chair", full_name="", email="nameless@people.example")
    make.make_officer(process, "secretariat", full_name="Jean Dupont")
    text = client.get(f"/processes/{process.slug}/").content.decode()
    assert "Amina Otieno" in text
    for absent in ("amina@people.example", "nameless", "Jean Dupont"):
        assert absent not in text


def test_a_text_that_is_missing_is_shown_in_the_language_that_exists_and_says_so(client: Client) -> None:
    process = make.make_process(name_en="Working Group", name_fr="Groupe de travail", name_ar=None)
    address = f"/processes/{process.slug}/"
    french = client.get(address, headers={"accept-language": "fr"}).content.decode()
    assert "<h1><span>Groupe de travail</span></h1>" in french
    arabic = client.get(address, headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in arabic
    assert '<h1><span lang="en" dir="ltr">Working Group</span>' in arabic


def test_a_session_says_when_and_where_in_words_and_shows_its_agenda_as_a_tree(client: Client) -> None:
    session = make.make_session(
        ordinal=3, place_en="Nairobi", starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 12), symbol="WG.7/2027/S.3"
    )
    item = make.make_agenda_item(session, "5", title_en="Substance")
    make.make_agenda_item(session, "5 (a)", title_en="Threats", parent=item)
    text = client.get("/sessions/WG.7/2027/S.3/").content.decode()
    assert "<h1>Third substantive session</h1>" in text
    assert "<span>Nairobi</span>, <bdi>8–12 March 2027</bdi>" in text
    substance, threats = text.index("Substance"), text.index("Threats")
    assert '<ul class="agenda">' in text[substance:threats]
    french = client.get("/sessions/WG.7/2027/S.3/", headers={"accept-language": "fr"}).content.decode()
    assert "<h1>Troisième session de fond</h1>" in french


def test_sessions_past_and_to_come_are_told_apart(client: Client) -> None:
    process = make.make_process()
    make.make_session(process, ordinal=1, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 22))
    make.make_session(process, ordinal=2, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 23))
    text = client.get(f"/processes/{process.slug}/").content.decode()
    to_come, past = text.index("Sessions to come"), text.index("Past sessions")
    assert to_come < text.index("Second substantive session") < past < text.index("First substantive session")


@pytest.mark.parametrize(
    "address", ["/processes/none/", "/sessions/none/", "/sessions/WG.7/2027/%00/", "/sessions/../"]
)
def test_addresses_of_nothing(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_markup_in_what_the_secretariat_wrote_stays_text(client: Client) -> None:
    process = make.make_process(name_en="<script>alert(1)</script>", mandate_en="<b>To meet</b> & go")
    session = make.make_session(process, place_en="<i>Nairobi</i>")
    make.make_agenda_item(session, "<u>1</u>", title_en="<s>x</s>")
    for address in ("/", f"/processes/{process.slug}/", f"/sessions/{session.symbol}/"):
        text = client.get(address).content.decode()
        for markup in ("<script>alert", "<b>To", "<i>Nai", "<u>1", "<s>x"):
            assert markup not in text


def test_addresses_are_stable() -> None:
    assert reverse("processes:home") == "/"
    assert reverse("processes:process", args=["wg-7"]) == "/processes/wg-7/"
    assert reverse("processes:session", args=["WG.7/2027/S.3"]) == "/sessions/WG.7/2027/S.3/"
    assert reverse("processes:secretariat_desk") == "/secretariat/"

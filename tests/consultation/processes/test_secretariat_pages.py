"""The secretariat's pages: who opens them, what each form keeps, refuses and says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from consultation.processes.forms.clock import zone_names
from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session
from consultation.submissions.models import Import
from reports.summaries.models import Summary
from tests import factories as make
from tests.factories import NOON
from tests.factories.accreditation import make_application, make_round
from tests.factories.documents import make_document
from tests.factories.proposals import make_proposal
from tests.factories.registration import make_registration, make_window

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def process() -> Process:
    return make.make_process(announced_at=None, slug="body", symbol_stem="NB.1")


@pytest.fixture
def desk(client: Client, process: Process) -> Client:
    """A browser in which the secretariat of the process is signed in."""
    client.force_login(make.make_officer(process, "secretariat"))
    return client


def addresses(process: Process) -> dict[str, str]:
    """One address for each page and button of the secretariat."""
    session = make.make_session(process)
    item, rule = make.make_agenda_item(session), make.make_rule(process)
    office = Office.objects.create(process=process, user=make.make_user(), kind="chair", given_at=NOON)
    of_process = ("manage_process", "edit_process", "announce_process", "log", "offices", "rules", "add_session")
    return {
        **{name: reverse(f"processes:{name}", args=[process.slug]) for name in of_process},
        **{
            name: reverse(f"processes:{name}", args=[session.pk])
            for name in ("edit_session", "agenda", "remove_session")
        },
        **{
            name: reverse(f"processes:{name}", args=[item.pk])
            for name in ("edit_agenda_item", "move_agenda_item", "remove_agenda_item")
        },
        **{name: reverse(f"processes:{name}", args=[rule.pk]) for name in ("edit_rule", "move_rule", "remove_rule")},
        "end_office": reverse("processes:end_office", args=[office.pk]),
    }


READ = ("manage_process", "edit_process", "log", "offices", "rules", "add_session", "edit_session", "agenda",
        "edit_agenda_item", "edit_rule")  # fmt: skip
POST_ONLY = ("announce_process", "remove_session", "move_agenda_item", "remove_agenda_item", "move_rule", "remove_rule",
             "end_office")  # fmt: skip

PEOPLE: dict[str, tuple[Callable[[Process], Any], int]] = {
    "contributor": (lambda _process: make.make_focal_point(make.make_organisation()), 403),
    "chair": (lambda process: make.make_chair(process), 403),
    "secretariat": (lambda process: make.make_officer(process, "secretariat"), 200),
    "no second factor": (lambda process: make.make_officer(process, "secretariat", second_factor=False), 302),
    "of another process": (lambda _process: make.make_officer(make.make_process(), "secretariat"), 404),
    "portal's secretariat": (lambda _process: make.make_secretariat(), 200),
}


@pytest.mark.parametrize("person", PEOPLE)
def test_who_opens_the_pages_of_a_process(client: Client, process: Process, person: str) -> None:
    make_person, status = PEOPLE[person]
    client.force_login(make_person(process))
    pages = addresses(process)
    assert {name: client.get(pages[name]).status_code for name in READ} == dict.fromkeys(READ, status)
    refused = 405 if status in (200, 404) else status
    assert {client.get(pages[name]).status_code for name in POST_ONLY} <= {405, refused}
    if status != 200:
        assert {client.post(pages[name]).status_code for name in POST_ONLY} == {status}
        assert not process.events.exists()


def test_a_stranger_is_asked_to_sign_in(client: Client, process: Process) -> None:
    for address in (*addresses(process).values(), "/secretariat/", "/secretariat/processes/new/"):
        answer = client.post(address)
        assert answer.status_code in (302, 405)
        assert answer.status_code == 405 or answer.headers["Location"].startswith("/account/login/")
    assert not process.events.exists()


def test_who_lacks_a_second_factor_is_led_to_it(client: Client, process: Process) -> None:
    client.force_login(make.make_officer(process, "secretariat", second_factor=False))
    answer = client.get("/secretariat/")
    assert answer.headers["Location"] == reverse("accounts:second_factor_needed")


def test_only_the_portals_secretariat_makes_a_process(client: Client, desk: Client) -> None:
    assert desk.post("/secretariat/processes/new/", process_input()).status_code == 403
    client.force_login(make.make_secretariat())
    assert client.post("/secretariat/processes/new/", process_input()).status_code == 302


def process_input(**fields: Any) -> dict[str, Any]:
    return {
        "name_en": "A new body", "short_name_en": "Body", "mandate_en": "To meet.", "slug": "new-body",
        "symbol_stem": "NB.2", "time_zone": "africa/nairobi", "languages": ["en", "fr"], **fields,
    }  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_desk(client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int) -> None:
    for _row in range(rows):
        process = make.make_process()
        for _call in range(rows):
            make.make_call(make.make_session(process))
    client.force_login(make.make_secretariat())
    client.get("/secretariat/")
    with django_assert_num_queries(10):
        assert client.get("/secretariat/").status_code == 200


def test_the_desk_tells_what_awaits(client: Client) -> None:
    process = make.make_process(short_name_en="My body")
    call = make.make_call(make.make_session(process), title_en="Prepared call", announced_at=None)
    make.make_call(make.make_session(process), title_en="Old call", closes_at=NOON.replace(year=2026, day=22))
    make.make_organisation(state="proposed")
    make.make_process(short_name_en="Not mine")
    client.force_login(make.make_secretariat())
    text = client.get("/secretariat/").content.decode()
    assert "1 organisation awaits recognition" in text
    assert f'href="{reverse("submissions:manage_call", args=[call.pk])}"' in text
    assert "Old call" not in text
    client.force_login(make.make_officer(process, "secretariat"))
    text = client.get("/secretariat/").content.decode()
    assert "My body" in text
    for absent in ("awaits recognition", "Not mine", "New process"):
        assert absent not in text


def test_the_desk_counts_the_work_under_way_in_its_processes_only(desk: Client, process: Process) -> None:
    def work(of: Process, *, imports: int, documents: int) -> None:
        session = make.make_session(of)
        call = make.make_call(session)
        for number in range(imports):
            state = ("queued", "running", "ready")[number]
            Import.objects.create(call=call, name="a.csv", sha256=str(number), state=state, queued_at=make.NOON)
        summary = Summary.objects.create(
            session=session,
            title="Summary",
            symbol=f"{of.symbol_stem}/CS",
            created_at=make.NOON,
            created_by=make.make_user(),
        )
        for language in ("en", "fr")[:documents]:
            make_document(summary, "queued", language=language)

    work(process, imports=3, documents=2)
    work(make.make_process(), imports=1, documents=1)
    text = desk.get("/secretariat/").content.decode()
    assert "2 imports are under way" in text
    assert "2 documents are being compiled" in text


def test_who_has_nothing_to_do_is_told(desk: Client) -> None:
    assert "Nothing awaits you at the moment" in desk.get("/secretariat/").content.decode()


def test_applications_registrations_and_proposals_that_wait_are_counted_in_served_processes_only(
    desk: Client, process: Process
) -> None:
    def work(of: Process) -> None:
        round_ = make_round(of)
        for state in ("submitted", "complete", "draft", "returned"):
            make_application(round_, state=state)
        session = make.make_session(of)
        make_window(session)
        for state in ("registered", "confirmed"):
            make_registration(session.registration_window, state=state)
        for state in ("proposed", "withdrawn"):
            make_proposal(session, state=state)

    work(process)
    work(make.make_process())
    text = desk.get("/secretariat/").content.decode()
    assert "2 applications for accreditation await you" in text
    assert "1 registered person awaits confirmation" in text
    assert "1 proposed agenda item awaits a decision" in text


# --- Process ----------------------------------------------------------------------------------------------------------


def test_a_process_is_made_with_its_zone_however_it_is_cased(client: Client) -> None:
    client.force_login(make.make_secretariat())
    answer = client.post("/secretariat/processes/new/", process_input(name_fr="Un organe"), follow=True)
    process = Process.objects.get(slug="new-body")
    assert (process.time_zone, process.languages, process.name_en, process.name_fr, process.name_ar) == (
        "Africa/Nairobi", ["en", "fr"], "A new body", "Un organe", None,
    )  # fmt: skip
    assert "Nobody but its officers sees it" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name_en", "", "This field is required."),
        ("name_en", "x" * 251, "at most 250 characters"),
        ("name_en", "a\0b", "Null characters are not allowed"),
        ("slug", "", "This field is required."),
        ("slug", "Ça va", "valid “slug”"),
        ("slug", "new", "taken by an address"),
        ("slug", "body", "already exists"),
        ("symbol_stem", "wg 7", "A symbol has capital letters"),
        ("symbol_stem", "NB.1", "already exists"),
        ("time_zone", "Nairobi", "There is no time zone called “Nairobi”"),
        ("time_zone", "../../etc/passwd", "There is no time zone called"),
        ("languages", [], "This field is required."),
        ("languages", ["xx"], "is not one of the available choices"),
    ],
)
def test_bad_input_for_a_process_is_said_and_kept(
    client: Client, process: Process, field: str, value: Any, message: str
) -> None:
    client.force_login(make.make_secretariat())
    answer = client.post("/secretariat/processes/new/", process_input(mandate_en="Typed with care", **{field: value}))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert message in text
    assert "<title>Error: New process" in text
    assert "Typed with care" in text
    assert not Process.objects.exclude(pk=process.pk).exists()


def test_without_english_the_first_language_chosen_has_to_be_written(client: Client) -> None:
    client.force_login(make.make_secretariat())
    french_only = process_input(languages=["fr", "ar"], name_en="", short_name_en="", mandate_en="")
    form = client.post("/secretariat/processes/new/", french_only).context["form"]
    assert sorted(form.errors) == ["mandate_ar", "name_ar", "short_name_ar"]
    typed = {"name_ar": "هيئة", "short_name_ar": "هيئة", "mandate_ar": "اجتماع"}
    assert client.post("/secretariat/processes/new/", french_only | typed).status_code == 302


def test_fields_that_are_not_asked_are_not_taken(client: Client) -> None:
    client.force_login(make.make_secretariat())
    client.post("/secretariat/processes/new/", process_input(announced_at="2020-01-01", created_at="2020-01-01", pk=7))
    process = Process.objects.get(slug="new-body")
    assert (process.announced_at, process.created_at) == (None, NOON)


def test_addresses_are_not_asked_once_announced(desk: Client, process: Process) -> None:
    desk.post(f"/secretariat/processes/{process.slug}/announce/")
    assert Process.objects.get(pk=process.pk).announced_at == NOON
    desk.post("/secretariat/processes/body/edit/", process_input(slug="other", name_en="Renamed"))
    changed = Process.objects.get(pk=process.pk)
    assert (changed.slug, changed.symbol_stem, changed.name_en) == ("body", "NB.1", "Renamed")


def test_announcing_twice_says_that_somebody_did(desk: Client, process: Process) -> None:
    desk.post("/secretariat/processes/body/announce/")
    answer = desk.post("/secretariat/processes/body/announce/", follow=True)
    assert "Somebody else has changed this in the meantime" in answer.content.decode()


def test_the_log_tells_who_changed_what(desk: Client, process: Process) -> None:
    desk.post("/secretariat/processes/body/edit/", process_input(slug="body", symbol_stem="NB.1", name_en="<b>New</b>"))
    text = desk.get("/secretariat/processes/body/log/").content.decode()
    assert "Monday 23 November 2026, 15:00" in text
    assert "&lt;b&gt;New&lt;/b&gt;" in text
    assert "Nothing has been changed yet" not in text


# --- Offices ----------------------------------------------------------------------------------------------------------


def test_an_office_goes_to_the_person_of_the_exact_address(desk: Client, process: Process) -> None:
    person = make.make_user("amina@people.example", full_name="Amina Otieno")
    answer = desk.post("/secretariat/processes/body/offices/", {"email": "AMINA@people.example", "kind": "chair"})
    assert answer.status_code == 302
    office = Office.objects.get(process=process, user=person)
    assert (office.kind, office.ended_at) == ("chair", None)
    assert (
        "Office given</strong>: <bdi>Chair: Amina Otieno"
        in desk.get("/secretariat/processes/body/log/").content.decode()
    )
    desk.post(reverse("processes:end_office", args=[office.pk]))
    assert Office.objects.get(pk=office.pk).ended_at == NOON


@pytest.mark.parametrize(
    ("email", "kind", "message"),
    [
        ("nobody@people.example", "chair", "No account has this confirmed address"),
        ("unconfirmed@people.example", "chair", "No account has this confirmed address"),
        ("gone@people.example", "chair", "No account has this confirmed address"),
        ("amina", "chair", "valid email address"),
        ("amina@people.example", "king", "Select a valid choice"),
        ("held@people.example", "chair", "already holds this office"),
        ("me@people.example", "chair", "cannot give an office to yourself"),
    ],
)
def test_bad_input_for_an_office(client: Client, process: Process, email: str, kind: str, message: str) -> None:
    make.make_user("amina@people.example")
    make.make_user("unconfirmed@people.example", verified=False)
    make.make_user("gone@people.example", is_active=False)
    make.make_officer(process, "chair", email="held@people.example")
    client.force_login(make.make_officer(process, "secretariat", email="me@people.example"))
    before = Office.objects.count()
    answer = client.post("/secretariat/processes/body/offices/", {"email": email, "kind": kind})
    text = answer.content.decode()
    assert message in text
    assert f'value="{email}"' in text
    assert Office.objects.count() == before


# --- Sessions and agenda ----------------------------------------------------------------------------------------------


def session_input(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "substantive", "ordinal": "3", "starts_on": "2027-03-08", "ends_on": "2027-03-12", "place_en": "Nairobi",
        **fields,
    }  # fmt: skip


def test_a_session_is_added_with_a_reference_and_leads_to_its_agenda(desk: Client, process: Process) -> None:
    answer = desk.post("/secretariat/processes/body/sessions/new/", session_input(place_fr="Nairobi"))
    session = Session.objects.get(process=process)
    assert answer.headers["Location"] == f"/secretariat/sessions/{session.pk}/agenda/"
    assert (session.symbol, session.starts_on, session.place_fr) == ("NB.1/2027/S.3", date(2027, 3, 8), "Nairobi")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("ends_on", "2027-03-07", "cannot be before the first"),
        ("ends_on", "2027-02-30", "Enter a valid date"),
        ("ends_on", "0027-02-03", "begins with 20"),
        ("starts_on", "9999-01-01", "begins with 20"),
        ("ordinal", "0", "numbered from 1"),
        ("ordinal", "-1", "greater than or equal to 0"),
        ("ordinal", "2", "of this kind and number already"),
        ("ordinal", "99999", "less than or equal to 32767"),
        ("kind", "party", "Select a valid choice"),
        ("place_en", " ", "This field is required"),
        ("symbol", "no blanks", "A symbol has capital letters"),
        ("symbol", "TAKEN/2", "already exists"),
    ],
)
def test_bad_input_for_a_session_is_said_and_kept(
    desk: Client, process: Process, field: str, value: str, message: str
) -> None:
    make.make_session(process, ordinal=2, symbol="TAKEN/2")
    answer = desk.post("/secretariat/processes/body/sessions/new/", session_input(place_fr="Typed", **{field: value}))
    text = answer.content.decode()
    assert message in text
    assert 'value="Typed"' in text
    assert Session.objects.filter(process=process).count() == 1


def test_a_session_is_changed_and_an_empty_one_removed(desk: Client, process: Process) -> None:
    session = make.make_session(process, ordinal=2)
    desk.post(f"/secretariat/sessions/{session.pk}/", session_input(symbol=session.symbol, place_en="Accra"))
    assert Session.objects.get(pk=session.pk).place_en == "Accra"
    item = make.make_agenda_item(session)
    answer = desk.post(f"/secretariat/sessions/{session.pk}/remove/", follow=True)
    assert "something else already refers to it" in answer.content.decode()
    item.delete()
    desk.post(f"/secretariat/sessions/{session.pk}/remove/")
    assert not Session.objects.filter(pk=session.pk).exists()


def test_the_reference_of_a_session_is_not_asked_once_announced(desk: Client, process: Process) -> None:
    session = make.make_session(process, symbol="NB.1/OLD")
    address = f"/secretariat/sessions/{session.pk}/"
    desk.post(address, session_input(symbol="NB.1/NEW"))
    desk.post("/secretariat/processes/body/announce/")
    desk.post(address, session_input(symbol="NB.1/NEWER", place_en="Accra"))
    kept = Session.objects.get(pk=session.pk)
    assert (kept.symbol, kept.place_en) == ("NB.1/NEW", "Accra")


def test_an_agenda_is_written_ordered_and_nested_without_scripts(desk: Client, process: Process) -> None:
    session = make.make_session(process)
    address = f"/secretariat/sessions/{session.pk}/agenda/"
    for label in ("1", "2", "3"):
        assert desk.post(address, {"label": label, "title_en": f"Item {label}"}).status_code == 302
    one, two, three = AgendaItem.objects.order_by("label")
    desk.post(f"/secretariat/agenda/{three.pk}/move/", {"step": "up"})
    desk.post(f"/secretariat/agenda/{two.pk}/", {"label": "1 (a)", "title_en": "Nested", "parent": one.pk})
    desk.post(f"/secretariat/agenda/{three.pk}/move/", {"step": "sideways"})
    text = desk.get(address).content.decode()
    assert text.index("Item 1") < text.index("Nested") < text.index("Item 3")
    assert AgendaItem.objects.get(pk=two.pk).parent == one
    answer = desk.post(f"/secretariat/agenda/{one.pk}/remove/", follow=True)
    assert "This item has sub-items" in answer.content.decode()
    desk.post(f"/secretariat/agenda/{two.pk}/remove/")
    assert sorted(AgendaItem.objects.values_list("label", flat=True)) == ["1", "3"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("label", "", "This field is required"),
        ("label", "1", "item with this number already"),
        ("title_en", "", "This field is required"),
        ("title_en", "x" * 401, "at most 400 characters"),
        ("parent", "elsewhere", "Select a valid choice"),
        ("parent", "999999", "Select a valid choice"),
    ],
)
def test_bad_input_for_an_agenda_item(desk: Client, process: Process, field: str, value: str, message: str) -> None:
    session = make.make_session(process)
    make.make_agenda_item(session, "1")
    elsewhere = make.make_agenda_item(make.make_session(process), "9")
    value = str(elsewhere.pk) if value == "elsewhere" else value
    typed = {"label": "2", "title_en": "Typed", "title_fr": "Saisi", field: value}
    text = desk.post(f"/secretariat/sessions/{session.pk}/agenda/", typed).content.decode()
    assert message in text
    assert "Saisi" in text
    assert AgendaItem.objects.filter(session=session).count() == 1


def test_an_item_cannot_be_put_under_what_stands_below_it(desk: Client, process: Process) -> None:
    session = make.make_session(process)
    one = make.make_agenda_item(session, "1")
    part = make.make_agenda_item(session, "1 (a)", parent=one)
    for parent in (one, part):
        answer = desk.post(f"/secretariat/agenda/{one.pk}/", {"label": "1", "title_en": "x", "parent": parent.pk})
        assert "Select a valid choice" in answer.content.decode()


# --- Rules ------------------------------------------------------------------------------------------------------------


def test_rules_are_added_reworded_ordered_and_removed(desk: Client, process: Process) -> None:
    for code in ("off-topic", "spam"):
        assert desk.post("/secretariat/processes/body/rules/", {"code": code, "text_en": code}).status_code == 302
    first, second = ModerationRule.objects.filter(process=process)
    desk.post(f"/secretariat/rules/{second.pk}/move/", {"step": "up"})
    desk.post(f"/secretariat/rules/{first.pk}/", {"code": "off-topic", "text_en": "Not on the topic."})
    assert [(rule.code, rule.text_en) for rule in process.moderation_rules.all()] == [
        ("spam", "spam"), ("off-topic", "Not on the topic."),
    ]  # fmt: skip
    desk.post(f"/secretariat/rules/{second.pk}/remove/")
    assert process.moderation_rules.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"code": "spam", "text_en": ""}, "This field is required"),
        ({"code": "not a code", "text_en": "Typed"}, "valid “slug”"),
        ({"code": "off-topic", "text_en": "Typed"}, "rule with this code already"),
    ],
)
def test_bad_input_for_a_rule(desk: Client, process: Process, typed: dict[str, str], message: str) -> None:
    make.make_rule(process, "off-topic")
    text = desk.post("/secretariat/processes/body/rules/", typed).content.decode()
    assert message in text
    assert typed["text_en"] in text
    assert ModerationRule.objects.filter(process=process).count() == 1


def test_the_zones_offered_are_where_people_live() -> None:
    assert zone_names()[0] == "UTC"
    assert {"Africa/Nairobi", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"} <= set(zone_names())
    assert not [name for name in zone_names() if name.startswith(("Etc/", "posix", "US/")) or "+" in name]

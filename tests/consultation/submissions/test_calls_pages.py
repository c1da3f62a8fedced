"""The secretariat's pages of calls: who opens them, what each form keeps, refuses and says."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from consultation.processes.models import Session
from consultation.submissions.models import Call, CallExtension, CallQuestion
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def session() -> Session:
    return make.make_session(make.make_process(symbol_stem="WG.7", time_zone="Africa/Nairobi"))


@pytest.fixture
def desk(client: Client, session: Session) -> Client:
    """A browser in which the secretariat of the process is signed in."""
    client.force_login(make.make_officer(session.process, "secretariat"))
    return client


def address(name: str, row: Any) -> str:
    return reverse(f"submissions:{name}", args=[row.pk])


def call_input(**fields: Any) -> dict[str, Any]:
    return {
        "title_en": "Written input", "title_fr": "Typed in French", "invitation_en": "The Chair invites.",
        "zone": "america/new_york", "opens_on": "2026-12-01", "opens_time": "09:00", "closes_on": "2026-12-15",
        "closes_time": "23:59", "word_limit": "2000", "file_limit": "5", "publication_policy": "all_public",
        "late_policy": "refuse", "symbol": "", **fields,
    }  # fmt: skip


PAGES: dict[str, Callable[[Call, CallQuestion], str]] = {
    "create": lambda call, _question: address("create_call", call.session),
    "manage": lambda call, _question: address("manage_call", call),
    "edit": lambda call, _question: address("edit_call", call),
    "extend": lambda call, _question: address("extend_call", call),
    "add question": lambda call, _question: address("add_question", call),
    "edit question": lambda _call, question: address("edit_question", question),
}
BUTTONS: dict[str, Callable[[Call, CallQuestion], str]] = {
    "announce": lambda call, _question: address("announce_call", call),
    "move question": lambda _call, question: address("move_question", question),
    "remove question": lambda _call, question: address("remove_question", question),
}
PEOPLE: dict[str, tuple[Callable[[Call], Any], int]] = {
    "contributor": (lambda _call: make.make_focal_point(make.make_organisation()), 403),
    "chair": (lambda call: make.make_chair(call.process), 403),
    "secretariat": (lambda call: make.make_officer(call.process, "secretariat"), 200),
    "no second factor": (lambda call: make.make_officer(call.process, "secretariat", second_factor=False), 302),
    "of another process": (lambda _call: make.make_officer(make.make_process(), "secretariat"), 404),
    "portal's secretariat": (lambda _call: make.make_secretariat(), 200),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("announced", [True, False])
def test_who_opens_the_pages_of_a_call(client: Client, session: Session, person: str, announced: bool) -> None:
    call = make.make_call(session, announced_at=NOON if announced else None)
    question = make.make_question(call)
    make_person, status = PEOPLE[person]
    client.force_login(make_person(call))
    seen = {name: client.get(page(call, question)).status_code for name, page in PAGES.items()}
    expected = dict.fromkeys(PAGES, status)
    if status == 200 and not announced:
        expected["extend"] = 302  # to the form that changes it
    assert seen == expected
    if status != 200:
        assert {client.post(button(call, question)).status_code for button in BUTTONS.values()} == {status}
        assert not call.events.exists()


def test_a_stranger_is_asked_to_sign_in(client: Client, session: Session) -> None:
    call = make.make_call(session)
    question = make.make_question(call)
    for page in (*PAGES.values(), *BUTTONS.values()):
        answer = client.post(page(call, question))
        assert answer.headers["Location"].startswith("/account/login/")


def test_buttons_are_no_links(desk: Client, session: Session) -> None:
    call = make.make_call(session)
    question = make.make_question(call)
    assert {desk.get(button(call, question)).status_code for button in BUTTONS.values()} == {405}


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_call(
    desk: Client, session: Session, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    call = make.make_call(session)
    for row in range(rows):
        call.agenda_items.add(item := make.make_agenda_item(session))
        make.make_question(call, agenda_item=item)
        CallExtension.objects.create(
            call=call, closed_before=NOON + row * DAY, closes_after=NOON + (row + 1) * DAY, extended_at=NOON
        )
        call.events.create(kind="extended", at=NOON)
    with django_assert_num_queries(6):
        assert desk.get(address("manage_call", call)).status_code == 200


# --- The window -------------------------------------------------------------------------------------------------------


def test_a_call_is_kept_with_its_window_as_instants(desk: Client, session: Session) -> None:
    item = make.make_agenda_item(session, "1")
    answer = desk.post(address("create_call", session), call_input(agenda_items=[item.pk]), follow=True)
    call = Call.objects.get()
    assert (call.symbol, call.zone, call.announced_at) == ("WG.7/2026/C1", "America/New_York", None)
    assert call.opens_at == datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
    assert call.closes_at == datetime(2026, 12, 16, 4, 59, 59, 999_999, tzinfo=UTC)
    assert (call.word_limit, call.file_limit, call.publication_policy, call.late_policy) == (
        2000, 5, "all_public", "refuse",
    )  # fmt: skip
    assert list(call.agenda_items.all()) == [item]
    text = answer.content.decode()
    assert "Tuesday 15 December 2026, 23:59" in text
    assert "Wednesday 16 December 2026, 04:59 UTC" in text


def test_the_form_shows_the_window_as_it_was_typed_and_keeps_it(desk: Client, session: Session) -> None:
    desk.post(address("create_call", session), call_input())
    call = Call.objects.get()
    text = desk.get(address("edit_call", call)).content.decode()
    for value in ("2026-12-01", "09:00", "2026-12-15", "23:59", "America/New_York"):
        assert f'value="{value}"' in text
    desk.post(address("edit_call", call), call_input(symbol=call.symbol))
    assert [event.kind for event in call.events.all()] == ["created"]


def test_another_zone_moves_the_instants(desk: Client, session: Session) -> None:
    desk.post(address("create_call", session), call_input())
    call = Call.objects.get()
    desk.post(address("edit_call", call), call_input(symbol=call.symbol, zone="Asia/Tokyo"))
    assert Call.objects.get().closes_at == datetime(2026, 12, 15, 14, 59, 59, 999_999, tzinfo=UTC)


def test_the_zone_offered_first_is_that_of_the_process(desk: Client, session: Session) -> None:
    assert 'value="Africa/Nairobi"' in desk.get(address("create_call", session)).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title_en", "", "This field is required"),
        ("title_en", "x" * 251, "at most 250 characters"),
        ("invitation_en", "", "This field is required"),
        ("invitation_en", "a\0b", "Null characters are not allowed"),
        ("zone", "Mars/Olympus", "There is no time zone called “Mars/Olympus”"),
        ("zone", "", "This field is required"),
        ("opens_on", "2026-02-30", "Enter a valid date"),
        ("opens_on", "0001-01-01", "begins with 20"),
        ("closes_on", "9999-12-31", "begins with 20"),
        ("closes_on", "", "This field is required"),
        ("closes_on", "2026-11-30", "has to open before it closes"),
        ("closes_time", "24:00", "Enter a valid time"),
        ("word_limit", "0", "Leave this empty for no limit"),
        ("word_limit", "-5", "greater than or equal to 0"),
        ("word_limit", "many", "Enter a whole number"),
        ("file_limit", "21", "less than or equal to 20"),
        ("publication_policy", "", "This field is required"),
        ("publication_policy", "secret", "Select a valid choice"),
        ("late_policy", "maybe", "Select a valid choice"),
        ("symbol", "WG 7", "A symbol has capital letters"),
        ("symbol", "TAKEN/1", "already exists"),
        ("agenda_items", ["999999"], "Select a valid choice"),
    ],
)
def test_bad_input_for_a_call_is_said_and_kept(
    desk: Client, session: Session, field: str, value: Any, message: str
) -> None:
    make.make_call(session, symbol="TAKEN/1")
    answer = desk.post(address("create_call", session), call_input(**{field: value}))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert message in text
    assert "<title>Error: New call for input" in text
    assert "Typed in French" in text
    assert Call.objects.count() == 1


def test_items_of_another_agenda_are_not_taken(desk: Client, session: Session) -> None:
    elsewhere = make.make_agenda_item(make.make_session(session.process))
    text = desk.post(address("create_call", session), call_input(agenda_items=[elsewhere.pk])).content.decode()
    assert "Select a valid choice" in text


def test_a_call_that_opens_and_closes_in_the_same_minute_has_that_minute(desk: Client, session: Session) -> None:
    same = {"closes_on": "2026-12-01", "closes_time": "09:00"}
    assert desk.post(address("create_call", session), call_input(**same)).status_code == 302


def test_fields_that_are_not_asked_are_not_taken(desk: Client, session: Session) -> None:
    extra = {
        "announced_at": "2020-01-01",
        "last_serial": "99",
        "process": make.make_process().pk,
        "closes_at": "2020-01-01",
    }
    desk.post(address("create_call", session), call_input(**extra))
    call = Call.objects.get()
    assert (call.announced_at, call.last_serial, call.process) == (None, 0, session.process)


# --- Announcing and extending -----------------------------------------------------------------------------------------


def test_once_announced_the_form_asks_for_texts_only(desk: Client, session: Session) -> None:
    call = make.make_call(session, announced_at=None, title_en="Before", word_limit=100)
    desk.post(address("announce_call", call))
    assert Call.objects.get().announced_at == NOON
    form = desk.get(address("edit_call", call)).context["form"]
    assert sorted(form.fields) == [
        "invitation_ar", "invitation_en", "invitation_fr", "title_ar", "title_en", "title_fr",
    ]  # fmt: skip
    answer = desk.post(address("edit_call", call), call_input(title_en="After", word_limit="5"))
    kept = Call.objects.get()
    assert (answer.status_code, kept.title_en, kept.word_limit) == (302, "After", 100)


def test_announcing_too_late_says_so(desk: Client, session: Session) -> None:
    call = make.make_call(session, announced_at=None, closes_at=NOON - DAY)
    assert "This deadline has passed already" in desk.post(address("announce_call", call), follow=True).content.decode()


def test_an_extension_is_shown_back_before_it_is_made(desk: Client, session: Session) -> None:
    call = make.make_call(
        session, zone="Africa/Nairobi", closes_at=datetime(2026, 11, 27, 20, 59, 59, 999_999, tzinfo=UTC)
    )
    typed = {
        "closes_on": "2026-12-04",
        "closes_time": "23:59",
        "reason_en": "A holiday.",
        "reason_fr": "Un jour férié.",
    }
    check = desk.post(address("extend_call", call), typed)
    text = check.content.decode()
    assert "Check the new deadline" in text
    assert "Friday 4 December 2026, 23:59" in text
    assert "20:59 UTC" in text
    assert not CallExtension.objects.exists()
    again = desk.post(address("extend_call", call), {**typed, "change": "yes"}).content.decode()
    assert 'value="Un jour férié."' in again
    assert "<details" in again
    answer = desk.post(address("extend_call", call), {**typed, "confirm": "yes"}, follow=True)
    made = CallExtension.objects.get()
    assert (made.reason_en, made.reason_fr) == ("A holiday.", "Un jour férié.")
    assert Call.objects.get().closes_at == datetime(2026, 12, 4, 20, 59, 59, 999_999, tzinfo=UTC)
    assert "A holiday." in answer.content.decode()
    assert "Friday 27 November 2026, 23:59" in answer.content.decode()


def test_the_check_page_carries_what_was_typed_without_scripts(desk: Client, session: Session) -> None:
    call = make.make_call(session)
    typed = {"closes_on": "2026-12-04", "closes_time": "23:59", "reason_en": 'A "holiday" <b>', "reason_ar": "عطلة"}
    form = desk.post(address("extend_call", call), typed).content.decode()
    for value in ("2026-12-04", "23:59", "A &quot;holiday&quot; &lt;b&gt;", "عطلة"):
        assert f'value="{value}' in form


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("closes_on", "2026-11-26", "never to an earlier one"),
        ("closes_on", "2026-11-25", "never to an earlier one"),
        ("closes_on", "", "This field is required"),
        ("closes_on", "soon", "Enter a valid date"),
        ("closes_time", "25:00", "Enter a valid time"),
        ("reason_en", "", "This field is required"),
        ("reason_en", "x" * 401, "at most 400 characters"),
    ],
)
def test_bad_input_for_an_extension(desk: Client, session: Session, field: str, value: str, message: str) -> None:
    call = make.make_call(
        session, zone="Africa/Nairobi", closes_at=datetime(2026, 11, 26, 20, 59, 59, 999_999, tzinfo=UTC)
    )
    typed = {"closes_on": "2026-12-04", "closes_time": "23:59", "reason_en": "Why", "reason_fr": "Saisi", field: value}
    text = desk.post(address("extend_call", call), {**typed, "confirm": "yes"}).content.decode()
    assert message in text
    assert "Saisi" in text
    assert not CallExtension.objects.exists()


def test_problems_are_listed_in_the_order_of_the_page(desk: Client, session: Session) -> None:
    form = desk.post(address("extend_call", make.make_call(session)), {"confirm": "yes"}).context["form"]
    assert [field.name for field in form.visible_fields()] == [
        "closes_on", "closes_time", "reason_en", "reason_ar", "reason_fr",
    ]  # fmt: skip


def test_an_extension_into_the_past_is_refused_on_the_page(desk: Client, session: Session) -> None:
    call = make.make_call(session, closes_at=NOON - 5 * DAY)
    typed = {"closes_on": "2026-11-20", "closes_time": "23:59", "reason_en": "Why", "confirm": "yes"}
    assert "This deadline has passed already" in desk.post(address("extend_call", call), typed).content.decode()


# --- Questions --------------------------------------------------------------------------------------------------------


def test_questions_are_written_and_ordered(desk: Client, session: Session) -> None:
    call = make.make_call(session, announced_at=None)
    item = make.make_agenda_item(session, "5")
    desk.post(address("add_question", call), {"text_en": "One?", "agenda_item": item.pk})
    desk.post(address("add_question", call), {"text_en": "Two?"})
    one, two = call.questions.all()
    assert one.agenda_item == item
    desk.post(address("move_question", two), {"step": "up"})
    desk.post(address("edit_question", one), {"text_en": "One, really?", "text_fr": "Un ?"})
    text = desk.get(address("manage_call", call)).content.decode()
    assert text.index("Two?") < text.index("One, really?")
    desk.post(address("remove_question", two))
    assert [question.text_fr for question in call.questions.all()] == ["Un ?"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"text_en": "", "text_fr": "Saisi"}, "This field is required"),
        ({"text_en": "x" * 1001, "text_fr": "Saisi"}, "at most 1000 characters"),
        ({"text_en": "Ok?", "text_fr": "Saisi", "agenda_item": "999999"}, "Select a valid choice"),
    ],
)
def test_bad_input_for_a_question(desk: Client, session: Session, typed: dict[str, str], message: str) -> None:
    call = make.make_call(session, announced_at=None)
    text = desk.post(address("add_question", call), typed).content.decode()
    assert message in text
    assert "Saisi" in text
    assert not call.questions.exists()


def test_a_question_is_not_added_once_announced_and_what_was_typed_is_kept(desk: Client, session: Session) -> None:
    call = make.make_call(session)
    text = desk.post(address("add_question", call), {"text_en": "Too late?"}).content.decode()
    assert "The call has been announced" in text
    assert "Too late?" in text
    assert not call.questions.exists()

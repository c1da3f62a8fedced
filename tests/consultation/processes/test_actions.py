"""What the secretariat does with processes, offices, sessions and rules: who may, what is kept, what is refused."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from consultation.processes.actions import moderation_rules, offices, processes, sessions
from consultation.processes.errors import AddressIsPublic, OfficeAlreadyHeld, OwnOffice, StillUsed
from consultation.processes.models import ModerationRule, Office, Process, Session
from register.errors import OutOfDate
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    return make.make_process(announced_at=None)


@pytest.fixture
def secretary(process: Process) -> Any:
    return make.make_officer(process, "secretariat")


def unsaved_process() -> Process:
    return Process(
        name_en="A new body", short_name_en="Body", slug="body", mandate_en="To meet.", symbol_stem="NB.1",
        time_zone="Asia/Tokyo", languages=["en"],
    )  # fmt: skip


ACTS: dict[str, Callable[[Process, Any, datetime], Any]] = {
    "change": lambda process, by, at: processes.change_process(process=process, by=by, at=at),
    "announce": lambda process, by, at: processes.announce_process(process=process, by=by, at=at),
    "give_office": lambda process, by, at: offices.give_office(
        process=process, person=make.make_user(), kind="chair", by=by, at=at
    ),
    "end_office": lambda process, by, at: offices.end_office(
        office=Office.objects.create(process=process, user=make.make_user(), kind="chair", given_at=at), by=by, at=at
    ),
    "add_session": lambda process, by, at: sessions.add_session(
        session=Session(
            process=process, kind="substantive", ordinal=1, place_en="Nairobi", starts_on=date(2027, 3, 8),
            ends_on=date(2027, 3, 12),
        ), by=by, at=at,
    ),
    "change_session": lambda process, by, at: sessions.change_session(session=make.make_session(process), by=by, at=at),
    "remove_session": lambda process, by, at: sessions.remove_session(session=make.make_session(process), by=by, at=at),
    "add_rule": lambda process, by, at: moderation_rules.add_moderation_rule(
        rule=ModerationRule(process=process, code="spam", text_en="Advertising."), by=by, at=at
    ),
    "change_rule": lambda process, by, at: moderation_rules.change_moderation_rule(
        rule=make.make_rule(process), by=by, at=at
    ),
    "move_rule": lambda process, by, at: moderation_rules.move_moderation_rule(
        rule=make.make_rule(process), step=1, by=by, at=at
    ),
    "remove_rule": lambda process, by, at: moderation_rules.remove_moderation_rule(
        rule=make.make_rule(process), by=by, at=at
    ),
}  # fmt: skip

PEOPLE: dict[str, tuple[Callable[[Process], Any], bool]] = {
    "stranger": (lambda _process: make.make_user(), False),
    "contributor": (lambda _process: make.make_focal_point(make.make_organisation()), False),
    "chair": (lambda process: make.make_chair(process), False),
    "co-chair": (lambda process: make.make_officer(process, "co_chair"), False),
    "secretariat": (lambda process: make.make_officer(process, "secretariat"), True),
    "secretariat without second factor": (
        lambda process: make.make_officer(process, "secretariat", second_factor=False), False,
    ),
    "secretariat of another process": (lambda _process: make.make_officer(make.make_process(), "secretariat"), False),
    "portal's secretariat": (lambda _process: make.make_secretariat(), True),
    "portal's secretariat without second factor": (lambda _process: make.make_secretariat(second_factor=False), False),
    "superuser": (lambda _process: make.with_second_factor(make.make_user(is_superuser=True)), False),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_do_what(process: Process, noon: datetime, act: str, person: str) -> None:
    make_person, may = PEOPLE[person]
    by = make_person(process)
    if may:
        ACTS[act](process, by, noon)
        return
    with pytest.raises(PermissionDenied):
        ACTS[act](process, by, noon)
    assert not process.events.exists()


def test_whose_office_has_ended_may_nothing_more(process: Process, secretary: Any, noon: datetime) -> None:
    Office.objects.filter(user=secretary).update(ended_at=noon)
    with pytest.raises(PermissionDenied):
        processes.change_process(process=process, by=secretary, at=noon)


# --- Processes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("person", "may"), [("portal's secretariat", True), ("secretariat", False), ("chair", False)])
def test_only_the_portals_secretariat_makes_processes(process: Process, noon: datetime, person: str, may: bool) -> None:
    by = PEOPLE[person][0](process)
    if not may:
        with pytest.raises(PermissionDenied):
            processes.create_process(process=unsaved_process(), by=by, at=noon)
        return
    made = processes.create_process(process=unsaved_process(), by=by, at=noon)
    assert (made.created_at, made.announced_at, made.events.get().kind) == (noon, None, "created")


def test_a_change_tells_what_was_and_what_is(process: Process, secretary: Any, noon: datetime) -> None:
    process.mandate_en, process.name_fr, process.languages = "To decide.", "Groupe", ["en", "fr"]
    processes.change_process(process=process, by=secretary, at=noon)
    event = process.events.get()
    assert (event.kind, event.by, event.at) == ("changed", secretary, noon)
    assert event.details == {
        "fields": {
            "mandate_en": ["To consider trust.", "To decide."],
            "name_fr": ["", "Groupe"],
            "languages": ["en, fr, ar", "en, fr"],
        }
    }
    kept = Process.objects.get(pk=process.pk)
    assert (kept.mandate_en, kept.name_fr, kept.languages) == ("To decide.", "Groupe", ["en", "fr"])


def test_saving_without_a_change_leaves_no_event(process: Process, secretary: Any, noon: datetime) -> None:
    processes.change_process(process=process, by=secretary, at=noon)
    assert not process.events.exists()


def test_the_log_cannot_be_changed(process: Process, secretary: Any, noon: datetime) -> None:
    processes.announce_process(process=process, by=secretary, at=noon)
    for act in (lambda: process.events.update(kind="changed"), lambda: process.events.all().delete()):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            act()


def test_a_process_is_announced_once(process: Process, secretary: Any, noon: datetime) -> None:
    again = Process.objects.get(pk=process.pk)
    processes.announce_process(process=process, by=secretary, at=noon)
    assert Process.objects.get(pk=process.pk).announced_at == noon
    with pytest.raises(OutOfDate):
        processes.announce_process(process=again, by=secretary, at=noon)
    assert [event.kind for event in process.events.all()] == ["announced"]


def test_addresses_stay_once_announced(process: Process, secretary: Any, noon: datetime) -> None:
    process.slug = "another"
    processes.change_process(process=process, by=secretary, at=noon)
    processes.announce_process(process=process, by=secretary, at=noon)
    for field in ("slug", "symbol_stem"):
        changed = Process.objects.get(pk=process.pk)
        setattr(changed, field, "XY.1")
        with pytest.raises(AddressIsPublic, match="stay as they are"):
            processes.change_process(process=changed, by=secretary, at=noon)


def test_two_processes_never_share_an_address(process: Process, noon: datetime) -> None:
    twin = unsaved_process()
    twin.slug = process.slug
    with pytest.raises(OutOfDate):
        processes.create_process(process=twin, by=make.make_secretariat(), at=noon)


# --- Offices ----------------------------------------------------------------------------------------------------------


def test_an_office_is_given_and_ended_and_the_log_holds_no_name(
    process: Process, secretary: Any, noon: datetime
) -> None:
    person = make.make_user(full_name="Amina Otieno")
    office = offices.give_office(process=process, person=person, kind="chair", by=secretary, at=noon)
    offices.end_office(office=office, by=secretary, at=noon)
    kept = Office.objects.get(pk=office.pk)
    assert (kept.given_at, kept.given_by, kept.ended_at, kept.ended_by) == (noon, secretary, noon, secretary)
    details = {"office": "chair", "person": person.pk}
    assert [(event.kind, event.details) for event in process.events.all()] == [
        ("office_given", details), ("office_ended", details),
    ]  # fmt: skip


def test_an_office_is_held_once_ended_once_and_never_given_to_oneself(
    process: Process, secretary: Any, noon: datetime
) -> None:
    person = make.make_user()
    office = offices.give_office(process=process, person=person, kind="chair", by=secretary, at=noon)
    with pytest.raises(OfficeAlreadyHeld, match="already holds"):
        offices.give_office(process=process, person=person, kind="chair", by=secretary, at=noon)
    with pytest.raises(OwnOffice, match="yourself"):
        offices.give_office(process=process, person=secretary, kind="chair", by=secretary, at=noon)
    offices.end_office(office=office, by=secretary, at=noon)
    with pytest.raises(OutOfDate):
        offices.end_office(office=Office.objects.get(pk=office.pk), by=secretary, at=noon)
    offices.give_office(process=process, person=person, kind="chair", by=secretary, at=noon)


# --- Sessions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "ordinal", "symbol"),
    [
        ("substantive", 3, "WG.7/2027/S.3"),
        ("organizational", 1, "WG.7/2027/ORG.1"),
        ("resumed", 1, "WG.7/2027/RS.1"),
        ("intersessional", 2, "WG.7/2027/IM.2"),
    ],
)
def test_a_session_gets_a_reference(noon: datetime, kind: str, ordinal: int, symbol: str) -> None:
    process = make.make_process(symbol_stem="WG.7")
    session = Session(
        process=process, kind=kind, ordinal=ordinal, place_en="Nairobi", starts_on=date(2027, 3, 8),
        ends_on=date(2027, 3, 12),
    )  # fmt: skip
    sessions.add_session(session=session, by=make.make_secretariat(), at=noon)
    assert session.symbol == symbol
    assert process.events.get().details == {"symbol": symbol}


def test_a_typed_reference_is_kept_and_stays_once_announced(process: Process, secretary: Any, noon: datetime) -> None:
    session = make.make_session(process, symbol="TYPED/1")
    session.symbol = "TYPED/2"
    sessions.change_session(session=session, by=secretary, at=noon)
    processes.announce_process(process=process, by=secretary, at=noon)
    session.symbol = "TYPED/3"
    with pytest.raises(AddressIsPublic):
        sessions.change_session(session=session, by=secretary, at=noon)
    assert Session.objects.get(pk=session.pk).symbol == "TYPED/2"


def test_a_session_in_use_stays(process: Process, secretary: Any, noon: datetime) -> None:
    session = make.make_session(process)
    item = make.make_agenda_item(session)
    with pytest.raises(StillUsed):
        sessions.remove_session(session=session, by=secretary, at=noon)
    assert not process.events.exists()
    item.delete()
    sessions.remove_session(session=session, by=secretary, at=noon)
    assert not Session.objects.filter(process=process).exists()


# --- Rules of moderation ----------------------------------------------------------------------------------------------


def test_rules_keep_their_order_and_their_former_wording(process: Process, secretary: Any, noon: datetime) -> None:
    for code in ("a", "b", "c"):
        rule = ModerationRule(process=process, code=code, text_en=code.upper())
        moderation_rules.add_moderation_rule(rule=rule, by=secretary, at=noon)
    moderation_rules.move_moderation_rule(rule=rule, step=-1, by=secretary, at=noon)
    assert [rule.code for rule in process.moderation_rules.all()] == ["a", "c", "b"]
    rule = process.moderation_rules.get(code="b")
    rule.text_en = "Better"
    moderation_rules.change_moderation_rule(rule=rule, by=secretary, at=noon)
    assert process.events.last().details == {"code": "b", "fields": {"text_en": ["B", "Better"]}}


def test_a_rule_on_which_a_decision_rests_stays(process: Process, secretary: Any, noon: datetime) -> None:
    rule = make.make_rule(process)
    make.make_submission(make.make_call(make.make_session(process)), withheld_under=rule, state="withheld")
    with pytest.raises(StillUsed):
        moderation_rules.remove_moderation_rule(rule=rule, by=secretary, at=noon)
    assert ModerationRule.objects.filter(pk=rule.pk).exists()

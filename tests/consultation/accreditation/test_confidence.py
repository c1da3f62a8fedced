"""Objecting is in confidence: who, why, how many, when and whether are asked for at every address, letter and log.

The same instant is looked at in two worlds that differ in nothing but objections; to everybody who may not know of
them the two are one, byte for byte and query for query. A third world shows that the hunt finds what is told.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog
import time_machine
from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.accreditation.actions import objecting
from consultation.accreditation.clockwork import write_what_is_due
from consultation.accreditation.models import Application, Objection, Round
from consultation.accreditation.urls import urlpatterns
from reports.exports.sheets import Choice, sheet_of
from reports.exports.snapshot import batches
from reports.exports.states import Kind
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Organisation
from tests.architecture.test_access import ADDRESSES
from tests.factories import NOON, make_chair, make_focal_point, make_organisation, make_secretariat, make_session
from tests.factories.accreditation import (
    SILENCE_ENDS,
    make_circulated,
    make_delegate,
    make_letter,
    make_mission,
    make_round,
)
from tests.factories.modalities import make_modalities
from tests.factories.sittings import make_meeting

pytestmark = pytest.mark.django_db

MARKERS = ("Telltale basis", "Telltale mission", "Telltale delegate")
LATER = NOON + timedelta(hours=3)
AFTER = SILENCE_ENDS + timedelta(microseconds=1)
KEYED = ("accreditation:rounds", "accreditation:accredited", "accreditation:create_round")
BY_ROUND = {"round", "apply", "manage_round", "edit_round"}


@dataclass
class World:
    """A round with two applicants before the missions; one of them may be objected to."""

    round: Any
    contested: Application
    other: Application
    objector: Organisation
    people: dict[str, User | None]


def world() -> World:
    """Everybody who might learn something, and those who may."""
    round_ = make_round(applicants_shown="names")
    contested = make_circulated(round_, make_organisation("Canary Forum"))
    other = make_circulated(round_, make_organisation("Rival Forum"))
    for application in (contested, other):
        make_letter(application)
    objector = make_mission("NO", name="Telltale mission")
    third = make_mission("BR", name="Another mission")
    people = {
        "applicant": make_focal_point(contested.organisation),
        "other applicant": make_focal_point(other.organisation),
        "stranger": None,
        "organisation without application": make_focal_point(make_organisation("Outside Forum")),
        "other State": make_delegate(third),
        "objecting State": make_delegate(objector, full_name="Telltale delegate"),
        "State without second factor": make_delegate(make_mission("CL", name="M"), second_factor=False),
        "Chair": make_chair(round_.process),
        "secretariat": make_secretariat(),
        "superuser": make_focal_point(make_organisation("Root"), is_superuser=True, is_staff=True),
    }
    return World(round_, contested, other, objector, people)


MAY_KNOW = ("Chair", "secretariat", "objecting State")
MAY_NOT_KNOW = (
    "applicant", "other applicant", "stranger", "organisation without application", "other State",
    "State without second factor", "superuser",
)  # fmt: skip


def object_to(found: World, count: int = 1) -> None:
    """That many States object to the first application; the marker is the first of them."""
    by = found.people["objecting State"]
    objecting.lodge_objection(
        application=found.contested, mission=found.objector, basis="Telltale basis", by=by, at=NOON
    )
    for code in ("FR", "JP", "KE", "MX")[: count - 1]:
        mission = make_mission(code)
        objecting.lodge_objection(application=found.contested, mission=mission, by=make_delegate(mission), at=NOON)


def addresses(found: World) -> Iterator[tuple[str, str]]:
    """Every address of accreditation that is looked at, with the rows of this world; and the lists around it."""
    for entry in urlpatterns:
        name, wanted = f"accreditation:{entry.name}", list(entry.pattern.converters)
        if name in ("accreditation:mission_act", "accreditation:answer"):
            continue  # acts, not pages
        if wanted == ["slug"]:
            yield name, reverse(name, args=[found.round.process.slug])
        elif wanted == ["public_id"]:
            for application in (found.contested, found.other):
                row = application.letters.get() if entry.name == "letter" else application
                yield f"{name} of {application.organisation}", reverse(name, args=[row.public_id])
        elif wanted == ["pk"]:
            yield name, reverse(name, args=[found.round.pk if entry.name in BY_ROUND else 1])
        else:
            yield name, reverse(name)
    yield "home", reverse("processes:home")
    yield "process", reverse("processes:process", args=[found.round.process.slug])
    yield "desk", reverse("submissions:desk")
    yield "mine", reverse("organisations:mine")
    yield "record", reverse("exports:record_csv", args=[found.round.process.slug])


ONE_TIME = re.compile(rb'(csrfmiddlewaretoken" value=")[^"]+|nonce-[\w+/=]+')


def asked(
    found: World, person: str, at: datetime, where: Callable[[World], Iterator[tuple[str, str]]] = addresses
) -> dict[str, tuple[int, bytes, int, str]]:
    """What each address answers: status, bytes, number of queries, and the headers that a cache could compare."""
    told = {}
    browser = Client()
    if user := found.people[person]:
        browser.force_login(user)
    with time_machine.travel(at, tick=False):
        browser.get(reverse("processes:home"))
        for name, path in where(found):
            with CaptureQueriesContext(connection) as queries:
                response = browser.get(path)
                body = b"".join(response.streaming_content) if response.streaming else response.content
            headers = {
                key: response.headers.get(key) for key in ("ETag", "Last-Modified", "Location", "Content-Length")
            }
            if b"csrfmiddlewaretoken" in body:
                headers.pop("Content-Length")
            told[name] = (response.status_code, ONE_TIME.sub(rb"\1", body), len(queries), str(headers))
    return told


@pytest.mark.parametrize("person", MAY_NOT_KNOW)
@pytest.mark.parametrize("count", [1, 5])
def test_item_04_during_silence_every_page_is_the_same_whether_and_however_many_object(person: str, count: int) -> None:
    """Same bytes, same number of queries, same headers: none, one and five objections cannot be told apart."""
    found = world()
    before = asked(found, person, LATER)
    object_to(found, count)
    after = asked(found, person, LATER)
    assert {name for name in before if before[name] != after[name]} == set()
    assert sum(status == 200 for status, *_rest in before.values()) >= 5
    told = b"".join(body for _status, body, *_rest in after.values())
    assert [marker for marker in ("Telltale basis", "Telltale delegate") if marker.encode() in told] == []


@pytest.mark.parametrize("person", ["applicant", "stranger", "other State"])
def test_item_04_during_silence_no_other_address_of_the_portal_differs(person: str) -> None:
    """Every page that needs no row, the feeds and lists of the process, and what tells an organisation its rights."""
    found = world()
    make_modalities(found.round.process)
    make_meeting(make_session(found.round.process))
    before = asked(found, person, LATER, elsewhere)
    object_to(found, 5)
    after = asked(found, person, LATER, elsewhere)
    assert {name for name in before if before[name] != after[name]} == set()
    assert {"participation:mine", "sittings:calendar", "registration:participants"} <= before.keys()
    assert sum(status == 200 for status, *_rest in before.values()) >= 10


def elsewhere(found: World) -> Iterator[tuple[str, str]]:
    """Every address without a row in it, but for the sign-in; and what a process and its session have to be read."""
    for name, pattern in ADDRESSES.items():
        if not pattern.pattern.converters and not name.startswith(("account_", "mfa_", "accreditation:")):
            yield name, reverse(name)
    process = found.round.process
    session = process.sessions.get()
    for name in ("participation:mine", "modalities:modalities", "submissions:register", "submissions:participation",
                 "exports:record_jsonl", "documents:of_process"):  # fmt: skip
        yield name, reverse(name, args=[process.slug])
    for name in ("proposals:propose", "processes:session", "sittings:programme", "sittings:calendar"):
        yield name, reverse(name, args=[session.symbol])
    yield "registration:participants", reverse("registration:participants", args=[session.pk])


@pytest.mark.parametrize("person", ["applicant", "other applicant", "stranger", "other State"])
def test_item_04_and_06_after_the_end_the_outcome_is_told_and_nothing_else(person: str) -> None:
    """One objection or five leave the same pages behind: neither who, nor why, nor how many, nor when."""
    found = world()
    with transaction.atomic():
        object_to(found, 1)
        one = asked(found, person, AFTER)
        transaction.set_rollback(True)
    object_to(found, 5)
    five = asked(found, person, AFTER)
    assert {name for name in one if one[name] != five[name]} == set()
    told = b"".join(body for _status, body, *_rest in five.values()).decode(errors="replace")
    assert [marker for marker in MARKERS[:1] + MARKERS[2:] if marker in told] == []
    outcome = "Your organisation is not accredited in this round"
    assert (outcome in told) == (person == "applicant")


@pytest.mark.parametrize(("effect", "published", "is_told"), [
    ("final", False, False), ("final", True, True), ("refer_to_body", False, True),
])  # fmt: skip
def test_other_states_see_the_outcome_with_the_published_list_or_where_it_is_before_the_body(
    effect: str, published: bool, is_told: bool
) -> None:
    """Before that, "not accredited" would tell each State, unasked, that another one objected."""
    found = world()
    Round.objects.update(objection_effect=effect)
    object_to(found)
    if published:
        Round.objects.update(list_published_at=AFTER, list_published_by=found.people["secretariat"])
    told = str([asked(found, "other State", AFTER)[name][1] for name in (
        "accreditation:mission", "accreditation:mission_application of Canary Forum",
    )])  # fmt: skip
    outcome = "Referred to the body" if effect == "refer_to_body" else "Not accredited"
    assert "Canary Forum" in told
    assert (outcome in told) == is_told


def test_the_hunt_finds_what_is_told_to_those_who_may_know() -> None:
    """Chair and secretariat see all of it; the objecting State its own; a State that asked, what the Chair told it."""
    found = world()
    object_to(found)
    for person in MAY_KNOW:
        assert "Telltale basis" in str(asked(found, person, LATER)), person
    other, chair = found.people["other State"], found.people["Chair"]
    mission = Organisation.objects.get(name="Another mission")
    question = objecting.ask_chair(application=found.contested, mission=mission, by=other, at=LATER)
    quiet = str(asked(found, "other State", LATER))
    assert "Norway" not in quiet
    objecting.answer_state(disclosure=question, by=chair, at=LATER)
    loud = str(asked(found, "other State", LATER))
    assert "Norway" in loud
    assert "Telltale basis" not in loud


def test_a_basis_is_passed_on_only_where_its_state_lets_it() -> None:
    found = world()
    by = found.people["objecting State"]
    objecting.lodge_objection(
        application=found.contested, mission=found.objector, basis="Shared basis", basis_shareable=True, by=by, at=NOON
    )
    silent = make_mission("FR")
    objecting.lodge_objection(
        application=found.contested, mission=silent, basis="Kept basis", by=make_delegate(silent), at=NOON
    )
    assert objecting.what_is_told(found.contested, LATER) == [
        {"state": "FR", "basis": ""}, {"state": "NO", "basis": "Shared basis"},
    ]  # fmt: skip
    assert objecting.what_is_told(found.other, LATER) == []


def test_item_04_no_row_but_the_objections_own_is_written_and_nobody_gets_a_letter() -> None:
    """No event, no timestamp, no version of any other row changes, so nothing can be told from them."""
    found = world()
    before = {model._meta.label: everything_in(model) for model in apps.get_models()}
    with CaptureQueriesContext(connection) as queries:
        object_to(found)
        by = found.people["objecting State"]
        objecting.withdraw_objection(application=found.contested, mission=found.objector, by=by, at=LATER)
    after = {model._meta.label: everything_in(model) for model in apps.get_models()}
    assert {label for label in before if before[label] != after[label]} == {"accreditation.Objection"}
    written = {query["sql"].split('"')[1] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))}
    assert written == {"accreditation_objection"}
    assert Letter.objects.count() == 0


def everything_in(model: Any) -> list[Any]:
    return list(model._base_manager.order_by("pk").values())


def test_letters_after_the_end_tell_the_outcome_only() -> None:
    found = world()
    object_to(found, 3)
    assert write_what_is_due(at=AFTER) == 2
    letters = list(Letter.objects.all())
    assert {letter.to for letter in letters} == {
        found.contested.organisation.memberships.get().user.email,
        found.other.organisation.memberships.get().user.email,
    }
    told = "\n".join(f"{letter.key} {letter.subject} {letter.text} {letter.html}" for letter in letters)
    assert "is not accredited in this round" in told
    assert "It is accredited until the end of the mandate" in told
    assert re.search("Telltale|Norway|objection was|objected|objections", told) is None


def test_no_table_that_leaves_the_portal_holds_an_objection() -> None:
    found = world()
    process = found.round.process_id
    quiet = [list(map(str, batches(sheet_of(kind), Choice(process, scope)))) for kind in Kind.values
             for scope in ("public", "staff")]  # fmt: skip
    object_to(found)
    loud = [list(map(str, batches(sheet_of(kind), Choice(process, scope)))) for kind in Kind.values
            for scope in ("public", "staff")]  # fmt: skip
    assert quiet == loud


def test_the_log_of_an_act_tells_neither_which_act_it_was_nor_of_whom() -> None:
    """Objecting, withdrawing and asking leave the same lines: one address, one answer, no name of an organisation."""
    found = world()
    lines: dict[str, list[str]] = {}
    for act in ("object", "withdraw", "ask"):
        browser = Client()
        browser.force_login(found.people["objecting State"])
        fields = {"application": str(found.contested.public_id), "act": act, "basis": "Telltale basis"}
        with time_machine.travel(LATER, tick=False), structlog.testing.capture_logs() as captured:
            response = browser.post(reverse("accreditation:mission_act"), fields)
        assert response.status_code == 302
        lines[act] = [json.dumps({k: str(v) for k, v in line.items() if k != "request_id"}) for line in captured]
    assert lines["object"] == lines["withdraw"] == lines["ask"]
    assert lines["object"]
    told = "".join(lines["object"])
    for word in ("Telltale", "Canary", "object", "withdraw", str(found.contested.public_id)):
        assert word not in told


def test_nothing_of_it_stands_in_the_admin_site() -> None:
    ours = {model for model in admin.site._registry if model._meta.app_label == "accreditation"}
    assert ours == set()


def test_no_relation_leads_to_objections() -> None:
    """Nothing can count them by walking from an application, a State or a person."""
    for model in apps.get_models():
        named = {field.related_model for field in model._meta.get_fields() if field.auto_created and not field.concrete}
        assert Objection not in named, model

"""Who is registered is told to her organisation and to the secretariat: no log line, table or other person's letter does."""

import json
from typing import Any

import pytest
import structlog
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from consultation.registration.models import Registration, RegistrationWindow
from reports.exports.sheets import Choice, sheet_of
from reports.exports.snapshot import batches
from reports.exports.states import Kind
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from tests.factories import NOON, make_chair, make_focal_point, make_organisation, make_secretariat
from tests.factories.registration import accredit, make_registration, make_window
from tests.factories.sittings import follow, make_change, make_meeting

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Telltale Delegate", "telltale@delegates.example"
PERSON = {"name": NAME, "email": ADDRESS, "language": "en", "is_head": "on"}


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def walk(window: RegistrationWindow, focal_point: User, organisation: Any) -> list[Any]:
    """Registered, read, confirmed, agreed to be named, listed, withdrawn: every answer on the way."""
    theirs, desk = browser_of(focal_point), browser_of(make_secretariat())
    answers = [theirs.post(reverse("registration:add", args=[window.pk, organisation.pk]), PERSON)]
    person = Registration.objects.get(name=NAME)
    own, pk = [person.public_id], [window.pk]
    answers += [
        theirs.get(reverse("registration:person", args=own)),
        desk.get(reverse("registration:registered", args=pk), {"name": "Telltale"}),
        desk.post(reverse("registration:decide", args=own), {"act": "confirm"}),
        theirs.post(reverse("registration:consent", args=own), {"is_listed": "yes"}),
        desk.post(reverse("registration:publish", args=pk)),
        desk.get(reverse("registration:badges", args=pk)),
        desk.get(reverse("registration:badges_csv", args=pk)),
        Client().get(reverse("registration:participants", args=[window.session_id])),
        theirs.post(reverse("registration:withdraw", args=own)),
    ]
    return answers


def test_no_line_of_the_log_tells_her_name_or_address() -> None:
    """The address of a page holds a random key, and neither a search nor a refusal is written out."""
    window = make_window()
    organisation = accredit(make_organisation("Lake Watch"), window.session.process)
    with time_machine.travel(NOON, tick=False), structlog.testing.capture_logs() as captured:
        answers = walk(window, make_focal_point(organisation), organisation)
    assert [answer.status_code for answer in answers] == [302, 200, 200, 302, 302, 302, 200, 200, 200, 302]
    assert NAME in answers[8].content.decode()
    assert len(captured) >= len(answers)
    told = json.dumps([{key: str(value) for key, value in line.items()} for line in captured])
    assert [word for word in ("Telltale", "telltale", "Lake Watch") if word in told] == []


def test_letters_that_name_her_go_to_her_and_to_her_own_focal_points() -> None:
    window = make_window()
    organisation = accredit(make_organisation("Lake Watch"), window.session.process)
    follow(window.session, make_focal_point(make_organisation("Outside Forum")))
    make_change(make_meeting(window.session))
    make_chair(window.session.process)
    focal_point = make_focal_point(organisation)
    with time_machine.travel(NOON, tick=False):
        walk(window, focal_point, organisation)
    telling = [letter for letter in Letter.objects.all() if "Telltale" in f"{letter.subject}{letter.text}{letter.html}"]
    assert {letter.to for letter in telling} == {ADDRESS}
    assert not [letter for letter in Letter.objects.all() if ADDRESS in f"{letter.subject}{letter.text}{letter.html}"]


@pytest.mark.parametrize("scope", ["public", "staff"])
@pytest.mark.parametrize("kind", Kind.values)
def test_no_table_that_leaves_the_portal_holds_her(kind: str, scope: str) -> None:
    """Not the staff's either: badges are the only list of persons, and it has no address."""
    window = make_window(list_published_at=NOON)
    make_registration(window, name=NAME, email=ADDRESS, state="confirmed", is_listed=True)
    told = "".join(map(str, batches(sheet_of(kind), Choice(window.session.process_id, scope))))
    assert "elltale" not in told


def test_nothing_of_it_stands_in_the_admin_site() -> None:
    assert {model for model in admin.site._registry if model._meta.app_label == "registration"} == set()

"""Every address, asked by everybody, for what is in every state: the answer is the letter in the table."""

import re
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from stakeholders.accounts.models import User
from tests.architecture.access_posted import fields_for
from tests.architecture.access_table import ASKS_BY_ITSELF, PUBLIC, TABLE
from tests.architecture.access_world import ROLES, TELLTALE, TELLTALE_ADDRESS, World
from tests.factories import NOON, make_secretariat, make_user, with_second_factor

pytestmark = pytest.mark.django_db

LETTERS = {200: ".", 403: "3", 404: "4", 405: "5", 409: "9"}
LED_TO = {
    "/account/login/": "l", "/account/second-factor/": "2", "/account/reauthenticate/": "r",
    "/account/2fa/reauthenticate/": "r",
}  # fmt: skip
REFUSALS = "l2r3459"
KNOW_THE_DELEGATES = "MFSP"
"""Her organisation and the secretariat that serves the session; the Chair does not."""
OWN_BUSINESS = ("django_session", "usersessions_usersession")
"""Tables of the sign-in, written by looking too."""


# --- the addresses ----------------------------------------------------------------------------------------------------


def addresses(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the portal by its full name; the admin site is one of its own."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry
        elif entry.namespace != "admin":
            yield from addresses(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


ADDRESSES = dict(addresses())
ROWS = [line.split() for line in TABLE.splitlines() if line and not line.startswith("#")]
OF_ALLAUTH: dict[str, dict[str, Any]] = {
    "account_confirm_email": {"key": "abc"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "a-b"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}
MADE_UP = {"slug": "no-such", "pk": 1, "section_pk": 1, "paragraph_pk": 1, "aside_pk": 1, "public_id": uuid.UUID(int=7), "anchor": uuid.UUID(int=7),
           "symbol": "WG.0/1", "reference": "WG.0/1/001", "format_": "pdf", "page": 1, "number": 1, "occasion": "negotiation",
           "organisation": 1}  # fmt: skip


def wanted_by(name: str) -> list[str]:
    return list(ADDRESSES[name].pattern.converters)


def made_up_path(name: str) -> str:
    """The address with values behind which nothing lies."""
    return reverse(name, kwargs=OF_ALLAUTH.get(name) or {wanted: MADE_UP[wanted] for wanted in wanted_by(name)})


def path_to(name: str, row: Any) -> str:
    """The address of that row."""
    if row is None:
        return made_up_path(name)
    if name == "submissions:answer_request":
        return reverse(name, args=[row.submission.public_id, row.pk])
    return reverse(name, kwargs={wanted: value_of(row, wanted) for wanted in wanted_by(name)})


def value_of(row: Any, wanted: str) -> Any:
    if wanted == "section_pk":
        return row.sections.get().pk
    if wanted == "aside_pk":
        return row.set_aside.get().pk
    if wanted == "occasion":
        return "negotiation"
    if wanted == "slug":
        return row.slug if hasattr(row, "slug") else row.process.slug
    if wanted == "format_":
        return "pdf"
    if wanted == "anchor":
        return row.sections.get().paragraphs.get().anchor
    return row.sections.get().paragraphs.get().pk if wanted == "paragraph_pk" else getattr(row, wanted)


# --- asking -----------------------------------------------------------------------------------------------------------


def browser_of(user: User | None) -> Client:
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser


def browsers_of(world: World) -> dict[str, Client]:
    """Everybody at her own browser; D's account is closed after she signed in."""
    browsers = {letter: browser_of(user) for letter, user in world.persons.items()}
    User.objects.filter(pk=world.persons["D"].pk).update(is_active=False)
    return browsers


def letter_of(response: HttpResponse) -> str:
    if response.status_code != 302:
        return LETTERS.get(response.status_code, f"?{response.status_code}")
    path = response["Location"].partition("?")[0]
    assert path.startswith("/"), path
    return LED_TO.get(path, ">")


class Answer(NamedTuple):
    """The letter, the tables that were written, and whether it names a person who is registered for a session."""

    letter: str
    written: set[str]
    tells: bool


def answer(browser: Client, method: str, path: str, fields: dict[str, Any]) -> Answer:
    """What somebody gets; whatever was written is taken back."""
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        response = browser.post(path, fields) if method == "POST" else browser.get(path, fields)
        # read as a server does: a download holds its place until it was read
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    written = {re.split(r'["\s]+', query["sql"])[2] for query in queries if is_writing(query["sql"])}
    return Answer(letter_of(response), written.difference(OWN_BUSINESS), tells_of_a_delegate(body))


def tells_of_a_delegate(body: bytes) -> bool:
    return TELLTALE.encode() in body or TELLTALE_ADDRESS.encode() in body


def is_writing(sql: str) -> bool:
    return sql.startswith(("INSERT INTO", "DELETE FROM")) or re.match(r"UPDATE \S+ SET", sql) is not None


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("name", dict.fromkeys(name for name, *_rest in ROWS))
def test_everybody_gets_the_answer_in_the_table(name: str, settings: Any) -> None:
    world = World(settings)
    assert len(world.delegates) == 2
    browsers = browsers_of(world)
    told, expected, wrong = [], [], []
    for _name, situation, method, letters in (row for row in ROWS if row[0] == name):
        path = path_to(name, getattr(world, situation))
        given = ""
        for person, browser in browsers.items():
            letter, written, tells = answer(browser, method, path, fields_for(world, name, situation, method))
            given += letter
            if tells and person not in KNOW_THE_DELEGATES:
                wrong.append(f"{method} {situation}: {ROLES[person]} is told who represents the organisation")
            if written and (method == "GET" or letter in REFUSALS):
                wrong.append(f"{method} {situation}: {ROLES[person]} got {letter}, yet wrote {written}")
        told.append(f"{situation} {method} {given}")
        expected.append(f"{situation} {method} {letters}")
    assert told == expected
    assert wrong == []


# --- what holds for every address -------------------------------------------------------------------------------------


def test_every_address_stands_in_the_table() -> None:
    assert {name for name, *_rest in ROWS} == set(ADDRESSES)


def test_every_line_names_a_situation_and_answers_everybody() -> None:
    for name, situation, method, letters in ROWS:
        assert situation in vars(World) or situation.removeprefix("file_of_") in vars(World), (name, situation)
        assert method in ("GET", "POST")
        assert len(letters) == len(ROLES)


def test_what_asks_for_no_sign_in_is_listed() -> None:
    open_to_all = {
        name for name, entry in ADDRESSES.items() if getattr(entry.callback, "login_required", True) is False
    }
    assert open_to_all == PUBLIC | ASKS_BY_ITSELF


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_a_stranger_is_led_to_the_sign_in_wherever_it_is_not_public(client: Client, method: str) -> None:
    for name in sorted(set(ADDRESSES) - PUBLIC):
        path = made_up_path(name)
        response = getattr(client, method)(path)
        assert response.status_code == 302, (name, response.status_code)
        assert response["Location"].partition("?")[0] == "/account/login/", name


def test_row_36_nothing_unsafe_is_done_without_a_token() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_secretariat())
    for name in sorted(ADDRESSES):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(browser, method)(made_up_path(name)).status_code == 403, (name, method)


def test_row_36_no_view_is_exempt_from_the_token() -> None:
    assert [name for name, entry in ADDRESSES.items() if getattr(entry.callback, "csrf_exempt", False)] == []


# --- the admin site ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/auth/", "/admin/jsi18n/", "/admin/password_change/", "/admin/no/such/"]
)
def test_the_admin_site_exists_for_superusers_with_a_second_factor_only(path: str) -> None:
    world = World(None)
    superuser = world.persons["U"]
    careless = make_user(is_superuser=True, is_staff=True)
    staff_only = with_second_factor(make_user(is_staff=True))
    for user in (None, *(world.persons[letter] for letter in "OMFCKENXSTP"), careless, staff_only):
        response = browser_of(user).get(path)
        assert response.status_code == 302, (path, user)
        assert "login" in response["Location"]
    assert browser_of(superuser).get("/admin/").status_code == 200

"""Row 10: nothing that anybody types runs in anybody's browser, on any page, in any field."""

from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from tests.architecture.access_posted import fields_for
from tests.architecture.access_world import World
from tests.architecture.test_access import browser_of, path_to
from tests.factories import NOON
from tests.hostile.corpora import MARK, SCRIPTS
from tests.hostile.poisoned import filled, found_in, person_who_sees, poison, rows_of_table

ROUNDS = range(0, len(SCRIPTS), 24)
"""Where the payloads begin: over the rounds each short field of each kind meets others."""


PAGES = [[*row[:3], person_who_sees(row[3])] for row in rows_of_table() if row[2] == "GET" and "." in row[3]]


@pytest.fixture
def hostile(settings: Any, request: Any) -> World:
    world = filled(World(settings))
    poison(getattr(request, "param", 0))
    return world


def at_their_browsers(world: World) -> dict[str, Client]:
    return {letter: browser_of(user) for letter, user in world.persons.items() if letter != "D"}


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("hostile", ROUNDS, indirect=True)
def test_row_10_every_page_shows_hostile_text_as_text(hostile: World) -> None:
    browsers, wrong, showing = at_their_browsers(hostile), {}, set()
    for name, situation, method, person in PAGES:
        path = path_to(name, getattr(hostile, situation))
        response = browsers[person].get(path, fields_for(hostile, name, situation, method))
        if not response["Content-Type"].startswith("text/html"):
            b"".join(response)  # read to its end, so that the next download finds a place
            continue
        assert response.status_code == 200, (name, situation)
        if found := found_in(response.text):
            wrong[name, situation] = found
        if MARK in response.text:
            showing.add(name)
    assert wrong == {}
    assert len(showing) >= 60


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_row_10_a_form_that_is_shown_again_shows_hostile_text_as_text(hostile: World) -> None:
    browsers, wrong, tried = at_their_browsers(hostile), {}, set()
    for name, situation, _method, person in PAGES:
        browser, path = browsers[person], path_to(name, getattr(hostile, situation))
        page = browser.get(path, fields_for(hostile, name, situation, "GET"))
        form = page.context and page.context.get("form")
        if form is None or not form.fields:
            continue
        for payload in SCRIPTS[6:12:5]:
            typed = {form.add_prefix(field): payload for field in form.fields}
            with transaction.atomic():
                again = browser.post(path, typed)
                transaction.set_rollback(True)
            if again.status_code == 200 and (found := found_in(again.text)):
                wrong[name, situation] = found
            tried.add(name)
    assert wrong == {}
    assert len(tried) >= 25


# --- in a real browser ------------------------------------------------------------------------------------------------

CHROMIUM = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
IN_A_BROWSER = (
    "processes:home", "processes:process", "processes:session", "submissions:call", "submissions:register",
    "submissions:submission", "submissions:desk", "submissions:draft", "submissions:check_draft", "submissions:sent",
    "submissions:chair_desk", "submissions:decide", "submissions:decide_in_bulk", "summaries:write",
    "summaries:paragraph", "summaries:summary", "documents:document", "documents:compile", "processes:manage_process",
    "processes:log", "processes:offices", "processes:agenda", "processes:rules", "submissions:manage_call",
    "submissions:imports", "submissions:import", "organisations:organisation", "organisations:desk",
    "organisations:examine", "organisations:groups",
)  # fmt: skip


def complaints_of(page: Page, complaints: list[str]) -> None:
    page.on(
        "console", lambda message: complaints.append(f"{page.url} {message.text}") if message.type == "error" else None
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url} {error}"))
    page.on("dialog", lambda dialog: (complaints.append(f"{page.url} a dialog"), dialog.dismiss()))
    page.on("request", lambda asked: complaints.append(asked.url) if "evil" in asked.url else None)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_row_10_no_script_runs_and_no_policy_is_broken_in_a_browser(
    settings: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    world = filled(World(settings))
    poison(7)
    browsers, complaints, seen = at_their_browsers(world), [], set()
    first = {name: (situation, person) for name, situation, _method, person in reversed(PAGES)}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for name in IN_A_BROWSER:
            situation, person = first[name]
            context = chromium.new_context()
            context.add_cookies([
                {"name": cookie.key, "value": cookie.value, "url": live_server.url}
                for cookie in browsers[person].cookies.values()
            ])  # fmt: skip
            page = context.new_page()
            complaints_of(page, complaints)
            query = "?call=" + world.call.symbol if name == "submissions:decide_in_bulk" else ""
            answer = page.goto(live_server.url + path_to(name, getattr(world, situation)) + query)
            assert answer is not None
            assert answer.status == 200, name
            assert page.title() != MARK
            page.evaluate("document.querySelectorAll('main a, main button, main input').forEach(e => e.focus())")
            assert page.title() != MARK
            seen.add(name)
            context.close()
        chromium.close()
    assert complaints == []
    assert seen == set(IN_A_BROWSER)

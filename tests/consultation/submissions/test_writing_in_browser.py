"""Writing in a real browser: saved while typing, conflicts said, a lost session survived, and all of it without scripts."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from consultation.submissions.actions.drafts import Written, save_draft
from consultation.submissions.models import Call, Draft, Submission
from tests.factories import make_call, make_draft, make_focal_point, make_member, make_organisation

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIETLY = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's event loop runs in the thread of the test
    monkeypatch.setattr("stakeholders.mailroom.actions.send_letter.delay", lambda **_ids: None)


@pytest.fixture
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def call() -> Call:
    now = timezone.now()
    return make_call(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2), word_limit=2000)


@pytest.fixture
def amina(call: Call) -> Any:
    return make_focal_point(make_organisation("Lagos Incident Response Forum"), full_name="Amina Okafor")


@pytest.fixture
def draft(call: Call, amina: Any) -> Draft:
    return make_draft(call, amina.memberships.get().organisation, amina, title="A directory", body="Roles.")


def sign_in(context: BrowserContext, person: Any, origin: str, *, language: str = "en") -> None:
    client = Client()
    client.force_login(person)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
    context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])


def opened(chromium: Any, person: Any, url: str, **options: Any) -> Page:
    language = options.pop("language", "en")
    context = chromium.new_context(**options)
    sign_in(context, person, urljoin(url, "/"), language=language)
    page: Page = context.new_page()
    page.goto(url)
    return page


def page_of(draft: Draft) -> str:
    return reverse("submissions:draft", args=[draft.public_id])


def test_the_text_is_saved_while_it_is_typed(chromium: Any, live_server: Any, draft: Draft, amina: Any) -> None:
    page = opened(chromium, amina, live_server.url + page_of(draft))

    page.fill("#id_body", "Roles, not persons.")
    expect(page.locator("#words")).to_have_text("Words in all: 3 of 2,000")
    expect(page.locator("#saved")).to_contain_text("Saved at", timeout=15_000)

    draft.refresh_from_db()
    assert (draft.body, draft.version) == ("Roles, not persons.", 2)
    page.select_option("#id_language", "ar")
    assert page.get_attribute("#id_body", "dir") == "rtl"


def test_a_colleague_who_saved_is_not_overwritten_while_typing(
    chromium: Any, live_server: Any, draft: Draft, amina: Any
) -> None:
    bola = make_member(draft.organisation, full_name="Bola Adeyemi")
    page = opened(chromium, amina, live_server.url + page_of(draft))
    theirs = Written(title="A directory", language="en", body="What Bola wrote.")
    save_draft(draft=draft, written=theirs, version=1, by=bola, at=timezone.now())

    page.fill("#id_body", "What Amina wrote.")
    expect(page.locator("#saved")).to_contain_text("Nothing is overwritten", timeout=15_000)
    draft.refresh_from_db()
    assert draft.body == "What Bola wrote."
    page.click("button[name=save]")

    expect(page.locator(".theirs pre")).to_have_text("What Bola wrote.")
    assert page.input_value("#id_body") == "What Amina wrote."
    page.fill("#id_body", "What both wrote.")
    page.click("button[name=save]")
    expect(page.locator(".theirs")).to_have_count(0)
    draft.refresh_from_db()
    assert draft.body == "What both wrote."


def test_a_session_that_ended_while_typing_loses_nothing(
    chromium: Any, live_server: Any, draft: Draft, amina: Any
) -> None:
    page = opened(chromium, amina, live_server.url + page_of(draft))
    page.context.clear_cookies(name="sessionid")

    page.fill("#id_body", "Typed after the end.")
    expect(page.locator("#saved")).to_contain_text("You have been signed out.", timeout=15_000)
    assert "Typed after the end." in str(page.evaluate("JSON.stringify(sessionStorage)"))

    page.context.clear_cookies()  # a new sign-in brings a new token as well
    sign_in(page.context, amina, live_server.url)
    page.fill("#id_body", "Typed after the end, and saved.")
    expect(page.locator("#saved")).to_contain_text("Saved at", timeout=15_000)
    draft.refresh_from_db()
    assert draft.body == "Typed after the end, and saved."


def test_the_journey_without_scripts(chromium: Any, live_server: Any, call: Call, amina: Any) -> None:
    start = live_server.url + reverse("submissions:start_draft", args=[call.symbol])
    page = opened(chromium, amina, start, java_script_enabled=False)

    page.get_by_role("button", name="Start writing").click()
    page.fill("#id_title", "A directory")
    page.fill("#id_body", "Roles, not persons.")
    page.set_input_files("#id_uploads", {"name": "note.txt", "mimeType": "text/plain", "buffer": b"abc"})
    page.get_by_role("button", name="Check before sending").click()
    expect(page.get_by_role("link", name="note.txt")).to_be_visible()
    page.get_by_role("button", name="Submit").click()

    submission = Submission.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Receipt {submission.reference}")
    expect(page.get_by_role("status")).to_contain_text("Your contribution has been received.")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Receipt {submission.reference}")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_have_no_barrier_that_axe_finds(
    chromium: Any, live_server: Any, draft: Draft, amina: Any, language: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    Draft.objects.filter(pk=draft.pk).update(title="Überprüfungsmechanismus" * 10)
    symbol = draft.call.symbol
    page = opened(chromium, amina, live_server.url + "/desk/", language=language, viewport=size)
    seen = [
        "/desk/", reverse("submissions:start_draft", args=[symbol]), page_of(draft) + "?preview=1",
        reverse("submissions:check_draft", args=[draft.public_id]),
        reverse("submissions:discard_draft", args=[draft.public_id]),
    ]  # fmt: skip
    for path in seen:
        page.goto(live_server.url + path)
        assert barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(live_server.url + page_of(draft))
    page.fill("#id_title", "t" * 251)
    page.locator("#id_title").evaluate("title => title.form.querySelector('[name=save]').click()")
    expect(page.locator(".problems")).to_be_focused()
    assert barriers(page) == []


def barriers(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:120]}" for violation in found]

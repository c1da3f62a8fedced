"""The reading desk in a real browser: words selected and counted right, forms beside the text, keys, and no barrier."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect, sync_playwright

from consultation.submissions.models import Submission
from reports.points.actions.marking import Said, change_point
from reports.points.models import Point, Reading
from tests.factories import make_question, make_submission
from tests.factories.points import make_point, make_topic

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIETLY = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LETTERS = "👩🏽‍💻 asks: *who* answers 😀 at night?\n\nSecond paragraph stands here."

SELECT = """([from, to]) => {
    const walk = document.createTreeWalker(document.getElementById("texts"), NodeFilter.SHOW_TEXT);
    const find = (words, end) => {
        walk.currentNode = walk.root;
        while (walk.nextNode()) {
            const place = walk.currentNode.data.indexOf(words);
            if (place >= 0) return [walk.currentNode, end ? place + words.length : place];
        }
    };
    const range = document.createRange();
    range.setStart(...find(from, false));
    range.setEnd(...find(to, true));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture(autouse=True)
def _beside_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's event loop runs in the thread of the test


@pytest.fixture
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield opened
        opened.close()


def opened(chromium: Any, person: Any, url: str, *, language: str = "en", **options: Any) -> Page:
    """The page in a browser in which that person is signed in; a script that fails, fails the test."""
    context = chromium.new_context(**options)
    client = Client()
    client.force_login(person)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
    context.add_cookies([{"name": name, "value": value, "url": urljoin(url, "/")} for name, value in cookies.items()])
    page: Page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(url)
    return page


def desk_of(live_server: Any, submission: Submission) -> str:
    return live_server.url + reverse("points:desk", args=[submission.public_id])


def select(page: Page, first: str, last: str = "") -> None:
    page.evaluate(SELECT, [first, last or first])


def test_words_are_selected_and_marked_without_losing_the_place(
    chromium: Any, live_server: Any, call: Any, bola: Any
) -> None:
    submission = make_submission(call, state="published", body=LETTERS)
    page = opened(chromium, bola, desk_of(live_server, submission))

    select(page, "who answers 😀 at night?")
    page.get_by_role("button", name="Mark these words").click()
    expect(page.get_by_role("textbox", name="In short")).to_be_focused()
    page.get_by_role("textbox", name="In short").fill("Somebody should answer at night.")
    page.get_by_role("radio", name="Question").check()
    page.get_by_role("combobox", name="Topic").fill("Duty rosters")
    page.get_by_role("button", name="Save the point").click()

    expect(page.locator("#points .point")).to_have_count(1)
    point = Point.objects.get()
    assert (point.quote, point.starts, point.ends) == ("who answers 😀 at night?", 11, 34)
    assert (point.kind, str(point.topic), point.restatement) == (
        "question",
        "Duty rosters",
        "Somebody should answer at night.",
    )
    expect(page.locator("mark")).to_have_text("who answers 😀 at night?")
    expect(page.locator(".point")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Marked.")
    expect(page.locator("#form-place")).to_be_hidden()


def test_a_selection_over_paragraphs_and_marks_is_counted_right(
    chromium: Any, live_server: Any, call: Any, bola: Any
) -> None:
    submission = make_submission(call, state="published", body=LETTERS)
    make_point(submission, "answers 😀 at")
    make_point(submission, "night?")
    page = opened(chromium, bola, desk_of(live_server, submission))
    select(page, "night?", "Second paragraph")
    page.get_by_role("button", name="Mark these words").click()
    page.get_by_role("textbox", name="In short").fill("Over two.")
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator("#points .point")).to_have_count(3)
    assert Point.objects.get(restatement="Over two.").quote == "night?\n\nSecond paragraph"


def test_an_arabic_text_with_its_vowels_is_counted_right(chromium: Any, live_server: Any, call: Any, bola: Any) -> None:
    body = "تَحْتاجُ الفِرَقُ الصغيرةُ إلى قائمةٍ واحدة. نعم."
    submission = make_submission(call, state="published", language="ar", body=body)
    page = opened(chromium, bola, desk_of(live_server, submission), language="ar")
    select(page, "إلى قائمةٍ واحدة.")
    page.locator("#toolbar button").click()
    page.locator("textarea[name=restatement]").fill("قائمة واحدة")
    page.locator("#form-place button").first.click()
    expect(page.locator("#points .point")).to_have_count(1)
    assert Point.objects.get().quote == "إلى قائمةٍ واحدة."


def test_what_is_wrong_or_changed_meanwhile_is_said_beside_the_text(
    chromium: Any, live_server: Any, submission: Submission, bola: Any, chair: Any
) -> None:
    point = make_point(submission, "Small responders need one list.", restatement="One list.")
    page = opened(chromium, bola, desk_of(live_server, submission))

    page.get_by_role("link", name="Change point 1").click()
    restatement = page.get_by_role("textbox", name="In short")
    restatement.fill("")
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator("#form-place .problems")).to_be_focused()

    change_point(point=point, version=1, said=Said("What the Chair wrote."), by=chair, at=timezone.now())
    restatement.fill("What Bola wrote.")
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator("#form-place")).to_contain_text("What the Chair wrote.")
    expect(restatement).to_have_value("What Bola wrote.")
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator(".point .restated")).to_contain_text("What Bola wrote.")
    point.refresh_from_db()
    assert (point.restatement, point.version) == ("What Bola wrote.", 3)


def test_neither_a_lost_session_nor_a_lost_line_loses_what_was_typed(
    chromium: Any, live_server: Any, submission: Submission, bola: Any
) -> None:
    page = opened(chromium, bola, desk_of(live_server, submission))
    page.locator(".mark-it").nth(1).click()
    restatement = page.get_by_role("textbox", name="In short")
    restatement.fill("Typed with care.")

    page.context.set_offline(True)
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator("#form-place")).to_contain_text("There is no connection.")
    page.context.set_offline(False)
    session = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator("#form-place")).to_contain_text("You have been signed out.")
    page.keyboard.press("Escape")
    expect(restatement).to_have_value("Typed with care.")

    page.context.add_cookies(session)
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator("#points .point")).to_have_count(1)
    assert Point.objects.get().restatement == "Typed with care."


def test_a_lost_point_is_given_the_words_that_are_selected(
    chromium: Any, live_server: Any, submission: Submission, bola: Any
) -> None:
    point = make_point(submission, "Keep it small.", anchor="lost")
    page = opened(chromium, bola, desk_of(live_server, submission))
    page.get_by_role("link", name="Choose another passage").click()
    expect(page.get_by_role("heading", name="Choose the passage of point 1")).to_be_visible()
    select(page, "one list")
    page.get_by_role("button", name="Choose these words").click()
    page.get_by_role("button", name="Use this passage").click()
    expect(page.locator("mark")).to_have_text("one list")
    expect(page.locator("#moving")).to_have_count(0)
    assert "move=" not in page.url
    point.refresh_from_db()
    assert (point.quote, point.anchor) == ("one list", "held")


def test_single_keys_do_the_work_and_can_be_switched_off(
    chromium: Any, live_server: Any, call: Any, submission: Submission, bola: Any
) -> None:
    later = make_submission(call, state="published", body="The next text.", received_at=timezone.now())
    make_point(submission, "Small responders need one list.", restatement="One list.")
    page = opened(chromium, bola, desk_of(live_server, submission))

    for _ in range(2):
        page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_role("textbox", name="In short")).to_have_value("One list.")
    page.keyboard.type("n")  # in a field a letter is a letter
    expect(page.get_by_role("textbox", name="In short")).to_be_focused()
    page.get_by_role("link", name="Back without saving").click()
    page.keyboard.press("m")
    expect(page.locator("#form-place")).to_contain_text("Mark a passage")
    page.keyboard.press("Escape")
    expect(page.locator("#form-place")).to_be_hidden()
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Mark as unread")).to_be_visible()
    assert Reading.objects.get().reader == bola
    page.keyboard.press("n")
    page.wait_for_url(f"**{reverse('points:desk', args=[later.public_id])}")
    page.keyboard.press("p")
    page.wait_for_url(f"**{reverse('points:desk', args=[submission.public_id])}")

    page.keyboard.press("?")
    page.get_by_label("Use these keys in this browser").uncheck()
    page.reload()
    page.keyboard.press("r")
    page.keyboard.press("m")
    expect(page.locator("#form-place")).to_be_hidden()
    assert Reading.objects.count() == 1


def test_the_whole_work_without_scripts(chromium: Any, live_server: Any, submission: Submission, bola: Any) -> None:
    page = opened(chromium, bola, desk_of(live_server, submission), java_script_enabled=False)
    page.locator(".mark-it").nth(1).click()
    page.get_by_role("radio", name="Small responders need one list.", exact=True).check()
    page.get_by_role("textbox", name="In short").fill("One list.")
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator("mark")).to_have_text("Small responders need one list.")
    page.get_by_role("link", name="Change point 1").click()
    page.get_by_role("checkbox", name="Asks for something").check()
    page.get_by_role("button", name="Save the point").click()
    expect(page.locator(".point")).to_contain_text("Asks for something")
    page.get_by_role("link", name="Drop point 1").click()
    page.get_by_role("button", name="Drop it").click()
    expect(page.locator(".point")).to_have_count(0)
    page.get_by_role("button", name="Read: open the next unread").click()
    expect(page.get_by_role("status").first).to_contain_text("There is nothing left for you to read here.")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_have_no_barrier_that_axe_finds(
    chromium: Any, live_server: Any, submission: Submission, bola: Any, language: str, width: int
) -> None:
    make_question(submission.call).answers.create(submission=submission, text="Überprüfungsmechanismus" * 10)
    topic = make_topic(submission.process, "Überprüfungsmechanismus" * 5)
    point = make_point(submission, "Small responders need one list.", topic=topic, restatement="Überprüfung" * 50)
    lost = make_point(submission, "Keep it small.", anchor="lost")
    slug = submission.process.slug
    paths = [
        reverse("points:shelf", args=[slug]), reverse("points:topics", args=[slug]),
        reverse("points:topic", args=[topic.pk]), reverse("points:desk", args=[submission.public_id]),
        reverse("points:desk", args=[submission.public_id], query={"move": str(lost.public_id)}),
        reverse("points:mark", args=[submission.public_id], query={"source": "body", "starts": "19", "ends": "88"}),
        reverse("points:change", args=[point.public_id]), reverse("points:drop", args=[point.public_id]),
        reverse("points:passage", args=[lost.public_id], query={"source": "body", "starts": "0", "ends": "17"}),
    ]  # fmt: skip
    size = {"width": width, "height": 900}
    page = opened(chromium, bola, live_server.url + paths[0], language=language, viewport=size)
    for path in paths:
        page.goto(live_server.url + path)
        assert barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(live_server.url + reverse("points:desk", args=[submission.public_id]))
    page.locator(".mark-it").first.click()
    expect(page.locator("#form-place textarea")).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def barriers(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:160]}" for violation in found]

"""The editor in a real browser: saved while typing, phrases put in, evidence attached in place, paragraphs dragged."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from reports.summaries import actions
from reports.summaries.models import Paragraph, Summary
from tests import factories as make
from tests.reports.summaries.writing import evidence, history, make_point, standing, written

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIETLY = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True)
def _in_the_thread_of_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def paragraph(summary: Summary, chair: Any) -> Paragraph:
    return written(summary.sections.first(), chair, "Trust was noted.")[0]


def opened(chromium: Any, person: Any, url: str, *, language: str = "en", **options: Any) -> Page:
    client = Client()
    client.force_login(person)
    context = chromium.new_context(**options)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
    context.add_cookies([{"name": k, "value": v, "url": urljoin(url, "/")} for k, v in cookies.items()])
    page: Page = context.new_page()
    page.goto(url)
    return page


def barriers(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{violation['id']}: {node['html'][:120]}" for violation in found for node in violation["nodes"][:3]]


def at(live_server: Any, summary: Summary, paragraph: Paragraph | None = None) -> str:
    rest = f"paragraphs/{paragraph.pk}/" if paragraph else ""
    return f"{live_server.url}/chair/summaries/{summary.pk}/{rest}"


def test_the_text_is_saved_while_it_is_typed_and_a_phrase_is_put_in(
    chromium: Any, live_server: Any, summary: Summary, assistant: Any, paragraph: Paragraph
) -> None:
    page = opened(chromium, assistant, at(live_server, summary, paragraph))
    page.fill("#id_text", "Trust was noted by all.")
    page.get_by_role("button", name="Several participants").click()
    assert page.input_value("#id_text") == "Trust was noted by all. Several participants "
    page.keyboard.type("agreed that it was.")
    expect(page.locator("#saved")).to_contain_text("Tomas Reyes", timeout=15_000)
    expect(page.locator("#saved")).to_contain_text("report the view")
    paragraph.refresh_from_db()
    assert paragraph.text == "Trust was noted by all. Several participants agreed that it was."
    assert page.input_value("[name=version]") == str(paragraph.version)


def test_two_who_type_at_once_lose_nothing(
    chromium: Any, live_server: Any, summary: Summary, chair: Any, assistant: Any, paragraph: Paragraph, noon: datetime
) -> None:
    page = opened(chromium, assistant, at(live_server, summary, paragraph))
    actions.save_paragraph(paragraph=paragraph, text="What the Chair wrote.", version=1, by=chair, at=noon)
    page.fill("#id_text", "What I wrote.")
    expect(page.locator("#saved")).to_contain_text("What the Chair wrote.", timeout=15_000)
    assert page.input_value("#id_text") == "What I wrote."
    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator(".notice.warn").first).to_contain_text("What the Chair wrote.")
    assert page.input_value("#id_text") == "What I wrote."
    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator(".notice.success")).to_be_visible()
    assert [text for _version, _how, text in history(summary, paragraph)] == [
        "Trust was noted.", "What the Chair wrote.", "What I wrote.",
    ]  # fmt: skip


def test_what_is_typed_without_a_line_is_kept_and_saved_when_it_is_back(
    chromium: Any, live_server: Any, summary: Summary, assistant: Any, paragraph: Paragraph
) -> None:
    page = opened(chromium, assistant, at(live_server, summary, paragraph))
    page.context.set_offline(True)
    page.fill("#id_text", "Typed in a tunnel.")
    expect(page.locator("#saved")).to_contain_text("There is no connection", timeout=15_000)
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Tomas Reyes", timeout=15_000)
    paragraph.refresh_from_db()
    assert paragraph.text == "Typed in a tunnel."


def test_evidence_is_attached_in_place_and_what_is_typed_stays(
    chromium: Any, live_server: Any, summary: Summary, call: Any, assistant: Any, paragraph: Paragraph
) -> None:
    point = make_point(make.make_submission(call, state="published"), quote="Directories that answer.")
    page = opened(chromium, assistant, at(live_server, summary, paragraph))
    page.evaluate("window.stayed = true")
    page.fill("#id_text", "Directories were noted.")
    page.fill("[name=q]", "answer")
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator("button[name=attach]").click()
    expect(page.locator("button[name=detach]")).to_have_count(1)
    assert page.evaluate("window.stayed && document.activeElement.id") == "evidence"
    assert page.input_value("[name=q]") == "answer"
    paragraph.refresh_from_db()
    assert (paragraph.text, evidence(paragraph)) == ("Directories were noted.", {(point.submission_id, point.pk)})
    page.locator("button[name=detach]").click()
    expect(page.locator("button[name=attach]")).to_have_count(1)
    assert evidence(paragraph) == set()


def test_it_is_split_at_the_cursor_behind_signs_of_two_units(
    chromium: Any, live_server: Any, summary: Summary, assistant: Any, paragraph: Paragraph
) -> None:
    page = opened(chromium, assistant, at(live_server, summary, paragraph))
    page.fill("#id_text", "Trust 🤝 grew. Others cautioned.")
    page.evaluate("document.getElementById('id_text').setSelectionRange(15, 15)")
    page.get_by_role("button", name="Split at the cursor").click()
    expect(page.locator(".notice.success")).to_contain_text("Both paragraphs rest on all")
    assert standing(summary)[0] == ["Trust 🤝 grew.", "Others cautioned."]


def test_buttons_move_a_paragraph_keep_the_focus_and_say_its_number(
    chromium: Any, live_server: Any, summary: Summary, chair: Any, assistant: Any, paragraph: Paragraph
) -> None:
    written(summary.sections.first(), chair, "B", "C")
    page = opened(chromium, assistant, at(live_server, summary))
    page.evaluate("window.stayed = true")
    page.locator(f"#paragraph-{paragraph.pk} [value=down]").press("Enter")
    expect(page.locator("#moved")).to_have_text("The paragraph is now number 2.")
    assert page.evaluate("document.activeElement.textContent") == "Down: paragraph 2"
    page.keyboard.press("Enter")
    expect(page.locator("#moved")).to_have_text("The paragraph is now number 3.")
    assert [row.inner_text() for row in page.locator(".paras .no").all()] == ["1.", "2.", "3."]
    assert page.locator(".paras li > div > p").all_inner_texts() == ["B", "C", "Trust was noted."]
    assert page.evaluate("window.stayed")
    assert standing(summary)[0] == ["B", "C", "Trust was noted."]


def test_a_paragraph_is_dragged_into_another_section(
    chromium: Any, live_server: Any, summary: Summary, chair: Any, assistant: Any, paragraph: Paragraph
) -> None:
    first, second = summary.sections.all()
    written(first, chair, "B")
    (c,) = written(second, chair, "C")
    page = opened(chromium, assistant, at(live_server, summary))
    handle = page.locator(f"#paragraph-{paragraph.pk} .no")
    handle.drag_to(page.locator(f"#paragraph-{c.pk} > div > p"))
    expect(page.locator("#moved")).to_have_text("The paragraph is now number 3.")
    assert standing(summary) == [["B"], ["C", "Trust was noted."]]
    assert page.locator(f"[data-section='{second.pk}'] .no").all_inner_texts() == ["2.", "3."]


def test_a_page_that_others_changed_is_read_again(
    chromium: Any, live_server: Any, summary: Summary, chair: Any, assistant: Any, paragraph: Paragraph
) -> None:
    written(summary.sections.first(), chair, "B")
    page = opened(chromium, assistant, at(live_server, summary))
    written(summary.sections.last(), chair, "Written meanwhile.")
    page.locator(f"#paragraph-{paragraph.pk} [value=down]").click()
    expect(page.get_by_text("Written meanwhile.")).to_be_visible()
    assert standing(summary)[0] == ["B", "Trust was noted."]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_nothing_stands_in_the_way(
    chromium: Any, live_server: Any, summary: Summary, call: Any, chair: Any, paragraph: Paragraph, noon: datetime,
    language: str, width: int,
) -> None:  # fmt: skip
    points = [make_point(make.make_submission(call, state="published")) for _number in range(2)]
    actions.attach_point(paragraph=paragraph, point=points[0], by=chair, at=noon)
    actions.save_paragraph(paragraph=paragraph, text="It was agreed. Yes.", version=1, by=chair, at=noon)
    actions.add_remark(summary=summary, anchor=paragraph.anchor, text="Who?", by=chair, at=noon)
    base = at(live_server, summary)
    page = opened(chromium, chair, base, language=language, viewport={"width": width, "height": 900})
    rests = ("", f"paragraphs/{paragraph.pk}/", f"paragraphs/{paragraph.pk}/split/", f"paragraphs/{paragraph.pk}/merge/",
             f"paragraphs/{paragraph.pk}/place/", "history/", f"history/{paragraph.anchor}/",
             f"remarks/{paragraph.anchor}/", f"sections/{paragraph.section_id}/")  # fmt: skip
    for rest in rests:
        page.goto(base + rest)
        assert (rest, barriers(page)) == (rest, [])
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (rest, wide) == (rest, 0)

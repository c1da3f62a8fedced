"""Turns that the journey takes for some: corrections, second thoughts, colleagues, lost sessions, keyboards, slow lines."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultation.submissions.models import Call, Draft, Submission
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation
from tests.e2e import steps
from tests.e2e.browsing import PHONE
from tests.e2e.conftest import Visit
from tests.e2e.portal import Portal
from tests.e2e.steps import SUBMIT
from tests.factories import (
    PASSWORD,
    make_call,
    make_chair,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_submission,
)

FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS = 60_000, 8


@pytest.fixture
def call(portal: Portal) -> Call:
    now = timezone.now()
    return make_call(
        symbol="WG.9/2027/C1", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2), word_limit=500
    )


@pytest.fixture
def organisation(portal: Portal) -> Organisation:
    return make_organisation("Lagos Incident Response Forum")


@pytest.fixture
def amina(organisation: Organisation) -> User:
    return make_focal_point(organisation, email="amina@people.example", full_name="Amina Okafor")


@pytest.fixture
def draft(call: Call, organisation: Organisation, amina: User) -> Draft:
    return make_draft(call, organisation, amina, title="A directory", body="Roles, not persons.")


def page_of(draft: Draft) -> str:
    return f"/desk/drafts/{draft.public_id}/"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_is_returned_comes_back_corrected_and_is_published(
    visit: Visit, call: Call, organisation: Organisation, amina: User, scripts: bool
) -> None:
    submission = make_submission(call, organisation, title="A directory", body="Ask Bola, +234 800 000.")
    contributor = visit(amina, java_script_enabled=scripts)
    chair = visit(make_chair(call.process), java_script_enabled=scripts)

    steps.decide(chair, "A directory", "returned", reason="Please take the telephone number out.")
    contributor.go(f"/desk/submissions/{submission.public_id}/")
    expect(contributor.page.locator("main blockquote")).to_have_text("Please take the telephone number out.")
    contributor.press("form[action$='/correct/'] button")
    contributor.fill(body="Ask the secretariat.")
    assert steps.check_and_submit(contributor) == submission.reference
    steps.decide(chair, "A directory", "published")

    anybody = visit(java_script_enabled=scripts)
    anybody.go(steps.public_page_of(submission.reference))
    expect(anybody.page.locator("main .text")).to_have_text("Ask the secretariat.")
    expect(anybody.page.locator("main ol li", has_text="SHA-256")).to_have_count(2)
    expect(anybody.page.locator("body")).not_to_contain_text("+234")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_is_withdrawn_leaves_a_stub(
    visit: Visit, call: Call, organisation: Organisation, amina: User, scripts: bool
) -> None:
    submission = make_submission(call, organisation, title="A directory", body="Kisiwani.", state="published")
    contributor = visit(amina, java_script_enabled=scripts)
    contributor.go(f"/desk/submissions/{submission.public_id}/")
    contributor.follow("/withdraw/")
    contributor.press(SUBMIT)
    expect(contributor.page.locator("aside .tag")).to_have_text("Withdrawn")

    anybody = visit(java_script_enabled=scripts)
    anybody.go(steps.public_page_of(submission.reference))
    expect(anybody.page.locator("h1")).to_have_text("A directory")
    expect(anybody.page.locator("main .notice h2")).to_have_text("This contribution was withdrawn")
    expect(anybody.page.locator("body")).not_to_contain_text("Kisiwani")


def test_two_members_who_write_at_once_both_keep_their_text(
    visit: Visit, draft: Draft, organisation: Organisation, amina: User
) -> None:
    first, second = visit(amina), visit(make_member(organisation, full_name="Bola Adeyemi"))
    first.go(page_of(draft))
    second.go(page_of(draft))
    first.fill(body="What Amina wrote.")
    first.press("button[name=save]")
    expect(first.page.locator("#id_body")).to_have_value("What Amina wrote.")

    second.expected.append("409")  # a browser reports the answer that tells of the conflict
    second.fill(body="What Bola wrote.")
    second.press("button[name=save]")
    expect(second.page.locator(".theirs pre")).to_have_text("What Amina wrote.")
    expect(second.page.locator("#id_body")).to_have_value("What Bola wrote.")
    second.fill(body="What both wrote.")
    second.press("button[name=save]")
    expect(second.page.locator(".theirs")).to_have_count(0)

    first.page.reload()
    expect(first.page.locator("#id_body")).to_have_value("What both wrote.")


def test_a_double_click_submits_once(visit: Visit, draft: Draft, amina: User) -> None:
    contributor = visit(amina)
    contributor.go(page_of(draft) + "check/")
    contributor.page.locator(f"main {SUBMIT}").dblclick()
    expect(contributor.page.locator("dd.symbol")).to_have_text("WG.9/2027/C1/001")
    assert Submission.objects.count() == 1
    contributor.page.go_back()
    expect(contributor.page.locator("dd.symbol")).to_have_text("WG.9/2027/C1/001")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_session_that_ended_while_typing_loses_no_text(
    visit: Visit, portal: Portal, draft: Draft, amina: User, scripts: bool
) -> None:
    contributor = visit(amina, java_script_enabled=scripts)
    contributor.go(page_of(draft))
    contributor.fill(body="An hour’s work.")
    BrowserSession.objects.all().delete()
    portal.forget()
    contributor.press("button[name=save]")
    contributor.page.wait_for_selector("[name=login]")
    contributor.fill(login="amina@people.example", password=PASSWORD)
    contributor.press("button[type=submit]")
    expect(contributor.page.locator("#id_body")).to_have_value("An hour’s work.")
    contributor.press("button[name=save]")
    expect(contributor.page.locator("#id_body")).to_have_value("An hour’s work.")
    draft.refresh_from_db()
    assert draft.body == "An hour’s work."


def test_writing_and_submitting_with_the_keyboard_alone(visit: Visit, call: Call, amina: User) -> None:
    contributor = visit(amina)
    contributor.go(f"/calls/{call.symbol}/")
    hands = Keyboard(contributor.page)
    hands.press("main a[href$='/write/']")
    hands.press(f"main {SUBMIT}")
    hands.type_into("#id_title", "A directory")
    hands.type_into("#id_body", "Roles, not persons.")
    hands.press("main button[name=check]")
    hands.press(f"main {SUBMIT}")
    expect(contributor.page.locator("dd.symbol")).to_have_text("WG.9/2027/C1/001")
    submission = Submission.objects.get()
    assert (submission.title, submission.body) == ("A directory", "Roles, not persons.")


class Keyboard:
    """Two hands without a mouse: Tab until it is reached, and see each time that the focus shows."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type_into(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(text)

    def reach(self, selector: str) -> None:
        for _step in range(150):
            self.page.keyboard.press("Tab")
            assert self.focus_shows(), self.page.evaluate("document.activeElement.outerHTML")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab never comes to {selector}")

    def focus_shows(self) -> bool:
        """Whether what is focused has an outline at least two pixels wide, and stands in the window."""
        return bool(
            self.page.evaluate(
                """() => {
                    const focused = document.activeElement, style = getComputedStyle(focused);
                    const box = focused.getBoundingClientRect();
                    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
                        && box.bottom > 0 && box.top < innerHeight;
                }"""
            )
        )


def test_the_first_visit_of_a_call_fits_a_slow_line(visit: Visit, call: Call) -> None:
    for number in range(30):
        make_submission(call, title=f"Contribution {number} on points of contact", state="published")
    anybody = visit(width=PHONE)
    line = anybody.context.new_cdp_session(anybody.page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 300, "downloadThroughput": 250_000 / 8, "uploadThroughput": 250_000 / 8},
    )
    asked: list[str] = []
    weights: list[float] = []
    line.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    line.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    anybody.page.goto(f"{anybody.origin}/calls/{call.symbol}/", wait_until="networkidle")

    asked = [url for url in asked if not url.startswith("data:")]
    assert [url for url in asked if not url.startswith(anybody.origin)] == []
    assert len(asked) <= FIRST_VISIT_REQUESTS, asked
    assert sum(weights) <= FIRST_VISIT_BYTES, (sum(weights), asked)
    expect(anybody.page.locator(".deadline")).to_be_visible()

"""Somebody at a browser of her own: what she does, what went wrong unseen, and what stands in the way of others."""

import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response
from playwright.sync_api import Error as PageLeft

QUIETLY = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = 1280, 360  # widths in CSS pixels


@dataclass
class Visitor:
    """A person with a fresh browser profile; `complaints` gathers what the browser said and nobody would have seen."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    widths: tuple[int, ...] = ()
    barriers: list[str] = field(default_factory=list)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def go(self, path: str) -> int:
        """Open the address and return the status of the answer."""
        answer = self.page.goto(self.origin + path)
        return answer.status if answer else 0

    def look(self) -> None:
        """Look at the page as it is for what would stand in somebody's way, at each of `widths`."""
        self.barriers += [f"{self.page.url} {problem}" for problem in looked_at(self.page, *self.widths)]

    def fill(self, **values: str) -> None:
        """Fill in fields by their names, in whatever language the labels are."""
        for name, value in values.items():
            self.page.fill(f"main [name={name}]", value)

    def press(self, selector: str) -> None:
        """Press a button of the page's own (not one of the masthead)."""
        self.page.locator(f"main {selector}").first.click()

    def follow(self, path: str) -> None:
        """Go where a link of this page leads: it must be there, and its address must match."""
        self.page.locator(f"main a[href*='{path}']").first.click()

    def choose_language(self, code: str) -> None:
        """Through the masthead, as a person does."""
        self.page.locator("details.languages summary").click()
        self.page.locator(f"details.languages button[value='{code}']").click()
        self.page.wait_for_selector(f"html[lang='{code}']")

    def sign_in_quietly(self, person: Any) -> None:
        """As if she had signed in: for tests that are not about signing in."""
        client = Client()
        client.force_login(person)
        self.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.origin}]
        )

    def complain(self, what: str) -> None:
        if not any(re.search(pattern, what) for pattern in self.expected):
            self.complaints.append(f"{self.page.url}: {what}")

    def watch(self) -> None:
        """Note errors in scripts, refusals of the security policy, failed requests and broken pages."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complain(f"error in a script: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complain(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or a page left before it had come
            self.complain(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if not response.url.startswith((self.origin, "data:", "blob:")):
            self.complain(f"a third party: {response.url}")
        if response.status >= 500:
            self.complain(f"status {response.status}: {response.url}")


def somebody(
    browser: Browser, origin: str, *, width: int = DESK, widths: tuple[int, ...] = (), **options: Any
) -> Visitor:
    """A visitor with a browser profile of her own, watched; `widths` are those at which she looks at pages."""
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **options)
    context.set_default_timeout(30_000)
    visitor = Visitor(context.new_page(), origin, widths=widths)
    visitor.watch()
    return visitor


def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it is; if the page was left while it looked, it looks at the one that came."""
    page.wait_for_load_state()
    try:
        found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    except PageLeft:
        page.wait_for_load_state()
        found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    return [f"{violation['id']}: {node['html'][:160]}" for violation in found for node in violation["nodes"][:3]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def looked_at(page: Page, *widths: int) -> list[str]:
    """What axe finds and what does not fit, at each of the widths; the window is as it was afterwards."""
    before = page.viewport_size
    assert before
    problems = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        problems += [f"at {width} px: {barrier}" for barrier in barriers(page)]
        if overflow(page):
            problems.append(f"at {width} px: {overflow(page)} px wider than the window")
    page.set_viewport_size(before)
    return problems

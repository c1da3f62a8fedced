"""Submitting over HTTP, from the form to the receipt, beside a bare Django view that inserts the same row."""

import argparse
import html
import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import fill
from bench.load import Timing, connected
from bench.report import Figure, tell
from bench.serve import served
from consultation.submissions.models import Call, Draft, Submission, SubmissionEvent
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Membership, Organisation
from stakeholders.organisations.states import MembershipState

STRAIGHT = ("the form", "submitting what was typed", "the receipt")
CHECKED = ("the form", "sending the text", "check before sending", "submitting", "the receipt")
ROUND = 10  # flows of each side in turn
OUR_BACKEND = "stakeholders.accounts.backends.PersonBackend"
BARE_BACKEND = "django.contrib.auth.backends.ModelBackend"
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")

_serial = itertools.count(10_000_000)  # no text is sent twice


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How big and how long."""
    parser.add_argument("--sizes", type=int, nargs=2, default=[1000, 100_000], metavar=("SMALL", "LARGE"))
    parser.add_argument("--rounds", type=int, default=6, help=f"rounds of {ROUND} flows for each side")


def run(options: argparse.Namespace) -> int:
    """Fill, measure, fill more, measure again; prints the figures."""
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    person = make_contributor()
    figures: list[Figure] = []
    found: list[dict[str, Timing]] = []
    for size in options.sizes:
        fill.fill_up_to(size)
        found.append(measured(person, rounds=options.rounds))
        figures += beside_bare(found[-1], size)
    figures += [*between(*found), *counted(person)]
    return tell(figures, to=Path(options.json) if options.json else None)


def make_contributor() -> User:
    """A representative with a verified address, of the first organisation; every call takes input now."""
    person = User.objects.create_user("representative@bench.example", "a long enough passphrase")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Membership.objects.create(
        organisation=Organisation.objects.order_by("pk")[0], user=person, state=MembershipState.ACTIVE,
        role=Membership.Role.REPRESENTATIVE, requested_at=fill.START,
    )  # fmt: skip
    now = timezone.now()
    Call.objects.update(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    return person


# --- a browser of one person ------------------------------------------------------------------------------------------


@dataclass
class Browser:
    """One kept-alive connection with the cookies of somebody who is signed in."""

    connection: HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> str:
        """The page; raises RuntimeError for anything but 200."""
        return self._ask("GET", path, 200)[1]

    def post(self, path: str, page: str, **fields: str) -> str:
        """Send a form of that page with its CSRF token; where the answer leads. Only a 302 raises no RuntimeError."""
        return self._ask(
            "POST", path, 302, urlencode({"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"), **fields})
        )[0]

    def _ask(self, method: str, path: str, wanted: int, body: str | None = None) -> tuple[str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if response.status != wanted:
            raise RuntimeError(f"{method} {path} answered {response.status}")
        return response.headers.get("Location", ""), page


class CountingBrowser(Browser):
    """The same in this process, where the queries of each page can be counted."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.numbers: list[int] = []

    def _ask(self, method: str, path: str, wanted: int, body: str | None = None) -> tuple[str, str]:
        with CaptureQueriesContext(connection) as queries:
            response = self.client.generic(method, path, body or "", "application/x-www-form-urlencoded")
        if response.status_code != wanted:
            raise RuntimeError(f"{method} {path} answered {response.status_code}")
        self.numbers.append(sum(not query["sql"].startswith(TRANSACTION) for query in queries))
        return response.headers.get("Location", ""), response.content.decode()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise RuntimeError(f"The page has no field {name}.")
    return html.unescape(found[1])


def signed_in(person: User, backend: str) -> str:
    """The key of a session in which the person is signed in, without the sign-in page and its password hash."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


# --- the two flows ----------------------------------------------------------------------------------------------------


def new_draft(person: User) -> str:
    """The address of an empty draft: it is begun on the call's page, before the person writes."""
    draft = Draft.objects.create(
        call=Call.objects.order_by("pk")[0], organisation=person.memberships.get().organisation, language="en",
        created_at=timezone.now(), saved_at=timezone.now(), saved_by=person,
    )  # fmt: skip
    return f"/desk/drafts/{draft.public_id}/"


def text_of(serial: int) -> dict[str, str]:
    """What is typed: a title and a text of 450 words."""
    return {"title": f"Contribution {serial}", "language": "en", "body": next(fill.texts(1, serial))}


def straight(browser: Browser, address: str, typed: dict[str, str]) -> None:
    """The form, what was typed submitted at once, the receipt with its digest: what the bare side does, in full."""
    form = browser.get(address)
    attached = hidden(form, "attached")
    see_receipt(
        browser,
        browser.post(address, form, version="1", visibility="public", attached=attached, submit_now="", **typed),
    )


def checked(browser: Browser, address: str, typed: dict[str, str]) -> None:
    """The form, the text sent, the page to check it on, the one button, the receipt with its digest."""
    form = browser.get(address)
    check = browser.post(address, form, version="1", visibility="public", check="", **typed)
    page = browser.get(check)
    see_receipt(browser, browser.post(check, page, seal=hidden(page, "seal")))


def see_receipt(browser: Browser, address: str) -> None:
    """Raises RuntimeError where the page is no receipt."""
    if "SHA-256" not in browser.get(address):
        raise RuntimeError("The receipt names no digest.")


def bare(browser: Browser, _address: str, typed: dict[str, str]) -> None:
    """The form, the text sent, the row as a page."""
    form = browser.get("/write/")
    if "Received" not in browser.get(browser.post("/write/", form, **typed)):
        raise RuntimeError("The bare site confirms nothing.")


# --- what is measured -------------------------------------------------------------------------------------------------


def measured(person: User, *, rounds: int) -> dict[str, Timing]:
    """Flows of each way in turns, so that what else the machine does falls on all; each warms up first."""
    before = Submission.objects.count(), SubmissionEvent.objects.count(), Letter.objects.count()
    with (
        served("bench.portal_wsgi:application") as (our_port, _),
        served("bench.bare_wsgi:application") as (bare_port, _),
        connected(our_port) as our_line, connected(bare_port) as bare_line,
    ):  # fmt: skip
        browser = Browser(our_line, {"sessionid": signed_in(person, OUR_BACKEND)})
        sides = {
            "straight": (straight, browser),
            "checked": (checked, browser),
            "bare": (bare, Browser(bare_line, {"sessionid": signed_in(person, BARE_BACKEND)})),
        }
        found = {name: Timing(()) for name in sides}
        for number in range(rounds + 1):
            for name, (flow, browser) in sides.items():
                timing = flows(flow, browser, [new_draft(person) for _ in range(ROUND)])
                found[name] = found[name].joined(timing) if number else found[name]
    check_that_all_was_kept(before, ROUND * (rounds + 1))
    return found


def flows(flow: Callable[[Browser, str, dict[str, str]], None], browser: Browser, addresses: list[str]) -> Timing:
    """How long each took, from the first byte asked for to the last byte of the receipt; typing is not counted."""
    browser.connection.close()  # the server may have ended it while the other side had its turn; it opens again
    seconds = []
    for address in addresses:
        typed = text_of(next(_serial))
        started = time.perf_counter()
        flow(browser, address, typed)
        seconds.append(time.perf_counter() - started)
    return Timing(tuple(seconds))


def check_that_all_was_kept(before: tuple[int, int, int], flows_of_a_way: int) -> None:
    """A fast flow that loses something is no flow: rows of all three ways, and an event and a receipt of our two."""
    after = Submission.objects.count(), SubmissionEvent.objects.count(), Letter.objects.count()
    kept = tuple(now - then for now, then in zip(after, before, strict=True))
    if kept != (3 * flows_of_a_way, 2 * flows_of_a_way, 2 * flows_of_a_way):
        raise RuntimeError(f"Kept were {kept} submissions, events and letters of {flows_of_a_way} flows each way.")


def beside_bare(found: dict[str, Timing], size: int) -> list[Figure]:
    """Flows a second of ours over those of the bare site; the way with the page to check on is told beside it."""
    bare_ones = found["bare"].per_second
    return [
        Figure(f"{size:,}: flows a second, times bare", found["straight"].per_second / bare_ones, at_least=0.3),
        Figure(f"{size:,}: the way by the check page, times bare", found["checked"].per_second / bare_ones),
        Figure(f"{size:,}: milliseconds of a flow (for orientation)", 1000 * found["straight"].median),
        Figure(f"{size:,}: milliseconds by the check page", 1000 * found["checked"].median),
        Figure(f"{size:,}: milliseconds of a bare flow", 1000 * found["bare"].median),
    ]  # fmt: skip


def between(small: dict[str, Timing], large: dict[str, Timing]) -> list[Figure]:
    """How flat the flow stays as the record grows."""
    return [
        Figure("large over small: flow, p95", large["straight"].p95 / small["straight"].p95, at_most=1.3),
        Figure("large over small: by the check page, p95", large["checked"].p95 / small["checked"].p95),
        Figure("large over small: bare flow, p95 (how noisy the run was)", large["bare"].p95 / small["bare"].p95),
    ]


def counted(person: User) -> list[Figure]:
    """Queries of each page of both ways, counted in this process; without those that only open and end transactions."""
    client = Client()
    client.force_login(person, backend=OUR_BACKEND)
    client.get("/desk/")  # the session is in the cache from now on
    ways = {"": (straight, STRAIGHT), "by the check page: ": (checked, CHECKED)}
    figures: list[Figure] = []
    for way, (flow, pages) in ways.items():
        browser = CountingBrowser(client)
        flow(browser, new_draft(person), text_of(next(_serial)))
        named = zip(pages, browser.numbers, strict=True)
        figures += [Figure(f"queries: {way}{page}", number) for page, number in named]
        figures.append(Figure(f"queries: {way}the whole flow", sum(browser.numbers), at_most=25))
    return figures

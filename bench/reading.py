"""The reading desk with 2,000 contributions and 20,000 points beside a tenth of it: the list, the desk, marking."""

import argparse
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urljoin

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Min

from bench import fill
from bench.first_visit import ASKED, Named
from bench.load import Timing, connected
from bench.report import Figure, tell
from bench.serve import served
from bench.submit import OUR_BACKEND, Browser, signed_in
from consultation.processes.models import AgendaItem, Office, Process
from consultation.submissions.models import Submission
from reports.points.models import Point, Reading, Share, Topic
from reports.points.passages import reading_text
from stakeholders.accounts.models import User

POINTS_EACH = 10
TOPICS = 40
SHELF = f"/chair/reading/{fill.SLUG}/"
LISTS = ("", "?reading=unread", "?points=with&group=business", "?points=lost", "?item={item}", "?last=1")
HEAVY_WORDS, HEAVY_POINTS = 9_000, 100
ROUND = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How big and how long."""
    parser.add_argument("--sizes", type=int, nargs=2, default=[200, 2000], metavar=("SMALL", "LARGE"))
    parser.add_argument("--rounds", type=int, default=6, help=f"rounds of {ROUND} pages of each kind")


def run(options: argparse.Namespace) -> int:
    """Fill, measure, fill more, measure again; prints the figures."""
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    team = [make_reader(number) for number in range(2)]
    make_topics()
    found = []
    for size in options.sizes:
        fill.fill_up_to(size)
        mark_up_to(size, team)
        found.append(measured(team[0], size, rounds=options.rounds))
    figures = [*between(*found), *weighed(team[0])]
    return tell(figures, to=Path(options.json) if options.json else None)


# --- what there is to read --------------------------------------------------------------------------------------------


def make_reader(number: int) -> User:
    """One of the Chair's team, with a second factor."""
    person = User.objects.create_user(f"reader{number}@bench.example", "a long enough passphrase")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    process = Process.objects.get(slug=fill.SLUG)
    Office.objects.create(process=process, user=person, kind=Office.Kind.TEAM, given_at=fill.START)
    return person


def make_topics() -> None:
    """A list of topics, as a team keeps one."""
    process = Process.objects.get(slug=fill.SLUG)
    Topic.objects.bulk_create(Topic(process=process, label=f"Topic {n}", position=n) for n in range(TOPICS))


def mark_up_to(size: int, team: Sequence[User]) -> None:
    """Ten points in each contribution that has none, one in fifty lost; a half is read, a third is somebody's part."""
    items, topics = list(AgendaItem.objects.order_by("pk")), list(Topic.objects.order_by("pk"))
    new = Submission.objects.filter(points=None).defer("search").order_by("pk")
    rows = list(new)
    points = (point for row in rows for point in _points(row, items, topics, team))
    Point.objects.bulk_create(points, batch_size=1000)
    read = [row for row in rows if row.pk % 2]
    Reading.objects.bulk_create(
        Reading(submission=row, reader=team[row.pk % 4 // 2], revision=1, read_at=fill.START) for row in read
    )
    Share.objects.bulk_create(
        Share(submission=row, reader=team[row.pk % 2], given_at=fill.START, given_by=team[0]) for row in rows[::3]
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    assert Point.objects.standing().count() == size * POINTS_EACH


def _points(
    row: Submission, items: Sequence[AgendaItem], topics: Sequence[Topic], team: Sequence[User]
) -> Iterator[Point]:
    reading = reading_text(row.body)
    for number in range(POINTS_EACH):
        block = reading.blocks[number % len(reading.blocks)]
        starts = block.starts + 40 * (number // len(reading.blocks))
        yield Point(
            public_id=uuid.uuid4(), process_id=row.process_id, submission=row, revision=1, starts=starts,
            ends=starts + 160, quote=reading.text[starts : starts + 160], restatement=f"That {block.text[:120]}",
            marked_at=fill.START,
            kind=Point.Kind.values[number % 5], asks=number % 3 == 0, agenda_item=items[(row.pk + number) % len(items)],
            topic=topics[(row.pk * 7 + number) % len(topics)], marked_by=team[number % 2], changed_at=fill.START,
            changed_by=team[number % 2], anchor="lost" if (row.pk * POINTS_EACH + number) % 50 == 0 else "held",
        )  # fmt: skip


# --- measuring --------------------------------------------------------------------------------------------------------


def measured(person: User, size: int, *, rounds: int) -> dict[str, Timing]:
    """Times of each kind of page, taken in turns."""
    found: dict[str, Timing] = {}
    item = AgendaItem.objects.aggregate(first=Min("pk"))["first"]
    lists = [SHELF + query.format(item=item) for query in LISTS]
    rows = list(Submission.objects.order_by("pk").defer("search")[:: max(size // ROUND, 1)])[:ROUND]
    with served("bench.portal_wsgi:application") as (port, _), connected(port) as line:
        browser = Browser(line, {"sessionid": signed_in(person, OUR_BACKEND)})
        kinds: dict[str, Callable[[int], None]] = {
            "open the list": lambda number: _get(browser, lists[number % len(lists)]),
            "open the desk": lambda number: _get(browser, _desk(rows[number % len(rows)])),
            "mark": lambda number: _mark(browser, rows[number % len(rows)]),
            "next unread": lambda number: _go_on(line, browser, rows[number % len(rows)]),
        }
        for turn in range(rounds + 1):  # the first warms up
            for name, ask in kinds.items():
                seconds = [_seconds(ask, number) for number in range(ROUND)]
                if turn:
                    found[name] = found.get(name, Timing(())).joined(Timing(tuple(seconds)))
    Point.objects.filter(restatement="Marked by the bench.").update(dropped_at=fill.START, dropped_by=person)
    return found


def _seconds(ask: Callable[[int], None], number: int) -> float:
    started = time.perf_counter()
    ask(number)
    return time.perf_counter() - started


def _get(browser: Browser, path: str) -> None:
    browser.get(path)


def _desk(row: Submission) -> str:
    return f"/chair/submissions/{row.public_id}/reading/"


def _mark(browser: Browser, row: Submission) -> None:
    """The form for the first paragraph, and the point saved."""
    block = reading_text(row.body).blocks[0]
    path = f"{_desk(row)}mark/?source=body&starts={block.starts}&ends={block.ends}"
    page = browser.get(path)
    browser.post(
        path, page, key=str(uuid.uuid4()), restatement="Marked by the bench.", kind="view", topic="Topic 7",
        source="body", starts=str(block.starts), ends=str(block.ends), revision="1",
        passage=f"body {block.starts} {block.ends}",
    )  # fmt: skip


def _go_on(line: HTTPConnection, browser: Browser, row: Submission) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    line.request("GET", f"{SHELF}next/?from={row.reference}", headers={"Cookie": cookies})
    response = line.getresponse()
    response.read()
    assert response.status == 302, response.status


def between(small: dict[str, Timing], large: dict[str, Timing]) -> list[Figure]:
    """How flat the pages stay."""
    ratios = [
        Figure(f"ten times as large over small: {name}, median", large[name].median / small[name].median, at_most=1.5)
        for name in large
    ]
    times = [Figure(f"milliseconds: {name} (for orientation)", 1000 * large[name].median) for name in large]
    return [*ratios, *times]


def weighed(person: User) -> list[Figure]:
    """What a browser transfers for the list, for a desk of ten points, and for a long text with a hundred."""
    row = Submission.objects.order_by("pk").defer("search")[0]
    heavy = Submission.objects.order_by("pk").defer("search")[1]
    body = "\n\n".join(f"{text[:600]}." for text in fill.texts(HEAVY_WORDS // 90, 5_000_000))
    Submission.objects.filter(pk=heavy.pk).update(body=body)
    Point.objects.filter(submission=heavy).update(dropped_at=fill.START, dropped_by=person)
    heavy.body = body
    one = list(_points(heavy, list(AgendaItem.objects.all()), list(Topic.objects.all()), [person, person]))
    for number in range(HEAVY_POINTS // POINTS_EACH):
        for point in one:
            point.pk, point.public_id, point.starts, point.ends = None, uuid.uuid4(), number * 700, number * 700 + 160
            point.anchor = Point.Anchor.HELD
        Point.objects.bulk_create(one)
    with served("bench.portal_wsgi:application") as (port, _), connected(port) as line:
        cookie = f"sessionid={signed_in(person, OUR_BACKEND)}"
        pages = {"the list": SHELF, "a desk": _desk(row), "a desk of 9,000 words and 100 points": _desk(heavy)}
        sizes = {name: transferred(line, path, cookie) / 1000 for name, path in pages.items()}
    return [Figure(f"kB transferred with style and scripts: {name}", size, at_most=120) for name, size in sizes.items()]


def transferred(line: HTTPConnection, path: str, cookie: str) -> int:
    """Bytes of the page and of what it names, asked for once more unpacked to read the names."""
    line.request("GET", path, headers={"Cookie": cookie})
    parser = Named()
    parser.feed(line.getresponse().read().decode())
    named = dict.fromkeys(urljoin(path, address) for address in parser.addresses)
    return sum(_bytes(line, address, cookie) for address in (path, *named))


def _bytes(line: HTTPConnection, path: str, cookie: str) -> int:
    line.request("GET", path, headers={**ASKED, "Cookie": cookie})
    response = line.getresponse()
    body = response.read()
    assert response.status == 200, path
    return len(body) + sum(len(name) + len(value) + 4 for name, value in response.headers.items())

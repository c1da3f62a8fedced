"""The summary editor with 2,000 contributions, 20,000 points and 300 paragraphs, beside a tenth of it."""

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench import fill
from bench.load import Timing
from bench.report import Figure, tell
from consultation.processes.models import AgendaItem, Office, Process, Session
from consultation.submissions.models import Call, Submission
from reports.points.models import Point, Topic
from reports.summaries.actions import begin_summary
from reports.summaries.models import Citation, Paragraph, Summary, Wording
from stakeholders.accounts.models import User

POINTS_A_CONTRIBUTION = 10
CONTRIBUTIONS_A_PARAGRAPH = 2000 / 300
WORDS_A_PARAGRAPH = 60
LARGEST_PAGE = 120_000
FIXED = "/account/profile/"
"""A page that asks who the person is and shows a form, whatever stands in the process."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How big and how long."""
    parser.add_argument("--sizes", type=int, nargs=2, default=[200, 2000], metavar=("SMALL", "LARGE"))
    parser.add_argument("--rounds", type=int, default=40, help="requests of each kind")


def run(options: argparse.Namespace) -> int:
    """Fill, measure, fill more, measure again; prints the figures."""
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    summary = begun(chair())
    small, large = options.sizes
    grow(summary, small)
    found = [measured(summary, options.rounds)]
    write_up_to(summary, paragraphs_for(large))
    whole_with_a_tenth_behind = timed(lambda browser: browser.get(whole(summary)), options.rounds // 4)
    grow(summary, large)
    found.append(measured(summary, options.rounds))
    beside = found[1]["whole"].quietly / whole_with_a_tenth_behind.quietly
    return tell(figures(summary, *found, beside), to=Path(options.json) if options.json else None)


# --- what is measured -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Beside:
    """Times of a page, and of a page of fixed size asked in turns with it, so that what else runs falls on both."""

    page: Timing
    fixed: Timing

    @property
    def quietly(self) -> float:
        """The median of the page in medians of the fixed one."""
        return self.page.median / self.fixed.median


def measured(summary: Summary, rounds: int) -> dict[str, Beside]:
    """Times of opening a paragraph, saving it, attaching a point, and of the whole summary, each by one browser."""
    middle = list(Paragraph.objects.filter(section__summary=summary).order_by("pk"))[5:15]
    paragraphs, points = cycle(middle), iter(free_points(middle, rounds))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {
        "open": timed(lambda browser: browser.get(address(next(paragraphs))), rounds),
        "save": timed(lambda browser: save(browser, next(paragraphs)), rounds),
        "attach": timed(lambda browser: attach(browser, next(paragraphs), next(points)), rounds),
        "whole": timed(lambda browser: browser.get(whole(summary)), rounds // 4),
    }


def timed(ask: Callable[[Client], Any], rounds: int) -> Beside:
    """Seconds of each request, database included; the first three warm up. Raises AssertionError for a refusal."""
    browser = Client()
    browser.force_login(User.objects.get(email="chair@bench.example"))
    seconds: tuple[list[float], list[float]] = ([], [])
    for _number in range(rounds + 3):
        for side, asked in zip(seconds, (ask, lambda one: one.get(FIXED)), strict=True):
            started = time.perf_counter()
            answer = asked(browser)
            side.append(time.perf_counter() - started)
            assert answer.status_code in (200, 302), answer.status_code
    return Beside(Timing(tuple(seconds[0][3:])), Timing(tuple(seconds[1][3:])))


def save(browser: Client, paragraph: Paragraph) -> Any:
    """Save one more word, as the script of the page does."""
    paragraph.refresh_from_db()
    typed = {"text": f"{paragraph.text} More.", "version": paragraph.version}
    return browser.post(f"{address(paragraph)}autosave/", typed)


def attach(browser: Client, paragraph: Paragraph, point: int) -> Any:
    """Attach a point with one press."""
    paragraph.refresh_from_db()
    typed = {"text": paragraph.text, "version": paragraph.version, "attach": point}
    return browser.post(address(paragraph), typed)


def address(paragraph: Paragraph) -> str:
    """The page of the paragraph."""
    return f"/chair/summaries/{paragraph.section.summary_id}/paragraphs/{paragraph.pk}/"


def whole(summary: Summary) -> str:
    """The page of the whole summary."""
    return f"/chair/summaries/{summary.pk}/"


def free_points(paragraphs: list[Paragraph], rounds: int) -> list[int]:
    """Points on which none of the paragraphs rests, enough for each attachment to be a new one."""
    cited = Citation.objects.filter(paragraph__in=paragraphs).values("point")
    return list(Point.objects.exclude(pk__in=cited).order_by("pk").values_list("pk", flat=True)[: rounds + 3])


def figures(summary: Summary, small: dict[str, Beside], large: dict[str, Beside], beside: float) -> list[Figure]:
    """How flat the editor stays, and how much its pages weigh."""
    grown = [
        Figure(f"large over small: {name}, median", large[name].quietly / small[name].quietly, at_most=1.5)
        for name in ("open", "save", "attach")
    ]
    paragraph = Paragraph.objects.filter(section__summary=summary).order_by("pk")[7]
    weights = [
        Figure(f"kB transferred: {name}", transferred(path) / 1000, at_most=LARGEST_PAGE / 1000)
        for name, path in (("one paragraph", address(paragraph)), ("the whole summary", whole(summary)))
    ]
    return [
        *grown,
        Figure("whole summary, as many paragraphs: large over a tenth of the points", beside, at_most=1.5),
        Figure("whole summary: ten times the paragraphs and points", large["whole"].quietly / small["whole"].quietly),
        *weights,
        *(
            Figure(f"milliseconds at the large size: {name} (for orientation)", 1000 * large[name].page.median)
            for name in ("open", "save", "attach", "whole")
        ),
    ]


def transferred(path: str) -> int:
    """Bytes of the page as a browser gets it."""
    browser = Client(headers={"accept-encoding": "gzip"})
    browser.force_login(User.objects.get(email="chair@bench.example"))
    answer = browser.get(path)
    assert answer["Content-Encoding"] == "gzip", path
    return len(answer.content)


# --- what it stands on ------------------------------------------------------------------------------------------------


def chair() -> User:
    """Who presides over the process, with a second factor."""
    person = User.objects.create_user("chair@bench.example", "a long enough passphrase")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    Office.objects.create(process=Process.objects.get(), user=person, kind=Office.Kind.CHAIR, given_at=fill.START)
    for number in range(20):
        Topic.objects.create(process=Process.objects.get(), label=f"Topic {number}")
    return person


def begun(person: User) -> Summary:
    """A summary of all calls, with a section for each agenda item."""
    for call in Call.objects.all():
        call.agenda_items.set(AgendaItem.objects.all())
    return begin_summary(
        session=Session.objects.get(), calls=Call.objects.all(), title="What was heard", symbol="WG.99/2026/CS.1",
        language="en", attribution="non_attributed", by=person, at=fill.START + timedelta(days=200),
    )  # fmt: skip


def paragraphs_for(contributions: int) -> int:
    """How many paragraphs a summary of so many contributions has here."""
    return round(contributions / CONTRIBUTIONS_A_PARAGRAPH)


def grow(summary: Summary, contributions: int) -> None:
    """Up to that many contributions with ten points each, and a paragraph for seven of them; all points are cited."""
    fill.fill_up_to(contributions)
    write_up_to(summary, paragraphs_for(contributions))
    marked = Point.objects.order_by().values("submission")
    items, topics = list(AgendaItem.objects.all()), list(Topic.objects.all())
    points = [
        point(submission, number, summary, items[number % len(items)], topics[submission.pk % len(topics)])
        for submission in Submission.objects.exclude(pk__in=marked).order_by("pk")
        for number in range(POINTS_A_CONTRIBUTION)
    ]
    made = Point.objects.bulk_create(points, batch_size=2000)
    paragraphs = cycle(Paragraph.objects.filter(section__summary=summary).order_by("pk"))
    Citation.objects.bulk_create(
        (
            Citation(
                paragraph=paragraph, submission_id=one.submission_id, point=one, cited_at=one.marked_at,
                cited_by_id=one.marked_by_id,
            )
            for paragraph, one in zip(paragraphs, made, strict=False)
        ),
        batch_size=2000,
    )  # fmt: skip


def point(submission: Submission, number: int, summary: Summary, item: AgendaItem, topic: Topic) -> Point:
    """A sentence of the contribution."""
    starts = number * 120
    quote = submission.body[starts : starts + 110]
    return Point(
        process_id=submission.process_id, submission=submission, agenda_item=item, topic=topic,
        kind=Point.Kind.values[number % 5], restatement=f"Holds that {quote[:60]}", revision=1, starts=starts,
        ends=starts + len(quote), quote=quote, marked_at=summary.created_at, marked_by=summary.created_by,
        changed_at=summary.created_at, changed_by=summary.created_by,
    )  # fmt: skip


def write_up_to(summary: Summary, number: int) -> None:
    """Paragraphs of 60 words, in turns in the sections, until there are that many."""
    there = Paragraph.objects.filter(section__summary=summary).count()
    sections = list(islice(cycle(summary.sections.all()), number))[there:]
    rows = [
        Paragraph(
            section=section, position=there + index, text=text_of(there + index), saved_at=summary.created_at,
            saved_by=summary.created_by,
        )
        for index, section in enumerate(sections, start=1)
    ]  # fmt: skip
    made = Paragraph.objects.bulk_create(rows)
    Wording.objects.bulk_create(
        Wording(
            summary=summary, anchor=row.anchor, version=1, text=row.text, how=Wording.How.WRITTEN, at=row.saved_at,
            by=row.saved_by,
        )
        for row in made
    )  # fmt: skip


def text_of(serial: int) -> str:
    """A paragraph as summaries have them, the same in every run; its words are of no dictionary."""
    words = random.Random(serial).choices(fill.vocabulary(), k=WORDS_A_PARAGRAPH)
    return f"Many participants highlighted that {' '.join(words)}."

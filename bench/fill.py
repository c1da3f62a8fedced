"""Fills the database with contributions that are the same in each run: one process, four calls, 400 authors."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection

from consultation.processes.models import AgendaItem, Process, Session
from consultation.submissions.models import Answer, Call, CallQuestion, Party, Revision, Submission
from stakeholders.organisations.models import Country, Organisation, StakeholderGroup
from stakeholders.organisations.states import OrganisationState

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CALLS = 4
AUTHORS = 400
WORDS_A_TEXT = 450
BATCH = 1000
SLUG = "bench"
GROUPS = ("civil-society", "business", "technical-community", "academia")
LANGUAGES = ("en", "en", "en", "fr", "es", "ar", "ru", "zh")
RARE_WORD, COMMON_WORD = "okapi", "confidence"

_SYLLABLES = [first + second for first, second in zip("bcdfghjklmnprstvwxyz" * 5, "aeiou" * 20, strict=True)]


def vocabulary() -> list[str]:
    """3,000 words that no dictionary knows, the first few far more frequent than the others (as in real texts)."""
    dice = random.Random(7)
    return [COMMON_WORD, *("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(2999))]


def texts(number: int, first: int) -> Iterator[str]:
    """That many texts, each from its own seed, so that the thousandth is the same whatever was filled before."""
    words = vocabulary()
    weights = [1 / (rank + 3) for rank in range(len(words))]
    for serial in range(first, first + number):
        dice = random.Random(serial)
        chosen = dice.choices(words, weights, k=WORDS_A_TEXT)
        if serial % 997 == 0:
            chosen[40] = RARE_WORD
        paragraphs = [" ".join(chosen[start : start + 75]).capitalize() + "." for start in range(0, WORDS_A_TEXT, 75)]
        yield "\n\n".join(paragraphs)


def lay_ground() -> None:
    """The process, its session, agenda, calls and authors."""
    process = Process.objects.create(
        name="Working Group on Measured Things", short_name="Working Group", slug=SLUG, mandate="To be measured.",
        symbol_stem="WG.99", time_zone="Africa/Nairobi", languages=["en", "fr", "ar"], announced_at=START,
        created_at=START,
    )  # fmt: skip
    session = Session.objects.create(
        process=process, kind=Session.Kind.SUBSTANTIVE, ordinal=1, place="Nairobi", starts_on=date(2026, 9, 7),
        ends_on=date(2026, 9, 11), symbol="WG.99/2026/S.1",
    )  # fmt: skip
    for position in range(8):
        AgendaItem.objects.create(session=session, label=str(position + 1), title=f"Item {position}", position=position)
    for number in range(1, CALLS + 1):
        call = Call.objects.create(
            process=process, session=session, symbol=f"WG.99/2026/C{number}", title=f"Written input {number}",
            invitation="The Chair invites comments.", opens_at=START, closes_at=START + timedelta(days=900),
            zone="Africa/Nairobi", announced_at=START,
        )  # fmt: skip
        CallQuestion.objects.create(call=call, position=1, text="What have you seen work?")
    _make_authors()


def _make_authors() -> None:
    groups = [StakeholderGroup.objects.get(code=code) for code in GROUPS]
    countries = list(Country.objects.exclude(region="").order_by("code"))
    Organisation.objects.bulk_create(
        Organisation(
            name=f"Organisation {number}", group_declared=groups[number % len(groups)], proposed_at=START,
            state=OrganisationState.RECOGNISED, is_global=number % 10 == 0,
            seat=None if number % 10 == 0 else countries[number % len(countries)],
        )
        for number in range(AUTHORS)
    )  # fmt: skip


def fill_up_to(number: int) -> None:
    """Add published contributions until there are that many."""
    there = Submission.objects.count()
    rows = _rows(there, number)
    with _without_search_index():
        _insert(rows)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _without_search_index() -> Iterator[None]:
    """An index over texts is built several times faster at once than row by row."""
    index = next(index for index in Submission._meta.indexes if index.name == "submission_search")
    with connection.schema_editor() as editor:
        editor.remove_index(Submission, index)
    yield
    with connection.schema_editor() as editor:
        editor.add_index(Submission, index)


def _insert(rows: Iterator[Submission]) -> None:
    items = list(AgendaItem.objects.order_by("pk").values_list("pk", flat=True))
    while batch := list(islice(rows, BATCH)):
        made = Submission.objects.bulk_create(batch)
        Revision.objects.bulk_create(_revision(row) for row in made)
        link = Submission.agenda_items.through
        link.objects.bulk_create(link(submission_id=row.pk, agendaitem_id=items[row.pk % len(items)]) for row in made)
        Answer.objects.bulk_create(_answers(made))
        Party.objects.bulk_create(_parties(made))


def _rows(first: int, end: int) -> Iterator[Submission]:
    calls = list(Call.objects.order_by("pk"))
    authors = list(Organisation.objects.select_related("group_declared", "seat").order_by("pk"))
    for serial, text in enumerate(texts(end - first, first), first):
        yield _row(serial, text, calls[serial % CALLS], authors[serial * 7919 % AUTHORS])


def _row(serial: int, text: str, call: Call, author: Organisation) -> Submission:
    at = START + timedelta(minutes=serial)
    fields: dict[str, Any] = {"received_at": at, "submitted_at": at, "published_at": at, "state": "published"}
    return Submission(
        public_id=uuid.UUID(int=serial + 1), process_id=call.process_id, call=call, organisation=author,
        reference=f"{call.symbol}/{serial:06d}", author_name=author.name, group=author.group_declared,
        country=author.seat, region=author.seat.region if author.seat else "",
        title=f"Contribution {serial} {text[:60]}", language=LANGUAGES[serial % len(LANGUAGES)], body=text,
        word_count=WORDS_A_TEXT, **fields,
    )  # fmt: skip


def _answers(rows: list[Submission]) -> Iterator[Answer]:
    """Every fourth contribution answers its call's question."""
    questions = dict(CallQuestion.objects.values_list("call", "pk"))
    for row in rows[::4]:
        yield Answer(submission=row, question_id=questions[row.call_id], text="It *works*, as the text above says.")


def _parties(rows: list[Submission]) -> Iterator[Party]:
    """Every fifth contribution is a joint one, of three."""
    names = ("Standing With Them", "Also Of This View")
    for row in rows[::5]:
        yield from (Party(submission=row, name=name, confirmed_at=START) for name in names)


def _revision(row: Submission) -> Revision:
    return Revision(
        submission=row, number=1, draft_id=row.public_id, content={"title": row.title}, sha256="0" * 64,
        submitted_at=row.submitted_at, deadline=row.call.closes_at,
    )  # fmt: skip

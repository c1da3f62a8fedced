"""Near-identical texts: how fast one is found among 100,000, and how many of a labelled set are found rightly."""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from bench import fill
from bench.labelled import EDITS, INVITATION, QUESTIONS, Text, labelled, made_originals, real_originals
from bench.report import Figure, tell
from consultation.likeness.minhash import METHOD, band_keys, sketch
from consultation.likeness.models import Sketch
from consultation.likeness.pipeline import sketch_submission
from consultation.likeness.search import found_alike
from consultation.likeness.shingles import shingles
from consultation.processes.models import Process, Session
from consultation.submissions.models import Call, Revision, Submission
from stakeholders.organisations.models import StakeholderGroup

SEARCHED = 40
COPIES = 10
_READ_AS_MANY = "SELECT submission_id, shingle_count FROM likeness_sketch WHERE submission_id = ANY(%s)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, and where real texts are."""
    parser.add_argument("--size", type=int, default=100_000, help="sketched texts to search among")
    parser.add_argument("--originals", type=int, default=150, help="texts of which the labelled set is made")
    parser.add_argument("--texts", default="", help='real texts: JSON Lines with a "body"; made up where left out')
    parser.add_argument("--rounds", type=int, default=20, help="how often each new text is looked for")


def run(options: argparse.Namespace) -> int:
    """Make the sets, measure both; prints the figures."""
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    figures = [reading_time(), *quality(options.texts, options.originals), *speed(options.size, options.rounds)]
    return tell(figures, to=Path(options.json) if options.json else None)


# --- quality ----------------------------------------------------------------------------------------------------------


def quality(path: str, number: int) -> list[Figure]:
    """Recall of each kind of edit, and precision of all pairs that are found; the whole way as in the portal."""
    originals = real_originals(Path(path), number) if path else made_originals(number)
    texts = list(labelled(originals))
    rows = _filed(texts)
    label = {row.pk: text for row, text in zip(rows, texts, strict=True)}
    for row in rows:
        sketch_submission(submission_id=row.pk, at=fill.START)
    found = {
        kept.submission_id: set(found_alike(kept, process_id=rows[0].process_id))
        for kept in Sketch.objects.filter(submission__in=rows)
    }
    return [
        Figure(f"labelled set: originals ({'real' if path else 'made up'})", len(originals)),
        *_judged(label, found),
    ]


def _judged(label: dict[int, Text], found: dict[int, set[int]]) -> list[Figure]:
    """What was found against the labels. A pair is one text, and another that is near-identical to it by its making."""
    alike = {pk: _alike(pk, label) for pk in label}
    right = sum(len(found[pk] & alike[pk]) for pk in label)
    figures = []
    for made_by in EDITS:
        edited = [pk for pk, text in label.items() if text.made_by == made_by]
        hits = sum(any(label[other].made_by == "original" for other in found[pk] & alike[pk]) for pk in edited)
        figures.append(Figure(f"recall: original found from its edit, {made_by}", hits / len(edited), at_least=0.95))
    return [
        *figures,
        Figure("recall of all pairs", right / sum(map(len, alike.values())), at_least=0.95),
        Figure("precision of all pairs found", right / max(sum(map(len, found.values())), 1), at_least=0.95),
    ]


def _alike(pk: int, label: dict[int, Text]) -> set[int]:
    mine = label[pk]
    same = {"original", *EDITS}
    return {
        other for other, text in label.items()
        if other != pk and text.original == mine.original and {text.made_by, mine.made_by} <= same
    }  # fmt: skip


def _filed(texts: Sequence[Text]) -> list[Submission]:
    """The texts as contributions to a call with questions, in a process of their own."""
    process = Process.objects.create(
        name="Working Group on Labels", short_name="Labels", slug="labels", mandate="To be found.", symbol_stem="WG.98",
        time_zone="UTC", languages=["en"], announced_at=fill.START, created_at=fill.START,
    )  # fmt: skip
    session = Session.objects.create(
        process=process, kind=Session.Kind.SUBSTANTIVE, ordinal=1, place="Nairobi", starts_on=date(2026, 9, 7),
        ends_on=date(2026, 9, 11), symbol="WG.98/S.1",
    )  # fmt: skip
    call = Call.objects.create(
        process=process, session=session, symbol="WG.98/C1", title="Labels", invitation=INVITATION, opens_at=fill.START,
        closes_at=fill.START.replace(year=2027), zone="UTC", announced_at=fill.START,
    )  # fmt: skip
    for position, question in enumerate(QUESTIONS):
        call.questions.create(position=position, text=question)
    group = StakeholderGroup.objects.get(code="civil-society")
    rows = Submission.objects.bulk_create(
        Submission(
            process=process, call=call, reference=f"WG.98/C1/{number:05d}", author_name=f"Author {number}", group=group,
            title=text.made_by, language="en", body=text.body, received_at=fill.START, submitted_at=fill.START,
        )
        for number, text in enumerate(texts)
    )  # fmt: skip
    Revision.objects.bulk_create(
        Revision(
            submission=row, number=1, draft_id=row.public_id, content={}, sha256="0" * 64, submitted_at=fill.START,
            deadline=call.closes_at,
        )
        for row in rows
    )  # fmt: skip
    return rows


# --- speed ------------------------------------------------------------------------------------------------------------


def reading_time() -> Figure:
    """Seconds from the text to its sketch, for the longest contribution that calls usually allow."""
    text = " ".join(word for said in fill.texts(5, 0) for word in said.split())[:20_000]
    words = text.split()[:2000]
    seconds = min(_seconds(lambda: sketch(shingles(" ".join(words)))) for _round in range(5))
    return Figure("seconds to sketch a text of 2,000 words", seconds, at_most=0.5)


def speed(size: int, rounds: int) -> list[Figure]:
    """One new text looked for among `size`, beside one lookup of as many rows in the same index."""
    process = Process.objects.get(slug=fill.SLUG)
    _fill_up_to(size)
    new = _sketched(process, size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE likeness_band, likeness_sketch")
    everybody = list(Sketch.objects.filter(submission__process=process).values_list("pk", flat=True))
    dice = random.Random(5)
    searches, lookups, found, read = [], [], 0, 0
    for _round in range(rounds):
        for one in new:
            rows = dice.sample(everybody, _rows_read(band_keys(bytes(one.signature), among=process.pk)))
            searches.append(_seconds(lambda one=one: found_alike(one, process_id=process.pk)))
            lookups.append(_seconds(lambda rows=rows: _looked_up(rows)))
            found += len(found_alike(one, process_id=process.pk))
            read += len(rows)
    ratio = statistics.median(searches) / statistics.median(lookups)
    return [
        Figure(f"{size:,}: texts found for each new one", found / len(searches), at_least=COPIES * 0.95),
        Figure(f"{size:,}: search, times a lookup of as many rows", ratio, at_most=2.0),
        Figure(f"{size:,}: rows that a search reads, and the lookup", read / len(searches)),
        Figure(f"{size:,}: milliseconds of a search (for orientation)", 1000 * statistics.median(searches)),
        Figure(f"{size:,}: milliseconds of the lookup (for orientation)", 1000 * statistics.median(lookups)),
    ]  # fmt: skip


def _fill_up_to(size: int) -> None:
    """Contributions without texts: a search reads sketches and bands, and nothing else."""
    call = Call.objects.filter(process__slug=fill.SLUG).earliest("pk")
    group = StakeholderGroup.objects.get(code="civil-society")
    for first in range(0, size, fill.BATCH):
        Submission.objects.bulk_create(
            Submission(
                process_id=call.process_id, call=call, reference=f"{call.symbol}/{number:06d}", author_name="Author",
                group=group, title="Letter", language="en", received_at=fill.START, submitted_at=fill.START,
            )
            for number in range(first, min(first + fill.BATCH, size))
        )  # fmt: skip


def _sketched(process: Process, size: int) -> list[Sketch]:
    """Sketches for all contributions, and the new texts to look for: each has ten letters near-identical to it.

    A sketch is drawn by chance where the text resembles nothing: that is what the sketch of such a text is.
    """
    rows = list(Submission.objects.filter(process=process).order_by("pk").values_list("pk", flat=True)[:size])
    letters = list(fill.texts(SEARCHED, 20_000_000))
    copies = [_changed(letter, number) for letter in letters for number in range(COPIES)]
    known = dict(zip(rows[:: len(rows) // len(copies)], copies, strict=False))
    _copy_in("likeness_sketch (submission_id, revision_number, method, signature, shingle_count)", (
        (pk, 1, METHOD, sketch(shingles(known[pk])) if pk in known else os.urandom(512), 440) for pk in rows
    ))  # fmt: skip
    kept = list(Sketch.objects.filter(submission__process=process).values_list("pk", "signature"))
    _copy_in("likeness_band (key, sketch_id)", (
        (key, pk) for pk, signature in kept for key in band_keys(bytes(signature), among=process.pk)
    ))  # fmt: skip
    return [
        Sketch(submission_id=0, signature=sketch(pieces), shingle_count=len(pieces))
        for pieces in map(shingles, letters)
    ]


def _changed(letter: str, number: int) -> str:
    words = letter.split()
    words[number :: 20 + number] = [f"word{number}"] * len(words[number :: 20 + number])
    return " ".join(words)


def _rows_read(keys: Sequence[int]) -> int:
    """How many rows a search for these keys asks for: those of the index that it meets, and one for each key that has
    none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT key) FROM likeness_band WHERE key = ANY(%s)", [list(keys)])
        met, keys_met = cursor.fetchone()
        return int(met + len(set(keys)) - keys_met)


def _looked_up(rows: Sequence[int]) -> None:
    """Read those sketches by their primary keys, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_READ_AS_MANY, [list(rows)])
        cursor.fetchall()


def _copy_in(table: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row(row)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun

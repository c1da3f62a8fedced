"""Exports of 1,000 and of 100,000 contributions, beside a bare dump of the same rows by csv.writer."""

import argparse
import csv
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench import fill
from bench.report import Figure, tell
from consultation.processes.models import Process
from reports.exports.models import Export
from reports.exports.pipeline import make_export
from reports.exports.sheets import sheet_of
from reports.exports.snapshot import BATCH

NOW = datetime(2027, 1, 1, tzinfo=UTC)
BARE = """
    SELECT s.reference, c.symbol, s.title, s.language, s.state, s.withdrawn_at, s.author_name, g.code, s.country_id,
           s.region, s.received_at, s.submitted_at, s.published_at, s.is_late, s.revision_number, s.word_count, s.body
      FROM submissions_submission s
      JOIN submissions_call c ON c.id = s.call_id
      JOIN organisations_stakeholdergroup g ON g.id = s.group_id
     WHERE s.is_public
     ORDER BY s.received_at, s.id
"""
"""The columns that stand in the row itself; an export has the parties, agenda items, files and answers as well."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How big and how often."""
    parser.add_argument("--sizes", type=int, nargs=2, default=[1000, 100_000], metavar=("SMALL", "LARGE"))
    parser.add_argument("--rounds", type=int, default=3, help="times that each format is written, in turns")


def run(options: argparse.Namespace) -> int:
    """Fill, write, fill more, write again; prints the figures."""
    call_command("migrate", verbosity=0)
    fill.lay_ground()
    sheet_of("register")  # loads all addresses, which a worker does once in its life
    found: list[dict[str, Run]] = []
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        for size in options.sizes:
            fill.fill_up_to(size)
            found.append(in_turns(options.rounds))
    figures = [*beside_bare(*found, *options.sizes), *flat(*found)]
    return tell(figures, to=Path(options.json) if options.json else None)


@dataclass(frozen=True)
class Run:
    """What writing the file took: rows a second, queries, and resident memory at its highest (KiB)."""

    per_second: float
    queries: int
    memory: int


def in_turns(rounds: int) -> dict[str, Run]:
    """The best run of each, in turns, so that what else the machine does falls on all."""
    runs: dict[str, list[Run]] = {name: [] for name in WRITERS}
    for _round in range(rounds):
        for name, write in WRITERS.items():
            runs[name].append(in_a_process_of_its_own(name, write))
    return {name: max(of_it, key=lambda run: run.per_second) for name, of_it in runs.items()}


def in_a_process_of_its_own(name: str, write: Callable[[str], int]) -> Run:
    """Fork, write the file, and hear what it took."""
    connection.close()
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.close(reading)
        os.write(writing, json.dumps(asdict(watched(name, write))).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        found = told.read()
    os.waitpid(child, 0)
    return Run(**json.loads(found))


def watched(name: str, write: Callable[[str], int]) -> Run:
    """Write the file and look at the clock, the queries and the memory meanwhile (Linux, proc(5)).

    Before that a small part is exported, so that the connection knows the tables as that of a worker does.
    """
    ours("csv", language="zh", group="academia")
    Path("/proc/self/clear_refs").write_text("5")  # begin the highest resident memory anew
    with CaptureQueriesContext(connection) as queries:
        started = time.perf_counter()
        rows = write(name)
        seconds = time.perf_counter() - started
    return Run(rows / seconds, len(queries), highest_memory())


def highest_memory() -> int:
    """Resident memory of this process at its highest, in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


# --- writers ----------------------------------------------------------------------------------------------------------


def ours(name: str, **filters: str) -> int:
    """A whole export: counted, written, stored, read back, ready."""
    export = Export.objects.create(
        process=Process.objects.get(), kinds=["register"], format=name, scope="public", language="en", queued_at=NOW,
        filters=filters,
    )  # fmt: skip
    make_export(export_id=export.pk, at=NOW)
    export.refresh_from_db()
    if export.state != "ready":
        raise RuntimeError(export.failure)
    export.file.delete(save=False)
    return export.rows_done


def bare(_name: str) -> int:
    """A cursor on the server and csv.writer, nothing else."""
    rows = 0
    with tempfile.NamedTemporaryFile("w", newline="", encoding="utf-8") as file, transaction.atomic():
        lines = csv.writer(file)
        with connection.chunked_cursor() as cursor:
            cursor.execute(BARE)
            while batch := cursor.fetchmany(BATCH):
                lines.writerows(batch)
                rows += len(batch)
    return rows


WRITERS: dict[str, Callable[[str], int]] = {"bare": bare, "csv": ours, "jsonl": ours, "xlsx": ours}


# --- figures ----------------------------------------------------------------------------------------------------------


def beside_bare(small: dict[str, Run], large: dict[str, Run], *sizes: int) -> Iterator[Figure]:
    """Rows a second over those of the bare dump; a workbook has no bound, nor has a tenth of a second of work."""
    for size, found in zip(sizes, (small, large), strict=True):
        for name in ("csv", "jsonl", "xlsx"):
            bound = 0.8 if name != "xlsx" and size == sizes[1] else None
            ratio = found[name].per_second / found["bare"].per_second
            yield Figure(f"{size:,}: {name}, rows a second, times bare", ratio, at_least=bound)
        yield Figure(f"{size:,}: rows a second of the bare dump (for orientation)", found["bare"].per_second)


def flat(small: dict[str, Run], large: dict[str, Run]) -> Iterator[Figure]:
    """What grows with the number of rows: no query, and little memory."""
    for name in ("csv", "jsonl", "xlsx"):
        more = large[name].queries - small[name].queries
        yield Figure(f"{name}: queries", large[name].queries)
        yield Figure(f"{name}: more queries for the large size", more, at_most=0)
        yield Figure(
            f"{name}: more memory for the large size, MiB", (large[name].memory - small[name].memory) / 1024, at_most=30
        )

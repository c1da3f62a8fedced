"""Real transactions and real processes: others write meanwhile, a person cancels, a worker is killed at any point."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import InternalError, OperationalError, connection
from django.utils import timezone

from consultation.submissions.models import Submission
from reports.exports import actions, clockwork, pipeline
from reports.exports.actions import Wanted
from reports.exports.models import Export
from reports.exports.querysets import ExportQuerySet
from reports.exports.states import Format
from tests import factories as make
from tests.factories import NOON
from tests.reports.exports.filling import many
from tests.reports.exports.reading import read_csv

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROWS = 1_200


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch) -> Export:
    """The register of a call with 1,200 contributions, waiting for a worker."""
    monkeypatch.setattr(actions, "SMALL", -1)
    monkeypatch.setattr(actions.make_export_later, "delay", lambda *, export_id: None)
    call = make.make_call()
    many(call, ROWS)
    wanted = Wanted(kinds=["register"], format="csv", scope="public", language="en")
    chair = make.make_chair(call.process)
    return actions.ask_for_export(process=call.process, wanted=wanted, by=chair, at=timezone.now())


def elsewhere(act: Callable[[], Any]) -> Any:
    """What comes of it in another thread, on a connection of its own."""
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return found[0]


def stored(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def written(export: Export) -> Export:
    pipeline.make_export(export_id=export.pk, at=timezone.now())
    export.refresh_from_db()
    return export


def test_what_happens_while_an_export_is_written_is_not_in_it(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    batches = pipeline.batches

    def disturbed(*given: Any) -> Iterator[Any]:
        rows = batches(*given)
        yield next(rows)
        elsewhere(lambda: make.make_submission(make.make_call(export.process.sessions.get()), state="published"))
        elsewhere(lambda: Submission.objects.update(title="Changed meanwhile", state="withdrawn", withdrawn_at=NOON))
        yield from rows

    monkeypatch.setattr(pipeline, "batches", disturbed)
    assert written(export).counts == {"register": ROWS}
    with export.file.open("rb") as file:
        titles = [row[2] for row in read_csv(file.read())[1:-1]]
    assert titles == [f"Title {place}" for place in range(ROWS)]
    assert set(Submission.objects.values_list("title", flat=True)) == {"Changed meanwhile"}


def test_a_running_export_tells_how_far_it_is_and_stops_once_it_is_cancelled(
    export: Export, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "HEARTBEAT", timedelta(milliseconds=10))
    batches, told, given_out = pipeline.batches, [], []

    def told_by_the_row() -> tuple[int, int]:
        while not (found := Export.objects.get()).rows_done:
            threading.Event().wait(0.01)
        return found.rows_done, found.rows_planned

    def cancel() -> None:
        actions.cancel_export(export=Export.objects.get(), by=export.queued_by, at=timezone.now())

    def slow(*given: Any) -> Iterator[Any]:
        for place, batch in enumerate(batches(*given, size=10)):
            given_out.append(place)
            yield batch
            if place == 2:
                told.append(elsewhere(told_by_the_row))
                elsewhere(cancel)
            threading.Event().wait(0.01 if told else 0)

    monkeypatch.setattr(pipeline, "batches", slow)
    assert written(export).state == "cancelled"
    ((done, planned),) = told
    assert (done in (10, 20, 30), planned) == (True, ROWS)
    assert len(given_out) < ROWS // 10
    assert (export.file.name, stored(settings)) == ("", [])


def test_a_sign_of_life_that_fails_does_not_end_the_work(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "HEARTBEAT", timedelta(milliseconds=5))
    update, batches, failed = ExportQuerySet.update, pipeline.batches, threading.Event()

    def failing(rows: Any, **changes: Any) -> int:
        if threading.current_thread().name.startswith("heartbeat"):
            failed.set()
            raise OperationalError
        return int(update(rows, **changes))

    def slow(*given: Any) -> Iterator[Any]:
        for batch in batches(*given):
            assert failed.wait(10)
            yield batch

    monkeypatch.setattr(ExportQuerySet, "update", failing)
    monkeypatch.setattr(pipeline, "batches", slow)
    assert written(export).state == "ready"


def test_a_reader_who_went_away_does_not_hold_the_database(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "STALLED", "50ms")
    lines = pipeline.record_lines(export.process, Format.CSV, as_of=NOON)
    heading, some = next(lines), next(lines)
    assert heading.startswith(b"\xef\xbb\xbf")
    assert some.count(b"\r\n") == 50
    threading.Event().wait(0.5)
    with pytest.raises(InternalError, match="idle-in-transaction timeout"):
        list(lines)
    connection.close()


def test_a_reader_who_leaves_ends_the_transaction(export: Export) -> None:
    lines = pipeline.record_lines(export.process, Format.JSONL, as_of=NOON)
    next(lines)
    next(lines)
    lines.close()
    assert not connection.in_atomic_block
    assert elsewhere(lambda: Submission.objects.update(title="Changed"))


WORKER = """
import os, signal, sys, django
django.setup()
from django.utils import timezone
from reports.exports import pipeline

def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def die_after_one(watch, rows):
    yield next(rows)
    die()

if sys.argv[2] == "rows":
    pipeline.Watch.passing = die_after_one
else:
    setattr(pipeline, sys.argv[2], die)
pipeline.make_export(export_id=int(sys.argv[1]), at=timezone.now())
"""


@pytest.mark.parametrize(
    ("point", "left_in_the_storage"),
    [("number_of_rows", 0), ("rows", 0), ("_store", 0), ("_read_back", 1), ("_held", 1)],
)
def test_a_worker_killed_at_any_point_leaves_nothing_to_download_and_the_next_one_finishes(
    export: Export, settings: Any, point: str, left_in_the_storage: int
) -> None:
    killed = subprocess.run([sys.executable, "-c", WORKER, str(export.pk), point], env=of_the_test_database(settings))
    export.refresh_from_db()
    assert (killed.returncode, export.state, export.file.name, export.sha256) == (-9, "running", "", "")
    assert len(stored(settings)) == left_in_the_storage
    assert clockwork.exports_to_nudge(at=timezone.now() + timedelta(seconds=31)) == [export.pk]
    assert (written(export).state, export.runs, export.rows_done) == ("ready", 2, ROWS)
    assert [str(path.relative_to(settings.MEDIA_ROOT)) for path in stored(settings)] == [export.file.name]


def of_the_test_database(settings: Any) -> dict[str, str]:
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "DATABASE_URL": database, "STORAGE_FOLDER": str(settings.MEDIA_ROOT),
            "DJANGO_SETTINGS_MODULE": "config.settings"}  # fmt: skip

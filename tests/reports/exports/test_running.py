"""From the question to the file: complete or not there, one run at a time, nothing lost when a worker dies."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerGone

from consultation.submissions.reading import fields_of, records, survey
from register.errors import OutOfDate
from reports.exports import actions, clockwork, pipeline, tasks
from reports.exports.actions import Wanted
from reports.exports.models import Export
from reports.exports.workbook import TooLarge
from tests import factories as make
from tests.factories import NOON
from tests.reports.exports.filling import many
from tests.reports.exports.reading import read_csv, read_json_lines, read_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread that tells the row of progress cannot see a row that no transaction has committed."""
    monkeypatch.setattr(pipeline, "HEARTBEAT", timedelta(hours=1))


@pytest.fixture
def call() -> Any:
    return make.make_call(make.make_session(make.make_process(symbol_stem="WG.7")))


@pytest.fixture
def chair(call: Any) -> Any:
    return make.make_chair(call.process)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Do it and what follows once the transaction is over."""

    def done(act: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return done


def wanted(**fields: Any) -> Wanted:
    return Wanted(**{"kinds": ["register"], "format": "csv", "scope": "public", "language": "en", **fields})


def queued(call: Any, chair: Any, **fields: Any) -> Export:
    """An export that waits; nothing begins, because nothing is committed."""
    return actions.ask_for_export(process=call.process, wanted=wanted(**fields), by=chair, at=NOON)


def made(call: Any, chair: Any, **fields: Any) -> Export:
    export = queued(call, chair, **fields)
    pipeline.make_export(export_id=export.pk, at=NOON)
    export.refresh_from_db()
    return export


def content_of(export: Export) -> bytes:
    with export.file.open("rb") as file:
        return bytes(file.read())


def stored(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def kinds(export: Export) -> list[str]:
    return [event.kind for event in export.events.order_by("pk")]


# --- asking -----------------------------------------------------------------------------------------------------------


def test_a_small_export_is_ready_when_the_page_comes(call: Any, chair: Any, committed: Any) -> None:
    make.make_submission(call, state="published", reference="R1")
    export = committed(lambda: queued(call, chair))
    export.refresh_from_db()
    content = content_of(export)
    assert (export.state, export.counts, export.rows_planned, export.rows_done) == ("ready", {"register": 1}, 1, 1)
    assert (export.size, export.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert export.as_of == NOON
    assert [row[0].split(";")[0] for row in read_csv(content)] == ["reference", "R1", "# rows=1"]
    assert kinds(export) == ["requested", "started", "finished"]


def test_a_large_export_is_left_to_a_worker(
    call: Any, chair: Any, committed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(actions.make_export_later, "delay", lambda *, export_id: told.append(export_id))
    monkeypatch.setattr(actions, "SMALL", 1)
    make.make_submission(call, state="published")
    make.make_submission(call, state="published")
    export = committed(lambda: queued(call, chair))
    export.refresh_from_db()
    assert (export.state, export.rows_planned, told) == ("queued", 2, [export.pk])


def test_without_a_broker_a_large_export_waits_and_the_clock_finds_it(
    call: Any, chair: Any, committed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**_ids: Any) -> None:
        raise BrokerGone

    monkeypatch.setattr(actions.make_export_later, "delay", gone)
    monkeypatch.setattr(actions, "SMALL", -1)
    export = committed(lambda: queued(call, chair))
    assert clockwork.exports_to_nudge(at=NOON + timedelta(seconds=30)) == []
    assert clockwork.exports_to_nudge(at=NOON + timedelta(seconds=31)) == [export.pk]


def test_who_asks_for_the_same_while_it_is_under_way_gets_the_same_run(call: Any, chair: Any) -> None:
    first = queued(call, chair)
    assert queued(call, make.make_officer(call.process, "secretariat")) == first
    others = [
        queued(call, chair, format="xlsx"), queued(call, chair, language="fr"), queued(call, chair, scope="staff"),
        queued(call, chair, kinds=["participants"]), queued(call, chair, filters={"language": "fr"}),
    ]  # fmt: skip
    assert Export.objects.count() == 1 + len(set(others)) == 6


def test_only_who_works_on_the_process_may_ask(call: Any) -> None:
    elsewhere = make.make_process()
    for person in (
        make.make_user(), make.make_focal_point(make.make_organisation()), make.make_chair(elsewhere),
        make.make_officer(elsewhere, "secretariat"), make.make_chair(call.process, second_factor=False),
        make.make_secretariat(second_factor=False),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            queued(call, person)
    for person in (
        make.make_chair(call.process), make.make_officer(call.process, "co_chair"),
        make.make_officer(call.process, "secretariat"), make.make_secretariat(),
    ):  # fmt: skip
        assert queued(call, person).process == call.process


# --- what comes of it -------------------------------------------------------------------------------------------------


def test_several_tables_are_sheets_of_one_workbook(call: Any, chair: Any) -> None:
    submission = make.make_submission(call, state="published", title="=1+1")
    submission.events.create(kind="published", at=NOON, by=chair)
    kinds = ["register", "submissions", "participants", "moderation"]
    export = made(call, chair, kinds=kinds, format="xlsx", scope="staff", filters={"language": "en"})
    sheets = read_workbook(content_of(export))
    assert list(sheets) == ["about", *kinds]
    assert export.counts == dict.fromkeys(kinds, 1)
    assert [len(sheets[kind]) for kind in kinds] == [2, 2, 2, 2]
    assert sheets["register"][1][2] == "=1+1"
    about = {row[0]: row[1] for row in sheets["about"]}
    assert about["Process"] == f"WG.7 {call.process.name}"
    assert about["For whom"] == "For the Chair and the secretariat: all that they see, in confidence"
    assert about["Data as of"] == "2026-11-23T12:00:00Z"
    assert about["Language"] == "English"


def test_the_words_of_a_workbook_are_in_the_language_asked_for(call: Any, chair: Any) -> None:
    make.make_submission(call, state="published", body="a" * 40_000)
    english, arabic = (
        read_workbook(content_of(made(call, chair, format="xlsx", language=code))) for code in ("en", "ar")
    )
    assert english["register"][0] == arabic["register"][0]
    assert english["about"][1][1] == arabic["about"][1][1]
    body = english["register"][0].index("body")
    assert english["register"][1][body].endswith(" […] (The whole text is on the sheet “long_texts”.)")


def test_json_lines_say_what_they_are(call: Any, chair: Any) -> None:
    make.make_submission(call, state="published")
    rows = read_json_lines(content_of(made(call, chair, format="jsonl", kinds=["participants"])))
    head = rows[0]["plenum"]
    head.pop("columns")
    assert head == {"process": "WG.7", "table": "participants", "view": "public", "as_of": "2026-11-23T12:00:00Z"}
    assert rows[-1]["plenum"]["rows"] == 1


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_the_same_data_give_the_same_file(call: Any, chair: Any, form: str) -> None:
    for _number in range(3):
        submission = make.make_submission(call, state="published", received_at=NOON)
        make.make_party(submission, confirmed_at=NOON, confirmed_by=chair)
    sums = {made(call, chair, format=form).sha256 for _time in range(2)}
    assert len(sums) == 1


def test_a_message_delivered_five_times_writes_once(call: Any, chair: Any) -> None:
    export = queued(call, chair)
    for _time in range(5):
        pipeline.make_export(export_id=export.pk, at=NOON)
    assert kinds(export) == ["requested", "started", "finished"]


def test_an_empty_process_gives_an_empty_table(call: Any, chair: Any) -> None:
    export = made(call, chair)
    assert (export.state, export.counts) == ("ready", {"register": 0})


# --- incomplete is never ready ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_a_file_that_lacks_a_row_is_never_ready(
    call: Any, chair: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    for _number in range(3):
        make.make_submission(call, state="published")
    whole = pipeline.batches
    monkeypatch.setattr(pipeline, "batches", lambda *given, **named: ([row] for [row, *_] in whole(*given, **named)))
    export = made(call, chair, format=form)
    assert (export.state, export.file.name, export.sha256) == ("failed", "", "")
    assert export.failure == "The file did not hold all the rows, or not what was written into it. It was thrown away."
    assert stored(settings) == []


def test_a_file_that_is_not_stored_as_it_was_written_is_never_ready(
    call: Any, chair: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = FileSystemStorage.save

    def save_half(self: Any, name: str, content: Any, **named: Any) -> Any:
        kept = save(self, name, content, **named)
        path = Path(self.path(kept))
        path.write_bytes(path.read_bytes()[:-1])
        return kept

    monkeypatch.setattr(FileSystemStorage, "save", save_half)
    export = made(call, chair)
    assert (export.state, stored(settings)) == ("failed", [])


def test_a_full_disk_leaves_no_half_of_a_file(
    call: Any, chair: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(self: Any, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True)
        path.write_bytes(content.read(10))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fill_up)
    export = made(call, chair)
    assert (export.state, export.file.name, stored(settings)) == ("failed", "", [])
    assert export.failure == "A file could not be written or read: No space left on device"


@pytest.mark.parametrize(
    "lacking",
    [{"rows_done": 1}, {"file": ""}, {"sha256": ""}, {"size": 0}, {"as_of": None}],
    ids=lambda lacking: next(iter(lacking)),
)
def test_the_database_refuses_to_call_an_incomplete_export_ready(
    call: Any, chair: Any, lacking: dict[str, Any]
) -> None:
    make.make_submission(call, state="published")
    make.make_submission(call, state="published")
    export = made(call, chair)
    with pytest.raises(IntegrityError, match="export_ready_is_complete"), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(**lacking)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kinds": []}, "export_holds_a_table"),
        ({"kinds": ["register", "participants"]}, "export_of_lines_holds_one_table"),
        ({"kinds": ["submissions"]}, "export_for_everybody_holds_public_tables"),
        ({"kinds": ["register", "moderation"], "format": "xlsx"}, "export_for_everybody_holds_public_tables"),
    ],
)
def test_the_database_refuses_what_no_form_lets_pass(
    call: Any, chair: Any, fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        queued(call, chair, **fields)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TooLarge("register"), "The table “register” is too large for a spreadsheet. Choose CSV or JSON Lines."),
        (SoftTimeLimitExceeded(), "The export took longer than is allowed."),
        (OSError(28, "No space left on device"), "A file could not be written or read: No space left on device"),
        (ValueError("secret"), "Something unexpected happened (ValueError). The administrator finds the details in the log."),
    ],
)  # fmt: skip
def test_every_failure_is_told_without_its_inside(
    call: Any, chair: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise error

    monkeypatch.setattr(pipeline, "_write", fail)
    export = made(call, chair)
    assert (export.state, export.failure, stored(settings)) == ("failed", reason, [])
    assert kinds(export) == ["requested", "started", "failed"]


# --- lost and found ---------------------------------------------------------------------------------------------------


def test_where_the_database_goes_away_the_row_waits_for_the_clock(
    call: Any, chair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise OperationalError("the connection is closed")

    export = queued(call, chair)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_write", fail)
        pipeline.make_export(export_id=export.pk, at=NOON)
    export.refresh_from_db()
    assert (export.state, export.failure) == ("running", "")
    assert clockwork.exports_to_nudge(at=NOON + timedelta(seconds=31)) == [export.pk]
    pipeline.make_export(export_id=export.pk, at=NOON)
    export.refresh_from_db()
    assert (export.state, export.runs, export.attempts) == ("ready", 2, 2)


def test_a_stalled_export_goes_back_to_the_queue_and_a_lively_one_does_not(call: Any, chair: Any) -> None:
    export = queued(call, chair)
    pipeline.move_export(export, "started", by=None, at=NOON, heartbeat_at=NOON, runs=1, attempts=1)
    assert clockwork.exports_to_nudge(at=NOON + timedelta(seconds=30)) == []
    export.refresh_from_db()
    assert export.state == "running"
    assert clockwork.exports_to_nudge(at=NOON + timedelta(seconds=31)) == [export.pk]
    export.refresh_from_db()
    assert export.state == "queued"


def test_an_export_that_finishes_while_the_clock_looks_does_not_stop_the_clock(
    call: Any, chair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    finishing, stalled = queued(call, chair), queued(call, chair, language="fr")
    for export in (finishing, stalled):
        pipeline.move_export(export, "started", by=None, at=NOON, heartbeat_at=NOON, runs=1, attempts=1)

    def finish_first(export: Export, *, at: Any) -> bool:
        Export.objects.filter(pk=finishing.pk, state="running").update(state="cancelled")
        return False

    monkeypatch.setattr(clockwork, "fail_if_hopeless", finish_first)
    assert clockwork.exports_to_nudge(at=NOON + timedelta(minutes=1)) == [stalled.pk]


def test_after_three_deaths_the_export_fails_and_says_so_in_the_persons_language(call: Any, settings: Any) -> None:
    chair = make.make_chair(call.process, language="en")
    export = queued(call, chair)
    pipeline.move_export(export, "started", by=None, at=NOON, heartbeat_at=NOON, runs=3, attempts=3)
    left = export.file.storage.save(export.place, ContentFile(b"half a file"))
    assert clockwork.exports_to_nudge(at=NOON + timedelta(minutes=1)) == []
    export.refresh_from_db()
    assert (export.state, left, stored(settings)) == ("failed", f"exports/{export.public_id.hex}/3", [])
    assert export.failure == "The worker that wrote it died 3 times. Ask the administrator to look at its log."


def test_a_run_that_was_overtaken_while_it_stored_throws_its_file_away(
    call: Any, chair: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_back = pipeline._read_back

    def overtaken(*given: Any) -> None:
        read_back(*given)
        Export.objects.update(runs=F("runs") + 1)

    monkeypatch.setattr(pipeline, "_read_back", overtaken)
    export = made(call, chair)
    assert (export.state, export.runs, export.file.name, stored(settings)) == ("running", 2, "", [])


def test_an_error_of_a_run_that_was_overtaken_does_not_fail_the_other(
    call: Any, chair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*_given: Any, **_named: Any) -> None:
        Export.objects.update(runs=F("runs") + 1)
        raise ValueError

    monkeypatch.setattr(pipeline, "_write", overtaken)
    export = made(call, chair)
    assert (export.state, export.failure) == ("running", "")


def test_a_new_run_removes_what_a_killed_one_left_in_the_storage(call: Any, chair: Any, settings: Any) -> None:
    export = queued(call, chair)
    Export.objects.update(runs=1)
    export.runs = 1
    export.file.storage.save(export.place, ContentFile(b"half a file"))
    pipeline.make_export(export_id=export.pk, at=NOON)
    export.refresh_from_db()
    assert [str(path.relative_to(settings.MEDIA_ROOT)) for path in stored(settings)] == [export.file.name]
    assert export.file.name.endswith("/2")


# --- cancelling and trying again --------------------------------------------------------------------------------------


def test_a_cancelled_export_is_not_written(call: Any, chair: Any) -> None:
    export = queued(call, chair)
    actions.cancel_export(export=export, by=chair, at=NOON)
    pipeline.make_export(export_id=export.pk, at=NOON)
    export.refresh_from_db()
    assert (export.state, export.file.name) == ("cancelled", "")


def test_an_export_can_be_tried_again_with_the_data_of_then(call: Any, chair: Any, committed: Any) -> None:
    export = queued(call, chair)
    actions.cancel_export(export=export, by=chair, at=NOON)
    make.make_submission(call, state="published")
    later = NOON + timedelta(days=1)
    committed(lambda: actions.retry_export(export=export, by=chair, at=later))
    export.refresh_from_db()
    assert (export.state, export.as_of, export.counts) == ("ready", later, {"register": 1})
    assert kinds(export) == ["requested", "cancelled", "retried", "started", "finished"]


def test_trying_again_waits_for_the_same_export_that_is_under_way(call: Any, chair: Any) -> None:
    export = queued(call, chair)
    actions.cancel_export(export=export, by=chair, at=NOON)
    queued(call, chair)
    with pytest.raises(OutOfDate):
        actions.retry_export(export=export, by=chair, at=NOON)


def test_a_ready_export_can_neither_be_cancelled_nor_tried_again(call: Any, chair: Any) -> None:
    export = made(call, chair)
    for action in (actions.cancel_export, actions.retry_export):
        with pytest.raises(OutOfDate):
            action(export=export, by=chair, at=NOON)


# --- the end of a file ------------------------------------------------------------------------------------------------


def test_the_clock_removes_files_after_thirty_days_and_keeps_the_row(call: Any, chair: Any, settings: Any) -> None:
    export = made(call, chair)
    Export.objects.update(finished_at=NOON)
    assert clockwork.remove_old_exports(at=NOON + timedelta(days=30)) == 0
    assert clockwork.remove_old_exports(at=NOON + timedelta(days=30, microseconds=1)) == 1
    digest = export.sha256
    export.refresh_from_db()
    assert (export.state, export.file.name, export.sha256, stored(settings)) == ("expired", "", digest, [])
    assert clockwork.remove_old_exports(at=NOON + timedelta(days=99)) == 0


def test_a_removal_that_was_interrupted_is_finished_later(
    call: Any, chair: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = made(call, chair)
    Export.objects.update(finished_at=NOON)

    def fail(*_given: Any) -> None:
        raise OSError(5, "Input/output error")

    later = NOON + timedelta(days=31)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.files.storage.FileSystemStorage.delete", fail)
        with pytest.raises(OSError, match="Input/output error"):
            clockwork.remove_old_exports(at=later)
    assert len(stored(settings)) == 1
    assert clockwork.remove_old_exports(at=later) == 1
    export.refresh_from_db()
    assert (export.state, export.file.name, stored(settings)) == ("expired", "", [])


# --- many rows --------------------------------------------------------------------------------------------------------


def test_ten_thousand_rows_take_as_many_queries_as_ten_and_none_is_missing(call: Any, chair: Any) -> None:
    few = make.make_call()
    many(few, 10)
    many(call, 10_000)
    secretary = make.make_secretariat()
    for form in ("csv", "jsonl", "xlsx"):
        counted = []
        for where, number in ((few, 10), (call, 10_000)):
            export = queued(where, secretary, format=form)
            with CaptureQueriesContext(connection) as queries:
                pipeline.make_export(export_id=export.pk, at=NOON)
            export.refresh_from_db()
            assert (export.state, export.counts) == ("ready", {"register": number})
            counted.append(len(queries))
        assert counted[0] == counted[1]
        assert rows_of(export) == [f"{call.symbol}/{place:06}" for place in range(10_000)]


def rows_of(export: Export) -> list[str]:
    """The references in the file, in their order."""
    content = content_of(export)
    if export.format == "jsonl":
        return [row["reference"] for row in read_json_lines(content)[1:-1]]
    rows = read_csv(content)[1:-1] if export.format == "csv" else read_workbook(content)["register"][1:]
    return [row[0] for row in rows]


# --- tasks ------------------------------------------------------------------------------------------------------------


def test_the_tasks_load_by_id_and_tolerate_what_a_later_version_sends(
    call: Any, chair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    export = queued(call, chair)
    monkeypatch.setattr(tasks.make_export, "delay", lambda *, export_id: told.append(export_id))
    Export.objects.update(queued_at=timezone.now() - timedelta(minutes=1))
    tasks.pick_up_stalled_exports(later="more")
    assert told == [export.pk]
    tasks.make_export(export_id=export.pk, later="more")
    Export.objects.update(finished_at=timezone.now() - timedelta(days=31))
    tasks.remove_old_exports(later="more")
    export.refresh_from_db()
    assert (export.state, export.file.name) == ("expired", "")


# --- into another portal ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_register_can_be_imported_elsewhere(call: Any, chair: Any, form: str) -> None:
    make.make_submission(
        call,
        make.make_organisation("Ocean"),
        reference="R1",
        state="published",
        title="Trust",
        language="fr",
        body="A\nb",
    )
    with made(call, chair, format=form).file.open("rb") as file:
        found = survey(file)
        read = [record for record in records(file, found, fields_of(found.columns)) if record.fields.get("title")]
    assert [dict(record.fields) for record in read] == [
        {
            "source_id": "R1", "title": "Trust", "body": "A\nb", "organisation": "Ocean", "country": "KE",
            "stakeholder_group": "civil-society", "language": "fr", "submitted_at": "2026-11-23T12:00:00Z",
        }
    ]  # fmt: skip

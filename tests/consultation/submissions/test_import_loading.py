"""An import from the file to the record: batches, refusals, repetition, kill and resume, the clock."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from kombu.exceptions import OperationalError

from consultation.submissions import clockwork, pipeline, tasks
from consultation.submissions.actions import intake
from consultation.submissions.actions.intake import Choices
from consultation.submissions.models import Call, Import, Submission
from consultation.submissions.states import ImportState
from register.errors import OutOfDate
from stakeholders.mailroom.models import Letter
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def line(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "source_id": f"s-{number}", "title": f"Contribution {number}", "body": "What we have seen.",
        "organisation": "Kijiji", "stakeholder_group": "civil-society", "country": "KE", "language": "en", **fields,
    }  # fmt: skip


def as_file(rows: list[Any], name: str = "inputs.jsonl") -> ContentFile:
    return ContentFile("".join(json.dumps(row) + "\n" for row in rows).encode(), name=name)


@pytest.fixture(autouse=True)
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids for which a worker was asked; nothing runs by itself."""
    asked: list[int] = []

    def send(_app: Any, name: str, _args: Any = None, kwargs: Any = None, **_options: Any) -> None:
        if name == "consultation.submissions.tasks.run_import":
            asked.append(kwargs["import_id"])

    monkeypatch.setattr("celery.Celery.send_task", send)
    return asked


@pytest.fixture
def call() -> Call:
    return make.make_call()


@pytest.fixture
def secretariat() -> Any:
    return make.make_secretariat()


def checked(call: Call, rows: list[Any], by: Any, **choices: Any) -> Import:
    batch = intake.ask_for_check(call=call, file=as_file(rows), choices=Choices(**choices), by=by, at=NOON)
    return run(batch)


def loaded(call: Call, rows: list[Any], by: Any, **choices: Any) -> Import:
    return run(intake.load_checked(batch=checked(call, rows, by, **choices), by=by, at=NOON))


def run(batch: Import) -> Import:
    pipeline.run_import(import_id=batch.pk, clock=lambda: NOON)
    batch.refresh_from_db()
    return batch


def counts(batch: Import) -> tuple[int, int, int, int]:
    return batch.lines_read, batch.loaded, batch.already_there, batch.refused


def test_a_dry_run_tells_everything_and_loads_nothing(call: Call, secretariat: Any) -> None:
    batch = checked(call, [line(1), line(2, country="MENA"), line(3, country="")], secretariat)
    assert (batch.state, batch.lines_total, counts(batch)) == (ImportState.READY, 3, (3, 2, 0, 1))
    assert batch.notes == {"no_country": 1, "no_date": 2}
    refusal = batch.refusals.get()
    assert (refusal.line, refusal.source_id) == (2, "s-2")
    assert refusal.reasons == [{"code": "unknown_country", "found": "MENA"}]
    assert not Submission.objects.exists()
    call.refresh_from_db()
    assert call.last_serial == 0


def test_each_line_becomes_a_submission_that_awaits_a_decision(call: Call, secretariat: Any) -> None:
    row = line(1, submitted_at="2026-11-20T10:00", url="https://kijiji.example/1", title="Trust")
    batch = loaded(call, [row, line(2)], secretariat)
    assert counts(batch) == (2, 2, 0, 0)
    submission = Submission.objects.get(source_id="s-1")
    received = datetime(2026, 11, 20, 7, tzinfo=UTC)
    assert (submission.reference, submission.state, submission.via) == (f"{call.symbol}/001", "submitted", "import")
    assert (submission.process, submission.received_at, submission.submitted_at) == (call.process, received, received)
    assert (submission.author_name, submission.organisation, submission.submitted_by) == ("Kijiji", None, None)
    assert (submission.group.code, submission.country_id, submission.region) == ("civil-society", "KE", "Africa")
    assert (submission.word_count, submission.is_late, submission.is_public) == (4, False, False)
    assert submission.search
    revision = submission.revisions.get()
    assert (revision.number, revision.deadline, revision.submitted_by) == (1, call.closes_at, None)
    canonical = (
        '{"answers":[],"author":"Kijiji","body":"What we have seen.","files":[],"is_confidential":false,'
        '"language":"en","parties":[],"title":"Trust"}'
    )
    assert revision.sha256 == hashlib.sha256(canonical.encode()).hexdigest()
    event = submission.events.get()
    assert (event.kind, event.by, event.at) == ("submitted", secretariat, received)
    assert event.details == {"import": str(batch.public_id), "line": 1, "url": "https://kijiji.example/1"}
    assert not Letter.objects.exists()


def test_in_a_confidential_call_everything_is_confidential_and_late_lines_are_late(secretariat: Any) -> None:
    call = make.make_call(publication_policy="confidential", closes_at=NOON - timedelta(days=1))
    batch = loaded(call, [line(1, submitted_at=NOON.isoformat()), line(2)], secretariat)
    late, undated = Submission.objects.order_by("source_id")
    assert (late.is_confidential, late.is_late) == (True, True)
    assert (undated.is_late, undated.received_at) == (False, call.closes_at)
    assert batch.notes == {"late": 1, "no_date": 1}


def test_the_same_file_twice_loads_nothing_twice(call: Call, secretariat: Any) -> None:
    rows = [line(1), line(2)]
    assert counts(loaded(call, rows, secretariat)) == (2, 2, 0, 0)
    assert counts(loaded(call, rows, secretariat)) == (2, 0, 2, 0)
    assert Submission.objects.count() == 2


def test_the_same_line_twice_in_one_file_is_loaded_once_and_told(call: Call, secretariat: Any) -> None:
    batch = loaded(call, [line(1), line(1)], secretariat)
    assert counts(batch) == (2, 1, 0, 1)
    assert batch.refusals.get().reasons == [{"code": "repeated", "line": 1}]


def test_an_identifier_counts_in_its_own_call_only(call: Call, secretariat: Any) -> None:
    loaded(call, [line(1)], secretariat)
    assert counts(loaded(make.make_call(), [line(1)], secretariat)) == (1, 1, 0, 0)


def test_ten_thousand_lines_of_which_37_are_bad(call: Call, secretariat: Any) -> None:
    rows = [line(number, country="MENA") if number % 270 == 13 else line(number) for number in range(9_990)]
    rows += [line(number) for number in range(10)]  # said before: refused too
    batch = checked(call, rows, secretariat)
    assert counts(batch) == (10_000, 9_953, 0, 47)
    assert batch.refusals.filter(reasons__0__code="unknown_country").count() == 37
    assert batch.refusals.filter(reasons__0__code="repeated").count() == 10
    assert batch.refusals.order_by("line").values_list("line", flat=True)[:3][::1] == [14, 284, 554]


def test_a_batch_costs_the_same_few_queries_whatever_it_holds(
    call: Call, secretariat: Any, django_assert_num_queries: Any
) -> None:
    three, two_hundred = [line(n) for n in range(3)], [line(n) for n in range(10, 210)]
    for rows in (three, two_hundred):
        batch = intake.load_checked(batch=checked(call, rows, secretariat), by=secretariat, at=NOON)
        with django_assert_num_queries(25):
            run(batch)


def test_wrong_columns_fail_and_say_why_and_nothing_can_be_loaded(call: Call, secretariat: Any) -> None:
    batch = checked(call, [{"name": "a", "remark": "b"}], secretariat)
    assert batch.state == ImportState.FAILED
    assert (batch.failure["code"], batch.failure["found"]) == ("wrong_columns", ["name", "remark"])
    with pytest.raises(OutOfDate):
        intake.load_checked(batch=batch, by=secretariat, at=NOON)


def test_wrong_columns_that_no_database_can_hold_fail_as_loudly(call: Call, secretariat: Any) -> None:
    assert checked(call, [{"tit\0le": 1, "\ud800": 2}], secretariat).failure["found"] == ["title", "?"]


def test_a_failed_import_is_tried_again_and_a_wrong_choice_stays_wrong(
    call: Call, secretariat: Any, nudges: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    batch = checked(call, [line(1)], secretariat, encoding="klingon")
    assert batch.failure == {"code": "unknown_encoding", "encoding": "klingon"}
    with django_capture_on_commit_callbacks(execute=True):
        intake.retry_import(batch=batch, by=secretariat, at=NOON)
    assert (batch.state, batch.failure, nudges[-1]) == (ImportState.QUEUED, {}, batch.pk)
    assert run(batch).state == ImportState.FAILED


def test_a_stored_file_that_is_gone_or_altered_fails_loudly(call: Call, secretariat: Any) -> None:
    gone = intake.ask_for_check(call=call, file=as_file([line(1)]), choices=Choices(), by=secretariat, at=NOON)
    gone.file.storage.delete(gone.file.name)
    assert run(gone).failure == {"code": "file_gone"}
    altered = intake.ask_for_check(call=call, file=as_file([line(2)]), choices=Choices(), by=secretariat, at=NOON)
    Path(altered.file.path).write_text(json.dumps(line(3)) + "\n")
    assert run(altered).failure == {"code": "file_gone"}


def test_asking_twice_while_it_runs_finds_the_first(call: Call, secretariat: Any) -> None:
    first, second = (
        intake.ask_for_check(call=call, file=as_file([line(1)]), choices=Choices(), by=secretariat, at=NOON)
        for _time in range(2)
    )
    assert first.pk == second.pk
    run(first)
    again = [intake.load_checked(batch=Import.objects.get(pk=first.pk), by=secretariat, at=NOON) for _ in range(2)]
    assert again[0].pk == again[1].pk
    assert Import.objects.count() == 2


def test_only_the_secretariat_with_a_second_factor_may_import(call: Call) -> None:
    def may(person: Any) -> bool:
        try:
            intake.ask_for_check(call=call, file=as_file([line(1)]), choices=Choices(), by=person, at=NOON)
        except PermissionDenied:
            return False
        return True

    organisation, other = make.make_organisation(), make.make_process()
    assert [
        may(make.make_secretariat()), may(make.make_officer(call.process, "secretariat")),
        may(make.make_secretariat(second_factor=False)),
        may(make.make_officer(call.process, "secretariat", second_factor=False)),
        may(make.make_officer(other, "secretariat")), may(make.make_chair(call.process)),
        may(make.make_focal_point(organisation)), may(make.make_user()), may(make.make_user(is_superuser=True)),
    ] == [True, True, False, False, False, False, False, False, False]  # fmt: skip


def test_loading_and_trying_again_ask_for_the_permission_too(call: Call, secretariat: Any) -> None:
    chair = make.make_chair(call.process)
    with pytest.raises(PermissionDenied):
        intake.load_checked(batch=checked(call, [line(1)], secretariat), by=chair, at=NOON)
    with pytest.raises(PermissionDenied):
        intake.retry_import(batch=checked(call, [{"x": "y"}], secretariat), by=chair, at=NOON)


def test_a_load_is_not_loaded_again_and_a_check_under_way_is_not_loaded(call: Call, secretariat: Any) -> None:
    with pytest.raises(OutOfDate):
        intake.load_checked(batch=loaded(call, [line(1)], secretariat), by=secretariat, at=NOON)
    waiting = intake.ask_for_check(call=call, file=as_file([line(2)]), choices=Choices(), by=secretariat, at=NOON)
    with pytest.raises(OutOfDate):
        intake.load_checked(batch=waiting, by=secretariat, at=NOON)


# --- the worker dies, the message is lost, the broker is down ---------------------------------------------------------


def test_without_a_broker_the_import_waits_and_the_clock_finds_it(
    call: Call, secretariat: Any, nudges: list[int], monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    def refuse(*_args: Any, **_options: Any) -> None:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr("celery.Celery.send_task", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            batch = intake.ask_for_check(call=call, file=as_file([line(1)]), choices=Choices(), by=secretariat, at=NOON)
    assert (batch.state, nudges) == (ImportState.QUEUED, [])
    assert clockwork.imports_to_nudge(at=NOON + timedelta(seconds=60)) == []
    assert clockwork.imports_to_nudge(at=NOON + timedelta(seconds=61)) == [batch.pk]


def test_the_tasks_do_what_they_say(call: Call, secretariat: Any, nudges: list[int]) -> None:
    batch = intake.ask_for_check(call=call, file=as_file([line(1)]), choices=Choices(), by=secretariat, at=NOON)
    tasks.run_import(import_id=batch.pk, sent_by="a later version")
    batch.refresh_from_db()
    assert batch.state == ImportState.READY
    Import.objects.filter(pk=batch.pk).update(state=ImportState.RUNNING, heartbeat_at=NOON - timedelta(days=900),
                                              queued_at=NOON - timedelta(days=900))  # fmt: skip
    tasks.pick_up_stalled_imports(sent_by="a later version")
    assert nudges == [batch.pk]


class Stop(BaseException):
    """The process ends here."""


def test_it_goes_on_where_it_stopped_and_nothing_is_lost_or_twice(
    call: Call, secretariat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 3)
    rows = [line(number, country="MENA" if number in (1, 7) else "KE") for number in range(10)] + [line(0)]
    batch = intake.load_checked(batch=checked(call, rows, secretariat), by=secretariat, at=NOON)
    for read in (3, 6, 9):
        stop_after_one_batch(batch)
        assert (batch.state, batch.lines_read, batch.attempts) == (ImportState.RUNNING, read, 0)
        assert clockwork.imports_to_nudge(at=NOON + timedelta(seconds=60)) == []
        assert clockwork.imports_to_nudge(at=NOON + timedelta(minutes=2)) == [batch.pk]
    run(batch)
    assert (batch.state, counts(batch)) == (ImportState.READY, (11, 8, 0, 3))
    assert [refusal.line for refusal in batch.refusals.all()] == [2, 8, 11]
    references = Submission.objects.order_by("pk").values_list("reference", flat=True)
    assert list(references) == [f"{call.symbol}/{number:03d}" for number in range(1, 9)]
    assert [event.kind for event in batch.events.order_by("pk")] == ["started", "picked_up"] * 3 + [
        "started",
        "finished",
    ]


def stop_after_one_batch(batch: Import) -> None:
    def stop(_batch: Import) -> None:
        raise Stop

    with pytest.raises(Stop):
        pipeline.run_import(import_id=batch.pk, clock=lambda: NOON, on_progress=stop)
    batch.refresh_from_db()


def test_a_file_that_keeps_stopping_the_worker_is_given_up_with_a_reason(
    call: Call, secretariat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: Any, **_kwargs: Any) -> None:
        raise Stop

    batch = intake.ask_for_check(call=call, file=as_file([line(1)]), choices=Choices(), by=secretariat, at=NOON)
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "_deal_with", stop)
        for _attempt in range(3):
            with pytest.raises(Stop):
                run(batch)
            clockwork.imports_to_nudge(at=NOON + timedelta(minutes=2))
    assert run(batch).failure == {"code": "kept_stopping", "times": 3, "line": 0}


def test_a_message_that_comes_twice_starts_nothing_twice(call: Call, secretariat: Any) -> None:
    batch = loaded(call, [line(1)], secretariat)
    events = batch.events.count()
    assert run(batch).events.count() == events


def test_of_two_workers_the_overtaken_one_stops_without_a_trace(call: Call, secretariat: Any) -> None:
    batch = intake.load_checked(batch=checked(call, [line(1)], secretariat), by=secretariat, at=NOON)
    stale = Import.objects.get(pk=batch.pk)
    Import.objects.filter(pk=batch.pk).update(state=ImportState.RUNNING, lines_read=1)
    with pytest.raises(pipeline.Overtaken):
        pipeline._deal_with(stale, [], at=NOON)
    assert not Submission.objects.exists()


def test_a_move_made_by_somebody_else_ends_the_run_quietly(
    call: Call, secretariat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = intake.ask_for_check(call=call, file=as_file([line(1)]), choices=Choices(), by=secretariat, at=NOON)

    def take_over(current: Import) -> None:
        Import.objects.filter(pk=current.pk).update(state=ImportState.QUEUED)

    pipeline.run_import(import_id=batch.pk, clock=lambda: NOON, on_progress=take_over)
    batch.refresh_from_db()
    assert batch.state == ImportState.QUEUED
    stalled = Import.objects.filter(pk=batch.pk)
    stalled.update(state=ImportState.RUNNING, heartbeat_at=NOON - timedelta(days=1))

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise OutOfDate

    monkeypatch.setattr(clockwork, "move_import", refuse)
    assert clockwork.imports_to_nudge(at=NOON) == []

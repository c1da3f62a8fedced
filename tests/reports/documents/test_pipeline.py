"""From the button to the files: one run at a time, every end told in the row, and nothing lost when a worker dies."""

import hashlib
import json
import subprocess
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from kombu.exceptions import OperationalError as BrokerGone

from register.errors import OutOfDate
from reports.documents import actions, clockwork, engine, pipeline, sheets
from reports.documents.check import FaultyDocument
from reports.documents.models import Document, Part, Sheet
from reports.documents.states import Work
from reports.summaries.models import Summary
from tests import factories as make
from tests.reports.documents.running import compiled, file_of, go_on, make_summary, queued

pytestmark = pytest.mark.django_db
HALF_A_MINUTE = timedelta(seconds=31)


def kinds(document: Document) -> list[str]:
    return [event.kind for event in document.events.order_by("pk")]


def stored(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_document_is_compiled_and_stored_with_its_checksums(summary: Summary, chair: Any, noon: datetime) -> None:
    document = compiled(queued(summary, chair, noon), noon)
    assert (document.state, document.failure, document.as_of, document.step) == ("ready", "", noon, "")
    assert document.steps_done == document.steps_planned > 4
    for edition in document.editions.all():
        content = file_of(document, edition.format)
        assert (edition.size, edition.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with pikepdf.open(BytesIO(file_of(document))) as pdf:
        assert (len(pdf.pages), str(pdf.Root.Lang)) == (document.pages, "en")
        assert str(pdf.docinfo.Title) == "Chair’s summary of the consultation (WG.7/2026/CS.1)"
    assert kinds(document) == ["requested", "started", "finished"]
    assert not document.parts.exists()


def test_it_comes_with_pictures_of_its_first_pages(summary: Summary, chair: Any, noon: datetime) -> None:
    document = compiled(queued(summary, chair, noon), noon)
    pictures = list(document.previews.all())
    assert [picture.page for picture in pictures] == [1, 2, 3][: document.pages]
    with pictures[0].file.open("rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_the_same_data_give_the_same_files(summary: Summary, chair: Any, noon: datetime) -> None:
    first, second = (compiled(queued(summary, chair, noon), noon) for _ in range(2))
    assert first.pk != second.pk
    sums = [dict(document.editions.values_list("format", "sha256")) for document in (first, second)]
    assert sums[0] == sums[1]


def test_what_was_set_before_is_not_set_again(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(queued(summary, chair, noon), noon)

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("A part was set again.")

    monkeypatch.setattr(sheets, "_set", refuse)
    assert compiled(queued(summary, chair, noon), noon + timedelta(days=1)).state == "ready"


def test_a_change_of_one_contribution_sets_its_part_and_no_other(call: Any, chair: Any, noon: datetime) -> None:
    summary = make_summary(call, chair, noon, contributions=120)
    compiled(queued(summary, chair, noon), noon)
    before = Sheet.objects.count()
    changed = call.submissions.get(title="Title 60")
    type(changed).objects.filter(pk=changed.pk).update(body="Another text.")
    compiled(queued(summary, chair, noon), noon)
    assert Sheet.objects.count() == before + 1


def test_who_asks_while_it_is_under_way_gets_the_same_run(summary: Summary, chair: Any, noon: datetime) -> None:
    first = queued(summary, chair, noon)
    assert queued(summary, make.make_officer(summary.session.process, "secretariat"), noon) == first
    assert queued(summary, chair, noon, language="fr") != first
    assert queued(summary, chair, noon, variant="a3a") != first
    assert Document.objects.count() == 3
    assert kinds(first) == ["requested"]


def test_messages_delivered_again_and_again_change_nothing(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    for _time in range(3):
        compiled(document, noon)
        assert not pipeline.do_next_part(document_id=document.pk, at=noon)
    assert kinds(document) == ["requested", "started", "finished"]


def test_progress_is_the_parts_that_are_done(call: Any, chair: Any, noon: datetime) -> None:
    document = queued(make_summary(call, chair, noon), chair, noon)
    assert pipeline.begin_document(document_id=document.pk, at=noon)
    document.refresh_from_db()
    done, parts = document.steps_done, document.parts.count()
    assert (document.step, document.steps_planned) == ("parts", parts + 1)
    assert parts >= 5
    for number in range(1, parts + 1):
        assert document.state == "running"
        assert pipeline.do_next_part(document_id=document.pk, at=noon) is (number < parts)
        document.refresh_from_db()
        assert document.steps_done == done + number
    assert (document.state, document.steps_done) == ("ready", document.steps_planned)


@pytest.mark.parametrize("attribution", ["non_attributed", "chatham_house"])
def test_no_file_tells_what_the_attribution_policy_hides(
    summary: Summary, chair: Any, noon: datetime, attribution: str
) -> None:
    Summary.objects.update(attribution=attribution)
    reference = summary.calls.get().submissions.get().reference
    document = compiled(queued(summary, chair, noon), noon)
    data = json.loads(file_of(document, "json"))
    assert [paragraph["citations"] for section in data["sections"] for paragraph in section["paragraphs"]] == [[]]
    for edition in document.editions.all():
        words = words_in(file_of(document, edition.format), edition.format)
        named = attribution == "non_attributed"  # in the annexes; under the Chatham House Rule there are none
        assert ("Canary Forum" in words, reference in words) == (named, named), edition


def words_in(content: bytes, format_: str) -> str:
    """Everything that can be read in a file, unpacked."""
    if format_ == "pdf":
        return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    if format_ == "docx":
        with ZipFile(BytesIO(content)) as parts:
            return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return content.decode()


# --- what gets lost, and who finds it ---------------------------------------------------------------------------------


def test_without_a_broker_the_document_waits_and_the_clock_finds_it(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise BrokerGone("no broker")

    monkeypatch.setattr("celery.Celery.send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        document = queued(summary, chair, noon)
    assert clockwork.documents_to_begin(at=noon) == []
    assert clockwork.documents_to_begin(at=noon + HALF_A_MINUTE) == [document.pk]


def test_parts_whose_messages_were_lost_are_found_once_in_half_a_minute(
    summary: Summary, chair: Any, noon: datetime
) -> None:
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    Document.objects.update(heartbeat_at=noon)
    later = noon + HALF_A_MINUTE
    assert clockwork.documents_to_go_on(at=noon + timedelta(seconds=29)) == []
    assert clockwork.documents_to_go_on(at=later) == [document.pk]
    assert clockwork.documents_to_go_on(at=later) == []
    assert go_on(document, later).state == "ready"


@pytest.mark.parametrize("work", Work.values)
def test_a_part_that_a_dead_worker_took_is_done_by_another(
    summary: Summary, chair: Any, noon: datetime, work: str
) -> None:
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    first = document.parts.filter(work=work).first()
    Part.objects.filter(pk=first.pk).update(taken_at=noon, heartbeat_at=noon, attempts=1)
    go_on(document, noon)
    left = document.parts.filter(done_at=None)
    assert [part.work for part in left] == ([work, "binding"] if work == "sheets" else [work])
    assert document.state == "running"
    later = noon + HALF_A_MINUTE
    assert not pipeline.parts_wait(document.pk, at=noon)
    assert pipeline.parts_wait(document.pk, at=later)
    assert go_on(document, later).state == "ready"


def test_the_binding_waits_for_every_page_and_the_other_formats_for_nothing(
    summary: Summary, chair: Any, noon: datetime
) -> None:
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    Part.objects.filter(work="sheets").update(taken_at=noon, heartbeat_at=noon)
    assert not pipeline.do_next_part(document_id=document.pk, at=noon)
    assert {edition.format for edition in document.editions.all()} == {"json", "docx", "html"}
    assert not pipeline.do_next_part(document_id=document.pk, at=noon)
    assert go_on(document, noon + HALF_A_MINUTE).state == "ready"


def test_who_comes_second_with_the_same_part_changes_nothing(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    real, met = pipeline.check_pdf, list[Any]()

    def overtaken(*args: Any) -> None:
        if not met:
            met.append(True)
            Part.objects.filter(work="binding").update(heartbeat_at=noon - HALF_A_MINUTE)
            pipeline.do_next_part(document_id=document.pk, at=noon)
            met.append(dict(document.editions.values_list("format", "file"))["pdf"])
        real(*args)

    monkeypatch.setattr(pipeline, "check_pdf", overtaken)
    document = go_on(document, noon)
    assert dict(document.editions.values_list("format", "file"))["pdf"] == met[1]
    assert (document.state, document.steps_done) == ("ready", document.steps_planned)
    kept = document.editions.count() + document.previews.count() + Sheet.objects.count()
    assert len(stored(settings)) == kept


def test_a_worker_that_dies_over_the_snapshot_is_noticed(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    Document.objects.update(state="running", attempts=1, step="snapshot", heartbeat_at=noon)
    assert clockwork.documents_to_begin(at=noon + timedelta(seconds=29)) == []
    later = noon + HALF_A_MINUTE
    assert clockwork.documents_to_begin(at=later) == [document.pk]
    document = compiled(document, later)
    assert (document.state, document.attempts, document.as_of) == ("ready", 2, later)


def test_after_three_deaths_it_fails_and_says_so(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    Document.objects.update(state="running", step="snapshot", attempts=3, heartbeat_at=noon)
    assert clockwork.documents_to_begin(at=noon + HALF_A_MINUTE) == []
    document.refresh_from_db()
    assert document.state == "failed"
    assert "3" in document.failure


def test_a_part_that_kills_its_worker_each_time_fails_the_document_by_name(
    summary: Summary, chair: Any, noon: datetime, call: Any
) -> None:
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    doomed = next(part for part in document.parts.all() if part.references)
    Part.objects.filter(pk=doomed.pk).update(attempts=3)
    assert go_on(document, noon).state == "failed"
    assert f"{call.symbol}/001" in document.failure


@pytest.mark.parametrize(("work", "reason"), [("binding", "bound the pages"), ("editions", "wrote the other formats")])
def test_a_binding_that_kills_its_worker_each_time_fails_the_document(
    summary: Summary, chair: Any, noon: datetime, work: str, reason: str
) -> None:
    document = queued(summary, make.make_chair(summary.session.process, language="en"), noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    Part.objects.filter(work=work).update(attempts=3)
    assert go_on(document, noon).state == "failed"
    assert reason in document.failure


def test_where_the_database_is_lost_the_row_waits_for_the_clock(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = queued(summary, chair, noon)

    def lose(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.binding, "bind", lose)
        compiled(document, noon)
    assert (document.state, document.step) == ("running", "binding")
    later = noon + HALF_A_MINUTE
    Document.objects.update(heartbeat_at=noon)
    assert clockwork.documents_to_go_on(at=later) == [document.pk]
    assert go_on(document, later).state == "ready"


def test_a_sheet_that_is_gone_when_it_is_bound_fails_the_document_and_can_be_tried_again(
    summary: Summary, chair: Any, noon: datetime
) -> None:
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    while document.parts.filter(work="sheets", done_at=None).exists():
        pipeline.do_next_part(document_id=document.pk, at=noon)
    Sheet.objects.all().delete()
    assert go_on(document, noon).state == "failed"
    actions.retry_document(document=document, by=chair, at=noon)
    assert compiled(document, noon).state == "ready"


def test_sheets_that_nobody_uses_are_thrown_away(summary: Summary, chair: Any, noon: datetime, settings: Any) -> None:
    compiled(queued(summary, chair, noon), noon)
    kept, files = Sheet.objects.count(), len(stored(settings))
    assert clockwork.forget_unused_sheets(at=noon + clockwork.SHEETS_KEPT) == 0
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    assert clockwork.forget_unused_sheets(at=noon + clockwork.SHEETS_KEPT * 2) == 0
    go_on(document, noon)
    assert clockwork.forget_unused_sheets(at=noon + clockwork.SHEETS_KEPT * 2) == kept
    assert not Sheet.objects.exists()
    assert len(stored(settings)) > files - kept


# --- what fails -------------------------------------------------------------------------------------------------------

FAULTS = [
    (FaultyDocument("It has no title."), "It has no title."),
    (MemoryError(), "plus de mémoire que cette machine"),
    (SoftTimeLimitExceeded(), "temps"),
    (OSError(28, "No space left on device"), "No space left on device"),
    (engine.PartFailed("memory"), "mémoire"),
    (RuntimeError("secret detail"), "RuntimeError"),
]


@pytest.mark.parametrize(("error", "reason"), FAULTS, ids=[type(error).__name__ for error, _reason in FAULTS])
def test_a_failure_is_told_in_the_language_of_who_asked_and_can_be_tried_again(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any, error: Exception,
    reason: str, django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    document = queued(summary, chair, noon)

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "check_pdf", fail)
        compiled(document, noon)
    assert document.state == "failed"
    assert reason in document.failure
    assert "secret detail" not in document.failure
    assert not document.editions.filter(format="pdf").exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.retry_document(document=document, by=chair, at=noon)
        assert compiled(document, noon).state == "ready"
    kept = document.editions.count() + document.previews.count() + Sheet.objects.count()
    assert len(stored(settings)) == kept


def test_a_contribution_that_cannot_be_set_is_named_and_the_rest_of_its_part_is_not(
    call: Any, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = make_summary(call, chair, noon, contributions=5)
    type(summary.calls.get().submissions.get(title="Title 3")).objects.filter(title="Title 3").update(body="POISON")
    real = sheets._set

    def refuse(payload: str, *, to: Path) -> Any:
        if "POISON" in payload:
            raise engine.PartFailed("time")
        return real(payload, to=to)

    monkeypatch.setattr(sheets, "_set", refuse)
    document = compiled(queued(summary, chair, noon), noon)
    assert document.state == "failed"
    assert f"{call.symbol}/004" in document.failure
    assert f"{call.symbol}/003" not in document.failure


# --- cancelled, taken over, refused -----------------------------------------------------------------------------------


def test_a_cancelled_run_leaves_no_file_but_the_sheets(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    document = queued(summary, chair, noon)
    real = pipeline.check_pdf

    def cancel_meanwhile(*args: Any) -> None:
        actions.cancel_document(document=Document.objects.get(pk=document.pk), by=chair, at=noon)
        real(*args)

    monkeypatch.setattr(pipeline, "check_pdf", cancel_meanwhile)
    compiled(document, noon)
    assert (document.state, document.editions.filter(format="pdf").count()) == ("cancelled", 0)
    assert not document.parts.exists()
    assert len(stored(settings)) == Sheet.objects.count() + document.editions.count()


def test_cancelled_between_two_parts_it_stops(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    pipeline.begin_document(document_id=document.pk, at=noon)
    pipeline.do_next_part(document_id=document.pk, at=noon)
    actions.cancel_document(document=Document.objects.get(pk=document.pk), by=chair, at=noon)
    assert not pipeline.do_next_part(document_id=document.pk, at=noon)
    document.refresh_from_db()
    assert document.state == "cancelled"


def test_a_run_that_was_taken_over_throws_its_files_away(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    document = queued(summary, chair, noon)
    real = pipeline.check_pdf

    def taken_over(*args: Any) -> None:
        Document.objects.filter(pk=document.pk).update(attempts=9)
        real(*args)

    monkeypatch.setattr(pipeline, "check_pdf", taken_over)
    compiled(document, noon)
    assert (document.state, document.attempts, document.failure) == ("running", 9, "")
    assert len(stored(settings)) == Sheet.objects.count() + document.editions.count()


def test_trying_again_while_another_run_is_on_is_refused(summary: Summary, chair: Any, noon: datetime) -> None:
    failed = queued(summary, chair, noon)
    Document.objects.filter(pk=failed.pk).update(state="failed", failure="It failed.")
    failed.refresh_from_db()
    queued(summary, chair, noon)
    with pytest.raises(OutOfDate):
        actions.retry_document(document=failed, by=chair, at=noon)


def test_who_may_have_a_document_compiled(summary: Summary, noon: datetime) -> None:
    process = summary.session.process
    for by in (make.make_chair(process), make.make_officer(process, "secretariat"), make.make_secretariat()):
        assert queued(summary, by, noon).summary == summary
    for by in (make.make_user(), make.make_chair(make.make_process()), make.make_chair(process, second_factor=False)):
        with pytest.raises(PermissionDenied):
            queued(summary, by, noon)

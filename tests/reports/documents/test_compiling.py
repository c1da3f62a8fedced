"""From the button to the file: one run at a time, every end told in the row, and nothing lost when a worker dies."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from kombu.exceptions import OperationalError

from consultation.submissions.models import Submission
from register.errors import OutOfDate
from reports.documents import actions, clockwork, pipeline
from reports.documents.check import FaultyDocument
from reports.documents.contents import Attribution
from reports.documents.models import Document
from reports.documents.snapshot import contents_of
from reports.summaries import actions as summaries
from reports.summaries.models import Summary
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Any:
    session = make.make_session(make.make_process(organ="Assembly of Networks"), ordinal=11)
    call = make.make_call(session)
    call.agenda_items.set([make.make_agenda_item(session, "5", title="Existing and potential threats")])
    return call


@pytest.fixture
def chair(call: Any) -> Any:
    return make.make_chair(call.process, language="fr")


@pytest.fixture
def summary(call: Any, chair: Any, noon: datetime) -> Summary:
    summary = summaries.begin_summary(
        session=call.session, calls=[call], title="Chair’s summary of the consultation", symbol="WG.7/2026/CS.1",
        language="en", attribution="attributed", by=chair, at=noon,
    )  # fmt: skip
    paragraph = summaries.add_paragraph(
        section=summary.sections.get(), text="It was highlighted that trust grows slowly.", by=chair, at=noon
    )
    submission = make.make_submission(call, make.make_organisation("Canary Forum"), state="published", body="A *text*.")
    summaries.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    return summary


def queued(summary: Summary, by: Any, at: datetime, language: str = "en") -> Document:
    return actions.ask_for_document(summary=summary, language=language, by=by, at=at)


def pages_of(document: Document) -> Any:
    with document.file.open("rb") as file, pikepdf.open(file) as pdf:
        return len(pdf.pages), str(pdf.Root.Lang), str(pdf.docinfo.Title)


def test_a_document_is_compiled_and_stored_with_its_checksum(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    pipeline.compile_document(document_id=document.pk, at=noon)
    document.refresh_from_db()
    assert (document.state, document.as_of, document.steps_done, document.failure) == ("ready", noon, 4, "")
    with document.file.open("rb") as file:
        content = file.read()
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.size, content[:5]) == (len(content), b"%PDF-")
    assert pages_of(document) == (
        document.pages,
        "en",
        "Chair’s summary of the consultation (WG.7/2026/CS.1)",
    )
    assert [event.kind for event in document.events.order_by("pk")] == ["requested", "started", "finished"]


def test_the_same_data_give_the_same_file(summary: Summary, chair: Any, noon: datetime) -> None:
    sums = []
    for _time in range(2):
        document = queued(summary, chair, noon)
        pipeline.compile_document(document_id=document.pk, at=noon)
        document.refresh_from_db()
        sums.append(document.sha256)
    assert sums[0] == sums[1]


def test_who_asks_while_it_is_under_way_gets_the_same_run(summary: Summary, chair: Any, noon: datetime) -> None:
    first = queued(summary, chair, noon)
    assert queued(summary, make.make_officer(summary.session.process, "secretariat"), noon) == first
    assert queued(summary, chair, noon, "fr") != first
    assert Document.objects.count() == 2


def test_a_message_delivered_twice_compiles_once(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    for _time in range(5):
        pipeline.compile_document(document_id=document.pk, at=noon)
    assert [event.kind for event in document.events.order_by("pk")] == ["requested", "started", "finished"]


def test_without_a_broker_the_document_waits_and_the_clock_finds_it(
    summary: Summary,
    chair: Any,
    noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr("celery.Celery.send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        document = queued(summary, chair, noon)
    assert clockwork.documents_to_nudge(at=noon) == []
    assert clockwork.documents_to_nudge(at=noon + timedelta(seconds=31)) == [document.pk]


def test_a_dead_worker_is_noticed_and_the_document_starts_again(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    Document.objects.filter(pk=document.pk).update(state="running", attempts=1, heartbeat_at=noon)
    assert clockwork.documents_to_nudge(at=noon + timedelta(seconds=29)) == []
    later = noon + timedelta(seconds=31)
    assert clockwork.documents_to_nudge(at=later) == [document.pk]
    pipeline.compile_document(document_id=document.pk, at=later)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("ready", 2)


def test_after_three_deaths_it_fails_and_says_so(summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    Document.objects.filter(pk=document.pk).update(state="running", attempts=3, heartbeat_at=noon)
    assert clockwork.documents_to_nudge(at=noon + timedelta(seconds=31)) == []
    document.refresh_from_db()
    assert document.state == "failed"
    assert "3" in document.failure


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (FaultyDocument("It has no title."), "It has no title."),
        (MemoryError(), "memory"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (RuntimeError("secret detail"), "RuntimeError"),
    ],
)
def test_a_failure_is_told_in_the_row_and_can_be_tried_again(
    summary: Summary, noon: datetime, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    chair = make.make_chair(summary.session.process)
    document = queued(summary, chair, noon)

    def fail(*_args: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "render_pdf", fail)
        pipeline.compile_document(document_id=document.pk, at=noon)
    document.refresh_from_db()
    assert document.state == "failed"
    assert reason in document.failure
    assert "secret detail" not in document.failure
    actions.retry_document(document=document, by=chair, at=noon)
    pipeline.compile_document(document_id=document.pk, at=noon)
    document.refresh_from_db()
    assert document.state == "ready"


def test_a_cancelled_run_leaves_no_file(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    document = queued(summary, chair, noon)
    real = pipeline.check_pdf

    def cancel_meanwhile(*args: Any) -> int:
        actions.cancel_document(document=Document.objects.get(pk=document.pk), by=chair, at=noon)
        return real(*args)

    monkeypatch.setattr(pipeline, "check_pdf", cancel_meanwhile)
    pipeline.compile_document(document_id=document.pk, at=noon)
    document.refresh_from_db()
    assert (document.state, document.file.name) == ("cancelled", "")
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_a_run_that_was_taken_over_throws_its_file_away(
    summary: Summary, chair: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    document = queued(summary, chair, noon)
    real = pipeline.check_pdf

    def taken_over(*args: Any) -> int:
        Document.objects.filter(pk=document.pk).update(attempts=2)
        return real(*args)

    monkeypatch.setattr(pipeline, "check_pdf", taken_over)
    pipeline.compile_document(document_id=document.pk, at=noon)
    document.refresh_from_db()
    assert (document.state, document.attempts) == ("running", 2)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


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


# --- what the snapshot takes ------------------------------------------------------------------------------------------


def test_the_snapshot_takes_the_record_and_nothing_else(summary: Summary, call: Any, noon: datetime) -> None:
    for state, name in (("submitted", "Undecided"), ("returned", "Returned"), ("withheld", "Withheld")):
        make.make_submission(call, make.make_organisation(name), state=state)
    make.make_submission(call, make.make_organisation("In Confidence"), state="accepted", is_confidential=True)
    gone = make.make_submission(call, make.make_organisation("Gone"), state="published", body="Gone text.")
    Submission.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=noon)
    contents = contents_of(summary.pk, language="en", as_of=noon)
    assert [c.organisation for c in contents.contributions] == ["Canary Forum", "Gone"]
    assert contents.contributions[1].text == ""
    assert contents.contributions[1].withdrawn_on == noon.date()
    assert [(g.group, [p.name for p in g.participants]) for g in contents.participants] == [
        ("Civil society", ["Canary Forum"])
    ]
    text = contents.to_json()
    for secret in ("Undecided", "Returned", "Withheld", "In Confidence", "Gone text."):
        assert secret not in text


def test_the_snapshot_names_the_session_in_words(summary: Summary, noon: datetime) -> None:
    contents = contents_of(summary.pk, language="en", as_of=noon)
    assert contents.session == "Eleventh substantive session"
    assert contents.place_and_dates == "Nairobi, 8–12 March 2027"
    assert (contents.agenda_item, contents.agenda_title) == ("5", "Existing and potential threats")
    assert contents.attribution is Attribution.ATTRIBUTED


def test_the_snapshot_asks_as_much_for_three_as_for_one(
    summary: Summary, call: Any, noon: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(17):
        contents_of(summary.pk, language="en", as_of=noon)
    make.make_submission(call, state="published")
    make.make_submission(call, state="published")
    with django_assert_num_queries(17):
        contents_of(summary.pk, language="en", as_of=noon)


# --- the pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(summary: Summary, chair: Any, noon: datetime) -> Document:
    document = queued(summary, chair, noon)
    pipeline.compile_document(document_id=document.pk, at=noon)
    document.refresh_from_db()
    return document


def test_before_it_is_issued_only_the_office_can_open_it(client: Client, ready: Document, chair: Any) -> None:
    urls = (f"/documents/{ready.public_id}/", f"/documents/{ready.public_id}/file/")
    for user in (None, make.make_user(), make.make_chair(make.make_process())):
        if user:
            client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [404, 404]
    client.force_login(chair)
    assert [client.get(url).status_code for url in urls] == [200, 200]


def test_once_issued_everybody_can_have_it_as_an_attachment(
    client: Client, ready: Document, chair: Any, noon: datetime
) -> None:
    summaries.finalise_summary(summary=ready.summary, by=chair, at=noon)
    summaries.issue_summary(summary=ready.summary, by=chair, at=noon)
    response = client.get(f"/documents/{ready.public_id}/file/")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="WG.7-2026-CS.1-en.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == ready.sha256  # type: ignore[attr-defined]
    assert ready.sha256 in client.get(f"/documents/{ready.public_id}/").content.decode()
    assert "WG.7/2026/CS.1" in client.get("/documents/").content.decode()
    assert "WG.7/2026/CS.1" in client.get("/documents/of/WG.7/2026/CS.1/").content.decode()


def test_the_page_asks_and_shows_progress_without_javascript(client: Client, summary: Summary, chair: Any) -> None:
    client.force_login(chair)
    page = client.post(f"/chair/summaries/{summary.pk}/documents/", {"language": "en"}, follow=True).content.decode()
    assert "<progress" in page
    document = Document.objects.get()
    assert client.get(f"/documents/{document.public_id}/file/").status_code == 302
    page = client.get(f"/documents/{document.public_id}/", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="progress"')


def test_a_failed_one_says_why_and_is_tried_again(client: Client, summary: Summary, chair: Any, noon: datetime) -> None:
    document = queued(summary, chair, noon)
    Document.objects.filter(pk=document.pk).update(state="failed", failure="The disk is full.")
    client.force_login(chair)
    assert "The disk is full." in client.get(f"/documents/{document.public_id}/").content.decode()
    client.post(f"/documents/{document.public_id}/change/", {"move": "retried"})
    document.refresh_from_db()
    assert document.state == "queued"

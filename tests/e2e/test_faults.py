"""What breaks while people work: a worker, the queue, the database; nothing is lost, and nothing happens twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from consultation.processes.models import Office
from consultation.submissions.models import Call, Submission
from launcher.processes import kill_group
from reports.documents.models import Document, Part
from reports.documents.states import DocumentState
from reports.summaries.actions import add_paragraph, begin_summary
from reports.summaries.models import Summary
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from tests.e2e import steps
from tests.e2e.conftest import Visit
from tests.e2e.portal import APPLICATION, Portal, status_of
from tests.e2e.steps import SUBMIT
from tests.factories import (
    make_agenda_item,
    make_call,
    make_chair,
    make_draft,
    make_focal_point,
    make_officer,
    make_organisation,
    make_submission,
)
from tests.launcher.patience import eventually
from tests.production.services import free_port


@pytest.fixture
def call(portal: Portal) -> Call:
    now = timezone.now()
    return make_call(symbol="WG.9/2027/C1", opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=2))


@pytest.fixture
def chair(call: Call) -> User:
    return make_chair(call.process)


@pytest.fixture
def summary(call: Call, chair: User) -> Summary:
    """Enough to compile that it takes a while."""
    call.agenda_items.add(make_agenda_item(call.session, "5", title="Points of contact"))
    publish(call, 120)
    begun = begin_summary(
        session=call.session, calls=[call], title="Chair’s summary", symbol="WG.9/2027/CS.1", language="en",
        attribution="attributed", by=chair, at=timezone.now(),
    )  # fmt: skip
    add_paragraph(section=begun.sections.get(), text="It was highlighted.", by=chair, at=timezone.now())
    return begun


def publish(call: Call, count: int) -> None:
    for number in range(count):
        make_submission(
            call, title=f"Contribution {number}", body="A point of contact is a role.\n\n" * 60, state="published"
        )


@pytest.fixture
def portal_without_worker(portal: Portal) -> Iterator[Portal]:
    """The shared worker rests, so that the test decides who works and when; it is back afterwards."""
    portal.stop("worker")
    yield portal
    if "worker" not in portal.children:
        portal.start_worker()


def aged() -> None:
    """As if half a minute had passed since anybody gave a sign of life."""
    long_ago = timezone.now() - timedelta(seconds=31)
    Document.objects.update(queued_at=long_ago, heartbeat_at=long_ago)
    Part.objects.filter(done_at=None, taken_at__isnull=False).update(heartbeat_at=long_ago)


def progress() -> tuple[str, int]:
    document = Document.objects.get()
    return document.state, document.steps_done


def test_a_worker_killed_in_the_middle_is_replaced_and_two_who_asked_get_one_document(
    visit: Visit, portal_without_worker: Portal, summary: Summary, chair: User
) -> None:
    portal = portal_without_worker
    secretariat = make_officer(summary.session.process, Office.Kind.SECRETARIAT)
    pages = []
    for person in (chair, secretariat):
        visitor = visit(person)
        visitor.go(f"/chair/summaries/{summary.pk}/documents/")
        visitor.press(SUBMIT)
        visitor.page.wait_for_selector("#progress")
        pages.append(visitor)
    assert pages[0].page.url == pages[1].page.url
    assert Document.objects.count() == 1

    doomed = portal.start_worker("doomed-worker")
    assert eventually(lambda: Part.objects.filter(taken_at__isnull=False).exists(), seconds=90), portal.logs()
    expect(pages[0].page.locator("#progress progress")).to_be_visible()
    assert doomed.pid
    kill_group(doomed.pid)
    portal.stop("doomed-worker")
    assert progress()[0] == DocumentState.RUNNING

    with portal.queue as queue:  # the message that it took with it comes back in two hours: this is about the rows
        queue.delete("unacked", "unacked_index")
    aged()
    portal.start_worker()
    portal.tick("reports.documents.tasks.pick_up_stalled_documents")
    for visitor in pages:
        steps.wait_for_document(visitor)
    assert Document.objects.get().state == DocumentState.READY


def test_a_document_ends_although_the_queue_is_emptied_again_and_again(
    visit: Visit, portal: Portal, summary: Summary, call: Call, chair: User
) -> None:
    publish(call, 180)  # so many parts that it is not done before the last blow
    visitor = visit(chair)
    visitor.go(f"/chair/summaries/{summary.pk}/documents/")
    visitor.press(SUBMIT)
    for _flush in range(5):
        before = progress()
        with portal.queue as queue:
            queue.flushdb()
        aged()
        portal.tick("reports.documents.tasks.pick_up_stalled_documents")
        assert eventually(lambda seen=before: progress() != seen, seconds=60), portal.logs()
    steps.wait_for_document(visitor)
    assert [event.kind for event in Document.objects.get().events.order_by("pk")][-1] == "finished"


def test_what_is_submitted_while_the_queue_is_down_is_kept_and_its_letter_goes_out_once(
    visit: Visit, portal: Portal, call: Call
) -> None:
    amina = make_focal_point(make_organisation())
    draft = make_draft(call, amina.memberships.get().organisation, amina)
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    cut_off = portal.start_web("cut-off-web", PORT=str(free_port()), REDIS_URL=nowhere, CELERY_BROKER_URL=nowhere)
    contributor = visit(amina, origin=cut_off)
    contributor.go(f"/desk/drafts/{draft.public_id}/check/")
    contributor.press(SUBMIT)
    expect(contributor.page.locator("dd.symbol")).to_have_text("WG.9/2027/C1/001")
    portal.stop("cut-off-web")
    assert Submission.objects.get().state == "submitted"
    assert Letter.objects.get().state == "waiting"

    Letter.objects.update(next_attempt_at=timezone.now())
    portal.tick("stakeholders.mailroom.tasks.send_waiting_letters")
    portal.tick("stakeholders.mailroom.tasks.send_waiting_letters")
    assert eventually(lambda: Letter.objects.get().state == "sent", seconds=60), portal.logs()
    assert eventually(portal.is_quiet, seconds=60)
    letter = Letter.objects.get()
    assert (letter.attempts, letter.to) == (1, amina.email)


def test_the_site_survives_the_loss_of_every_connection_to_the_database(
    visit: Visit, portal: Portal, call: Call, chair: User
) -> None:
    visitor = visit(chair)
    visitor.go("/chair/")
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            " where datname = current_database() and application_name = %s",
            [APPLICATION],
        )
        assert cursor.fetchone()[0] >= 1
    visitor.go("/chair/")
    expect(visitor.page.locator("h1")).to_have_text("What awaits you")
    assert status_of(portal.port, f"/calls/{call.symbol}/") == 200

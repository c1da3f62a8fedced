"""Submitting: once however often, in time by the call's own row, and a receipt that says what was sent and when."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from consultation.processes.deadlines import end_of_minute
from consultation.submissions.actions.drafts import add_file, save_draft, seal_of
from consultation.submissions.actions.submitting import submit_draft, withdraw_submission
from consultation.submissions.errors import TooLate
from consultation.submissions.models import Call, Draft, Revision, Submission, SubmissionEvent
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.states import OrganisationState
from tests.factories import (
    NOON,
    make_call,
    make_chair,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_question,
)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def call(db: None) -> Call:
    return make_call(word_limit=2000, symbol="WG.9/2026/C1", zone="Africa/Nairobi")


@pytest.fixture
def amina(call: Call) -> Any:
    organisation = make_organisation("Lagos Incident Response Forum")
    return make_focal_point(organisation, full_name="Amina Okafor", time_zone="Africa/Lagos")


@pytest.fixture
def draft(call: Call, amina: Any) -> Draft:
    organisation = amina.memberships.get().organisation
    return make_draft(call, organisation, amina, title="A directory", body="Roles, not persons.")


@pytest.fixture
def desk(client: Client, amina: Any) -> Client:
    client.force_login(amina)
    return client


def check_page(draft: Draft) -> str:
    return reverse("submissions:check_draft", args=[draft.public_id])


def submit(desk: Client, draft: Draft, **extra: Any) -> Any:
    return desk.post(check_page(draft), {"seal": seal_of(draft)}, **extra)


# --- checking ---------------------------------------------------------------------------------------------------------


def test_the_check_page_shows_everything_as_it_will_be_sent(desk: Client, draft: Draft, amina: Any) -> None:
    question = make_question(draft.call, "What has worked?")
    draft.answers = {str(question.pk): "Tests each quarter."}
    draft.save()
    add_file(draft=draft, upload=SimpleUploadedFile("note.txt", b"abc"), by=amina, at=NOON)

    html = desk.get(check_page(draft)).content.decode()

    for part in ("A directory", "Roles, not persons.", "What has worked?", "Tests each quarter.", "note.txt", "Submit"):
        assert part in html
    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" in html
    assert "Everyone, with the organisation’s name, once the Chair has let it pass." in html


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Give your contribution a title before you submit it."),
        ({"body": " "}, "There is no text, no answer and no file yet."),
        ({"body": "word " * 2001}, "Your contribution has 2,001 words; this call takes 2,000. Nothing is lost"),
    ],
)
def test_what_stands_in_the_way_is_said_and_there_is_no_button(
    desk: Client, draft: Draft, change: Any, says: str
) -> None:
    Draft.objects.filter(pk=draft.pk).update(**change)

    html = desk.get(check_page(draft)).content.decode()

    assert says in html
    assert 'name="seal"' not in html
    refused = submit(desk, draft)
    assert refused.status_code == 409
    assert says in refused.content.decode()
    assert (Draft.objects.count(), Submission.objects.count()) == (1, 0)


def test_an_organisation_that_is_not_recognised_yet_keeps_its_draft(desk: Client, draft: Draft) -> None:
    type(draft.organisation).objects.update(state=OrganisationState.PROPOSED)

    refused = submit(desk, draft)

    assert refused.status_code == 409
    assert "The secretariat has not recognised your organisation yet. Your draft is kept" in refused.content.decode()


def test_a_call_that_is_not_open_yet_keeps_the_draft(desk: Client, draft: Draft) -> None:
    Call.objects.update(opens_at=NOON + timedelta(seconds=1))

    assert "This call is not open yet. Your draft is kept" in submit(desk, draft).content.decode()


def test_late_is_said_before_and_after(desk: Client, draft: Draft) -> None:
    Call.objects.update(closes_at=NOON - timedelta(hours=2))

    assert "You can still submit. The contribution is marked as late" in desk.get(check_page(draft)).content.decode()
    receipt = submit(desk, draft, follow=True).content.decode()
    assert "Late by <bdi>2\xa0hours</bdi>" in receipt


def test_a_draft_that_changed_after_it_was_checked_is_shown_again(desk: Client, draft: Draft) -> None:
    seen = seal_of(draft)
    Draft.objects.filter(pk=draft.pk).update(version=2, body="Other words.")

    answer = desk.post(check_page(draft), {"seal": seen}, follow=True)

    assert "The draft has changed since you checked it." in answer.content.decode()
    assert "Other words." in answer.content.decode()
    assert Submission.objects.count() == 0


# --- submitting -------------------------------------------------------------------------------------------------------


def test_the_receipt_says_what_was_sent_when_and_what_happens_next(desk: Client, draft: Draft, amina: Any) -> None:
    add_file(draft=draft, upload=SimpleUploadedFile("note.txt", b"abc"), by=amina, at=NOON)

    html = submit(desk, draft, follow=True).content.decode()

    submission = Submission.objects.get()
    revision = submission.revisions.get()
    assert "Your contribution has been received. This is your receipt." in html
    assert submission.reference == "WG.9/2026/C1/001"
    for part in (
        "WG.9/2026/C1/001", "15:00 <bdi>Nairobi</bdi> time (12:00 UTC)", "13:00 <bdi>Lagos</bdi> time", "2026-11-23 12:00:00.000000 UTC",
        revision.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "note.txt",
        "Amina Okafor", "What happens next", "In time",
    ):  # fmt: skip
        assert part in html, part


def test_the_letter_is_written_once_in_her_language(desk: Client, draft: Draft, amina: Any) -> None:
    submit(desk, draft)
    submit(desk, draft)

    letter = Letter.objects.get()
    assert letter.key == f"received:{draft.public_id}"
    assert (letter.to, letter.subject) == (amina.email, "Received: WG.9/2026/C1/001")
    assert "Received: 23 November 2026, 15:00:00 (Africa/Nairobi), 23 November 2026, 12:00:00 UTC" in letter.text
    assert "What happens next" in letter.text
    assert Revision.objects.get().sha256 in letter.html


def test_the_letter_escapes_what_people_wrote(desk: Client, draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(title="<img src=x onerror=alert(1)>\N{RIGHT SINGLE QUOTATION MARK}")

    submit(desk, draft)

    assert "<img" not in Letter.objects.get().html


def test_row_27_double_click_replay_and_back_button_lead_to_the_same_receipt(desk: Client, draft: Draft) -> None:
    seal = seal_of(draft)

    first = desk.post(check_page(draft), {"seal": seal})
    replayed = [desk.post(check_page(draft), {"seal": seal}) for _click in range(4)]
    back = desk.get(check_page(draft))
    writing = desk.get(reverse("submissions:draft", args=[draft.public_id]))

    receipt = reverse("submissions:sent", args=[Submission.objects.get().public_id])
    assert {answer.url for answer in (first, *replayed, back, writing)} == {receipt}
    assert Revision.objects.count() == SubmissionEvent.objects.count() == 1


def test_what_is_typed_after_another_member_submitted_is_shown_to_copy(desk: Client, draft: Draft) -> None:
    bola = make_member(draft.organisation, full_name="Bola Adeyemi")
    submit_draft(draft=draft, by=bola, at=NOON)

    page = desk.post(reverse("submissions:draft", args=[draft.public_id]), {"body": "Too <late>", "version": 1})

    assert page.status_code == 409
    assert "Too &lt;late&gt;</textarea>" in page.content.decode()
    assert "<bdi>Bola Adeyemi</bdi> submitted it as <bdi>WG.9/2026/C1/001</bdi>" in page.content.decode()


SUBMIT_QUERIES = 12


@pytest.mark.django_db(transaction=True)
def test_the_whole_submit_asks_a_known_number_of_queries(
    desk: Client, draft: Draft, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stakeholders.mailroom.actions.send_letter.delay", lambda **_ids: None)
    sent = {"seal": seal_of(draft)}

    with django_assert_num_queries(SUBMIT_QUERIES):
        answer = desk.post(check_page(draft), sent)

    assert answer.status_code == 302


def test_the_receipt_asks_the_same_number_of_queries_at_one_and_at_three_revisions(
    desk: Client, draft: Draft, django_assert_num_queries: Any
) -> None:
    receipt = submit(desk, draft).url
    desk.get(receipt)

    with django_assert_num_queries(RECEIPT_QUERIES):
        desk.get(receipt)

    for _revision in range(2):
        correction = desk.post(receipt + "correct/").url
        submit(desk, Draft.objects.get(public_id=correction.rstrip("/").rpartition("/")[2]))
    assert Revision.objects.count() == 3
    desk.get(receipt)
    with django_assert_num_queries(RECEIPT_QUERIES):
        desk.get(receipt)


RECEIPT_QUERIES = 3


@pytest.mark.django_db(transaction=True)
def test_row_26_fifty_parallel_submits_make_one_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stakeholders.mailroom.actions.send_letter.delay", lambda **_ids: None)
    call = make_call(symbol="WG.8/2026/C1")
    amina = make_focal_point(make_organisation("Lagos Incident Response Forum"))
    draft = make_draft(call, amina.memberships.get().organisation, amina)

    def press(_number: int) -> int:
        try:
            stale = Draft.objects.select_related("organisation").get(pk=draft.pk) if _number % 2 else draft
            return submit_draft(draft=stale, by=amina, at=NOON).pk
        except Draft.DoesNotExist:
            return Revision.objects.get(draft_id=draft.public_id).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as clicks:
        revisions = list(clicks.map(press, range(50)))

    assert len(revisions) == 50
    assert len(set(revisions)) == 1
    assert Submission.objects.count() == Revision.objects.count() == SubmissionEvent.objects.count() == 1
    assert Letter.objects.count() == 1
    assert Call.objects.get().last_serial == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_added_while_a_submit_waits_is_part_of_what_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stakeholders.mailroom.actions.send_letter.delay", lambda **_ids: None)
    amina = make_focal_point(make_organisation("Lagos Incident Response Forum"))
    draft = make_draft(make_call(), amina.memberships.get().organisation, amina)

    def press() -> Revision:
        try:
            return submit_draft(draft=draft, by=amina, at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as click:
        with transaction.atomic():
            Draft.objects.select_for_update().get(pk=draft.pk)
            pressed = click.submit(press)
            until_somebody_waits_for_us()
            add_file(draft=draft, upload=SimpleUploadedFile("note.txt", b"abc"), by=amina, at=NOON)
        revision = pressed.result()

    assert [file["name"] for file in revision.content["files"]] == ["note.txt"]
    assert revision.attachments.get().name == "note.txt"


def until_somebody_waits_for_us() -> None:
    """Come back once another connection waits for a lock that this one holds; raises AssertionError after ten seconds."""
    end = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(
                "SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)) LIMIT 1"
            )
            if cursor.fetchone() is not None:
                return
    raise AssertionError("Nobody waits.")


# --- the deadline -----------------------------------------------------------------------------------------------------

A_MOMENT = timedelta(milliseconds=1)
END_OF_1_DECEMBER = [
    ("Etc/GMT+12", "2026-12-02T11:59:59.999999"),
    ("America/St_Johns", "2026-12-02T03:29:59.999999"),
    ("America/Sao_Paulo", "2026-12-02T02:59:59.999999"),
    ("America/New_York", "2026-12-02T04:59:59.999999"),
    ("UTC", "2026-12-01T23:59:59.999999"),
    ("Europe/Vienna", "2026-12-01T22:59:59.999999"),
    ("Africa/Nairobi", "2026-12-01T20:59:59.999999"),
    ("Asia/Kolkata", "2026-12-01T18:29:59.999999"),
    ("Asia/Kathmandu", "2026-12-01T18:14:59.999999"),
    ("Asia/Shanghai", "2026-12-01T15:59:59.999999"),
    ("Pacific/Chatham", "2026-12-01T10:14:59.999999"),
    ("Pacific/Kiritimati", "2026-12-01T09:59:59.999999"),
]
CHANGES_OF_CLOCK = [
    ("Europe/Vienna", datetime(2026, 10, 25, 2, 30), "2026-10-25T01:30:59.999999"),
    ("Europe/Vienna", datetime(2027, 3, 28, 2, 30), "2027-03-28T01:30:59.999999"),
    ("America/New_York", datetime(2026, 11, 1, 1, 30), "2026-11-01T06:30:59.999999"),
    ("America/New_York", datetime(2027, 3, 14, 2, 30), "2027-03-14T07:30:59.999999"),
    ("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 45), "2027-04-03T15:15:59.999999"),
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "local", "instant"),
    [(zone, datetime(2026, 12, 1, 23, 59), instant) for zone, instant in END_OF_1_DECEMBER] + CHANGES_OF_CLOCK,
)
def test_row_33_the_deadline_is_decided_to_the_millisecond_in_every_zone(
    zone: str, local: datetime, instant: str
) -> None:
    closes_at = end_of_minute(local, zone)
    assert closes_at == utc(instant)

    kept: dict[str, Any] = {}
    for policy in ("accept_flagged", "refuse"):
        call = make_call(zone=zone, opens_at=closes_at - timedelta(days=9), closes_at=closes_at, late_policy=policy)
        for name, at in (("before", closes_at - A_MOMENT), ("at", closes_at), ("after", closes_at + A_MOMENT)):
            amina = make_focal_point(make_organisation())
            draft = make_draft(call, amina.memberships.get().organisation, amina)
            try:
                kept[f"{policy} {name}"] = submit_draft(draft=draft, by=amina, at=at).is_late
            except TooLate:
                kept[f"{policy} {name}"] = "refused"

    assert kept == {
        "accept_flagged before": False, "accept_flagged at": False, "accept_flagged after": True,
        "refuse before": False, "refuse at": False, "refuse after": "refused",
    }  # fmt: skip


def test_the_clock_of_the_server_decides_and_not_the_page(desk: Client, draft: Draft) -> None:
    Call.objects.update(closes_at=NOON + timedelta(minutes=1), late_policy="refuse")
    assert desk.get(check_page(draft)).status_code == 200

    with time_machine.travel(NOON + timedelta(minutes=1, milliseconds=1), tick=False):
        refused = submit(desk, draft)

    assert refused.status_code == 409
    assert (
        "The deadline has passed and this call takes no late contributions. Your draft is kept"
        in refused.content.decode()
    )


def test_a_draft_submitted_by_another_at_the_moment_of_saving_loses_no_text(
    desk: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    bola = make_member(draft.organisation)

    def save_a_moment_too_late(**kwargs: Any) -> Draft:
        submit_draft(draft=draft, by=bola, at=NOON)
        return save_draft(**kwargs)

    monkeypatch.setattr("consultation.submissions.views.writing.save_draft", save_a_moment_too_late)
    page = desk.post(reverse("submissions:draft", args=[draft.public_id]), {"body": "Too late.", "version": 1})

    assert page.status_code == 409
    assert "Too late.</textarea>" in page.content.decode()


# --- correcting and withdrawing ---------------------------------------------------------------------------------------


def test_a_returned_submission_is_corrected_even_after_the_deadline(desk: Client, draft: Draft, amina: Any) -> None:
    receipt = submit(desk, draft).url
    submission = Submission.objects.get()
    Submission.objects.update(state="returned")
    submission.events.create(kind="returned", at=NOON, by=make_chair(submission.process), note="Name your <source>.")
    Call.objects.update(closes_at=NOON - timedelta(days=1), late_policy="refuse", opens_at=NOON - timedelta(days=9))

    assert "Name your &lt;source&gt;." in desk.get(receipt).content.decode()
    assert "Name your &lt;source&gt;." in desk.get("/desk/").content.decode()
    writing = desk.post(receipt + "correct/").url
    assert desk.post(receipt + "correct/").url == writing
    again = Draft.objects.get()
    desk.post(
        writing,
        {"version": 1, "title": "A directory", "body": "With a source.", "language": "en", "visibility": "public"},
    )
    again.refresh_from_db()
    html = submit(desk, again, follow=True).content.decode()

    submission.refresh_from_db()
    assert (submission.state, submission.body, submission.revision_number) == ("submitted", "With a source.", 2)
    assert not submission.is_late
    assert "Revision 1" in html
    assert "Revision 2" in html


def test_a_waiting_submission_cannot_be_changed_once_the_call_is_over(desk: Client, draft: Draft) -> None:
    receipt = submit(desk, draft).url
    Call.objects.update(closes_at=NOON - timedelta(days=1), late_policy="refuse", opens_at=NOON - timedelta(days=9))

    page = desk.post(receipt + "correct/", follow=True)

    assert "The deadline has passed" in page.content.decode()
    assert Draft.objects.count() == 0


def test_withdrawing_explains_the_stub_and_asks_first(desk: Client, draft: Draft) -> None:
    receipt = submit(desk, draft).url
    Submission.objects.update(state="published", published_at=NOON)

    asked = desk.get(receipt + "withdraw/").content.decode()
    assert "A stub stays in the record: the reference, the title and the day it was withdrawn" in asked
    assert Submission.objects.get().state == "published"
    page = desk.post(receipt + "withdraw/", {"note": "A mistake in the figures."}, follow=True).content.decode()

    submission = Submission.objects.get()
    assert (submission.state, submission.withdrawn_at) == ("withdrawn", NOON)
    assert submission.events.get(kind="withdrawn").note == "A mistake in the figures."
    assert "The contribution has been withdrawn." in page
    assert "Withdraw it" not in page


def test_withdrawing_twice_is_refused(desk: Client, draft: Draft, amina: Any) -> None:
    receipt = submit(desk, draft).url
    withdraw_submission(submission=Submission.objects.get(), by=amina, at=NOON)

    assert desk.post(receipt + "withdraw/").status_code == 403
    assert SubmissionEvent.objects.filter(kind="withdrawn").count() == 1


def test_a_withdrawal_that_somebody_else_made_first_is_said(
    desk: Client, draft: Draft, amina: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = submit(desk, draft).url

    def withdraw_a_moment_too_late(**kwargs: Any) -> None:
        withdraw_submission(submission=Submission.objects.get(), by=amina, at=NOON)
        withdraw_submission(**kwargs)

    monkeypatch.setattr("consultation.submissions.views.contributor.withdraw_submission", withdraw_a_moment_too_late)
    page = desk.post(receipt + "withdraw/", {"note": ""}, follow=True)

    assert "Somebody else has changed this in the meantime." in page.content.decode()
    assert SubmissionEvent.objects.filter(kind="withdrawn").count() == 1


def test_a_representative_withdraws_only_what_she_sent(draft: Draft, amina: Any) -> None:
    submission = submit_draft(draft=draft, by=amina, at=NOON).submission
    bola = Client()
    bola.force_login(make_member(draft.organisation))
    receipt = reverse("submissions:sent", args=[submission.public_id])

    assert "Withdraw it" not in bola.get(receipt).content.decode()
    assert bola.get(receipt + "withdraw/").status_code == 403
    assert bola.post(receipt + "withdraw/").status_code == 403


@pytest.mark.parametrize(
    ("state", "says", "offers_change"),
    [
        ("submitted", "Awaiting decision", True),
        ("returned", "Returned for correction", True),
        ("published", "It is in the public record and can be cited", False),
        ("accepted", "The Chair and the secretariat have received it in confidence.", False),
        ("withheld", "It is kept, but not published.", False),
        ("withdrawn", "Nothing of it was published, and nothing will be.", False),
    ],
)
def test_each_state_says_what_happens_next_and_offers_only_what_is_possible(
    desk: Client, draft: Draft, state: str, says: str, offers_change: bool
) -> None:
    receipt = submit(desk, draft).url
    times = {
        "published": {"published_at": NOON},
        "withdrawn": {"withdrawn_at": NOON},
        "accepted": {"is_confidential": True},
    }
    if state != "submitted":
        Submission.objects.update(state=state, **times.get(state, {}))

    html = desk.get(receipt).content.decode()

    assert says in html
    assert ("/correct/" in html) is offers_change
    assert ("/withdraw/" in html) is (state != "withdrawn")

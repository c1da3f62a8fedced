"""Submitting straight from the form: all that was typed, once, or nothing; and whatever was typed is kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from consultation.submissions.actions.drafts import (
    Written,
    add_file,
    add_other,
    attached_to,
    remove_file,
    save_draft,
    seal_of_attached,
    start_draft,
)
from consultation.submissions.actions.submitting import submit_draft, submit_written, take_up_correction
from consultation.submissions.errors import DraftChanged, DraftGone, TooLate, TooLong
from consultation.submissions.models import Call, Draft, Revision, Submission, SubmissionEvent
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Membership
from stakeholders.organisations.states import MembershipState, OrganisationState
from tests.factories import (
    NOON,
    make_agenda_item,
    make_call,
    make_chair,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_question,
    make_secretariat,
)

KEPT = "It has not been submitted; your draft is kept."
RECEIVED = "Your contribution has been received. This is your receipt."


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def call(db: None) -> Call:
    return make_call(word_limit=2000, symbol="WG.9/2026/C1")


@pytest.fixture
def amina(call: Call) -> Any:
    return make_focal_point(make_organisation("Lagos Incident Response Forum"), full_name="Amina Okafor")


@pytest.fixture
def draft(call: Call, amina: Any) -> Draft:
    return make_draft(call, amina.memberships.get().organisation, amina, title="", body="")


@pytest.fixture
def desk(client: Client, amina: Any) -> Client:
    client.force_login(amina)
    return client


def page_of(draft: Draft) -> str:
    return reverse("submissions:draft", args=[draft.public_id])


def typed(draft: Draft, **fields: Any) -> dict[str, Any]:
    """What the form sends with the button, on top of what it showed."""
    return {
        "version": "1", "title": "A directory", "language": "en", "body": "Roles, not persons.",
        "visibility": "public", "attached": seal_of_attached(attached_to(draft)), "submit_now": "", **fields,
    }  # fmt: skip


def nothing_was_sent() -> bool:
    return not (Submission.objects.exists() or Revision.objects.exists() or Letter.objects.exists())


# --- what is sent -----------------------------------------------------------------------------------------------------


def test_one_press_sends_what_was_typed_and_leads_to_the_receipt(desk: Client, draft: Draft, amina: Any) -> None:
    question, item = make_question(draft.call), make_agenda_item(draft.call.session)
    draft.call.agenda_items.add(item)
    more = {f"answer_{question.pk}": "Tests each quarter.", "agenda_items": [item.pk], "visibility": "confidential"}

    answer = desk.post(page_of(draft), typed(draft, title=" Un annuaire ", language="fr", **more))

    submission = Submission.objects.get()
    assert answer.url == reverse("submissions:sent", args=[submission.public_id])
    assert RECEIVED in desk.get(answer.url).content.decode()
    assert (submission.reference, submission.title, submission.language) == ("WG.9/2026/C1/001", "Un annuaire", "fr")
    assert (submission.body, submission.is_confidential, submission.word_count) == ("Roles, not persons.", True, 6)
    assert list(submission.agenda_items.all()) == [item]
    assert submission.answers.get().text == "Tests each quarter."
    assert (submission.submitted_by, submission.submitted_at, submission.is_late) == (amina, NOON, False)
    assert Revision.objects.get().draft_id == draft.public_id
    assert Draft.objects.count() == 0
    assert SubmissionEvent.objects.filter(kind="submitted").count() == Letter.objects.count() == 1


def test_what_was_saved_while_typing_is_sent_as_it_stands(desk: Client, draft: Draft) -> None:
    sent = typed(draft)
    saved = desk.post(reverse("submissions:autosave_draft", args=[draft.public_id]), sent).json()

    desk.post(page_of(draft), sent | {"version": saved["version"]})

    assert Submission.objects.get().body == "Roles, not persons."


def test_a_file_that_is_still_chosen_and_an_organisation_that_is_still_typed_are_taken_along(
    desk: Client, draft: Draft, amina: Any
) -> None:
    other = make_organisation("Standing With Them")
    add_file(draft=draft, upload=SimpleUploadedFile("before.txt", b"abc"), by=amina, at=NOON)
    chosen = SimpleUploadedFile("note.txt", b"def")

    answer = desk.post(page_of(draft), typed(draft, uploads=chosen, other="standing with them"))

    revision = Revision.objects.get()
    assert answer.status_code == 302
    assert [file["name"] for file in revision.content["files"]] == ["before.txt", "note.txt"]
    assert revision.content["parties"] == ["Standing With Them"]
    assert revision.submission.parties.get().organisation == other


def test_a_returned_contribution_is_corrected_straight_away_whatever_the_deadline(
    desk: Client, draft: Draft, amina: Any
) -> None:
    desk.post(page_of(draft), typed(draft))
    Submission.objects.update(state="returned")
    Call.objects.update(opens_at=NOON - timedelta(days=9), closes_at=NOON - timedelta(days=1), late_policy="refuse")
    again = take_up_correction(submission=Submission.objects.get(), by=amina, at=NOON)
    page = desk.get(page_of(again)).content.decode()

    desk.post(page_of(again), typed(again, body="With a source."))

    submission = Submission.objects.get()
    assert 'name="submit_now"' in page
    assert "it will be marked as late" not in page
    assert (submission.state, submission.body, submission.revision_number) == ("submitted", "With a source.", 2)


# --- once -------------------------------------------------------------------------------------------------------------


def test_row_27_double_click_replay_and_back_button_lead_to_the_same_receipt(desk: Client, draft: Draft) -> None:
    question = make_question(draft.call)
    sent = typed(draft, **{f"answer_{question.pk}": " Tests.\r\n", "body": "One.\r\nTwo."})

    answers = [desk.post(page_of(draft), sent) for _click in range(4)]
    answers.append(desk.post(page_of(draft), {**sent, "check": ""}))
    answers.append(desk.get(page_of(draft)))

    receipt = reverse("submissions:sent", args=[Submission.objects.get().public_id])
    assert {answer.url for answer in answers} == {receipt}
    assert Revision.objects.count() == SubmissionEvent.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"body": "Roles, and persons."}, {"title": "A register"}, {"language": "fr"}, {"visibility": "confidential"},
        {"answer_1": "An answer."}, {"body": "Roles, not persons.\0"},
    ],
)  # fmt: skip
def test_another_text_pressed_after_it_was_sent_is_shown_to_copy(desk: Client, draft: Draft, other: Any) -> None:
    desk.post(page_of(draft), typed(draft))

    page = desk.post(page_of(draft), typed(draft, **other))

    assert page.status_code == 409
    assert "This draft was submitted in the meantime" in page.content.decode()
    assert Revision.objects.count() == 1


def test_a_replay_finds_its_receipt_where_the_call_leaves_no_choice_of_who_sees_it(desk: Client, draft: Draft) -> None:
    Call.objects.update(publication_policy="confidential")
    sent = typed(draft)
    del sent["visibility"]

    first, second = (desk.post(page_of(draft), sent) for _click in range(2))

    assert Submission.objects.get().is_confidential
    assert first.url == second.url == reverse("submissions:sent", args=[Submission.objects.get().public_id])


@pytest.mark.django_db(transaction=True)
def test_row_26_fifty_parallel_presses_make_one_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stakeholders.mailroom.actions.send_letter.delay", lambda **_ids: None)
    amina = make_focal_point(make_organisation("Lagos Incident Response Forum"))
    draft = make_draft(make_call(), amina.memberships.get().organisation, amina)
    written = Written(title="A directory", language="en", body="Roles.")

    def press(_number: int) -> bool:
        mine = Draft.objects.select_related("organisation", "call").filter(pk=draft.pk).first() or draft
        try:
            submit_written(
                draft=mine, written=written, version=1, seen=seal_of_attached(frozenset()), by=amina, at=NOON
            )
        except DraftGone:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=10) as clicks:
        made = list(clicks.map(press, range(50)))

    assert sum(made) == 1
    assert Submission.objects.get().body == "Roles."
    assert Revision.objects.count() == SubmissionEvent.objects.count() == Letter.objects.count() == 1
    assert Call.objects.get().last_serial == 1


STATEMENTS = 12
"""BEGIN and COMMIT included."""


@pytest.mark.django_db(transaction=True)
def test_one_press_asks_a_known_number_of_queries(
    desk: Client, draft: Draft, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stakeholders.mailroom.actions.send_letter.delay", lambda **_ids: None)
    sent = typed(draft)

    with django_assert_num_queries(STATEMENTS):
        answer = desk.post(page_of(draft), sent)

    assert answer.status_code == 302


# --- not at all -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": " "}, "<bdi>Title</bdi>: Give your contribution a title before you submit it."),
        ({"body": " "}, "<bdi>Text</bdi>: There is no text, no answer and no file yet."),
        ({"body": "word " * 2001}, "<bdi>Text</bdi>: Your contribution has 2,001 words; this call takes 2,000."),
    ],
)
def test_what_stands_in_the_way_is_said_on_the_form_and_the_text_is_saved(
    desk: Client, draft: Draft, fields: dict[str, str], says: str
) -> None:
    page = desk.post(page_of(draft), typed(draft, **fields))

    html = page.content.decode()
    draft.refresh_from_db()
    assert page.status_code == 409
    assert says in html
    assert KEPT in html
    assert "<title>Error: Your contribution" in html
    assert nothing_was_sent()
    wanted = {"title": "A directory", "body": "Roles, not persons."} | {name: t.strip() for name, t in fields.items()}
    assert (draft.title, draft.body, draft.version) == (wanted["title"], wanted["body"], 2)
    assert 'name="version" value="2"' in html


def test_everything_that_stands_in_the_way_is_said_at_once(desk: Client, draft: Draft) -> None:
    html = desk.post(page_of(draft), typed(draft, title="", body="word " * 2001)).content.decode()

    assert "Give your contribution a title" in html
    assert "Your contribution has 2,001 words" in html
    assert "Too long to be submitted" not in html


@pytest.mark.parametrize(
    ("of_call", "says"),
    [
        ({"opens_at": NOON + timedelta(seconds=1)}, "This call is not open yet."),
        ({"closes_at": NOON - timedelta(seconds=1), "late_policy": "refuse"}, "The deadline has passed"),
    ],
)
def test_a_call_that_takes_nothing_now_sends_nothing_and_offers_no_button(
    desk: Client, draft: Draft, of_call: dict[str, Any], says: str
) -> None:
    assert 'name="submit_now"' in desk.get(page_of(draft)).content.decode()
    Call.objects.update(**of_call)

    page = desk.post(page_of(draft), typed(draft))

    draft.refresh_from_db()
    assert page.status_code == 409
    assert says in page.content.decode()
    assert KEPT in page.content.decode()
    assert 'name="submit_now"' not in page.content.decode()
    assert draft.body == "Roles, not persons."
    assert nothing_was_sent()


def test_an_organisation_that_is_not_recognised_yet_keeps_its_draft(desk: Client, draft: Draft) -> None:
    type(draft.organisation).objects.update(state=OrganisationState.PROPOSED)

    page = desk.post(page_of(draft), typed(draft))

    assert page.status_code == 409
    assert "The secretariat has not recognised your organisation yet." in page.content.decode()
    assert 'name="submit_now"' not in page.content.decode()
    assert nothing_was_sent()


def test_late_is_said_beside_the_button_and_on_the_receipt(desk: Client, draft: Draft) -> None:
    Call.objects.update(closes_at=NOON - timedelta(hours=2))

    assert "The deadline has passed: it will be marked as late." in desk.get(page_of(draft)).content.decode()
    receipt = desk.post(page_of(draft), typed(draft), follow=True).content.decode()

    assert "Late by <bdi>2\xa0hours</bdi>" in receipt
    assert Submission.objects.get().is_late


def test_a_field_that_cannot_be_kept_stops_it_and_the_rest_is_saved(desk: Client, draft: Draft) -> None:
    page = desk.post(page_of(draft), typed(draft, title="t" * 251))

    draft.refresh_from_db()
    assert page.status_code == 200
    assert "at most 250 characters" in page.content.decode()
    assert KEPT in page.content.decode()
    assert (draft.title, draft.body) == ("", "Roles, not persons.")
    assert nothing_was_sent()


def test_a_file_that_is_refused_stops_it_and_the_text_is_saved(desk: Client, draft: Draft) -> None:
    files = [SimpleUploadedFile("note.txt", b"abc"), SimpleUploadedFile("empty.pdf", b"")]

    page = desk.post(page_of(draft), typed(draft, uploads=files))

    html = page.content.decode()
    draft.refresh_from_db()
    assert "“empty.pdf”:" in html
    assert KEPT in html
    assert [file.name for file in draft.attachments.all()] == ["note.txt"]
    assert draft.body == "Roles, not persons."
    assert nothing_was_sent()
    again = typed(draft, version=2)
    assert f'name="attached" value="{again["attached"]}"' in html
    assert desk.post(page_of(draft), again).status_code == 302


def test_an_organisation_that_is_not_found_stops_it(desk: Client, draft: Draft) -> None:
    page = desk.post(page_of(draft), typed(draft, other="Nobody At All"))

    assert "No recognised organisation is called “Nobody At All”." in page.content.decode()
    assert KEPT in page.content.decode()
    assert nothing_was_sent()


# --- two members at once ----------------------------------------------------------------------------------------------


@pytest.fixture
def bola(draft: Draft) -> Any:
    return make_member(draft.organisation, full_name="Bola Adeyemi")


def test_a_conflict_shows_both_texts_and_sends_neither(desk: Client, draft: Draft, bola: Any) -> None:
    his = Written(title="A directory", language="en", body="What Bola wrote.")
    save_draft(draft=Draft.objects.get(), written=his, version=1, by=bola, at=NOON)

    page = desk.post(page_of(draft), typed(draft, body="What Amina wrote."))

    html = page.content.decode()
    draft.refresh_from_db()
    assert page.status_code == 409
    assert "What Amina wrote.</textarea>" in html
    assert '<pre dir="auto">What Bola wrote.</pre>' in html
    assert KEPT in html
    assert draft.body == "What Bola wrote."
    assert nothing_was_sent()


def test_a_conflict_keeps_the_file_that_was_chosen(desk: Client, draft: Draft, bola: Any) -> None:
    his = Written(title="A directory", language="en", body="What Bola wrote.")
    save_draft(draft=Draft.objects.get(), written=his, version=1, by=bola, at=NOON)

    page = desk.post(page_of(draft), typed(draft, uploads=SimpleUploadedFile("note.txt", b"abc")))

    assert page.status_code == 409
    assert draft.attachments.get().name == "note.txt"
    assert nothing_was_sent()


def change_files(draft: Draft, bola: Any) -> None:
    add_file(draft=draft, upload=SimpleUploadedFile("his.txt", b"abc"), by=bola, at=NOON)


def name_another(draft: Draft, bola: Any) -> None:
    make_organisation("Standing With Them")
    add_other(draft=draft, name="Standing With Them", by=bola)


@pytest.mark.parametrize("change", [change_files, name_another])
@pytest.mark.parametrize("chosen", [(), ("note.txt",)])
def test_what_another_member_attached_meanwhile_is_shown_before_it_is_sent(
    desk: Client, draft: Draft, bola: Any, change: Any, chosen: tuple[str, ...]
) -> None:
    sent = typed(draft, uploads=[SimpleUploadedFile(name, b"mine") for name in chosen])
    change(draft, bola)

    page = desk.post(page_of(draft), sent)

    html = page.content.decode()
    draft.refresh_from_db()
    assert page.status_code == 409
    assert "Another member of your organisation changed the files or the organisations" in html
    assert KEPT in html
    assert draft.body == "Roles, not persons."
    assert nothing_was_sent()
    assert desk.post(page_of(draft), typed(draft, version=2)).status_code == 302


def test_a_file_that_another_member_removed_meanwhile_is_told(desk: Client, draft: Draft, bola: Any) -> None:
    change_files(draft, bola)
    sent = typed(draft)
    remove_file(attachment=draft.attachments.get(), by=bola)

    page = desk.post(page_of(draft), sent)

    assert "Another member of your organisation changed the files" in page.content.decode()
    assert nothing_was_sent()


@pytest.mark.parametrize("attached", ["", "forged", None])
def test_a_press_that_does_not_say_what_was_seen_sends_no_file(
    desk: Client, draft: Draft, bola: Any, attached: str | None
) -> None:
    change_files(draft, bola)
    sent = typed(draft, attached=attached or "")
    if attached is None:
        del sent["attached"]

    assert desk.post(page_of(draft), sent).status_code == 409
    assert nothing_was_sent()


def test_the_same_file_chosen_again_is_sent_once(desk: Client, draft: Draft, amina: Any) -> None:
    add_file(draft=draft, upload=SimpleUploadedFile("note.txt", b"abc"), by=amina, at=NOON)

    desk.post(page_of(draft), typed(draft, uploads=SimpleUploadedFile("note.txt", b"abc")))

    assert [file["name"] for file in Revision.objects.get().content["files"]] == ["note.txt"]


def test_a_draft_that_another_member_submitted_is_not_sent_again(desk: Client, draft: Draft, bola: Any) -> None:
    Draft.objects.update(title="A directory", body="What Bola wrote.")
    submit_draft(draft=draft, by=bola, at=NOON)

    page = desk.post(page_of(draft), typed(draft))

    assert page.status_code == 409
    assert "<bdi>Bola Adeyemi</bdi> submitted it as <bdi>WG.9/2026/C1/001</bdi>" in page.content.decode()
    assert "Roles, not persons.</textarea>" in page.content.decode()


# --- who --------------------------------------------------------------------------------------------------------------


def test_only_members_send(client: Client, draft: Draft, call: Call) -> None:
    ended = make_member(draft.organisation)
    Membership.objects.filter(user=ended).update(state=MembershipState.ENDED)
    strangers = [
        make_focal_point(make_organisation()), make_chair(call.process), make_secretariat(), ended,
    ]  # fmt: skip

    for stranger in strangers:
        client.force_login(stranger)
        assert client.post(page_of(draft), typed(draft)).status_code == 404
    assert nothing_was_sent()
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_session_that_ended_keeps_the_text_and_sends_nothing_by_itself(
    client: Client, amina: Any, draft: Draft
) -> None:
    answer = client.post(page_of(draft), typed(draft, body="Typed <after> the session."))
    assert answer.url == f"/account/login/?next={page_of(draft)}"

    client.force_login(amina)
    html = client.get(page_of(draft)).content.decode()

    assert "Typed &lt;after&gt; the session.</textarea>" in html
    assert KEPT in html
    assert nothing_was_sent()
    assert client.post(page_of(draft), typed(draft, body="Typed <after> the session.")).status_code == 302
    assert Submission.objects.get().body == "Typed <after> the session."


def test_row_36_nothing_is_sent_without_the_token(draft: Draft, amina: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)

    assert strict.post(page_of(draft), typed(draft)).status_code == 403
    assert nothing_was_sent()


# --- what is said beside the button -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        ("public_unless_asked", "Who may see it: as you chose above."),
        ("all_public", "It will be published with the organisation’s name."),
        ("confidential", "Only the Chair and the secretariat will see it."),
    ],
)
def test_the_button_says_in_whose_name_it_sends_and_who_will_see_it(
    desk: Client, draft: Draft, policy: str, says: str
) -> None:
    Call.objects.update(publication_policy=policy)

    html = desk.get(page_of(draft)).content.decode()

    assert "sends it at once, without that check, as <bdi>Lagos Incident Response Forum</bdi>." in html
    assert says in html
    assert 'name="submit_now" aria-describedby="straight"' in html


def test_the_button_says_that_others_are_named(desk: Client, draft: Draft, bola: Any) -> None:
    name_another(draft, bola)

    html = desk.get(page_of(draft)).content.decode()

    assert "as <bdi>Lagos Incident Response Forum</bdi> and on behalf of the organisations named above." in html


# --- the action -------------------------------------------------------------------------------------------------------


def test_a_conflict_leaves_the_draft_as_it_is(draft: Draft, amina: Any, bola: Any) -> None:
    save_draft(draft=draft, written=Written(title="T", language="en", body="his"), version=1, by=bola, at=NOON)
    hers = Written(title="T", language="en", body="hers")

    with pytest.raises(DraftChanged):
        submit_written(draft=draft, written=hers, version=1, seen=seal_of_attached(frozenset()), by=amina, at=NOON)

    assert Draft.objects.get().body == "his"
    assert nothing_was_sent()


@pytest.mark.parametrize(
    ("body", "at", "refusal"), [("word " * 2001, NOON, TooLong), ("word", NOON + timedelta(days=900), TooLate)]
)
def test_a_refusal_leaves_the_text_saved(draft: Draft, amina: Any, body: str, at: Any, refusal: Any) -> None:
    Call.objects.update(late_policy="refuse")
    written = Written(title="T", language="en", body=body.strip())

    with pytest.raises(refusal):
        submit_written(draft=draft, written=written, version=1, seen=seal_of_attached(frozenset()), by=amina, at=at)

    kept = Draft.objects.get()
    assert (kept.body, kept.version, kept.saved_at) == (body.strip(), 2, at)
    assert nothing_was_sent()


def test_a_draft_begun_a_moment_ago_is_sent_without_a_save_between(desk: Client, call: Call, amina: Any) -> None:
    organisation = amina.memberships.get().organisation
    draft = start_draft(
        call=call, organisation=organisation, by=amina, at=NOON, public_id=Draft(call=call).public_id
    )  # fmt: skip

    assert desk.post(page_of(draft), typed(draft)).status_code == 302
    assert Submission.objects.get().organisation == organisation

"""The pages from the form to the receipt read each thing once, and ask nothing about what a contribution has not."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultation.processes.filecheck import FileRefused
from consultation.submissions.actions.drafts import Written, add_file, add_other, save_draft, seal_of, written_in
from consultation.submissions.actions.submitting import submit_draft
from consultation.submissions.errors import DraftChanged
from consultation.submissions.models import Call, Draft, Submission
from consultation.submissions.whole import (
    DRAFT_CHECKED,
    DRAFT_SAVED,
    DRAFT_SEALED,
    DRAFT_SUBMITTED,
    DRAFT_WRITTEN,
    RECEIPT,
    Reading,
)
from tests.factories import (
    NOON,
    make_agenda_item,
    make_call,
    make_draft,
    make_focal_point,
    make_organisation,
    make_question,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def call() -> Call:
    return make_call(word_limit=2000)


@pytest.fixture
def amina() -> Any:
    return make_focal_point(make_organisation("Lagos Incident Response Forum"), full_name="Amina Okafor")


@pytest.fixture
def draft(call: Call, amina: Any) -> Draft:
    return make_draft(call, amina.memberships.get().organisation, amina, title="A directory", body="Roles.")


def hang_everything_on(draft: Draft, number: int) -> None:
    """So many files, further organisations, questions answered and agenda items chosen."""
    by = draft.saved_by
    for serial in range(number):
        other = make_organisation()
        add_other(draft=draft, name=other.name, by=by)
        add_file(draft=draft, upload=SimpleUploadedFile(f"{serial}.txt", b"abc"), by=by, at=NOON)
        item = make_agenda_item(draft.call.session)
        draft.call.agenda_items.add(item)
        draft.agenda_items.add(item)
        draft.answers[str(make_question(draft.call).pk)] = "Tests each quarter."
    draft.save()


def read(reading: Reading, row: Draft | Submission) -> Any:
    if reading is DRAFT_SUBMITTED:
        return reading.one(row.pk)
    return reading.one([row.organisation_id or 0], row.public_id)


# --- rows -------------------------------------------------------------------------------------------------------------

EVERYTHING: dict[str, Callable[[Any], list[Any]]] = {
    "files": lambda row: list(row.attachments.all()),
    "others": lambda row: list(row.others.all()),
    "items": lambda row: list(row.agenda_items.all()),
    "questions": lambda row: list(row.call.questions.all()),
    "offered": lambda row: list(row.call.agenda_items.all()),
    "parties": lambda row: list(row.parties.all()),
    "answers": lambda row: [answer.question.text for answer in row.answers.all()],
}
KNOWN = [
    (DRAFT_WRITTEN, ("files", "others", "items", "questions", "offered")),
    (DRAFT_CHECKED, ("files", "others", "items")),
    (DRAFT_SAVED, ("items", "questions", "offered")),
    (DRAFT_SEALED, ("files", "others")),
    (DRAFT_SUBMITTED, ("files", "others", "items")),
]


@pytest.mark.parametrize(("reading", "known"), KNOWN)
def test_a_draft_with_nothing_but_its_text_is_one_query(
    reading: Reading, known: tuple[str, ...], draft: Draft, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found = read(reading, draft)
        assert found == draft
        assert {name: EVERYTHING[name](found) for name in known} == {name: [] for name in known}
        assert not any(related.exists() for related in (found.others, found.attachments) if "files" in known)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("reading", "known"), KNOWN)
def test_a_draft_with_everything_is_one_query_more_for_each_kind(
    reading: Reading, known: tuple[str, ...], number: int, draft: Draft, django_assert_num_queries: Any
) -> None:
    hang_everything_on(draft, number)

    with django_assert_num_queries(1 + len(known)):
        found = read(reading, draft)
        assert [len(EVERYTHING[name](found)) for name in known] == [number] * len(known)


def test_a_receipt_with_nothing_but_its_text_is_one_query_and_with_everything_four(
    call: Call, amina: Any, draft: Draft, django_assert_num_queries: Any
) -> None:
    plain = submit_draft(draft=draft, by=amina, at=NOON).submission
    full = make_draft(call, draft.organisation, amina)
    hang_everything_on(full, 3)
    rich = submit_draft(draft=full, by=amina, at=NOON).submission

    for submission, number, queries in ((plain, 0, 1), (rich, 3, 4)):
        with django_assert_num_queries(queries):
            found = read(RECEIPT, submission)
            assert [len(EVERYTHING[name](found)) for name in ("parties", "answers", "items")] == [number] * 3


def test_what_is_not_there_is_nobody() -> None:
    assert DRAFT_WRITTEN.one([1], uuid.uuid4()) is None


def test_a_draft_read_without_files_still_finds_one_that_came_later(draft: Draft, amina: Any) -> None:
    found = read(DRAFT_WRITTEN, draft)
    add_file(draft=draft, upload=SimpleUploadedFile("a.txt", b"abc"), by=amina, at=NOON)

    assert found.attachments.filter(name="a.txt").count() == 1


def test_the_limit_of_files_counts_those_that_came_after_the_draft_was_read(draft: Draft, amina: Any) -> None:
    Call.objects.update(file_limit=1)
    found = read(DRAFT_WRITTEN, draft)
    add_file(draft=found, upload=SimpleUploadedFile("a.txt", b"abc"), by=amina, at=NOON)

    with pytest.raises(FileRefused, match="there is one already"):
        add_file(draft=found, upload=SimpleUploadedFile("b.txt", b"def"), by=amina, at=NOON)


def test_the_seal_is_the_same_however_the_draft_was_read(draft: Draft) -> None:
    hang_everything_on(draft, 2)

    assert seal_of(read(DRAFT_SEALED, draft)) == seal_of(read(DRAFT_CHECKED, draft)) == seal_of(draft)


def test_what_is_written_is_the_same_however_the_draft_was_read(draft: Draft) -> None:
    hang_everything_on(draft, 2)

    assert written_in(read(DRAFT_SAVED, draft)) == written_in(draft)


# --- pages ------------------------------------------------------------------------------------------------------------

FLOW = {"form": 2, "send": 5, "check": 2, "submit": 12, "receipt": 3}
"""With BEGIN and COMMIT; the test below runs in a transaction of its own, where they are SAVEPOINT and RELEASE."""

FLOW_WITH_EVERYTHING = {"form": 7, "send": 8, "check": 6, "submit": 28, "receipt": 7}


def flow(client: Client, draft: Draft, django_assert_num_queries: Any, counts: dict[str, int]) -> None:
    """Go from the form to the receipt under these numbers of queries."""
    form = reverse("submissions:draft", args=[draft.public_id])
    client.get("/privacy/")  # the session is in the cache from now on
    answers = {f"answer_{key}": text for key, text in draft.answers.items()}
    typed = {
        "version": draft.version, "title": "A directory", "body": "Roles, not persons.", "language": "en",
        "visibility": "public", "check": "", "agenda_items": [item.pk for item in draft.agenda_items.all()], **answers,
    }  # fmt: skip
    with django_assert_num_queries(counts["form"]):
        assert client.get(form).status_code == 200
    with django_assert_num_queries(counts["send"]):
        check = client.post(form, typed).headers["Location"]
    with django_assert_num_queries(counts["check"]):
        seal = client.get(check).context["seal"]
    with django_assert_num_queries(counts["submit"]):
        receipt = client.post(check, {"seal": seal}).headers["Location"]
    with django_assert_num_queries(counts["receipt"]):
        assert "SHA-256" in client.get(receipt).content.decode()


def test_the_whole_flow_of_a_text_asks_20_queries_beside_those_of_transactions(
    client: Client, amina: Any, draft: Draft, django_assert_num_queries: Any
) -> None:
    client.force_login(amina)

    flow(client, draft, django_assert_num_queries, FLOW)


@pytest.mark.parametrize("number", [1, 3])
def test_the_whole_flow_with_everything_asks_the_same_number_at_one_and_at_three(
    number: int, client: Client, amina: Any, draft: Draft, django_assert_num_queries: Any
) -> None:
    client.force_login(amina)
    hang_everything_on(draft, number)

    flow(client, draft, django_assert_num_queries, FLOW_WITH_EVERYTHING)


# --- read too early ---------------------------------------------------------------------------------------------------


def test_a_draft_read_before_another_saved_overwrites_nothing(draft: Draft, amina: Any) -> None:
    stale = read(DRAFT_SAVED, draft)
    Draft.objects.filter(pk=draft.pk).update(version=2, body="His, saved a moment ago.")

    with pytest.raises(DraftChanged, match="Nothing is overwritten"):
        save_draft(draft=stale, written=Written(title="t", language="en", body="hers"), version=1, by=amina, at=NOON)

    draft.refresh_from_db()
    assert (draft.body, draft.version) == ("His, saved a moment ago.", 2)


def test_what_two_write_alike_at_the_same_moment_is_saved_once(draft: Draft, amina: Any) -> None:
    stale = read(DRAFT_SAVED, draft)
    same = Written(title="t", language="en", body="the same")
    Draft.objects.filter(pk=draft.pk).update(version=2, title="t", body="the same")

    assert save_draft(draft=stale, written=same, version=1, by=amina, at=NOON).version == 2

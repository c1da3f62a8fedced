"""Files of a draft: text and file never lose each other, and what was submitted keeps its bytes."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultation.processes.filecheck import FileRefused
from consultation.submissions.actions.drafts import add_file, discard_draft, remove_file
from consultation.submissions.actions.submitting import submit_draft, take_up_correction
from consultation.submissions.errors import DraftGone
from consultation.submissions.models import Attachment, Call, Draft
from tests.factories import NOON, make_call, make_draft, make_focal_point, make_member, make_organisation
from tests.factories.files import docx, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def amina() -> Any:
    return make_focal_point(make_organisation("Lagos Incident Response Forum"))


@pytest.fixture
def draft(amina: Any) -> Draft:
    return make_draft(make_call(), amina.memberships.get().organisation, amina)


@pytest.fixture
def desk(client: Client, amina: Any) -> Client:
    client.force_login(amina)
    return client


def upload(name: str = "paper.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)


def save(desk: Client, draft: Draft, *files: SimpleUploadedFile, **fields: Any) -> Any:
    sent = {"version": 1, "title": "A draft", "body": "What we have seen.", "language": "en", "visibility": "public"}
    return desk.post(reverse("submissions:draft", args=[draft.public_id]), {**sent, **fields, "uploads": list(files)})


def test_several_files_are_kept_at_once_with_their_own_names(desk: Client, draft: Draft, amina: Any) -> None:
    answer = save(desk, draft, upload("paper.pdf"), upload("دليل.docx", docx()), upload("paper.pdf", pdf(trailer=b" ")))

    assert answer.status_code == 302
    kept = list(draft.attachments.values_list("name", "content_type", "uploaded_by", "uploaded_at"))
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert kept == [
        ("paper.pdf", "application/pdf", amina.pk, NOON), ("دليل.docx", word, amina.pk, NOON),
        ("paper.pdf", "application/pdf", amina.pk, NOON),
    ]  # fmt: skip
    assert [attachment.file.read() for attachment in draft.attachments.all()] == [pdf(), docx(), pdf(trailer=b" ")]


def test_the_place_of_a_file_tells_nothing_of_it(desk: Client, draft: Draft) -> None:
    save(desk, draft, upload("../../secret-plan.pdf"))

    attachment = draft.attachments.get()
    assert attachment.name == "secret-plan.pdf"
    assert attachment.file.name.startswith("attachments/")
    assert len(attachment.file.name) == len("attachments/") + 32


def test_a_refused_file_loses_neither_the_text_nor_the_good_file(desk: Client, draft: Draft) -> None:
    page = save(
        desk, draft, upload("bad<b>.pdf", b"<html></html>"), upload("good.pdf"), upload("empty.pdf", b""), body="New."
    )

    html = page.content.decode()
    draft.refresh_from_db()
    assert page.status_code == 200
    assert draft.body == "New."
    assert [attachment.name for attachment in draft.attachments.all()] == ["good.pdf"]
    assert "“bad&lt;b&gt;.pdf”: The file is not what its name says: it is no PDF file." in html
    assert "“empty.pdf”: The file is empty: it has 0 bytes." in html
    assert "<title>Error: Your contribution" in html


def test_a_refused_text_does_not_lose_the_file(desk: Client, draft: Draft) -> None:
    page = save(desk, draft, upload("good.pdf"), title="t" * 251)

    assert "at most 250 characters" in page.content.decode()
    assert draft.attachments.get().name == "good.pdf"


def test_a_conflict_does_not_lose_the_file(desk: Client, draft: Draft) -> None:
    Draft.objects.update(version=2, body="Theirs.")

    page = save(desk, draft, upload("good.pdf"), body="Mine.")

    assert page.status_code == 409
    assert "good.pdf" in page.content.decode()
    assert draft.attachments.count() == 1


def test_the_same_file_sent_twice_is_kept_once(desk: Client, draft: Draft) -> None:
    save(desk, draft, upload())
    save(desk, draft, upload())

    assert draft.attachments.count() == 1


def test_a_file_over_the_size_limit_is_refused(desk: Client, draft: Draft, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT_MB = 1

    page = save(desk, draft, upload("large.txt", b"a" * (1024 * 1024 + 1)), upload("whole.txt", b"a" * 1024 * 1024))

    assert "“large.txt”: The file has 1.0 MB; a file may have 1 MB." in page.content.decode()
    assert draft.attachments.get().name == "whole.txt"


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        (0, "This call takes no files."),
        (1, "This call takes 1 file, and there is one already. Remove it first."),
        (2, "This call takes 2 files, and there are as many already. Remove one first."),
    ],
)
def test_more_files_than_the_call_takes_are_refused(desk: Client, draft: Draft, limit: int, says: str) -> None:
    Call.objects.update(file_limit=limit)

    page = save(desk, draft, *(upload(f"{number}.txt", bytes([97 + number])) for number in range(limit + 1)))

    assert says in page.content.decode()
    assert draft.attachments.count() == limit


def test_a_file_is_removed_with_its_bytes(desk: Client, draft: Draft, django_capture_on_commit_callbacks: Any) -> None:
    save(desk, draft, upload())
    attachment = draft.attachments.get()

    with django_capture_on_commit_callbacks(execute=True):
        answer = save(desk, draft, remove_file=attachment.public_id)

    assert answer.url.endswith("#files")
    assert draft.attachments.count() == 0
    assert not attachment.file.storage.exists(attachment.file.name)


def test_removing_a_file_from_a_correction_keeps_the_bytes_of_what_was_submitted(
    draft: Draft, amina: Any, django_capture_on_commit_callbacks: Any
) -> None:
    add_file(draft=draft, upload=upload(), by=amina, at=NOON)
    submission = submit_draft(draft=draft, by=amina, at=NOON).submission
    again = take_up_correction(submission=submission, by=amina, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(attachment=again.attachments.get(), by=amina)

    sent = Attachment.objects.get()
    assert sent.revision is not None
    assert sent.file.read() == pdf()
    with pytest.raises(PermissionDenied):
        remove_file(attachment=sent, by=amina)


def test_throwing_a_draft_away_takes_its_files_along(
    draft: Draft, amina: Any, django_capture_on_commit_callbacks: Any
) -> None:
    attachment = add_file(draft=draft, upload=upload(), by=amina, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(draft=draft, by=amina)

    assert not attachment.file.storage.exists(attachment.file.name)


@pytest.mark.parametrize("unwanted", ["", "x", "../../etc/passwd", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_in_place_of_a_file_removes_nothing(desk: Client, draft: Draft, unwanted: str, amina: Any) -> None:
    add_file(draft=draft, upload=upload(), by=amina, at=NOON)

    assert save(desk, draft, remove_file=unwanted).status_code == 302
    assert draft.attachments.count() == 1


def test_nobody_touches_the_files_of_another_draft(desk: Client, draft: Draft, amina: Any) -> None:
    stranger = make_member(make_organisation())
    foreign = make_draft(draft.call, stranger.memberships.get().organisation, stranger)
    theirs = add_file(draft=foreign, upload=upload(), by=stranger, at=NOON)

    save(desk, draft, remove_file=theirs.public_id)

    assert foreign.attachments.count() == 1
    with pytest.raises(PermissionDenied):
        remove_file(attachment=theirs, by=amina)
    with pytest.raises(PermissionDenied):
        add_file(draft=foreign, upload=upload(), by=amina, at=NOON)


def test_a_file_for_a_draft_that_is_gone_is_not_kept(draft: Draft, amina: Any) -> None:
    stale = Draft.objects.select_related("call", "organisation").get(pk=draft.pk)
    discard_draft(draft=draft, by=amina)

    with pytest.raises(DraftGone):
        add_file(draft=stale, upload=upload(), by=amina, at=NOON)
    assert Attachment.objects.count() == 0


def test_the_name_in_a_message_is_escaped_and_the_reason_is_in_the_language_of_the_page(
    desk: Client, draft: Draft
) -> None:
    with pytest.raises(FileRefused) as refusal:
        add_file(draft=draft, upload=upload("x.exe"), by=draft.saved_by, at=NOON)

    assert str(refusal.value) == (
        "This kind of file is not taken. Save it as PDF, DOCX, ODT, XLSX, TXT, PNG or JPEG and choose it again."
    )

"""Files leave the portal only for those who may have them now, and only as downloads (peers' failures 8, 9, 11, 23)."""

import hashlib
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from consultation.processes.files import download_name
from consultation.submissions.actions.drafts import add_file
from consultation.submissions.actions.moderation import publish_submission
from consultation.submissions.actions.submitting import submit_draft
from consultation.submissions.models import Attachment, Submission
from stakeholders.organisations.models import Membership
from tests.factories import (
    NOON,
    make_call,
    make_chair,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_party,
    make_process,
    make_secretariat,
    make_submission,
    make_user,
)  # fmt: skip
from tests.factories.files import pdf

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 <script>alert(1)</script>"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def attach(owner: dict[str, object], name: str = "annex.pdf") -> Attachment:
    return Attachment.objects.create(
        file=ContentFile(CONTENT, name="x"), name=name, content_type="application/pdf", size=len(CONTENT),
        sha256="a" * 64, uploaded_at=NOON, **owner,
    )  # fmt: skip


def attach_to(row: Submission, name: str = "annex.pdf") -> Attachment:
    return attach({"revision": row.revisions.get(number=1)}, name)


def ask(attachment: Attachment, user: object = None, method: str = "get") -> HttpResponseBase:
    client = Client()
    if user:
        client.force_login(user)
    return getattr(client, method)(reverse("submissions:attachment", args=[attachment.public_id]))


def test_a_public_file_comes_as_a_download_in_a_sandbox() -> None:
    attachment = attach_to(make_submission(make_call(), state="published"))
    response = ask(attachment)
    assert b"".join(response.streaming_content) == CONTENT
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="annex.pdf"'
    assert response.headers["Content-Length"] == "34"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-cache"


def test_head_tells_the_same_without_the_content() -> None:
    attachment = attach_to(make_submission(make_call(), state="published"))
    asked, read = ask(attachment, method="head"), ask(attachment)
    assert asked.content == b""
    for name in ("Content-Type", "Content-Disposition", "Content-Length", "Content-Security-Policy", "Cache-Control"):
        assert asked.headers[name] == read.headers[name]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_file_is_only_read(method: str) -> None:
    assert ask(attach_to(make_submission(make_call(), state="published")), method=method).status_code == 405


WHO = ("anonymous", "stranger", "member", "ended member", "party", "chair", "chair without second factor",
       "chair elsewhere", "secretariat")  # fmt: skip
KNOWS = {"member", "party", "chair", "secretariat"}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("state", ["submitted", "returned", "published", "accepted", "withheld", "withdrawn"])
def test_who_may_have_a_file_in_which_state(who: str, state: str) -> None:
    row = make_submission(make_call(), state=state, published_at=NOON)
    attachment = attach_to(row)
    expected = 200 if state == "published" or who in KNOWS else 404
    assert ask(attachment, person(who, row)).status_code == expected


@pytest.mark.parametrize("who", ["anonymous", "stranger"])
@pytest.mark.parametrize("call_fields", [{"publication_policy": "confidential"}, {"announced_at": None}])
def test_no_file_of_a_call_off_the_record_is_public(who: str, call_fields: dict[str, object]) -> None:
    row = make_submission(make_call(**call_fields), state="published")
    assert ask(attach_to(row), person(who, row)).status_code == 404


@pytest.mark.parametrize("who", WHO)
def test_a_file_of_a_draft_is_for_those_who_share_it(who: str) -> None:
    row = make_submission(make_call())
    draft = make_draft(row.call, row.organisation, make_member(row.organisation))
    assert ask(attach({"draft": draft}), person(who, row)).status_code == (200 if who == "member" else 404)


def test_a_file_is_gone_the_moment_its_submission_is_withdrawn_or_withheld() -> None:
    row = make_submission(make_call(), state="published")
    attachment = attach_to(row)
    assert ask(attachment).status_code == 200
    Submission.objects.filter(pk=row.pk).update(state="withheld")
    assert ask(attachment).status_code == 404
    Submission.objects.filter(pk=row.pk).update(state="published")
    Submission.objects.filter(pk=row.pk).update(state="withdrawn", withdrawn_at=NOON)
    assert ask(attachment).status_code == 404


def test_a_file_of_an_earlier_revision_is_not_public() -> None:
    row = make_submission(make_call(), state="published")
    attachment = attach_to(row)
    Submission.objects.filter(pk=row.pk).update(revision_number=2)
    assert ask(attachment).status_code == 404
    assert ask(attachment, make_focal_point(row.organisation)).status_code == 200


def test_what_is_not_public_is_kept_by_no_cache() -> None:
    row = make_submission(make_call())
    response = ask(attach_to(row), make_member(row.organisation))
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_row_without_its_file_is_not_found_and_said_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    attachment = attach_to(make_submission(make_call(), state="published"))
    Path(attachment.file.path).unlink()
    assert ask(attachment).status_code == 404
    assert "has no file in the storage" in caplog.text
    assert "annex.pdf" not in caplog.text


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("تقرير.pdf", "attachment; filename*=utf-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
        ("../../etc/passwd", 'attachment; filename="_.._etc_passwd"'),
        ("C:\\x.pdf", 'attachment; filename="C:_x.pdf"'),
        ("line\r\nSet-Cookie: a=b", 'attachment; filename="line__Set-Cookie: a=b"'),
        ("invoice\u202efdp.exe", 'attachment; filename="invoice_fdp.exe"'),
        ("...", 'attachment; filename="file"'),
    ],
)
def test_names_reach_the_browser_whole_or_harmless(name: str, header: str) -> None:
    response = ask(attach_to(make_submission(make_call(), state="published"), name))
    assert response.headers["Content-Disposition"] == header


@pytest.mark.parametrize("character", ["\x00", "\n", "\x85", "\u200f", "\u2066", "\ud800", "/", "\\"])
def test_no_character_of_a_name_can_mislead(character: str) -> None:
    assert download_name(f"a{character}b") == "a_b"


@pytest.mark.parametrize("guess", [str(uuid.UUID(int=0)), "1", "0" * 32, "attachments/0", "%2e%2e/settings.py"])
def test_guesses_find_nothing(guess: str, client: Client) -> None:
    attach_to(make_submission(make_call(), state="published"))
    assert client.get(f"/files/{guess}/").status_code == 404


def test_no_address_leads_to_the_folder(client: Client) -> None:
    attachment = attach_to(make_submission(make_call(), state="published"))
    for prefix in ("/media/", "/files/", "/static/", "/"):
        assert client.get(prefix + attachment.file.name).status_code == 404


def person(who: str, row: Submission) -> object:
    """Somebody who stands in that way to the submission."""
    if who == "ended member":
        user = make_member(row.organisation)
        Membership.objects.filter(user=user).update(state="ended")
        return user
    if who == "party":
        other = make_organisation()
        make_party(row, other, confirmed_at=NOON)
        return make_member(other)
    makers = {
        "anonymous": lambda: None,
        "stranger": lambda: make_member(make_organisation()),
        "member": lambda: make_member(row.organisation),
        "chair": lambda: make_chair(row.process),
        "chair without second factor": lambda: make_chair(row.process, second_factor=False),
        "chair elsewhere": lambda: make_chair(make_process()),
        "secretariat": make_secretariat,
    }
    return makers[who]() if who in makers else make_user()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("statement.txt", b"caf\xe9 \x93as we said\x94\r\n\r\n\x00"[:-1]),
        ("statement.pdf", b"%PDF-1.4\r\n% a comment \xff\xfe\r\n" + pdf()[9:] + b"\n\n"),
    ],
)
def test_row_11_and_item_11_what_is_posted_is_the_file_as_it_was_received(name: str, content: bytes) -> None:
    """Written material is posted as received (A/AC.291/6, annex II): from the desk to the public, byte for byte."""
    call = make_call(file_limit=3)
    of = make_organisation()
    by = make_member(of)
    draft = make_draft(call, of, by)
    add_file(draft=draft, upload=SimpleUploadedFile(name, content), by=by, at=NOON)
    submission = submit_draft(draft=draft, by=by, at=NOON).submission
    publish_submission(submission=submission, by=make_chair(call.process), at=NOON)
    posted = Attachment.objects.get()
    assert b"".join(ask(posted).streaming_content) == content
    assert posted.sha256 == hashlib.sha256(content).hexdigest()

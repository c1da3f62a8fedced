"""The pages of documents, without JavaScript: asking, watching, having, issuing, correcting, the letterhead."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from reports.documents.models import Document, Letterhead
from reports.summaries.models import Summary
from tests import factories as make
from tests.factories.documents import make_document, make_edition
from tests.reports.documents.running import compiled, file_of, queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(call: Any) -> Any:
    """One who reads English."""
    return make.make_chair(call.process)


def text_of(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_before_it_is_issued_only_the_office_can_open_it(client: Client, summary: Summary, chair: Any) -> None:
    document = make_document(summary)
    urls = (f"/documents/{document.public_id}/", f"/documents/{document.public_id}/file/pdf/")
    for user in (None, make.make_user(), make.make_chair(make.make_process())):
        if user:
            client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [404, 404]
    client.force_login(chair)
    assert [client.get(url).status_code for url in urls] == [200, 200]


def test_issued_everybody_can_have_it_as_an_attachment(client: Client, summary: Summary, noon: datetime) -> None:
    document = make_document(summary, "issued", symbol="WG.7/2026/CS.1")
    make_edition(document, "docx", b"PK")
    response = client.get(f"/documents/{document.public_id}/file/pdf/")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="WG.7-2026-CS.1-en.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get(f"/documents/{document.public_id}/file/html/").status_code == 404
    page = text_of(client.get(f"/documents/{document.public_id}/"))
    for told in ("/file/pdf/", "/file/docx/", "a" * 64, "PDF/UA-1"):
        assert told in page
    for path in ("/documents/", "/documents/of/WG.7/2026/CS.1/", f"/processes/{document.process.slug}/documents/"):
        if "of/" in path:
            Summary.objects.update(state="issued", issued_at=noon)
        assert "WG.7/2026/CS.1" in text_of(client.get(path)), path


def test_who_asked_for_it_is_told_to_staff_only(client: Client, summary: Summary, chair: Any) -> None:
    document = make_document(summary, "issued", queued_by=make.make_user(full_name="Ilse Brandt"))
    assert "Ilse Brandt" not in text_of(client.get(f"/documents/{document.public_id}/"))
    client.force_login(chair)
    assert "Ilse Brandt" in text_of(client.get(f"/documents/{document.public_id}/"))


def test_the_file_that_is_had_is_the_one_whose_checksum_is_shown(
    client: Client, summary: Summary, chair: Any, noon: datetime
) -> None:
    document = compiled(queued(summary, chair, noon), noon)
    client.force_login(chair)
    page = text_of(client.get(f"/documents/{document.public_id}/"))
    response: Any = client.get(f"/documents/{document.public_id}/file/pdf/")
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() in page
    picture: Any = client.get(f"/documents/{document.public_id}/page/1/")
    assert (picture.headers["Content-Type"], picture.status_code) == ("image/png", 200)
    assert f"/documents/{document.public_id}/page/1/" in page
    assert client.get(f"/documents/{document.public_id}/page/9/").status_code == 404


def test_the_page_asks_and_shows_progress_without_javascript(client: Client, summary: Summary, chair: Any) -> None:
    client.force_login(chair)
    address = f"/chair/summaries/{summary.pk}/documents/"
    page = text_of(client.post(address, {"language": "en", "variant": "ua1"}, follow=True))
    assert "<progress" in page
    document = Document.objects.get()
    assert client.get(f"/documents/{document.public_id}/file/pdf/").status_code == 302
    page = text_of(client.get(f"/documents/{document.public_id}/", headers={"HX-Request": "true"}))
    assert page.lstrip().startswith('<div id="progress"')


def test_a_failed_one_says_why_and_is_tried_again(client: Client, summary: Summary, chair: Any) -> None:
    document = make_document(summary, "failed", failure="The disk is full.")
    client.force_login(chair)
    assert "The disk is full." in text_of(client.get(f"/documents/{document.public_id}/"))
    client.post(f"/documents/{document.public_id}/change/", {"move": "retried"})
    document.refresh_from_db()
    assert document.state == "queued"


def test_the_chair_issues_and_corrects_it_on_its_page(client: Client, summary: Summary, chair: Any) -> None:
    document = make_document(summary, symbol="WG.7/2026/CS.1")
    client.force_login(chair)
    change = f"/documents/{document.public_id}/change/"
    page = text_of(client.post(change, {"move": "issued"}, follow=True))
    assert "not issued yet" in page
    Summary.objects.update(state="issued", issued_at=make.NOON)
    page = text_of(client.post(change, {"move": "issued"}, follow=True))
    assert f"/documents/{document.public_id}/correct/" in page
    correct = f"/documents/{document.public_id}/correct/"
    page = text_of(client.post(correct, {"correction": "corr", "reason": ""}))
    assert 'aria-invalid="true"' in page
    client.post(correct, {"correction": "corr", "reason": "A name was misspelt."})
    corrected = document.corrections.get()
    Document.objects.filter(pk=corrected.pk).update(
        state="issued", pages=1, as_of=make.NOON, issued_at=make.NOON, issued_by=chair
    )
    page = text_of(client.get(f"/documents/{document.public_id}/"))
    for told in ("Superseded by", "WG.7/2026/CS.1/Corr.1", "A name was misspelt."):
        assert told in page
    assert "Superseded by" in text_of(client.get("/documents/"))


@pytest.mark.parametrize("kind", ["compilation", "statistics", "cover_note"])
def test_documents_about_a_call_are_asked_for_and_compiled(
    client: Client, call: Any, noon: datetime, kind: str
) -> None:
    make.make_submission(call, make.make_organisation("Canary Forum"), state="published")
    client.force_login(make.make_officer(call.process, "secretariat"))
    asked = {
        "kind": kind, "call": call.pk, "arrangement": "question", "title": "All that was sent", "symbol": "WG.7/C/1",
        "language": "en", "variant": "a3a",
    }  # fmt: skip
    client.post(f"/processes/{call.process.slug}/documents/new/", asked)
    document = Document.objects.get()
    assert (document.kind, document.arrangement) == (kind, "question" if kind == "compilation" else "")
    assert (compiled(document, noon).state, document.failure) == ("ready", "")
    assert file_of(document).startswith(b"%PDF-")


def png(size: int = 40) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (size, size), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def test_a_letterhead_is_tried_on_a_specimen_and_then_used(client: Client, call: Any, noon: datetime) -> None:
    client.force_login(make.make_officer(call.process, "secretariat"))
    address = f"/processes/{call.process.slug}/letterhead/"
    assert "No letterhead of its own yet" in text_of(client.get(address))
    fields = {"body_line": "Assembly", "disclaimer": "For information", "paper": "Letter", "distribution": "limited"}
    sent = {**fields, "logo_file": SimpleUploadedFile("logo.png", png(), "image/png")}
    page = text_of(client.post(address, sent, follow=True))
    specimen = Document.objects.get(kind="specimen")
    assert str(specimen.public_id) in page
    assert (compiled(specimen, noon).state, specimen.failure) == ("ready", "")
    page = text_of(client.get(f"/documents/{specimen.public_id}/"))
    letterhead = Letterhead.objects.get()
    assert f"/letterheads/{letterhead.pk}/use/" in page
    page = text_of(client.post(f"/letterheads/{letterhead.pk}/use/", follow=True))
    assert "In use" in page
    assert 'value="Assembly"' in text_of(client.get(address))
    client.post(address, {**fields, "body_line": "Assembly of all"})
    assert Letterhead.objects.latest("pk").logo.name == letterhead.logo.name
    client.post(address, {**fields, "without_logo": "on"})
    assert not Letterhead.objects.latest("pk").logo


@pytest.mark.parametrize(
    ("name", "content"), [("logo.png", b"no picture"), ("logo.pdf", b"%PDF-1.7\n%%EOF"), ("logo.png", png()[:40])],
    ids=["not a picture", "a PDF", "half a picture"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_as_a_logo(client: Client, call: Any, name: str, content: bytes) -> None:
    client.force_login(make.make_officer(call.process, "secretariat"))
    sent = {"paper": "A4", "distribution": "general", "logo_file": SimpleUploadedFile(name, content)}
    page = text_of(client.post(f"/processes/{call.process.slug}/letterhead/", sent))
    assert 'aria-invalid="true"' in page
    assert not Letterhead.objects.exists()


def test_the_list_asks_as_much_for_three_as_for_one(
    client: Client, summary: Summary, django_assert_num_queries: Any
) -> None:
    make_document(summary, "issued")
    with django_assert_num_queries(3):
        client.get("/documents/")
    make_document(summary, "issued", language="fr")
    make_document(summary, "issued", language="ar")
    with django_assert_num_queries(3):
        client.get("/documents/")

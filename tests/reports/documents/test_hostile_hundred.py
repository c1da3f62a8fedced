"""A hundred contributions that mean harm in one report: it is made all the same, reaches nothing, and harms no other."""

import hashlib
import io
import re
import socket
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from lxml import html as lxml_html

from consultation.processes.filecheck import FileRefused, checked_file
from consultation.submissions.models import Attachment, Submission
from reports.documents import actions, engine, pipeline, sheets
from reports.documents.models import Document, Sheet
from tests import factories as make
from tests.reports.documents.hostile import BOMBS, MARK, Hostile, hundred
from tests.reports.documents.running import compiled, file_of, go_on

pytestmark = pytest.mark.django_db

SECRET = "kept-from-everybody-7413"
ORDINARY = 10


@pytest.fixture
def listener() -> Iterator[tuple[str, list[Any]]]:
    """An address on loopback, and who connected to it."""
    callers: list[Any] = []
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                connection, caller = server.accept()
            except OSError:
                return
            callers.append(caller)
            connection.close()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    host, port = server.getsockname()
    yield f"http://{host}:{port}", callers
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def secretariat(call: Any) -> Any:
    return make.make_officer(call.process, "secretariat")


def asked(call: Any, by: Any, at: datetime, symbol: str) -> Document:
    """The compilation of the call, waiting for a worker."""
    wanted = actions.Wanted(
        process=call.process, kind="compilation", call=call, title="All that was sent", symbol=symbol, language="en",
        arrangement="alphabetical",
    )  # fmt: skip
    return actions.ask_for_document(wanted=wanted, by=by, at=at)


def ordinary_words(number: int) -> str:
    return f"Ordinary words number {number} about a directory of points of contact."


def send_ordinary(call: Any) -> None:
    """Contributions as most are, their names spread between those of the others."""
    for number in range(ORDINARY):
        name = f"{'ABCDEFGHIJ'[number]} ordinary forum of {call.symbol}"
        make.make_submission(call, make.make_organisation(name), state="published", body=ordinary_words(number))


def send_hostile(call: Any, contributions: tuple[Hostile, ...]) -> dict[int, Submission]:
    """The hostile ones, straight into the record: no form has looked at them."""
    organisations = [make.make_organisation(f"{letter} hostile <i onclick=x>circle</i>") for letter in "ABCDEFGHIJ"]
    return {
        one.number: make.make_submission(
            call, organisations[one.number % 10], state="published", body=one.text, title=one.title
        )
        for one in contributions
    }


def attach(submission: Submission, name: str, content: bytes) -> None:
    """Keep the file with the submission, as if nobody had checked it."""
    Attachment.objects.create(
        revision=submission.revisions.get(), file=ContentFile(content, name=name), name=name, size=len(content),
        content_type="application/octet-stream", sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=submission.received_at,
    )  # fmt: skip


def files_of(document: Document) -> dict[str, bytes]:
    return {format_: file_of(document, format_) for format_ in ("pdf", "docx", "html")}


def words_of(files: dict[str, bytes]) -> dict[str, str]:
    """What can be read in each file, white space made one space."""
    pdf = subprocess.run(["pdftotext", "-", "-"], input=files["pdf"], capture_output=True, check=True).stdout.decode()
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as parts:
        docx = re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())
    page = "".join(lxml_html.document_fromstring(files["html"]).itertext())
    return {format_: " ".join(text.split()) for format_, text in (("pdf", pdf), ("docx", docx), ("html", page))}


def set_some_parts(document: Document, at: datetime, parts: int) -> None:
    """Begin the document, and set that many of its parts."""
    assert pipeline.begin_document(document_id=document.pk, at=at)
    for _number in range(parts):
        assert pipeline.do_next_part(document_id=document.pk, at=at)


def test_a_hundred_hostile_contributions_in_one_report(
    call: Any, secretariat: Any, noon: datetime, listener: tuple[str, list[Any]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    address, callers = listener
    secret = tmp_path / "secret"
    secret.write_text(f"<svg>{SECRET}</svg>")
    contributions = hundred(loopback=address, file=secret.as_uri())
    assert len({(one.kind, one.text) for one in contributions}) == len({one.text for one in contributions}) == 100

    quiet = make.make_call(call.session)
    send_ordinary(quiet)
    before = files_of(compiled(asked(quiet, secretariat, noon, "WG.7/Q"), noon))
    Sheet.objects.all().delete()

    send_ordinary(call)
    sent = send_hostile(call, contributions)
    for number, (name, content) in enumerate(BOMBS.items(), start=1):
        attach(sent[number], name, content)
    read: list[str] = []
    opened = FileSystemStorage._open  # type: ignore[attr-defined]

    def noted(storage: FileSystemStorage, name: str, mode: str = "rb") -> Any:
        read.append(name)
        return opened(storage, name, mode)

    monkeypatch.setattr(FileSystemStorage, "_open", noted)
    document = asked(call, secretariat, noon, "WG.7/H")
    set_some_parts(document, noon, parts=2)
    meanwhile = compiled(asked(quiet, secretariat, noon, "WG.7/Q"), noon)
    assert (meanwhile.state, meanwhile.failure) == ("ready", "")
    assert files_of(meanwhile) == before

    go_on(document, noon)
    assert (document.state, document.failure) == ("ready", "")
    files = files_of(document)
    for format_, words in words_of(files).items():
        missing = [number for number in range(ORDINARY) if ordinary_words(number) not in words]
        missing += [one.number for one in contributions if f"{MARK}{one.number:03}" not in words]
        assert not missing, format_
        assert SECRET not in words, format_
    assert callers == []
    assert read
    kept = set(Attachment.objects.values_list("file", flat=True))
    assert not kept & set(read)
    assert len(kept) == 4
    for content in (*files.values(), file_of(document, "json")):
        assert SECRET.encode() not in content
    look_for_life_in_the_page(files["html"])
    look_for_life_in_the_pdf(files["pdf"])


def look_for_life_in_the_page(page: bytes) -> None:
    """Nothing in the HTML edition runs, is fetched, or changes how it looks but its own one style sheet."""
    tree = lxml_html.document_fromstring(page)
    tags = [element.tag for element in tree.iter() if isinstance(element.tag, str)]
    active = {"script", "iframe", "object", "embed", "svg", "math", "img", "link", "base", "form", "input", "button"}
    assert not active & set(tags)
    assert tags.count("style") == 1
    assert b"url(" not in page[: page.index(b"</style>")]
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not {name for name in attributes - {"data-outline"} if name.startswith(("on", "hx-", "data-"))}
    assert not attributes & {"style", "src", "srcdoc", "srcset", "action", "background", "poster"}
    assert schemes(str(link) for link in tree.xpath("//@href")) <= {"", "http", "https", "mailto"}


def look_for_life_in_the_pdf(content: bytes) -> None:
    """The PDF has no file, no script and no start of a program in it, and its links lead into it or to the web."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.attachments
        assert "/OpenAction" not in pdf.Root
        assert "/AA" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.Names
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert {str(note.Subtype) for note in notes} == {"/Link"}
        done = [note.A for note in notes if "/A" in note]
        assert {str(action.S) for action in done} <= {"/URI", "/GoTo"}
        assert schemes(str(action.URI) for action in done if "/URI" in action) <= {"http", "https", "mailto"}


def schemes(addresses: Iterator[str]) -> set[str]:
    return {urlsplit(address).scheme for address in addresses}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_where_it_would_be_attached(name: str) -> None:
    with pytest.raises(FileRefused):
        checked_file(io.BytesIO(BOMBS[name]), name=name, limit=20 * 1024 * 1024)


def test_one_that_takes_too_long_is_named_and_the_report_is_made_without_it(
    call: Any, secretariat: Any, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LIMITS", engine.Limits(seconds=3, memory=1_500_000_000))
    heavy = [one for one in hundred(loopback="", file="") if one.kind == "a paragraph of 1 MB without a space"]
    (culprit,) = send_hostile(call, tuple(heavy)).values()
    send_ordinary(call)
    failed = compiled(asked(call, secretariat, noon, "WG.7/H"), noon)
    assert failed.state == "failed"
    assert re.findall(rf"{re.escape(call.symbol)}/\d+", failed.failure) == [culprit.reference]
    Submission.objects.filter(pk=culprit.pk).update(state="withdrawn", withdrawn_at=noon)
    with_rest = compiled(asked(call, secretariat, noon, "WG.7/H"), noon)
    assert (with_rest.state, with_rest.failure) == ("ready", "")
    for words in words_of(files_of(with_rest)).values():
        assert all(ordinary_words(number) in words for number in range(ORDINARY))

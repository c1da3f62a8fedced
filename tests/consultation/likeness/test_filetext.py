"""Reading files: what each kind says, and that no file, however made, stops the reading of the others."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from consultation.likeness import filetext
from consultation.likeness.filetext import FileText, Problem, text_of
from consultation.likeness.models import FileReading
from consultation.likeness.pipeline import sketch_submission
from consultation.likeness.texts import said_in
from tests.consultation.likeness.conftest import families
from tests.consultation.likeness.papers import (
    DOCX,
    ODT,
    PDF,
    TXT,
    W,
    attach,
    docx_saying,
    odt_saying,
    pdf_of,
    pdf_saying,
)  # fmt: skip
from tests.consultation.likeness.texts import text
from tests.factories import NOON, files, make_submission

CHILD = Path(settings.BASE_DIR) / "consultation" / "likeness" / "filechild.py"


def read(content: bytes, kind: str, name: str) -> FileText:
    return text_of(
        io.BytesIO(content), name=name, content_type=kind, size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )


@pytest.mark.parametrize(
    ("content", "kind", "name", "said"),
    [
        (pdf_saying("We support this.", "All of us."), PDF, "a.pdf", "We support this.\n\nAll of us."),
        (docx_saying("We support this.", "نحن نؤيد هذا"), DOCX, "a.docx", "We support this. \n\nنحن نؤيد هذا"),
        (odt_saying("Statement", "我们支持。", "All of us."), ODT, "a.odt", "Statement\n\n我们支持。\n\nAll of us."),
        ("Nous appuyons ceci — tous.".encode(), TXT, "a.txt", "Nous appuyons ceci — tous."),
        ("\ufeffWe support.".encode(), TXT, "a.txt", "We support."),
        ("Мы поддерживаем".encode("utf-16"), TXT, "a.txt", "Мы поддерживаем"),
        ("Nous appuyons \u2013 déjà".encode("cp1252"), TXT, "a.txt", "Nous appuyons \u2013 déjà"),
    ],
    ids=["pdf", "docx", "odt", "utf-8", "utf-8 with mark", "utf-16", "cp1252"],
)  # fmt: skip
def test_what_a_file_says(content: bytes, kind: str, name: str, said: str) -> None:
    found = read(content, kind, name)
    assert (found.text.strip(), found.problem) == (said, "")


@pytest.mark.parametrize(
    ("content", "kind", "name", "problem"),
    [
        (files.png(), "image/png", "a.png", Problem.KIND),
        (files.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a.xlsx", Problem.KIND),
        (pdf_saying(""), PDF, "a.pdf", Problem.EMPTY),
        (files.pdf(), PDF, "a.pdf", Problem.BROKEN),
        (b"%PDF-1.7\nnonsense\n%%EOF", PDF, "a.pdf", Problem.BROKEN),
        (b"not a PDF at all", PDF, "a.pdf", Problem.BROKEN),
        (files.docx(document=b"<w:document>not closed"), DOCX, "a.docx", Problem.BROKEN),
        (files.docx(document=b'<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'), DOCX, "a.docx", Problem.BROKEN),
        (files.docx(document=b"<w:document %s><w:t>" % W.encode() + b"a" * 20_000_000), DOCX, "a.docx", Problem.BROKEN),
        (b"word " * 100_000, TXT, "a.txt", Problem.LONG),
    ],
    ids=["picture", "workbook", "no text", "no pages", "nonsense", "no PDF", "not closed", "entities", "bomb", "long"],
)
def test_what_cannot_be_read_has_a_reason(content: bytes, kind: str, name: str, problem: str) -> None:
    found = read(content, kind, name)
    assert found.problem == problem
    assert len(found.text) == (filetext.LONGEST if problem == Problem.LONG else 0)


def test_a_file_that_is_not_what_was_received_is_not_read() -> None:
    content = b"We support this."
    found = text_of(io.BytesIO(content), name="a.txt", content_type=TXT, size=len(content), sha256="0" * 64)
    assert found == FileText(problem=Problem.GONE)


def test_a_file_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filetext, "SECONDS", 1)
    endless = pdf_of(b"BT /F1 12 Tf " + b"1 0 0 1 9 9 Tm (abcdefgh) Tj " * 3_000_000 + b"ET")
    monkeypatch.setattr(filetext, "PATIENCE", 600)  # so that it is the limit of the processor that ends it
    assert read(endless, PDF, "a.pdf") == FileText(problem=Problem.TIME)


def test_a_file_that_sleeps_is_given_up_by_the_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(filetext, "_CHILD", sleeper)
    monkeypatch.setattr(filetext, "PATIENCE", 0.3)
    assert read(b"We support this.", TXT, "a.txt") == FileText(problem=Problem.TIME)


def test_a_page_that_asks_for_all_memory_is_given_up() -> None:
    bomb = pdf_of(b"q " * 200_000_000)
    assert len(bomb) < 1_000_000
    assert read(bomb, PDF, "a.pdf").problem in (Problem.BROKEN, Problem.EMPTY, Problem.TIME)


@pytest.mark.parametrize(
    "deed", ["open('/etc/hostname').read()", "__import__('socket').create_connection(('127.0.0.1', 9))",
             "open('/tmp/left-behind', 'w').write('x')"],
)  # fmt: skip
def test_a_file_that_took_over_its_reader_could_open_nothing(deed: str) -> None:
    program = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('filechild', {str(CHILD)!r})\n"
        "child = importlib.util.module_from_spec(spec); spec.loader.exec_module(child)\n"
        f"child.READERS['txt'] = lambda content: iter([str({deed})])\n"
        "child.main('txt', 100, 5)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], input=b"x", capture_output=True, timeout=30, check=False
    )
    assert done.returncode != 0
    assert done.stdout == b""
    assert b"Too many open files" in done.stderr


@pytest.mark.django_db
def test_files_count_in_what_is_compared(ground: Any) -> None:
    first = ground.said(text(80))
    second = make_submission(ground.call, body="See our paper.")
    attach(second, docx_saying(*text(80).split("\n\n")), kind=DOCX, name="paper.docx")
    sketch_submission(submission_id=second.pk, at=NOON)
    assert families(first, second) == [1, 1]


@pytest.mark.django_db
def test_a_broken_file_is_told_of_and_the_rest_is_compared(ground: Any) -> None:
    first = ground.said(text(80))
    second = make_submission(ground.call, body=text(80))
    attach(second, b"%PDF-1.7\nnonsense\n%%EOF", name="broken.pdf")
    attach(second, files.png(), kind="image/png", name="map.png")
    sketch_submission(submission_id=second.pk, at=NOON)
    assert families(first, second) == [1, 1]
    assert said_in(second).unread == (
        ("broken.pdf", "It could not be opened"),
        ("map.png", "Files of this kind hold no text that can be compared"),
    )


@pytest.mark.django_db
def test_a_file_is_read_once_and_one_that_is_gone_is_told_of(ground: Any) -> None:
    submission = make_submission(ground.call, body=text(80))
    kept = attach(submission, b"We support this.", kind=TXT, name="a.txt")
    gone = attach(submission, b"So do we.", kind=TXT, name="b.txt")
    gone.file.storage.delete(gone.file.name)
    sketch_submission(submission_id=submission.pk, at=NOON)
    kept.file.storage.delete(kept.file.name)
    submission.sketch.method = 0
    submission.sketch.save()
    sketch_submission(submission_id=submission.pk, at=NOON)
    assert dict(FileReading.objects.values_list("attachment__name", "problem")) == {"a.txt": "", "b.txt": Problem.GONE}
    assert said_in(submission).texts == (text(80), "We support this.")

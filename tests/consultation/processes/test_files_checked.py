"""Which files are taken and which are refused, by their bytes; hostile names; the bombs of OWASP ASVS 5.0, 5.2."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest

from consultation.processes.filecheck import CheckedFile, FileRefused, checked_file, safe_name
from tests.factories.files import docx, jpeg, odt, office, pdf, png, xlsx
from tests.steps import steps

LIMIT = 20 * 1024 * 1024
MOST_CALLS = 100_000
"""Calls that a refusal may take: a table of contents is read; what it lists is not unpacked to its end."""


def check(content: bytes, name: str) -> CheckedFile:
    return checked_file(io.BytesIO(content), name=name, limit=LIMIT)


def why_refused(content: bytes, name: str) -> str:
    with pytest.raises(FileRefused) as refusal:
        check(content, name)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (pdf(), "paper.pdf", "application/pdf"),
        (pdf(), "PAPER.PDF", "application/pdf"),
        (docx(), "paper.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (xlsx(), "table.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (odt(), "paper.odt", "application/vnd.oasis.opendocument.text"),
        (b"We ask for a directory.\r\n", "note.txt", "text/plain"),
        ("دليل نقاط الاتصال".encode(), "note.txt", "text/plain"),
        ("Une réponse".encode("cp1252"), "note.txt", "text/plain"),
        ("Ответ".encode("utf-16"), "note.txt", "text/plain"),
        (png(), "map.png", "image/png"),
        (jpeg(), "scan.jpg", "image/jpeg"),
        (jpeg(), "scan.jpeg", "image/jpeg"),
    ],
)
def test_each_kind_is_taken_and_named_by_its_content(content: bytes, name: str, content_type: str) -> None:
    checked = check(content, name)

    assert (checked.name, checked.content_type, checked.size) == (name, content_type, len(content))


def test_the_digest_is_of_the_bytes_as_they_came() -> None:
    checked = check(b"abc", "a.txt")

    assert checked.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert checked.size == 3


def test_the_file_is_left_at_its_beginning() -> None:
    file = io.BytesIO(pdf())

    checked_file(file, name="a.pdf", limit=LIMIT)

    assert file.tell() == 0


def test_an_empty_file_is_refused() -> None:
    assert (
        why_refused(b"", "a.pdf")
        == "The file is empty: it has 0 bytes. See whether it was saved, then choose it again."
    )


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(FileRefused) as refusal:
        checked_file(io.BytesIO(b"a" * (2 * 1024 * 1024 + 1)), name="a.txt", limit=2 * 1024 * 1024)

    assert str(refusal.value) == "The file has 2.0 MB; a file may have 2 MB. Make it smaller or split it."


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert checked_file(io.BytesIO(b"a" * 2048), name="a.txt", limit=2048).size == 2048


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "a.docm", "a.doc", "a.pdf.exe", "a.zip", "a", ".pdf ", "pdf"]
)
def test_other_kinds_are_refused(name: str) -> None:
    assert "not taken" in why_refused(b"MZ\x90\0 or anything", name)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.odt", "a.txt", "a.png", "a.jpg"])
@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        b"\n <html><body>hello</body></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE svg><svg/>",
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
        b"\x7fELF\x02\x01\x01\0",
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"\0\0\0\0",
        b"{\\rtf1 hello}",
        b"#!/bin/sh\nrm -rf /\n",
    ],
)
def test_row_11_a_page_a_picture_of_script_or_a_program_under_another_name_is_refused(
    content: bytes, name: str
) -> None:
    assert "not what its name says" in why_refused(content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (docx(), "a.xlsx"), (xlsx(), "a.docx"), (odt(), "a.docx"), (docx(), "a.odt"), (pdf(), "a.docx"),
        (png(), "a.jpg"), (jpeg(), "a.png"), (docx(), "a.pdf"), (png(), "a.txt"), (pdf(), "a.txt"), (docx(), "a.txt"),
        (pdf()[:-8], "a.pdf"), (png()[:-4], "a.png"), (b"\xff\xd8\xff\xe0\0", "a.jpg"), (docx()[:-30], "a.docx"),
        (b"PK\x03\x04", "a.docx"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_or_cut_short_is_refused(content: bytes, name: str) -> None:
    assert "not what its name says" in why_refused(content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf() + docx(), "a.pdf"),
        (jpeg() + docx(), "a.jpg"),
        (png() + docx(), "a.png"),
    ],
)
def test_row_11_an_archive_stuck_to_another_file_is_refused(content: bytes, name: str) -> None:
    assert why_refused(content, name) in {
        "The file hides another file inside it. Export it again from the program it was made with.",
        "The file is not what its name says: it is no PDF file. Save it as PDF and choose it again.",
    }


def test_a_page_before_a_pdf_is_refused() -> None:
    assert "no PDF file" in why_refused(b"<html></html>" + pdf(), "a.pdf")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf(trailer=b"/Encrypt 5 0 R"), "a.pdf"),
        (pdf(trailer=b"/Encrypt<</Filter/Standard>>"), "a.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "a.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "a.xlsx"),
        (
            odt(manifest=b'<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'),
            "a.odt",
        ),
    ],
)
def test_a_file_with_a_password_is_refused(content: bytes, name: str) -> None:
    assert "password" in why_refused(content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (docx(extra={"word/vbaProject.bin": b"\0"}), "a.docx"),
        (xlsx(extra={"xl/vbaProject.bin": b"\0"}), "a.xlsx"),
        (odt(extra={"Basic/Standard/Module1.xml": b"<m/>"}), "a.odt"),
        (odt(extra={"Scripts/python/x.py": b"1"}), "a.odt"),
        (docx(types=b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"), "a.docx"),
    ],
)
def test_a_document_with_macros_is_refused(content: bytes, name: str) -> None:
    assert "macros" in why_refused(content, name)


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><w:document xmlns:w="w">&c;</w:document>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&x;</w:document>'


@pytest.mark.parametrize(
    "part", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16"), b" " * 70_000 + b"<a/>", b"no markup at all"]
)
def test_row_18_a_document_type_declaration_or_no_xml_in_a_part_is_refused(part: bytes) -> None:
    assert "not what its name says" in why_refused(docx(document=part), "a.docx")


@pytest.mark.parametrize("path", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x", "..\\..\\x", "\\x"])
def test_row_18_a_part_that_would_unpack_outside_is_refused(path: str) -> None:
    assert "hides another file" in why_refused(docx(extra={path: b"x"}), "a.docx")


def test_row_18_a_part_that_is_a_link_is_refused() -> None:
    buffer = io.BytesIO(docx())
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert "hides another file" in why_refused(buffer.getvalue(), "a.docx")


def test_row_18_an_encrypted_part_is_refused() -> None:
    content = bytearray(docx())
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "password" in why_refused(bytes(content), "a.docx")


def many_parts() -> bytes:
    return office({"[Content_Types].xml": b"<Types/>", **{f"word/{number}.bin": b"" for number in range(5_001)}})


def one_large_part() -> bytes:
    return docx(extra={"word/media/zeros.bin": b"\0" * (15 * 1024 * 1024)})


def claims_more_than_it_holds() -> bytes:
    """The sizes in the directory are what a reader would reserve: 4 GB here, of a file of a few hundred bytes."""
    content = bytearray(docx())
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(content)


def overlapping_parts() -> bytes:
    """Many entries of the directory that name the same bytes, as the bombs of D. Fifield (2019) do."""
    size = 2 * 1024 * 1024
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = body.compress(b"\0" * size) + body.flush()
    crc = zlib.crc32(b"\0" * size)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, 1, 0) + b"a" + packed
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, 1, 0, 0, 0, 0, 0, 0
    )
    entries = (entry + b"a") * 200
    return local + entries + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), len(local), 0)


@pytest.mark.parametrize("bomb", [many_parts, one_large_part, claims_more_than_it_holds, overlapping_parts])
def test_row_18_a_document_that_would_unpack_to_far_too_much_is_refused_unpacked_no_further(
    bomb: Callable[[], bytes],
) -> None:
    content = bomb()
    tracemalloc.start()

    reason = why_refused(content, "a.docx")

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "far more than it should" in reason
    assert steps(lambda: why_refused(content, "a.docx")) < MOST_CALLS
    assert most < 64 * 1024 * 1024


@pytest.mark.parametrize(
    "content",
    [
        png(width=60_000, height=60_000),
        png(width=0, height=10),
        jpeg(width=65_000, height=65_000),
        jpeg(width=0, height=0),
    ],
)
def test_a_picture_with_more_points_than_a_program_can_hold_is_refused(content: bytes) -> None:
    name = "a.png" if content.startswith(b"\x89") else "a.jpg"

    assert "points" in why_refused(content, name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("paper.pdf", "paper.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\amina\\Desktop\\paper.pdf", "paper.pdf"),
        ("/abs/paper.pdf", "paper.pdf"),
        ("paper\u202efdp.pdf", "paperfdp.pdf"),
        ("\u2066paper\u2069.pdf", "paper.pdf"),
        ("pa\u200bper\ufeff.pdf", "paper.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("paper\r\nSet-Cookie: a=b.pdf", "paper Set-Cookie_ a=b.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("half\ud800.pdf", "half.pdf"),
        ('<script>"|?*:.pdf', "_script______.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("  .  paper . pdf", "paper.pdf"),
        ("...", "file"),
        ("", "file"),
        (".pdf", "pdf"),
    ],
)
def test_hostile_and_foreign_names_become_plain_ones(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending_and_stays_whole_characters() -> None:
    kept = safe_name("文" * 300 + ".docx")

    assert kept == "文" * 56 + ".docx"
    assert len(kept.encode()) == 173

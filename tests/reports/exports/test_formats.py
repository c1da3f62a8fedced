"""Each format read back: every text as it was written, nothing that a spreadsheet would run, rows and digest told."""

import hashlib
import io
import json
import random
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pytest

from reports.exports import workbook
from reports.exports.sheets import Column, Form, Sheet, Statement
from reports.exports.workbook import Table, TooLarge, write_workbook
from reports.exports.writing import Digest, csv_lines, json_lines
from tests.reports.exports.reading import read_csv, read_json_lines, read_workbook

HEAD = {"process": "WG.1", "table": "t", "view": "public", "as_of": "2026-11-23T12:00:00Z"}
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "   @SUM(A1)", "\u00a0=1+1", "\u3000=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "=HYPERLINK(\"http://evil.example\",\"click\")", "-2+3+cmd|' /C calc'!A0",
    "\ttab first", "\rreturn first",
]  # fmt: skip
PLAIN = [
    "1+1=2",
    "a=b",
    "'=1",
    "A, B",
    'say "no"',
    "two\nlines",
    "a;b",
    "ends with =",
    "_x0041_",
    "é",
    "你好",
    "مرحبا",
    "🙂",
]


def sheet(*columns: tuple[str, Form]) -> Sheet:
    return Sheet(tuple(Column(name, None, form) for name, form in columns), lambda _sheet, _choice: Statement(""))


TEXTS = sheet(("text", Form.TEXT), ("other", Form.TEXT))
EVERY_FORM = sheet(
    ("text", Form.TEXT), ("number", Form.NUMBER), ("yes", Form.YES_NO), ("at", Form.INSTANT), ("list", Form.LIST),
    ("texts", Form.TEXTS),
)  # fmt: skip
FULL = ("text", 450, True, "2026-11-23T12:00:30Z", ["One Ltd", "Two; Three"], ["Q\nA", "Q\nB"])
EMPTY = (None, None, None, None, None, None)
HOLLOW = ("", 0, False, None, [], [])


def lines(writer: Any, table: Sheet, *batches: list[Any]) -> bytes:
    digest = Digest()
    return b"".join(digest.passing(writer(table, iter(batches), head=HEAD, so_far=digest.so_far)))


def book(table: Sheet, *batches: list[Any]) -> bytes:
    file = io.BytesIO()
    write_workbook(
        file, [Table("t", table, iter(batches))], about=lambda _sheets: [("Label", "Value")], continued="(on)"
    )
    return file.getvalue()


# --- CSV --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS)
def test_row_14_a_csv_cell_that_could_be_a_formula_stands_behind_an_apostrophe(text: str) -> None:
    assert read_csv(lines(csv_lines, TEXTS, [(text, "x")]))[1] == ["'" + text, "x"]


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_are_not_touched_in_csv(text: str) -> None:
    assert read_csv(lines(csv_lines, TEXTS, [(text, text)]))[1] == [text, text]


def test_a_list_cannot_begin_a_formula_either() -> None:
    table = sheet(("list", Form.LIST), ("texts", Form.TEXTS))
    assert read_csv(lines(csv_lines, table, [(["=1+1", "b"], ["@a", "b"])]))[1] == ["'=1+1; b", "'@a\n\nb"]


def test_csv_is_utf_8_with_a_mark_crlf_and_equally_long_lines() -> None:
    content = lines(csv_lines, EVERY_FORM, [FULL, EMPTY], [HOLLOW])
    assert content.startswith(b"\xef\xbb\xbf" + b'"text","number","yes","at","list","texts"\r\n')
    rows = read_csv(content)
    assert rows[1:4] == [
        ["text", "450", "true", "2026-11-23T12:00:30Z", "One Ltd; Two; Three", "Q\nA\n\nQ\nB"],
        ["", "", "", "", "", ""],
        ["", "0", "false", "", "", ""],
    ]
    assert {len(row) for row in rows} == {6}


def test_the_last_line_of_csv_tells_rows_instant_and_the_digest_of_the_lines_above() -> None:
    content = lines(csv_lines, TEXTS, [("a", "b"), ("two\nlines", "c")])
    above, last = content[: content.rindex(b'"# ')], content[content.rindex(b'"# ') :]
    assert last.decode() == (f'"# rows=2; as_of=2026-11-23T12:00:00Z; sha256={hashlib.sha256(above).hexdigest()}",\r\n')


def test_csv_without_rows_is_a_heading_and_a_last_line() -> None:
    assert [row[0].split(";")[0] for row in read_csv(lines(csv_lines, TEXTS))] == ["text", "# rows=0"]


def test_any_text_comes_back_from_csv() -> None:
    dice = random.Random(14)
    signs = "\"',;\r\n\t=x \u2028é🙂\x01"
    texts = ["".join(dice.choices(signs, k=dice.randint(1, 12))) for _ in range(500)]
    back = [row[0] for row in read_csv(lines(csv_lines, TEXTS, [(text, "") for text in texts]))[1:-1]]
    assert [one for one in zip(texts, back, strict=True) if one[1] not in (one[0], "'" + one[0])] == []


# --- JSON Lines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*FORMULAS, *PLAIN, "\x01\x1f", "\u2028\u2029", "a\x7f"])
def test_json_lines_hold_every_text_as_it_is(text: str) -> None:
    assert read_json_lines(lines(json_lines, TEXTS, [(text, None)]))[1] == {"text": text, "other": None}


def test_json_lines_keep_the_forms_of_values() -> None:
    rows = read_json_lines(lines(json_lines, EVERY_FORM, [FULL], [EMPTY]))
    assert rows[1:3] == [dict(zip(EVERY_FORM.names, FULL, strict=True)), dict.fromkeys(EVERY_FORM.names)]


def test_the_first_and_the_last_line_of_json_tell_what_it_is_and_whether_it_is_whole() -> None:
    content = lines(json_lines, TEXTS, [("a", "b")])
    above = content[: content.rindex(b'{"plenum"')]
    rows = read_json_lines(content)
    assert rows[0] == {"plenum": {**HEAD, "columns": ["text", "other"]}}
    assert rows[-1] == {"plenum": {"rows": 1, "sha256": hashlib.sha256(above).hexdigest()}}
    assert content.count(b"\n") == 3


# --- XLSX -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*FORMULAS, *PLAIN, "\x01\x1f\x0b", "\ufffe\uffff", "<b>&amp;</b>", "]]>", " spaces "])
def test_a_workbook_holds_every_text_as_a_text(text: str) -> None:
    assert read_workbook(book(TEXTS, [(text, "x")]))["t"][1] == [text, "x"]


def test_a_workbook_keeps_the_forms_of_values() -> None:
    rows = read_workbook(book(EVERY_FORM, [FULL, EMPTY], [HOLLOW]))["t"]
    noon_on_23_november_2026 = 46349.5
    assert rows[0] == ["text", "number", "yes", "at", "list", "texts"]
    assert rows[1] == [
        "text", 450.0, True, pytest.approx(noon_on_23_november_2026 + 30 / 86400, abs=1e-9), "One Ltd; Two; Three",
        "Q\nA\n\nQ\nB",
    ]  # fmt: skip
    assert rows[2:] == [[], [None, 0.0, False]]


def test_the_first_sheet_is_about_the_others() -> None:
    assert list(read_workbook(book(TEXTS, [("a", "b")]))) == ["about", "t"]
    assert read_workbook(book(TEXTS, [("a", "b")]))["about"] == [["Label", "Value"]]


def test_each_sheet_tells_its_rows_and_the_digest_of_its_part() -> None:
    file = io.BytesIO()
    tables = [Table("one", TEXTS, iter([[("a", "b")], [("c", "d")]])), Table("two", TEXTS, iter([]))]
    written = write_workbook(
        file, tables, about=lambda sheets: [(sheet.name, sheet.sha256) for sheet in sheets], continued=""
    )
    with ZipFile(file) as archive:
        assert [(sheet.name, sheet.rows, sheet.sha256) for sheet in written] == [
            ("one", 2, hashlib.sha256(archive.read("xl/worksheets/sheet2.xml")).hexdigest()),
            ("two", 0, hashlib.sha256(archive.read("xl/worksheets/sheet3.xml")).hexdigest()),
        ]
    assert [row[0] for row in read_workbook(file.getvalue())["about"]] == ["one", "two"]


@pytest.mark.parametrize("text", ["a" * 32_767, "🙂" * 16_383])
def test_a_text_that_just_fits_stays_whole(text: str) -> None:
    sheets = read_workbook(book(TEXTS, [(text, "x")]))
    assert list(sheets) == ["about", "t"]
    assert sheets["t"][1] == [text, "x"]


@pytest.mark.parametrize("text", ["ab" * 16_384, "🙂" * 16_384, "=" * 100_000])
def test_a_text_too_long_for_a_cell_stands_in_pieces_on_a_sheet_of_its_own(text: str) -> None:
    sheets = read_workbook(book(TEXTS, [("short", "x")], [("key", text)]))
    assert list(sheets) == ["about", "t", "long_texts"]
    assert sheets["t"][2] == ["key", text[:16_000] + " […] (on)"]
    assert sheets["long_texts"][0] == ["table", "row", "column", "piece", "text"]
    pieces = sheets["long_texts"][1:]
    assert {tuple(piece[:3]) for piece in pieces} == {("t", 3.0, "other")}
    assert [piece[3] for piece in pieces] == [float(number) for number in range(1, len(pieces) + 1)]
    assert "".join(piece[4] for piece in pieces) == text
    assert max(len(piece[4].encode("utf-16-le")) // 2 for piece in pieces) <= 32_767


def test_long_lists_are_not_cut_either() -> None:
    names = [f"Organisation {number:05}" for number in range(3_000)]
    sheets = read_workbook(book(sheet(("parties", Form.LIST)), [(names,)]))
    assert "".join(piece[4] for piece in sheets["long_texts"][1:]) == "; ".join(names)


def test_more_rows_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert len(read_workbook(book(TEXTS, [("a", "b")] * 3))["t"]) == 4
    with pytest.raises(TooLarge, match=r"\At\Z"):
        book(TEXTS, [("a", "b")] * 4)


def test_more_octets_than_an_archive_without_zip64_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST_PART", 9_000)
    with pytest.raises(TooLarge, match=r"\At\Z"):
        book(TEXTS, [("a" * 9_000, "b")])


def test_a_workbook_has_the_parts_that_office_programs_ask_for_and_no_time_of_writing() -> None:
    with ZipFile(io.BytesIO(book(TEXTS, [("a", "b")]))) as archive:
        assert archive.namelist() == [
            "_rels/.rels", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
        ]  # fmt: skip
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        kinds = re.findall(r'PartName="([^"]+)"', archive.read("[Content_Types].xml").decode())
    assert sorted(kinds) == [
        "/xl/styles.xml", "/xl/workbook.xml", "/xl/worksheets/sheet1.xml", "/xl/worksheets/sheet2.xml",
    ]  # fmt: skip


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made",
    [
        lambda *b: lines(csv_lines, EVERY_FORM, *b),
        lambda *b: lines(json_lines, EVERY_FORM, *b),
        lambda *b: book(EVERY_FORM, *b),
    ],
)
def test_the_same_rows_give_the_same_bytes_however_they_arrive(made: Any) -> None:
    assert made([FULL, EMPTY], [HOLLOW]) == made([FULL], [EMPTY, HOLLOW]) == made([FULL, EMPTY, HOLLOW])
    assert made([FULL]) != made([EMPTY])


def test_nothing_is_read_before_it_is_asked_for() -> None:
    read: list[int] = []

    def batches() -> Iterator[list[Any]]:
        for number in range(3):
            read.append(number)
            yield [(str(number), None)]

    pieces = json_lines(TEXTS, batches(), head=HEAD, so_far=str)
    assert json.loads(next(pieces))["plenum"]["columns"] == ["text", "other"]
    assert read == []
    next(pieces)
    assert read == [0]

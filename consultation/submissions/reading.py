"""Reads a file of inputs, JSON Lines or CSV: which of the two it is, in what encoding, and its records one by one."""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from charset_normalizer import from_bytes

from consultation.submissions.columns import ALIASES, FIELDS, REQUIRED, digest

LONGEST_RECORD = 4_000_000  # characters of one record; a book has fewer
MOST_COLUMNS = 500  # names looked at, so that lines that each invent their own take no memory
MOST_SHOWN = 50  # names of columns told to a person
SAMPLE = 65_536  # bytes from which an encoding is told

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERWISE = ["cp1252", "cp1251", "cp1256", "gb18030", "big5", "koi8_r"]
"""Encodings of office programs in the six languages, most frequent first; only files that are not Unicode get there."""

csv.field_size_limit(LONGEST_RECORD)


class UnusableFile(Exception):
    """The file as a whole cannot be read; `reason` is a code with its parameters, worded in `refusals`."""

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code, parameters)
        self.reason: dict[str, Any] = {"code": code, **parameters}


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first reading of the file tells: its form, its digest, how many records it holds and which columns."""

    kind: str  # "jsonl" or "csv"
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    total: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line on which it begins, its fields by our names, or the reason why it cannot be read."""

    line: int
    fields: Mapping[str, str]
    reason: Mapping[str, Any] | None = None


def survey(file: BinaryIO, *, encoding: str = "") -> Survey:
    """Read the file once, from its start, in constant memory; raises UnusableFile where it is no file of inputs."""
    file.seek(0)
    start = file.read(SAMPLE)
    _refuse_what_is_no_text(start)
    encoding = encoding or detected_encoding(file)
    opening = _opening(start, encoding)
    kind = "jsonl" if opening.startswith("{") else "csv"
    delimiter = _delimiter_of(opening) if kind == "csv" else ""
    columns, total = _counted(file, kind, encoding, delimiter)
    return Survey(kind, encoding, delimiter, columns, total, digest(file))


def records(file: BinaryIO, found: Survey, columns: Mapping[str, str]) -> Iterator[Record]:
    """The records from the first to the last; `columns` says which column holds which field (see `fields_of`)."""
    raw = _raw_records(file, found.kind, found.encoding, found.delimiter)
    if found.kind == "jsonl":
        yield from (_json_record(line, text, columns) for line, text in raw)
    else:
        header = next(raw)[1]
        yield from (_csv_record(line, row, header, columns) for line, row in raw)


def fields_of(found: Sequence[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which of the file's columns holds which of our fields: as chosen, else by name, else by a documented alias.

    Raises UnusableFile where a required field has no column or two columns claim one field.
    """
    chosen = {_plain(column): field for column, field in (chosen or {}).items()}
    fields = {column: chosen[_plain(column)] for column in found if _plain(column) in chosen}
    for names in ({field: field for field in FIELDS}, ALIASES):
        for column in found:
            field = names.get(_plain(column), "")
            if field and column not in fields and field not in fields.values():
                fields[column] = field
    claims = [fields[column] for column in found if column in fields]
    twice = [field for field in FIELDS if claims.count(field) > 1]
    if twice:
        raise UnusableFile("column_twice", field=twice[0])
    missing = [field for field in REQUIRED if field not in fields.values()]
    if missing:
        shown = [presentable(column) for column in found[:MOST_SHOWN]]
        raise UnusableFile("wrong_columns", found=shown, missing=missing, expected=list(FIELDS))
    return fields


def presentable(name: str) -> str:
    """What a file calls a column, cut and without what no database can hold (NUL, halves of characters)."""
    return name[:80].encode(errors="replace").decode().replace("\0", "")


def _plain(column: str) -> str:
    return column.strip().casefold().replace(" ", "_").replace("-", "_")


# --- form and encoding ------------------------------------------------------------------------------------------------


def _refuse_what_is_no_text(start: bytes) -> None:
    if not start.strip():
        raise UnusableFile("empty")
    if start.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\x1f\x8b")):
        raise UnusableFile("not_text")
    if not _bom_of(start) and start.count(0) * 10 > len(start):
        raise UnusableFile("not_text")


def detected_encoding(file: BinaryIO) -> str:
    """The file's encoding: by its byte order mark, as UTF-8 where most lines are, else as the bytes look.

    A few lines in another encoding do not change what the rest is: they are refused one by one when they are read.
    """
    file.seek(0)
    bom = _bom_of(file.read(4))
    if bom:
        return bom
    good, bad, sample = _tally(file)
    return "utf-8" if bad <= good else _guessed(sample)


def _bom_of(start: bytes) -> str:
    return next((name for mark, name in _BOMS if start.startswith(mark)), "")


def _tally(file: BinaryIO) -> tuple[int, int, bytes]:
    """How many lines beyond ASCII are UTF-8, how many are not, and a sample of the latter."""
    file.seek(0)
    good, bad, sample = 0, 0, bytearray()
    for line in iter(lambda: file.readline(LONGEST_RECORD), b""):
        if line.isascii():
            continue
        try:
            line.decode()
            good += 1
        except UnicodeDecodeError:
            bad += 1
            sample += line[: SAMPLE - len(sample)]
    return good, bad, bytes(sample)


def _guessed(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=_OTHERWISE).best()
    return best.encoding if best else "cp1252"


def _opening(start: bytes, encoding: str) -> str:
    """The first line that is not empty; raises UnusableFile for a JSON document that is not JSON Lines."""
    try:
        text = start.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n")
    except LookupError as error:
        raise UnusableFile("unknown_encoding", encoding=encoding) from error
    line = text.splitlines()[0] if text else ""
    if line.startswith("[") or line.strip() == "{":
        raise UnusableFile("json_not_lines")
    return line


def _delimiter_of(header: str) -> str:
    """The sign between columns that gives the header the most columns we know."""
    known = {*FIELDS, *ALIASES}

    def columns_known(sign: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=sign), [])
        return sum(_plain(name) in known for name in names), len(names)

    return max(",;\t|", key=columns_known)


def _counted(file: BinaryIO, kind: str, encoding: str, delimiter: str) -> tuple[tuple[str, ...], int]:
    raw = _raw_records(file, kind, encoding, delimiter)
    if kind == "csv":
        header = next(raw, (1, None))[1]
        if not isinstance(header, list):
            raise UnusableFile("empty")
        return tuple(header), sum(1 for _ in raw)
    columns: dict[str, None] = {}
    total = 0
    for _line, text in raw:
        total += 1
        columns.update(dict.fromkeys(_keys(text)))
    return tuple(columns)[:MOST_COLUMNS], total


def _keys(text: str | None) -> list[str]:
    """The names in one line of JSON Lines; later lines may have names that the first has not."""
    try:
        found = json.loads((text or "").lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return []
    return list(found) if isinstance(found, dict) else []


# --- records ----------------------------------------------------------------------------------------------------------


def _raw_records(file: BinaryIO, kind: str, encoding: str, delimiter: str) -> Iterator[tuple[int, Any]]:
    """Line number with the text (JSON Lines) or the list of values (CSV); None where it is too long or broken.

    Bytes that the encoding does not know come out as lone surrogates, which `text.normalised` refuses later: the
    line is then refused, not the file.
    """
    file.seek(0)
    stream = io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
    try:
        yield from _json_lines(stream) if kind == "jsonl" else _csv_rows(stream, delimiter)
    finally:
        if not file.closed:  # else whoever opened the file has closed it before the last record was asked for
            stream.detach()


def _json_lines(stream: io.TextIOWrapper) -> Iterator[tuple[int, str | None]]:
    number = 0
    while line := stream.readline(LONGEST_RECORD + 1):
        number += 1
        whole = len(line) <= LONGEST_RECORD
        while not line.endswith(("\n", "\r")) and (line := stream.readline(LONGEST_RECORD)):
            whole = False
        if whole and line.strip("\ufeff \t\r\n"):
            yield number, line
        elif not whole:
            yield number, None


def _csv_rows(stream: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    reader = csv.reader(stream, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
            continue
        if any(value.strip() for value in row):
            yield line, row


def _json_record(line: int, text: str | None, columns: Mapping[str, str]) -> Record:
    if text is None:
        return Record(line, {}, {"code": "too_long", "most": LONGEST_RECORD})
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        return Record(line, {}, {"code": "not_json", "column": error.colno})
    except (ValueError, RecursionError):
        return Record(line, {}, {"code": "not_json", "column": 1})
    if not isinstance(found, dict):
        return Record(line, {}, {"code": "no_object"})
    fields = {columns[name]: _as_text(value) for name, value in found.items() if name in columns}
    wrong = [name for name in found if name in columns and fields[columns[name]] is None]
    if wrong:
        return Record(line, {}, {"code": "no_text", "column_name": presentable(wrong[0])})
    return Record(line, {field: value or "" for field, value in fields.items()})


def _as_text(value: Any) -> str | None:
    """Text as it stands, a number in figures, nothing for null; None for what is no text at all."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _csv_record(line: int, row: list[str] | None, header: Sequence[str], columns: Mapping[str, str]) -> Record:
    if row is None:
        return Record(line, {}, {"code": "broken_csv"})
    if len(row) != len(header):
        return Record(line, {}, {"code": "wrong_number_of_columns", "found": len(row), "expected": len(header)})
    return Record(line, {columns[name]: value for name, value in zip(header, row, strict=True) if name in columns})

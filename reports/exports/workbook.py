"""Tables as an XLSX workbook, written straight into the archive: one sheet a table, nothing cut, in flat memory.

Parts carry neither time nor owner, so equal tables give equal bytes. Why this is our own: docs/adr/0010.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.exports import spreadsheet as xml
from reports.exports.sheets import Sheet
from reports.exports.snapshot import Row

MOST_ROWS = 1_048_575  # of a sheet below its heading ("Excel specifications and limits")
LONGEST_TEXT = 32_767  # UTF-16 units in a cell, from the same page
PIECE = 16_000  # characters; at most twice as many units
LARGEST_PART = 2**31 - 1  # octets; beyond it the archive needs ZIP64, which Excel offers to "repair"
COMPRESSION = 1  # of 9: what is written soon is worth more here than a tenth of the size
ABOUT, LONG_TEXTS = "about", "long_texts"
_COPIED = 1 << 20  # octets at a time

Facts = Sequence[tuple[str, str]]


class TooLarge(Exception):
    """A spreadsheet cannot hold that much; the message is the name of the table."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table on its way into a sheet of that name."""

    name: str
    sheet: Sheet
    batches: Iterable[list[Row]]


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet that was written: its name, its rows below the heading, its part of the archive with the digest."""

    name: str
    rows: int
    part: str
    sha256: str


def write_workbook(
    to: BinaryIO, tables: Iterable[Table], *, about: Callable[[Sequence[Written]], Facts], continued: str
) -> list[Written]:
    """Write the tables one after the other; what is true of all of them comes last, on the sheet that is shown first.

    A text too long for a cell stands whole, in pieces, on a sheet of its own; its cell holds the first piece and the
    words `continued`. Raises TooLarge where a table has more rows or octets than a sheet can hold.
    """
    with ZipFile(to, "w") as archive, tempfile.TemporaryFile() as kept:
        _add(archive, "_rels/.rels", xml.root_relations())
        long_texts = _LongTexts(kept, continued)
        written = [_write_table(archive, number, table, long_texts) for number, table in enumerate(tables, start=2)]
        if long_texts.rows:
            written.append(long_texts.written_to(archive, len(written) + 2))
        _write_about(archive, about(written))
        names = [ABOUT, *(sheet.name for sheet in written)]
        _add(archive, "xl/styles.xml", xml.STYLES)
        _add(archive, "xl/workbook.xml", xml.workbook(names))
        _add(archive, "xl/_rels/workbook.xml.rels", xml.workbook_relations(len(names)))
        _add(archive, "[Content_Types].xml", xml.content_types(len(names)))
    return written


def _write_table(archive: ZipFile, number: int, table: Table, long_texts: "_LongTexts") -> Written:
    columns = table.sheet.columns
    cells = [xml.CELLS[column.form] for column in columns]
    with _Part(archive, number, table.name) as part:
        part.add(xml.opening(xml.WIDTHS[column.form] for column in columns), xml.heading(table.sheet.names))
        for batch in table.batches:
            lines = []
            for row in batch:
                part.rows += 1
                made = [cell(value) for cell, value in zip(cells, row, strict=True)]
                if max(map(len, made)) > PIECE:
                    made = long_texts.without(made, row, table, part.rows + 1)
                lines.append(xml.row_of(part.rows + 1, made))
            part.add(*lines)
        part.add(xml.closing(part.rows + 1, len(columns)))
    return part.written()


def _write_about(archive: ZipFile, facts: Facts) -> None:
    rows = [xml.row_of(number, list(map(xml.text_cell, fact))) for number, fact in enumerate(facts, start=1)]
    with _Part(archive, 1, ABOUT) as part:
        part.add(xml.opening([30, 90], is_frozen=False), *rows, xml.closing())


class _Part:
    """A sheet's part of the archive while it is written: its rows, its digest, and whether it grows too large."""

    def __init__(self, archive: ZipFile, number: int, name: str) -> None:
        self.name, self.path, self.rows = name, f"xl/worksheets/sheet{number}.xml", 0
        self._file: IO[bytes] = archive.open(_entry(self.path), "w")
        self._sum, self._size = hashlib.sha256(), 0

    def __enter__(self) -> "_Part":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, *texts: str) -> None:
        """Write the texts."""
        self.add_octets("".join(texts).encode())

    def add_octets(self, octets: bytes) -> None:
        """Write what is encoded already; raises TooLarge where the sheet could not be opened afterwards."""
        self._size += len(octets)
        if self.rows > MOST_ROWS or self._size > LARGEST_PART:
            raise TooLarge(self.name)
        self._sum.update(octets)
        self._file.write(octets)

    def written(self) -> Written:
        """What came of it."""
        return Written(self.name, self.rows, self.path, self._sum.hexdigest())


class _LongTexts:
    """Texts too long for a cell, kept in a file until the tables are written: an archive takes one part at a time."""

    columns = ("table", "row", "column", "piece", "text")

    def __init__(self, kept: IO[bytes], continued: str) -> None:
        self.rows = 0
        self._kept, self._continued = kept, continued

    def without(self, made: list[str], row: Row, table: Table, place: int) -> list[str]:
        """The cells of a row, with the first piece alone where a text is too long; the whole of it is kept."""
        for number, column in enumerate(table.sheet.columns):
            text = xml.as_text(column.form, row[number])
            if len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
                self._keep(text, table.name, place, column.name)
                made[number] = xml.text_cell(f"{text[:PIECE]} […] {self._continued}")
        return made

    def _keep(self, text: str, table: str, place: int, column: str) -> None:
        for piece, start in enumerate(range(0, len(text), PIECE), start=1):
            self.rows += 1
            where = [xml.text_cell(table), xml.number_cell(place), xml.text_cell(column), xml.number_cell(piece)]
            cells = [*where, xml.text_cell(text[start : start + PIECE])]
            self._kept.write(xml.row_of(self.rows + 1, cells).encode())

    def written_to(self, archive: ZipFile, number: int) -> Written:
        """The sheet of long texts."""
        self._kept.seek(0)
        with _Part(archive, number, LONG_TEXTS) as part:
            part.rows = self.rows
            part.add(xml.opening([14, 8, 14, 8, 90]), xml.heading(self.columns))
            for octets in iter(lambda: self._kept.read(_COPIED), b""):
                part.add_octets(octets)
            part.add(xml.closing(self.rows + 1, len(self.columns)))
        return part.written()


def _entry(path: str) -> ZipInfo:
    """An entry without time, owner or system, so that equal contents give equal octets."""
    entry: Any = ZipInfo(path)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
    entry._compresslevel = COMPRESSION  # its public name exists from Python 3.13 on
    return entry  # type: ignore[no-any-return]


def _add(archive: ZipFile, path: str, text: str) -> None:
    archive.writestr(_entry(path), text)

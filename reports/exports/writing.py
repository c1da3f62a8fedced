"""Tables as CSV and as JSON Lines, each with a last line that tells the rows and the digest of all above it.

CSV is RFC 4180 in UTF-8 with a byte order mark, without which Excel takes it for another encoding. JSON Lines is one
object a line (jsonlines.org). docs/export.md explains both to whoever reads the files.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from look.cells import guarded, joined, quoted
from reports.exports.sheets import Form, Sheet
from reports.exports.snapshot import Row

LIST_SIGN, TEXT_SIGN = "; ", "\n\n"
"""What stands between the parts of a list, and between whole texts, where a cell holds several."""


class Digest:
    """SHA-256 of what passes, and the number of octets."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()
        self.size = 0

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces as they are; each counts once it was asked for."""
        for piece in pieces:
            self.add(piece)
            yield piece

    def add(self, piece: bytes) -> None:
        """Count a piece."""
        self._sum.update(piece)
        self.size += len(piece)

    def so_far(self) -> str:
        """The digest of all that passed until now, in hexadecimal."""
        return self._sum.hexdigest()


def csv_lines(
    sheet: Sheet, batches: Iterable[list[Row]], *, head: Mapping[str, Any], so_far: Callable[[], str]
) -> Iterator[bytes]:
    """The table as CSV; the last line holds the number of rows and, from `so_far`, the digest of all lines above.

    That line has as many cells as every other, all but the first empty, so that no reader of the file stumbles over it.
    """
    cells, rows = [_CELLS[column.form] for column in sheet.columns], 0
    yield ("\ufeff" + joined(map(quoted, sheet.names))).encode()
    for batch in batches:
        yield "".join([joined([cell(value) for cell, value in zip(cells, row, strict=True)]) for row in batch]).encode()
        rows += len(batch)
    last = f"# rows={rows}; as_of={head['as_of']}; sha256={so_far()}"
    yield joined([quoted(last), *[""] * (len(sheet.columns) - 1)]).encode()


def json_lines(
    sheet: Sheet, batches: Iterable[list[Row]], *, head: Mapping[str, Any], so_far: Callable[[], str]
) -> Iterator[bytes]:
    """The table as JSON Lines, values as they are; the first line tells what it is, the last one its rows and digest.

    Those two are objects with the single name "plenum", which no column has.
    """
    names, rows = sheet.names, 0
    yield _json_line({"plenum": {**head, "columns": names}})
    for batch in batches:
        yield "".join([_encoded(dict(zip(names, row, strict=True))) + "\n" for row in batch]).encode()
        rows += len(batch)
    yield _json_line({"plenum": {"rows": rows, "sha256": so_far()}})


def _json_line(value: Any) -> bytes:
    return (_encoded(value) + "\n").encode()


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _text(text: str | None) -> str:
    return quoted(guarded(text)) if text else ""


def _as_it_is(value: Any) -> str:
    return "" if value is None else str(value)


def _strung(sign: str) -> Callable[[list[str] | None], str]:
    return lambda parts: _text(sign.join(parts)) if parts else ""


def _yes_no(value: Any) -> str:
    return "" if value is None else "true" if value else "false"


_CELLS: Mapping[Form, Callable[[Any], str]] = {
    Form.TEXT: _text,
    Form.NUMBER: _as_it_is,
    Form.YES_NO: _yes_no,
    Form.INSTANT: _as_it_is,
    Form.LIST: _strung(LIST_SIGN),
    Form.TEXTS: _strung(TEXT_SIGN),
}

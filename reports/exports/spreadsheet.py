"""The XML of a spreadsheet: cells, rows, the ends of a sheet, and the parts that tie sheets to a workbook.

Elements are those of ECMA-376, part 1 (SpreadsheetML). Every text is an inline string, so nothing that a contributor
wrote is ever read as a formula, a link or a number.
"""

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from reports.exports.sheets import Form
from reports.exports.writing import LIST_SIGN, TEXT_SIGN

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HEADING, _INSTANT = 1, 2  # styles of a cell, in the order of cellXfs below
_DAY_ZERO, _DAY = datetime(1899, 12, 30), timedelta(days=1)  # noqa: DTZ001 - a spreadsheet knows no time zones
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_LETTERS = (*string.ascii_uppercase, *(f"A{letter}" for letter in string.ascii_uppercase))


# --- cells ------------------------------------------------------------------------------------------------------------


def text_cell(text: str | None) -> str:
    """A text as the inside of a cell; signs that XML cannot hold as _xHHHH_ (ECMA-376, part 1, 22.9.2.19)."""
    if not text:
        return ""
    if _NOT_XML.search(text):
        text = _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is>'


def number_cell(value: int | None) -> str:
    """A number."""
    return "" if value is None else f"><v>{value}</v>"


def _yes_no_cell(value: Any) -> str:
    return "" if value is None else f' t="b"><v>{int(value)}</v>'


def _instant_cell(text: str | None) -> str:
    """Days since the first day of the calendar of spreadsheets, shown as date and time."""
    if not text:
        return ""
    return f' s="{_INSTANT}"><v>{(datetime.fromisoformat(text[:-1]) - _DAY_ZERO) / _DAY!r}</v>'


def as_text(form: Form, value: Any) -> str:
    """The text of a cell that holds text; nothing for a value of another form."""
    if form is Form.TEXT:
        return value or ""
    sign = {Form.LIST: LIST_SIGN, Form.TEXTS: TEXT_SIGN}.get(form)
    return sign.join(value) if sign and value else ""


CELLS: Mapping[Form, Callable[[Any], str]] = {
    Form.TEXT: text_cell,
    Form.NUMBER: number_cell,
    Form.YES_NO: _yes_no_cell,
    Form.INSTANT: _instant_cell,
    Form.LIST: lambda parts: text_cell(LIST_SIGN.join(parts)) if parts else "",
    Form.TEXTS: lambda parts: text_cell(TEXT_SIGN.join(parts)) if parts else "",
}
"""How a value of each form is written as the inside of a cell; nothing where the cell is left out."""

WIDTHS: Mapping[Form, int] = {
    Form.TEXT: 24, Form.NUMBER: 10, Form.YES_NO: 10, Form.INSTANT: 20, Form.LIST: 24, Form.TEXTS: 40,
}  # fmt: skip
"""Widths of columns, in signs."""


# --- sheets -----------------------------------------------------------------------------------------------------------


def row_of(number: int, made: Sequence[str]) -> str:
    """A row of cells; empty ones are left out."""
    cells = [f'<c r="{letters}{number}"{cell}</c>' for letters, cell in zip(_LETTERS, made, strict=False) if cell]
    return f'<row r="{number}">{"".join(cells)}</row>'


def heading(names: Iterable[str]) -> str:
    """The first row."""
    return row_of(1, [f' s="{_HEADING}"{text_cell(name)}' for name in names])


def opening(widths: Iterable[int], *, is_frozen: bool = True) -> str:
    """A sheet up to its first row, which stays in sight if frozen."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if is_frozen else ""
    columns = [
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    ]
    return (
        f'{_XML}<worksheet xmlns="{_SHEETS}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{''.join(columns)}</cols><sheetData>"
    )


def closing(last_row: int = 0, columns: int = 0) -> str:
    """A sheet after its last row; with the table's size, its columns can be filtered."""
    filters = f'<autoFilter ref="A1:{_LETTERS[columns - 1]}{last_row}"/>' if columns else ""
    return f"</sheetData>{filters}</worksheet>"


# --- the parts around the sheets --------------------------------------------------------------------------------------


def root_relations() -> str:
    """_rels/.rels: where the workbook is."""
    return _relations(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>')


def workbook(names: Sequence[str]) -> str:
    """xl/workbook.xml: the sheets in the order in which they are shown."""
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, start=1)
    )
    views = "<bookViews><workbookView/></bookViews>"  # to which the view of each sheet refers
    return f'{_XML}<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}">{views}<sheets>{sheets}</sheets></workbook>'


def workbook_relations(number: int) -> str:
    """xl/_rels/workbook.xml.rels: where that many sheets and their styles are."""
    sheets = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, number + 1)
    )
    return _relations(f'{sheets}<Relationship Id="rIdStyles" Type="{_OFFICE}/styles" Target="styles.xml"/>')


def _relations(inside: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def content_types(number: int) -> str:
    """[Content_Types].xml: what each part is."""
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for place in range(1, number + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{sheets}</Types>'
    )


STYLES = (
    f'{_XML}<styleSheet xmlns="{_SHEETS}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""xl/styles.xml: plain, bold for headings, and date with time."""

"""Tables of a Word document: their columns, the styles and shades of their cells, and the row that comes again."""

from html import escape
from typing import Any

from reports.documents.editions.docx.inline import class_of

MOST_COLUMNS = 63
"""Columns of a table in Word."""

HEAD_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
"""Properties of a row that is repeated on every page and announced as the head."""

_COLUMNS = {"narrow": 13.0, "slim": 6.5, "wide": 61 / 3}
"""Shares of the width in hundredths that the columns of the table of comments have, as in the PDF."""

_SHADES = {
    "accepted": "92D050", "accepted_with_modifications": "C4D79B", "noted": "8DB4E2", "not_accepted": "FF99CC",
    "out_of_scope": "FF99CC",
    "to_do": "D9D9D9",
}  # fmt: skip
_LOOK = (
    '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
    'w:noHBand="1" w:noVBand="1"/>'
)


def beginning(widths: list[int], caption: Any, *, is_rtl: bool) -> str:
    """Return what begins a table whose columns have those widths in twips; `caption` is an element or None."""
    title = "".join(caption.itertext()).strip() if caption is not None else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        + ("<w:bidiVisual/>" if is_rtl else "")
        + f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_LOOK}'
        + (f'<w:tblCaption w:val="{escape(title)}"/>' if title else "")
        + f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def is_drawn(table: Any) -> bool:
    """Whether a column of the table draws bars."""
    return table.find(".//td[@class='drawing']") is not None


def take_drawings_out(table: Any) -> None:
    """Take out the column of bars: Word draws them by itself, in a chart above the table."""
    drawing = table.find(".//td[@class='drawing']")
    column = drawing.getparent().index(drawing)
    for row in table.iter("tr"):
        row.remove(row[column])


def widths_of(table: Any, columns: int, width: int) -> list[int]:
    """Return the widths of the columns: those that the table names, else a wide first one and equal others."""
    named = [_COLUMNS[class_of(column)] for column in table.iter("col") if class_of(column) in _COLUMNS]
    if len(named) == columns:
        return [round(width * share / 100) for share in named]
    if columns == 1:
        return [width]
    first = max(width // columns, width * 4 // 10)
    return [first, *[(width - first) // (columns - 1)] * (columns - 1)]


def cell_properties(cell: Any, width: int) -> str:
    """Return the width of a cell, and its shade where it tells a decision."""
    shade = _SHADES.get((cell.get("class") or "").partition(" ")[2], "")
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shaded}</w:tcPr>'


def cell_style(*, is_head: bool, is_number: bool, is_small: bool) -> str:
    """Return the style of the paragraphs of a cell."""
    if is_small:
        return "SmallTableHead" if is_head else "SmallTableText"
    return f"Table{'Head' if is_head else '' if is_number else 'Text'}{'Number' if is_number else ''}"

"""Header and footer of each page, stamped when all pages are known; to a screen reader they are not there."""

from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.pdf import stream as streams
from weasyprint.text.line_break import split_first_line

from reports.documents.engine.book import Book
from reports.documents.engine.fonts import Cupboard, DescribedFont, faces_of

MM = 72 / 25.4
FACES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", "sans-serif")
SIDE = 20 * MM  # from the edge of the paper, as the masthead
HEAD, RULE = 17 * MM, 19.5 * MM  # from the top: base line, and the line under it
FOOT = 14 * MM  # from the bottom
GAP = 6 * MM  # between what stands at either side


class Style(dict):
    """Computed values of CSS as WeasyPrint passes them on."""

    font_config: Any


@dataclass(frozen=True)
class Line:
    """A text to be drawn as one line, in the shape in which WeasyPrint draws lines."""

    text: str
    style: Style
    pango_layout: Any
    width: float


class Stamper:
    """Draws headers and footers with the fonts of a cupboard. An opening page has its masthead for a header."""

    def __init__(self, book: Book, pages: int, cupboard: Cupboard) -> None:
        """Draw for a book of so many pages."""
        self._book = book
        self._pages = pages
        self._config = cupboard.config
        self._fonts: dict[int, DescribedFont] = {}

    def header(self, page: int, width: float, height: float) -> bytes:
        """Return what is drawn above the text: the symbol at the outer edge, the running title at the inner one."""
        outer = self._line(self._book.symbol, size=9, direction="ltr", bold=True)
        inner = self._line(self._book.running_title, size=8, room=self._room(width, outer))
        rule = b"0.5 w %.2f %.2f m %.2f %.2f l S\n" % (SIDE, height - RULE, width - SIDE, height - RULE)
        return _artifact(b"Header", rule + self._at_edges(outer, inner, page, width, height - HEAD))

    def footer(self, page: int, width: float, height: float) -> bytes:
        """Return what is drawn below the text: the number of the page at the outer edge, the disclaimer inside."""
        numbered = self._book.page_of_pages.format(page=page, pages=self._pages)
        outer = self._line(numbered, size=8.5, bold=True)
        inner = self._line(self._book.disclaimer if page > 1 else "", size=7, room=self._room(width, outer))
        return _artifact(b"Footer", self._at_edges(outer, inner, page, width, FOOT))

    def outer_is_right(self, page: int) -> bool:
        """Tell where a thumb turns the page: at the right of odd pages, or at their left where one reads leftwards."""
        return (page % 2 == 1) != (self._book.direction == "rtl")

    def stow(self, cupboard: Cupboard) -> None:
        """Put what was drawn into the cupboard, so that it is embedded."""
        cupboard.add(faces_of(self._fonts.values()))

    def _at_edges(self, outer: Line | None, inner: Line | None, page: int, width: float, y: float) -> bytes:
        left, right = (inner, outer) if self.outer_is_right(page) else (outer, inner)
        drawn = self._draw(left, SIDE, y) if left else b""
        return drawn + (self._draw(right, width - SIDE - right.width, y) if right else b"")

    def _line(
        self, text: str, *, size: float, room: float = inf, direction: str = "", bold: bool = False
    ) -> Line | None:
        """A text that is too long for the room there is ends in an ellipsis."""
        style = Style(INITIAL_VALUES)
        style.font_config = self._config
        style |= {"font_family": FACES, "font_size": size, "font_weight": 700 if bold else 400}
        style |= {"direction": direction or self._book.direction, "lang": self._book.language, "white_space": "nowrap"}
        shown = text = text.strip()
        while shown:
            layout, _, _, width, _, _ = split_first_line(shown, style, None, inf, 0)
            if width <= room:
                return Line(shown, style, layout, width)
            text = text[: min(len(text) - 1, int(len(text) * room / width))].rstrip()
            shown = f"{text}…" if text else ""
        return None

    def _draw(self, line: Line, x: float, y: float) -> bytes:
        stream = streams.Stream(self._fonts, None, {}, {}, None, {}, None)
        line.pango_layout.reactivate(line.style)
        stream.begin_text()
        draw_first_line(stream, line, "clip", "none", Matrix(e=x, f=y))
        stream.end_text()
        return b"\n".join(item if isinstance(item, bytes) else str(item).encode() for item in stream.stream) + b"\n"

    def _room(self, width: float, outer: Line | None) -> float:
        return width - 2 * SIDE - (outer.width + GAP if outer else 0)


def _artifact(kind: bytes, drawn: bytes) -> bytes:
    """ISO 32000-1, 14.8.2.2: pagination artifacts are left out when the page is read aloud or reflowed."""
    return b"/Artifact <</Type /Pagination/Subtype /%b>> BDC q\n%bQ EMC\n" % (kind, drawn)

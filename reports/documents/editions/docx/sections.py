"""Pages of a Word document: paper, margins, running heads and feet, and the settings of the whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.documents.contents import Paper
from reports.documents.editions.docx.fields import folio
from reports.documents.editions.docx.runs import Look, Run, language_xml, runs_xml

_SIZES = {Paper.A4: (11_906, 16_838), Paper.LETTER: (12_240, 15_840)}
_SIDE, _WIDE_SIDE = 1_701, 1_134  # 30 mm, 20 mm
_TOP, _FOOT = 1_701, 1_701
HEADS = ("default", "even")
"""Odd pages and even ones, as WordprocessingML calls them."""


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Pages of one size and direction."""

    paper: Paper
    is_wide: bool
    is_rtl: bool

    @property
    def width(self) -> int:
        """The width of the text in twips."""
        return self._size[0] - 2 * self._side

    @property
    def _size(self) -> tuple[int, int]:
        width, height = _SIZES[self.paper]
        return (height, width) if self.is_wide else (width, height)

    @property
    def _side(self) -> int:
        return _WIDE_SIDE if self.is_wide else _SIDE

    def xml(self, *, is_first: bool) -> str:
        """Return the properties of a section; the first page of a document has neither head nor foot."""
        width, height = self._size
        orient = ' w:orient="landscape"' if self.is_wide else ""
        heads = "".join(
            f'<w:{part}Reference w:type="{kind}" r:id="{part}-{kind}"/>'
            for part in ("header", "footer")
            for kind in HEADS
        )
        return (
            f'<w:sectPr>{heads}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
            f'<w:pgMar w:top="{_TOP}" w:right="{self._side}" w:bottom="{_FOOT}" w:left="{self._side}" '
            'w:header="850" w:footer="850" w:gutter="0"/>'
            f"{'<w:titlePg/>' if is_first else ''}{'<w:bidi/>' if self.is_rtl else ''}</w:sectPr>"
        )


@dataclass(frozen=True, kw_only=True)
class RunningWords:
    """What stands at the head and foot of each page: symbol, "Page {page} of {pages}", and what the document is not."""

    symbol: str
    folio: str
    disclaimer: str

    def parts(self, look: Look, pages: Pages) -> Iterator[tuple[str, str, str]]:
        """Yield key, kind and content of each part; symbol and number stand at the outer edge, as on printed sheets."""
        symbol = runs_xml([Run(self.symbol, Look(language=look.language))], language=look.language)
        number = folio(self.folio, look)
        disclaimer = runs_xml([Run(self.disclaimer, look)], language=look.language)
        gap = "<w:r><w:tab/></w:r>"
        yield "header-default", "header", _one_line("HeaderEnd", symbol, look)
        yield "header-even", "header", _one_line("Header", symbol, look)
        yield "footer-default", "footer", _one_line("Footer", disclaimer + gap + number, look, pages.width)
        yield "footer-even", "footer", _one_line("Footer", number + gap + disclaimer, look, pages.width)


def settings_xml(look: Look, *, hides_names: bool) -> str:
    """Return the settings; where names are hidden, Word is told to forget who works on the file."""
    return (
        ("<w:removePersonalInformation/><w:removeDateAndTime/>" if hides_names else "")
        + '<w:defaultTabStop w:val="567"/><w:evenAndOddHeaders/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        + language_xml(look.language).replace("w:lang", "w:themeFontLang")
    )


def _one_line(style: str, content: str, look: Look, tab_at: int = 0) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{tab_at}"/></w:tabs>' if tab_at else ""
    bidi = "<w:bidi/>" if look.is_rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tab}{bidi}</w:pPr>{content}</w:p>'

"""The DOCX edition: a document for Word and LibreOffice, written piece by piece from the HTML of the PDF."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from html import escape
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from look.languages import tag_of
from reports.documents.contents import Attribution, ReportContents
from reports.documents.editions.docx.body import Body
from reports.documents.editions.docx.drawings import chart_frame_xml, chart_xml, picture_xml
from reports.documents.editions.docx.fields import table_of_contents
from reports.documents.editions.docx.links import Links
from reports.documents.editions.docx.lists import Lists
from reports.documents.editions.docx.package import (
    CORE_NAMESPACES,
    NAMESPACES,
    Package,
    Writer,
    relationships_xml,
    types_xml,
)
from reports.documents.editions.docx.runs import Look, word_language
from reports.documents.editions.docx.sections import HEADS, Pages, RunningWords, settings_xml
from reports.documents.editions.docx.styles import styles_xml
from reports.documents.editions.pages import Piece, legal
from reports.documents.engine import Book
from reports.documents.layout import book_of, is_landscape
from reports.documents.outline import Form, lines_of
from reports.documents.wording import speaking

_ROOTS = (("document", "officeDocument", "word/document.xml"), ("core", "core", "docProps/core.xml"))


@contextmanager
def docx_edition(
    contents: ReportContents, *, assets: Mapping[str, bytes], path: Path
) -> Iterator[Callable[[Piece], None]]:
    """Yield what takes the pieces of the document, one after another; when it ends, the file is complete.

    The contents must be disclosed ones. The same contents give the same bytes.
    """
    with Package(path) as package:
        package.put("[Content_Types].xml", types_xml(_types(contents)))
        package.put("_rels/.rels", "".join(relationships_xml(_ROOTS, {})))
        with package.part("word/document.xml") as write:
            document = _Document(contents, assets=assets, write=write)
            write(f"<w:document {NAMESPACES}><w:body>")
            yield document.add
            write(f"{document.section_xml()}</w:body></w:document>")
        document.finish(package)


class _Document:
    """The body of a document as it is being written, and all that has to be written after it."""

    def __init__(self, contents: ReportContents, *, assets: Mapping[str, bytes], write: Writer) -> None:
        self.contents, self.assets, self.write = contents, assets, write
        self.book = book_of(contents)
        self.look = Look(language=tag_of(contents.language), is_rtl=contents.direction == "rtl")
        self.pages = self.first_pages = _pages_of(contents, None)
        self.links, self.lists = Links(), Lists(contents.language)
        self.drawn = 0
        lines = lines_of(contents)
        with speaking(contents.language):
            table = table_of_contents(lines, heading=_("Contents"), look=self.look, width=self.pages.width)
        self.body = Body(
            look=self.look, links=self.links, lists=self.lists, listed={line.anchor: line for line in lines},
            contents=table, width=self.pages.width, write=write, draw=self.draw,
        )  # fmt: skip
        self.sections = 0

    def add(self, piece: Piece) -> None:
        """Write a piece; one that begins an annex stands on a new page, a wide table on wide ones."""
        pages = _pages_of(self.contents, piece.form)
        self.body.breaks_page = piece.begins and pages == self.pages
        if pages != self.pages:
            self.write(f"<w:p><w:pPr>{self.section_xml()}</w:pPr></w:p>")
            self.pages, self.body.width = pages, pages.width
        self.body.add(piece.html, is_annexed=piece.is_annexed)

    def section_xml(self) -> str:
        """The properties of the section that ends here."""
        self.sections += 1
        return self.pages.xml(is_first=self.sections == 1)

    def draw(self, element: Any) -> str:
        """The runs of the picture or chart that the element stands for; charts come in their order."""
        self.drawn += 1
        if element.tag == "img":
            name = (element.get("src") or "").removeprefix("asset:")
            description = element.get("alt") or ""
            return picture_xml(self.assets[name], key="logo", number=self.drawn, description=description)
        place = self.drawn - bool(self.contents.masthead.logo)
        chart = self.contents.charts[place - 1]
        return chart_frame_xml(chart, key=f"chart{place}", number=self.drawn, width=self.pages.width)

    def finish(self, package: Package) -> None:
        """Write the other parts of the file."""
        package.stream("word/_rels/document.xml.rels", relationships_xml(_related(self.contents), self.links.addresses))
        package.stream("word/numbering.xml", _wrapped("w:numbering", self.lists.numbering_xml()))
        package.stream("word/styles.xml", _wrapped("w:styles", [styles_xml(self.look.language)]))
        hides_names = self.contents.attribution is not Attribution.ATTRIBUTED
        package.stream("word/settings.xml", _wrapped("w:settings", [settings_xml(self.look, hides_names=hides_names)]))
        book = self.book
        words = RunningWords(symbol=book.symbol, folio=book.page_of_pages, disclaimer=book.disclaimer)
        for key, kind, xml in words.parts(self.look, self.first_pages):
            package.stream(f"word/{key}.xml", _wrapped("w:hdr" if kind == "header" else "w:ftr", [xml]))
        for number, chart in enumerate(self.contents.charts, start=1):
            drawn = chart_xml(chart, is_rtl=self.look.is_rtl)
            package.stream(f"word/charts/chart{number}.xml", _wrapped("c:chartSpace", drawn))
        if logo := self.contents.masthead.logo:
            package.put(f"word/media/{logo.name}", self.assets[logo.name])
        package.put("docProps/core.xml", _properties_xml(book))


def _pages_of(contents: ReportContents, form: Form | None) -> Pages:
    is_wide = is_landscape(contents) or form is Form.DISPOSITIONS
    return Pages(paper=contents.masthead.paper, is_wide=is_wide, is_rtl=contents.direction == "rtl")


def _related(contents: ReportContents) -> list[tuple[str, str, str]]:
    """Key, kind and path of the parts to which the body is related."""
    parts = [(name, name, f"{name}.xml") for name in ("styles", "numbering", "settings")]
    parts += [(f"{kind}-{pages}", kind, f"{kind}-{pages}.xml") for kind in ("header", "footer") for pages in HEADS]
    parts += [(f"chart{n}", "chart", f"charts/chart{n}.xml") for n in range(1, len(contents.charts) + 1)]
    logo = contents.masthead.logo
    return [*parts, *([("logo", "image", f"media/{logo.name}")] if logo else ())]


def _types(contents: ReportContents) -> dict[str, str]:
    related = {f"word/{path}": kind for _key, kind, path in _related(contents) if kind != "image"}
    return {"word/document.xml": "document", **related, "docProps/core.xml": "core"}


def _wrapped(tag: str, pieces: Iterable[str]) -> Iterator[str]:
    yield f"<{tag} {NAMESPACES}>"
    yield from pieces
    yield f"</{tag}>"


def _properties_xml(book: Book) -> str:
    """What is said of the document as a whole: neither who wrote it nor with what."""
    moment = book.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"<cp:coreProperties {CORE_NAMESPACES}><dc:title>{escape(legal(book.title), quote=False)}</dc:title>"
        f"<dc:language>{word_language(book.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )

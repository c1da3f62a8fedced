"""Binding: sheets become one file with one page tree, one structure tree, one set of fonts, places and bookmarks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pydyf
from weasyprint.pdf import D50, D65

from reports.documents.engine import metadata
from reports.documents.engine.book import Book, Variant
from reports.documents.engine.fonts import Cupboard, described
from reports.documents.engine.jail import Limits, Refused, jailed
from reports.documents.engine.outlines import Bookmark, add_outlines
from reports.documents.engine.parts import PartFacts
from reports.documents.engine.sheets import STAMPS, Sheets
from reports.documents.engine.stamping import Stamper
from reports.documents.engine.volume import (
    BODY,
    CATALOG,
    COLOURS,
    FIRST,
    FONTS,
    PAGES,
    TREE,
    Volume,
    array,
    reference,
    renumbered,
    text,
)

Mover = Callable[[str], bytes]  # from an object of a part to the same in the book


def assemble(
    front: tuple[Path, PartFacts], parts: Sequence[tuple[Path, PartFacts]], book: Book, *, to: Path, limits: Limits
) -> int:
    """Bind the front and the parts, in that order, into the PDF `to`; returns its pages, or raises `PartFailed`.

    The same parts and the same book give the same bytes.
    """
    bound = [front, *parts]
    pages = sum(facts.pages for _, facts in bound)

    def work(draft: Path) -> bytes:
        bind([path for path, _ in bound], book, pages=pages, to=draft)
        return b""

    jailed(work, limits=limits, to=to, reads=[path for path, _ in bound])
    return pages


def bind(paths: Sequence[Path], book: Book, *, pages: int, to: Path) -> None:
    """Bind where this is called, jailed or not."""
    with to.open("wb") as file, described():
        binder = Binder(Volume(file), book, pages)
        for path in paths:
            binder.add(Sheets.read(path))
        binder.finish()


@dataclass
class Tables:
    """What is gathered from the parts and written when all are there."""

    branches: list[int] = field(default_factory=list)  # of the page tree
    kids: list[int] = field(default_factory=list)  # of the structure tree
    owners: list[tuple[bytes, bytes]] = field(default_factory=list)  # entries of the parent tree
    places: dict[str, bytes] = field(default_factory=dict)
    aimed: set[str] = field(default_factory=set)  # places that links lead to
    bookmarks: list[Bookmark] = field(default_factory=list)


class Binder:
    """Takes parts in the order of the document, one at a time, and keeps none of them."""

    def __init__(self, volume: Volume, book: Book, pages: int) -> None:
        """Bind into an empty volume a book that will have so many pages."""
        self._volume, self._book, self._pages = volume, book, pages
        self._cupboard = Cupboard()
        self._stamper = Stamper(book, pages, self._cupboard)
        self._headers: dict[tuple[bool, float, float], bytes] = {}
        self._tables = Tables()
        self._bound = 0  # pages so far

    def add(self, sheets: Sheets) -> None:
        """Bind a part behind what is bound already."""
        base = self._volume.reserve(sheets.objects) - FIRST
        key = len(self._tables.owners)

        def moved(written: str) -> bytes:
            return renumbered(written.encode(), lambda number: number + base if number >= FIRST else number, key)

        self._add_objects(sheets, moved, base)
        self._gather(sheets, moved, base)
        self._cupboard.add(sheets.faces)
        self._bound += len(sheets.pages)

    def _add_objects(self, sheets: Sheets, moved: Mover, base: int) -> None:
        stamps = {
            number: self._stamps(self._bound + order, *size)
            for order, (number, size) in enumerate(zip(sheets.pages, sheets.sizes, strict=True), start=1)
        }
        links = dict(sheets.links)
        for number, extra, data in sheets.streams:
            self._volume.add_stream(moved(extra), data, number + base)
        for number, written in sheets.loose:
            body = moved(written)
            if number in stamps:
                body = body.replace(STAMPS.encode(), stamps[number], 1)
            elif number in links:
                label = self._book.labels.get(links[number], links[number])
                body = body[:-2] + b"/Contents " + text(label) + b">>"
            self._volume.add(body, number + base)

    def _gather(self, sheets: Sheets, moved: Mover, base: int) -> None:
        tables = self._tables
        tables.branches.append(sheets.root + base)
        tables.kids += [number + base for number in sheets.kids]
        tables.owners += [
            (b"%d" % key, moved(owner)) for key, owner in enumerate(sheets.parents, start=len(tables.owners))
        ]
        for name, place in sheets.places:
            tables.places.setdefault(name, moved(place))
        tables.aimed.update(name for _, name in sheets.links)
        for level, label, page, x, y in sheets.bookmarks:
            top = b"[%b /XYZ %.2f %.2f 0]" % (reference(sheets.pages[page] + base), x, y)
            tables.bookmarks.append((level, label, top))

    def _stamps(self, page: int, width: float, height: float) -> bytes:
        """References to header and footer of a page; all pages of one side and size share a header."""
        footer = reference(self._volume.add_pressed(b"", self._stamper.footer(page, width, height)))
        if page == 1:
            return footer
        kind = (self._stamper.outer_is_right(page), width, height)
        if kind not in self._headers:
            self._headers[kind] = reference(self._volume.add_pressed(b"", self._stamper.header(page, width, height)))
        return self._headers[kind] + b" " + footer

    def finish(self) -> None:
        """Write what belongs to the whole."""
        lost = sorted(self._tables.aimed - set(self._tables.places))
        if lost:
            raise Refused(f"links lead nowhere: {', '.join(lost[:5])}")
        self._stamper.stow(self._cupboard)
        self._embed_fonts()
        self._add_pages()
        self._add_structure()
        self._add_catalogue()
        self._volume.close(metadata.add_information(self._volume, self._book))

    def _embed_fonts(self) -> None:
        drawn = pydyf.PDF()
        since = len(drawn.objects)
        fonts = self._cupboard.embed(drawn)
        drawn.add_object(fonts)
        self._volume.add_drawn(drawn, since=since, root=fonts, number=FONTS)

    def _add_pages(self) -> None:
        kids = array(map(reference, self._tables.branches))
        self._volume.add(b"<</Type /Pages/Count %d/Kids %b>>" % (self._pages, kids), PAGES)
        spaces = ((b"lab-d50", D50), (b"lab-d65", D65))
        self._volume.add(b"<<%b>>" % b"".join(_lab(name, white) for name, white in spaces), COLOURS)

    def _add_structure(self) -> None:
        tables, volume = self._tables, self._volume
        kids = array(map(reference, tables.kids))
        volume.add(b"<</Type /StructElem/S /Document/P %b/K %b>>" % (reference(TREE), kids), BODY)
        owners = reference(volume.add_tree(b"Nums", tables.owners))
        root = b"/ParentTree %b/ParentTreeNextKey %d" % (owners, len(tables.owners))
        volume.add(b"<</Type /StructTreeRoot/K [%b]%b>>" % (reference(BODY), root), TREE)

    def _add_catalogue(self) -> None:
        book, volume, tables = self._book, self._volume, self._tables
        names, further = b"", b""
        if tables.places:
            places = [(text(name), place) for name, place in sorted(tables.places.items())]
            names += b"/Dests %b" % reference(volume.add_tree(b"Names", places))
        if book.attachments:
            associated, tree = metadata.add_files(volume, book)
            names += b"/EmbeddedFiles %b" % reference(tree)
            further += b"/AF " + associated
        if book.variant is Variant.A3A:
            further += b"/OutputIntents " + metadata.add_output_intent(volume)
        if tables.bookmarks:
            further += b"/PageMode /UseOutlines/Outlines %b" % reference(add_outlines(volume, tables.bookmarks))
        reading = b"/DisplayDocTitle true/Direction /%b" % (b"R2L" if book.direction == "rtl" else b"L2R")
        packet = reference(metadata.add_packet(volume, book))
        volume.add(
            b"<</Type /Catalog/Pages %b/StructTreeRoot %b/MarkInfo <</Marked true>>/Lang %b/ViewerPreferences <<%b>>"
            b"/Names <<%b>>/Metadata %b%b>>"
            % (reference(PAGES), reference(TREE), text(book.language), reading, names, packet, further),
            CATALOG,
        )


def _lab(name: bytes, white: tuple[float, float, float]) -> bytes:
    """The colour spaces by which pages call colours that CSS writes as lab() and its like."""
    point = pydyf.Array(white).data
    return b"/%b [/Lab <</WhitePoint %b/Range [-125 125 -125 125]>>]" % (name, point)

"""Reading editions back: the parts of a DOCX file, its paragraphs with their styles, and the words of a page."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree, html

from reports.documents.contents import ReportContents
from reports.documents.editions import write_all
from reports.documents.states import Format

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MARKS = re.compile("[\\s\u200e\u200f]+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a DOCX file: its style, and its text with "\\t" and "\\n" for tabs and line breaks."""

    style: str
    text: str
    element: Any


@dataclass(frozen=True)
class Docx:
    """A DOCX file: the bytes of each of its parts by name."""

    parts: Mapping[str, bytes]

    def tree(self, name: str) -> Any:
        """A part of XML as a tree; it is an error if it is not well-formed."""
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self) -> Any:
        return self.tree("word/document.xml").find(f"{W}body")

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs with text, those of tables and of the table of contents too."""
        found = [Paragraph(_value(p, "pPr/pStyle"), _text(p), p) for p in self.body.iter(f"{W}p")]
        return [paragraph for paragraph in found if paragraph.text]

    def texts(self, *styles: str) -> list[str]:
        """The texts of all paragraphs of those styles."""
        return [paragraph.text for paragraph in self.paragraphs if paragraph.style in styles]

    def one(self, text: str) -> Paragraph:
        """The only paragraph with that text in it."""
        (found,) = [paragraph for paragraph in self.paragraphs if text in paragraph.text]
        return found

    def targets(self, part: str = "word/_rels/document.xml.rels") -> dict[str, str]:
        """What relationships point to, by key."""
        return {relation.get("Id"): relation.get("Target") for relation in self.tree(part).iter(RELATED)}


def _text(paragraph: Any) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    pieces = (
        signs.get(node.tag, node.text or "")
        for node in paragraph.iter(f"{W}t", *signs)
        if node.getparent().tag != f"{W}tabs"
    )
    return "".join(pieces)


def _value(element: Any, path: str) -> str:
    found = element.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val"))


def written(contents: ReportContents, folder: Path, **assets: bytes) -> tuple[Docx, str]:
    """The DOCX edition as its parts, and the HTML edition as text; assets are named without their ending."""
    paths = write_all(contents, assets={f"{name}.png": picture for name, picture in assets.items()}, folder=folder)
    return opened(paths[Format.DOCX]), paths[Format.HTML].read_text(encoding="utf-8")


def opened(path: Path) -> Docx:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return Docx({name: archive.read(name) for name in archive.namelist()})


def docx_words(docx: Docx) -> str:
    """Everything that the body says, in its order, white space and marks of direction left out."""
    return MARKS.sub("", "".join(p.text for p in docx.paragraphs if not p.style.startswith("TOC") and p.style != "End"))


def page_words(page: str) -> str:
    """Everything that the HTML edition says, as the DOCX edition is to say it."""
    return MARKS.sub("", "".join(_said(html.document_fromstring(page.encode()).find("body/main"))))


def _said(element: Any) -> Iterator[str]:
    if element.tag in ("nav", "svg") or element.get("class") == "drawing" or _heads_drawings(element):
        return
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""
    if element.get("class") == "annex-label" and element.getroottree().getroot().get("lang") not in ("ar", "zh-Hans"):
        yield "."


def _heads_drawings(element: Any) -> bool:
    row = element.getparent()
    return element.tag in ("th", "td") and "drawn" in _table_of(element).get("class") and row.index(element) == 1


def _table_of(cell: Any) -> Any:
    return next(cell.iterancestors("table"))

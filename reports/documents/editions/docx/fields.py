"""Fields of a Word document: what Word counts by itself, and the table of contents, right before it is updated."""

import re
from collections.abc import Iterable

from reports.documents.editions.docx.links import bookmark, inward
from reports.documents.editions.docx.runs import Look, Run, runs_xml, tidied
from reports.documents.layout import SetLine
from reports.documents.outline import Line

_HELD = re.compile(r"(\{page\}|\{pages\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def folio(phrase: str, look: Look) -> str:
    """Return "Page {page} of {pages}", in the words of a language, as runs whose numbers Word fills in."""
    pieces = (part for part in _HELD.split(phrase) if part)
    return "".join(_counted(_FIELDS[part], look) if part in _FIELDS else _as_is(part, look) for part in pieces)


def table_of_contents(lines: Iterable[Line], *, heading: str, look: Look, width: int) -> str:
    """Return the table as a field that is filled in: with the very words of the headings, and links to them.

    Page numbers are Word's to tell: they appear once it has laid out the pages and is asked to update the field.
    """
    entries = [_entry(line, look, width) for line in lines]
    if not entries:
        return ""
    entries[0] = entries[0].replace("</w:pPr>", f"</w:pPr>{_begin('TOC')}", 1)
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{_paragraph('TOCHeading', look, _as_is(heading, look))}"
        f"{''.join(entries)}{_paragraph('TOC1', look, _mark('end'))}</w:sdtContent></w:sdt>"
    )


def _entry(line: Line, look: Look, width: int) -> str:
    said = SetLine(line=line, page="")
    own = look._replace(language=said.lang or look.language, is_rtl=said.dir == "rtl")
    label = [Run(f"{line.label} ", look)] if line.label else []
    words = runs_xml(tidied([*label, Run(line.text, own)]), language=look.language)
    page = f"<w:r><w:tab/></w:r>{_begin(f'PAGEREF {bookmark(line.anchor)} ')}{_mark('end')}"
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return _paragraph(f"TOC{line.level}", look, f"<w:hyperlink {inward(line.anchor)}>{words}{page}</w:hyperlink>", tab)


def _paragraph(style: str, look: Look, content: str, tab: str = "") -> str:
    bidi = "<w:bidi/>" if look.is_rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tab}{bidi}</w:pPr>{content}</w:p>'


def _begin(field: str) -> str:
    switches = r'\o "1-2" \h \z' if field == "TOC" else r"\h"
    told = f'<w:r><w:instrText xml:space="preserve"> {field} {switches} </w:instrText></w:r>'
    return f"{_mark('begin')}{told}{_mark('separate')}"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _counted(field: str, look: Look) -> str:
    return f'<w:fldSimple w:instr=" {field} ">{_as_is("1", look)}</w:fldSimple>'


def _as_is(text: str, look: Look) -> str:
    return runs_xml([Run(text, look._replace(keeps_space=True))], language=look.language)

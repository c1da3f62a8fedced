"""The blocks of a document: elements of HTML to paragraphs, lists and tables of WordprocessingML."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from reports.documents.editions.docx import tables
from reports.documents.editions.docx.inline import BLOCKS, Inline, class_of, is_rtl
from reports.documents.editions.docx.links import Links
from reports.documents.editions.docx.lists import BULLETS, DEEPEST, STEP, Lists
from reports.documents.editions.docx.runs import Look, Run, runs_xml, tidied
from reports.documents.editions.docx.styles import NUMBER_ROOM
from reports.documents.outline import Line

LISTED_LEVELS = 2
"""Levels of headings that the table of contents can hold; they have Word's own styles "heading 1" and "heading 2"."""

_STYLES = {
    "agenda-label": "Small", "agenda-title": "MeetingBold", "citations": "Citations", "colophon": "Colophon",
    "legend": "Small",
    "disclaimer": "Disclaimer", "entry": "ListedEntry", "entry-facts": "Facts", "entry-title": "ListedTitle",
    "note": "Disclaimer", "organ": "Organ", "process": "Process", "question": "Question", "responsibility": "Small",
    "session": "MeetingBold", "stub": "Stub", "subtitle": "Subtitle",
}  # fmt: skip
_INSIDE = {
    "lines": "Meeting", "issue": "Issue", "list": "ListedEntry", "paragraph": "NumberedContinued",
    "participants": "Participant", "people": "Person",
}  # fmt: skip
_UNMARKED = frozenset({"list", "participants", "people"})
_KEPT_IN_LISTS = frozenset({"Code", "Quote"})


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a block has from those around it: its text's look, the style of plain paragraphs, and the list it is in."""

    look: Look
    style: str = "BodyText"
    indent: int = 0
    depth: int = -1
    is_lettered: bool = False


@dataclass
class Marker:
    """What marks an item of a list, used up by its first paragraph: a number of `Lists`, or a label in the text."""

    list_number: int = 0
    level: int = 0
    label: str = ""


class Body:
    """Writes blocks to `write`. `listed` are the lines of the table of contents by the anchors of their headings."""

    def __init__(
        self, *, look: Look, links: Links, lists: Lists, listed: Mapping[str, Line], contents: str, width: int,
        write: Callable[[str], object], draw: Callable[[Any], str],
    ) -> None:  # fmt: skip
        """Begin; `contents` is the table of contents, `width` that of the text in twips.

        `draw` returns the runs of a picture or chart.
        """
        self.look, self.links, self.lists, self.listed, self.contents = look, links, lists, listed, contents
        self.width, self.write, self.draw = width, write, draw
        self.inline = Inline(links)
        self.is_annexed = False
        self.breaks_page = False
        self._anchors: list[str] = []
        self._marker: Marker | None = None
        self._by_tag: Mapping[str, Callable[[Any, Setting], None]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            "p": self._p, "ul": self._list, "ol": self._list, "blockquote": self._quote, "pre": self._pre,
            "hr": self._rule, "table": self._table,
        }  # fmt: skip

    def add(self, html: str, *, is_annexed: bool) -> None:
        """Write a piece of the document."""
        self.is_annexed = is_annexed
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
        tree = etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)
        self._flow(tree.find("body"), Setting(look=self.look))

    def _paragraph(self, runs: list[Run], style: str, look: Look, *, ahead: str = "", indent: str = "") -> None:
        """Write a paragraph, unless it is empty."""
        runs = tidied(runs)
        if runs:
            content = runs_xml(runs, language=self.look.language)
            self._write_paragraph(content, style, is_rtl=look.is_rtl, ahead=ahead, indent=indent)

    def _write_paragraph(
        self, content: str, style: str, *, is_rtl: bool = False, ahead: str = "", indent: str = ""
    ) -> None:
        """Write a paragraph with the bookmarks and the page break that wait for one.

        `ahead` are properties that come before the direction: numbering and tab stops.
        """
        marks = [self.links.mark(anchor) for anchor in self._anchors]
        breaks = "<w:pageBreakBefore/>" if self.breaks_page else ""
        bidi = "<w:bidi/>" if is_rtl else ""
        self.write(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{breaks}{ahead}{bidi}{indent}</w:pPr>'
            f"{''.join(begin for begin, _ in marks)}{content}{''.join(end for _, end in marks)}</w:p>"
        )
        self._anchors, self.breaks_page = [], False

    # --- containers ---------------------------------------------------------------------------------------------------

    def _flow(self, element: Any, setting: Setting) -> None:
        """Write what an element holds: blocks one after another, and what stands between them as paragraphs."""
        loose = [Run(element.text or "", setting.look)]
        for child in element:
            if child.tag in BLOCKS:
                self._plain(loose, setting)
                loose = []
                self._block(child, setting)
            else:
                self._note_anchor(child)
                loose += self.inline.of_element(child, setting.look)
            loose.append(Run(child.tail or "", setting.look))
        self._plain(loose, setting)

    def _block(self, element: Any, setting: Setting) -> None:
        self._note_anchor(element)
        setting = _inside(element, setting)
        special = {"contents": self._contents, "row": self._row, "end": self._end}.get(class_of(element))
        (special or self._by_tag.get(element.tag, self._flow))(element, setting)

    def _note_anchor(self, element: Any) -> None:
        if element.get("id"):
            self._anchors.append(element.get("id"))

    def _contents(self, _element: Any, _setting: Setting) -> None:
        self.write(self.contents)

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def _plain(self, runs: list[Run], setting: Setting) -> None:
        """Write a paragraph of the style that its surroundings give, marked if it begins an item of a list."""
        if not tidied(runs):
            return
        marker, self._marker = self._marker, None
        if setting.depth >= 0:
            self._item_paragraph(runs, marker, setting)
        else:
            indent = f'<w:ind w:left="{setting.indent}"/>' if setting.indent else ""
            self._paragraph(runs, setting.style, setting.look, indent=indent)

    def _item_paragraph(self, runs: list[Run], marker: Marker | None, setting: Setting) -> None:
        """Write a paragraph in a list; those after the first of an item have no mark."""
        if marker and marker.label:
            runs = [Run(f"{marker.label}\t", setting.look._replace(keeps_space=True)), *runs]
        hanging = f' w:hanging="{STEP}"' if marker else ""
        self._paragraph(
            runs,
            setting.style if setting.style in _KEPT_IN_LISTS else _item_style(marker),
            setting.look,
            ahead=_numbering(marker) if marker and marker.list_number else "",
            indent=f'<w:ind w:left="{setting.indent + (setting.depth + 1) * STEP}"{hanging}/>',
        )

    def _p(self, element: Any, setting: Setting) -> None:
        if element.find("img") is not None:
            self._write_paragraph(self.draw(element.find("img")), "Logo")
            return
        style = _STYLES.get(class_of(element), "")
        if style == "Facts" and setting.style == "ListedEntry":
            style = "ListedFacts"
        if len(element) and class_of(element[0]) == "number":
            style = "NumberedParagraph"
        elif setting.style == "Issue" and element.getnext() is None:
            style = "IssueLast"
        runs = self.inline.runs_of(element, setting.look)
        if style:
            self._paragraph(runs, style, setting.look)
        else:
            self._plain(runs, setting)

    def _heading(self, element: Any, setting: Setting) -> None:
        line = self.listed.get(element.get("id") or "")
        if line and class_of(element) == "annex-heading":  # two lines on a page, one in a list
            runs = [Run(f"{line.label} {line.text}", setting.look)]
        else:
            runs = self.inline.runs_of(element, setting.look)
        self._paragraph(runs, self._heading_style(element, line), setting.look)

    def _heading_style(self, element: Any, line: Line | None) -> str:
        if class_of(element) == "title":
            return "Title"
        if line:
            return f"Heading{line.level}"
        outline = max(int(element.tag[1]) - (0 if self.is_annexed else 1), 1)
        if outline > LISTED_LEVELS:
            return f"Heading{outline}"
        return f"{'Entry' if class_of(element) == 'whose' else 'Group'}{outline}"

    def _quote(self, element: Any, setting: Setting) -> None:
        self._flow(element, replace(setting, style="Quote", indent=_room(setting) + STEP))

    def _pre(self, element: Any, setting: Setting) -> None:
        runs = self.inline.runs_of(element, setting.look._replace(keeps_space=True))
        self._plain(runs, replace(setting, style="Code", indent=_room(setting)))

    def _rule(self, _element: Any, _setting: Setting) -> None:
        self._write_paragraph("", "Rule")

    def _end(self, _element: Any, setting: Setting) -> None:
        self._paragraph([Run("_______________", setting.look)], "End", setting.look)

    def _row(self, element: Any, setting: Setting) -> None:
        """A row of the masthead: the first is one line, whose second half stands at its end."""
        if "first-row" not in element.get("class"):
            self._flow(element, setting)
            return
        runs: list[Run] = []
        for child in element:
            gap = [Run("\t", setting.look._replace(keeps_space=True))] if runs else []
            runs += [*gap, *tidied(self.inline.runs_of(child, setting.look))]
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{self.width}"/></w:tabs>'
        self._paragraph(runs, "Masthead", setting.look, ahead=tab)

    # --- lists --------------------------------------------------------------------------------------------------------

    def _list(self, element: Any, setting: Setting) -> None:
        if class_of(element) in _UNMARKED:
            for item in element:
                self._block(item, setting)
            return
        if self._marker:  # a list at the very beginning of an item
            self._plain([Run("\u00a0", setting.look)], setting)
        inner = replace(setting, depth=min(setting.depth + 1, DEEPEST), indent=_room(setting))
        for item, marker in self._marked_items(element, inner):
            self._note_anchor(item)
            self._marker = marker
            self._flow(item, _inside(item, inner))
            if self._marker is marker:  # an empty item keeps its number
                self._plain([Run("\u00a0", inner.look)], inner)

    def _marked_items(self, element: Any, setting: Setting) -> Iterator[tuple[Any, Marker]]:
        if element.tag == "ul":
            for item in element:
                yield item, Marker(list_number=BULLETS, level=setting.depth)
            return
        number = _whole(element.get("start"), 1)
        listed = self._begin(number, setting)
        for item in element:
            if item.get("value"):
                number = _whole(item.get("value"), number)
                listed = self._begin(number, setting)
            yield item, Marker(list_number=listed, level=setting.depth, label="" if listed else f"{number}.")
            number += 1

    def _begin(self, number: int, setting: Setting) -> int:
        return self.lists.begin(level=setting.depth, start=number, is_lettered=setting.is_lettered)

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, element: Any, setting: Setting) -> None:
        if tables.is_drawn(element):
            self._write_paragraph(self.draw(element), "Figure")
            tables.take_drawings_out(element)
        rows = list(element.iter("tr"))
        columns = max((len(row) for row in rows), default=0)
        caption = element.find("caption")
        if caption is not None:
            self._paragraph(self.inline.runs_of(caption, setting.look), "Caption", setting.look)
        if not 0 < columns <= tables.MOST_COLUMNS:
            for row in rows:
                self._flow(row, setting)
            return
        widths = tables.widths_of(element, columns, self.width)
        self.write(tables.beginning(widths, caption, is_rtl=self.look.is_rtl))
        for row in rows:
            self._table_row(row, widths, setting, is_small=class_of(element) == "dispositions")
        self.write("</w:tbl>")
        self._write_paragraph("", "TableText")

    def _table_row(self, row: Any, widths: list[int], setting: Setting, *, is_small: bool) -> None:
        is_head = row.getparent().tag == "thead"
        self.write(f"<w:tr>{tables.HEAD_ROW if is_head else ''}")
        if class_of(row) == "total":
            setting = replace(setting, look=setting.look._replace(is_bold=True))
        for place, (cell, width) in enumerate(zip(row, widths, strict=False)):
            self.write(f"<w:tc>{tables.cell_properties(cell, width)}")
            style = tables.cell_style(is_head=is_head, is_number=place > 0, is_small=is_small)
            self._cell(cell, replace(_inside(cell, setting), style=style))
            self.write("</w:tc>")
        self.write("</w:tr>")

    def _cell(self, cell: Any, setting: Setting) -> None:
        """Write a cell, which ends with a paragraph even where it is empty."""
        pieces: list[str] = []
        written, self.write = self.write, pieces.append
        self._flow(cell, setting)
        self.write = written
        if not pieces or not pieces[-1].endswith("</w:p>"):
            self._write_paragraph("", setting.style, is_rtl=setting.look.is_rtl)
        written("".join(pieces))


def _inside(element: Any, setting: Setting) -> Setting:
    """What an element passes on to those inside it."""
    if not element.attrib:
        return setting
    name = class_of(element)
    look = setting.look._replace(
        language=element.get("lang") or setting.look.language,
        is_rtl=is_rtl(element, setting.look.is_rtl),
    )
    style = _INSIDE.get(name, setting.style)
    return replace(setting, look=look, style=style, is_lettered=setting.is_lettered or name == "paragraph")


def _room(setting: Setting) -> int:
    """Where the text of a block begins, in twips: that of a numbered paragraph stands beside its number."""
    return NUMBER_ROOM if setting.style == "NumberedContinued" and setting.depth < 0 else setting.indent


def _item_style(marker: Marker | None) -> str:
    if marker is None:
        return "ListContinue"
    return "ListBullet" if marker.list_number == BULLETS else "ListNumber"


def _numbering(marker: Marker) -> str:
    return f'<w:numPr><w:ilvl w:val="{marker.level}"/><w:numId w:val="{marker.list_number}"/></w:numPr>'


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise

"""Repairs of the tags that WeasyPrint writes, so that a part keeps PDF/UA-1 (ISO 14289-1) and can be bound."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pydyf
from weasyprint.document import Document
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

from reports.documents.engine.speed import replaced

ACROSS = "part:"  # the scheme of links to a place in another part
POINTS = 0.75  # a CSS pixel in points

# Elements whose pieces on several pages are one element to the reader.
JOINED = {"/P", "/Sect", "/Art", "/Div", "/Part", "/L", "/LI", "/LBody", "/BlockQuote"}
# Elements that hold text themselves.
TEXTUAL = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Lbl", "/TD", "/TH", "/Caption", "/Link", "/Span",
           "/NonStruct", "/Note"}  # fmt: skip
TELLING = {"Lang", "Alt", "ActualText", "A", "ID"}
PASSING = {None, "html", "body"}  # boxes that become no element themselves, but hand on those of their children
SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


@dataclass(frozen=True)
class Trace:
    """That this box on this page became this element."""

    box: Any
    element: pydyf.Dictionary
    page: int


@contextmanager
def traced() -> Iterator[list[Trace]]:
    """Note which box each element is made of, as long as this lasts: WeasyPrint forgets it."""
    traces: list[Trace] = []
    build = tags._build_box_tree

    def noting(box: Any, parent: Any, pdf: Any, page: int, *others: Any) -> Iterator[pydyf.Dictionary]:
        inner = box._box if isinstance(box, AbsolutePlaceholder) else box
        for element in build(box, parent, pdf, page, *others):
            if inner.element_tag not in PASSING and "::" not in inner.element_tag:
                traces.append(Trace(inner, element, page))
            yield element

    with replaced(tags, _build_box_tree=noting):
        yield traces


class Tree:
    """The structure tree of a part as pydyf holds it."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        """Find the elements, and the tree that leads from marked content to them (ISO 32000-1, 14.7.4.4)."""
        self.pdf = pdf
        self.elements = {item.reference: item for item in dictionaries(pdf) if item.get("Type") == "/StructElem"}
        root = at(pdf, pdf.catalog["StructTreeRoot"])
        self.body = self.elements[root["K"][0]]
        self.parents: list[Any] = at(pdf, root["ParentTree"])["Nums"]

    def element(self, kid: Any) -> pydyf.Dictionary | None:
        """The element that a kid is, if it is one: others are marked content, and links."""
        return self.elements.get(kid) if isinstance(kid, bytes) else None

    def of_kind(self, kind: str) -> list[pydyf.Dictionary]:
        """The elements of one kind, in the order in which they were made."""
        return [element for element in self.elements.values() if element["S"] == kind]

    def add(self, kind: str, parent: pydyf.Dictionary, kids: list[bytes]) -> pydyf.Dictionary:
        """Make an element around what were kids of `parent`; the caller puts it among the parent's kids."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": kind, "Pg": parent["Pg"], "P": parent.reference})
        self.pdf.add_object(element)
        self.elements[element.reference] = element
        self.give(element, kids)
        return element

    def give(self, element: pydyf.Dictionary, kids: list[Any]) -> None:
        """Let the element have these kids, and no others."""
        element["K"] = pydyf.Array(kids)
        for kid in kids:
            if inner := self.element(kid):
                inner["P"] = element.reference


def dictionaries(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """Every dictionary that is an object of its own."""
    return (item for item in pdf.objects if isinstance(item, pydyf.Dictionary))


def at(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object that a reference names."""
    return pdf.objects[int(reference.split()[0])]


def repair(document: Document, pdf: pydyf.PDF, traces: list[Trace]) -> None:
    """Mend the tags of a document that is drawn but not written."""
    tree = Tree(pdf)
    _tell_languages(traces)
    _place_figures(document, traces)
    _tell_scopes(tree, traces)
    _join_pieces(tree, traces)
    _give_items_bodies(tree)
    _tag_links(tree)
    _aim_links(pdf)
    _flatten(tree)


def _tell_languages(traces: list[Trace]) -> None:
    """Write each change of language into the tags: WeasyPrint writes only the language of the document."""
    for trace in traces:
        language = trace.box.element.attrib.get("lang")
        if language:
            trace.element["Lang"] = pydyf.String(language)


def _place_figures(document: Document, traces: list[Trace]) -> None:
    """Say where a figure stands in the page's own coordinates: WeasyPrint says it in pixels from the top."""
    for trace in traces:
        if trace.element["S"] == "/Figure":
            left, top, right, bottom = trace.element["A"]["BBox"]
            height = document.pages[trace.page].height
            box = (left, height - bottom, right, height - top)
            trace.element["A"]["BBox"] = pydyf.Array(round(edge * POINTS, 2) for edge in box)


def _tell_scopes(tree: Tree, traces: list[Trace]) -> None:
    """Say which cells a header cell heads, as ISO 14289-1, 7.5 asks for and WeasyPrint does not.

    Where the cell itself does not say, one of the first row heads a column and any other a row; WeasyPrint names header
    cells "object-row-column". The lists of these names that it gives to other cells go: they err where cells span rows,
    and the names would meet those of other parts.
    """
    for trace in traces:
        if trace.element["S"] == "/TH" and "ID" in trace.element:
            said = SCOPES.get(trace.box.element.attrib.get("scope", ""))
            is_first = trace.element.pop("ID").string.split("-")[1] == "0"
            trace.element["A"]["Scope"] = said or ("/Column" if is_first else "/Row")
    for cell in tree.of_kind("/TD"):
        if "A" in cell:
            cell["A"].pop("Headers", None)


def _join_pieces(tree: Tree, traces: list[Trace]) -> None:
    """Make one element of the pieces into which pages split it: a screen reader would stop in mid-sentence."""
    first: dict[tuple[int, str], Trace] = {}
    for piece in sorted(traces, key=lambda trace: trace.page):
        kind = piece.element["S"]
        if kind not in JOINED:
            continue
        known = first.get((id(piece.box.element), kind))
        whole = known.element if known and known.page != piece.page and _join(tree, known, piece) else piece.element
        first[id(piece.box.element), kind] = Trace(piece.box, whole, piece.page)


def _join(tree: Tree, known: Trace, piece: Trace) -> bool:
    """Move the content of a piece into the element before; tells whether it could."""
    parent = tree.elements.get(piece.element["P"])
    if parent is None or piece.element.reference not in parent["K"]:
        return False
    if not all(isinstance(kid, bytes) for kid in piece.element["K"]):
        return False
    parent["K"].remove(piece.element.reference)
    tree.give(known.element, [*known.element["K"], *piece.element["K"]])
    piece.element["K"] = pydyf.Array()
    return True


def _give_items_bodies(tree: Tree) -> None:
    """Put the paragraphs of a list item into a body beside its number.

    An LI holds Lbl and LBody only (ISO 32000-1, 14.8.4.3.3, which ISO 14289-1, 7.2 asks for). WeasyPrint makes the body
    where an item holds plain text, and leaves it out where it holds paragraphs.
    """
    for item in tree.of_kind("/LI"):
        loose = [kid for kid in item["K"] if (inner := tree.element(kid)) and inner["S"] not in ("/Lbl", "/LBody")]
        if loose:
            kept = [kid for kid in item["K"] if kid not in loose]
            item["K"] = pydyf.Array([*kept, tree.add("/LBody", item, loose).reference])


def _tag_links(tree: Tree) -> None:
    """Tag as a link every element that holds one, as in bold words inside a link: ISO 14289-1, 7.18.5."""
    links = {item.reference for item in dictionaries(tree.pdf) if item.get("Type") == "/OBJR"}
    for element in tree.elements.values():
        if not links.isdisjoint(kid for kid in element["K"] if isinstance(kid, bytes)):
            element["S"] = "/Link"


def _aim_links(pdf: pydyf.PDF) -> None:
    """Make links to places in the book of those that name another part; let all be printed (ISO 19005-3, 6.3.2).

    What is found at the place is told by the book, which knows.
    """
    for link in dictionaries(pdf):
        if link.get("Subtype") != "/Link":
            continue
        link["F"] = 4
        target = link["A"]["URI"].string if "A" in link else ""
        if target.startswith(ACROSS):
            link["Dest"] = pydyf.String(unquote(target.removeprefix(ACROSS)))
            del link["A"]
        if "Dest" in link:
            del link["Contents"]


def _flatten(tree: Tree) -> None:
    """Let paragraphs and other textual elements hold their text themselves, which WeasyPrint wraps line by line.

    Two elements of three go, and with them as much of the reader's memory.
    """
    owners: dict[bytes, bytes] = {}
    _flatten_below(tree, tree.body, owners)
    for position, entry in enumerate(tree.parents):
        if isinstance(entry, list):  # of a page
            entry[:] = [_owner(item, owners) for item in entry]
        elif isinstance(entry, bytes):  # of a link
            tree.parents[position] = _owner(entry, owners)


def _owner(entry: bytes, owners: dict[bytes, bytes]) -> bytes:
    while entry in owners:
        entry = owners[entry]
    return entry


def _flatten_below(tree: Tree, element: pydyf.Dictionary, owners: dict[bytes, bytes]) -> None:
    kids: list[Any] = []
    for kid in element["K"]:
        inner = tree.element(kid)
        if inner:
            _flatten_below(tree, inner, owners)
        if inner and _is_wrapping(inner, element):
            owners[kid] = element.reference
            kids += [_on_page(content, inner, element) for content in inner["K"]]
        else:
            kids.append(kid)
    tree.give(element, kids)


def _is_wrapping(inner: pydyf.Dictionary, outer: pydyf.Dictionary) -> bool:
    if outer["S"] not in TEXTUAL or not TELLING.isdisjoint(inner):
        return False
    return inner["S"] in ("/Span", "/NonStruct") or inner["S"] == outer["S"] == "/Link"


def _on_page(content: Any, inner: pydyf.Dictionary, outer: pydyf.Dictionary) -> Any:
    """Marked content is counted page by page; one that is not on the page of its element says so."""
    if isinstance(content, int) and inner["Pg"] != outer["Pg"]:
        return pydyf.Dictionary({"Type": "/MCR", "Pg": inner["Pg"], "MCID": content})
    return content

"""From contents to a tagged PDF (ISO 14289-1): one run of WeasyPrint that can reach nothing outside itself."""

from collections.abc import Iterator
from typing import Any, NoReturn

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.urls import URLFetcher

from reports.documents.contents import ReportContents
from reports.documents.layout import page_of, whole_styles_of
from reports.documents.outline import labels_of


class NothingFetched(URLFetcher):
    """A fetcher that reaches no network, no file and no data URL: whatever asks for something outside is left blank."""

    def __init__(self) -> None:
        """Allow no protocol and no redirect, should `fetch` ever be bypassed."""
        super().__init__(timeout=0, allowed_protocols=[], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> NoReturn:
        """Refuse. WeasyPrint takes a `ValueError` for a resource that is missing."""
        raise ValueError("A document may not fetch anything.")


def render_pdf(contents: ReportContents) -> bytes:
    """Return the contents as a PDF/UA-1 file, without what the attribution policy hides.

    The same contents give the same bytes with the same versions of WeasyPrint and of the fonts on the machine.
    """
    contents = contents.disclosed()
    fetcher = NothingFetched()
    document = HTML(string=page_of(contents), url_fetcher=fetcher, media_type="print").render(
        stylesheets=[CSS(string=styles, url_fetcher=fetcher) for styles in whole_styles_of(contents)],
        presentational_hints=True,  # numbers of lists; the templates and `as_html` write no other such attribute
    )
    labels = labels_of(contents)

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        _tell_languages(document, pdf)
        _tell_scopes(pdf)
        _give_items_bodies(pdf)
        _tag_links(pdf)
        _describe_links(pdf, labels)

    return bytes(
        document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=bytes.fromhex(contents.content_hash)[:16], finisher=finish
        )
    )


def _dictionaries(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    return (item for item in pdf.objects if isinstance(item, pydyf.Dictionary))


def _elements(pdf: pydyf.PDF, kind: str = "") -> Iterator[pydyf.Dictionary]:
    """The structure elements, of one kind if one is named, in the order in which they were made."""
    for item in _dictionaries(pdf):
        if item.get("Type") == "/StructElem" and kind in ("", item["S"]):
            yield item


def _tell_languages(document: Document, pdf: pydyf.PDF) -> None:
    """Write the language of each contribution into the tags: WeasyPrint writes only that of the document.

    Contributions are `article`s, and nothing else is; each piece of one on a page has been given one `Art` element,
    in the order of the boxes.
    """
    pieces = [language for page in document.pages for language in _article_languages(page._page_box)]
    for language, element in zip(pieces, _elements(pdf, "/Art"), strict=True):
        element["Lang"] = pydyf.String(language)


def _article_languages(box: Any) -> Iterator[str]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if box.element is not None and box.element_tag == "article" and not isinstance(box, boxes.LineBox):
        yield box.element.attrib["lang"]
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.TextBox):
            yield from _article_languages(child)


def _tell_scopes(pdf: pydyf.PDF) -> None:
    """Say which cells a header cell heads: our tables have one row of column headers, and row headers below it.

    WeasyPrint names header cells "object-row-column" and leaves /Scope out, which ISO 14289-1, 7.5 asks for.
    """
    for cell in _elements(pdf, "/TH"):
        if "A" in cell and "ID" in cell:
            row = cell["ID"].string.split("-")[1]
            cell["A"]["Scope"] = "/Column" if row == "0" else "/Row"


def _give_items_bodies(pdf: pydyf.PDF) -> None:
    """Put the paragraphs of a list item into a body beside its number.

    An LI holds Lbl and LBody only (ISO 32000-1, 14.8.4.3.3, which ISO 14289-1, 7.2 asks for). WeasyPrint makes the body
    where an item holds plain text, and leaves it out where it holds paragraphs.
    """
    elements = {element.reference: element for element in _elements(pdf)}
    for item in list(_elements(pdf, "/LI")):
        loose = [kid for kid in item["K"] if elements[kid]["S"] not in ("/Lbl", "/LBody")]
        if loose:
            body = pydyf.Dictionary(
                {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(loose), "Pg": item["Pg"], "P": item.reference}
            )
            pdf.add_object(body)
            for kid in loose:
                elements[kid]["P"] = body.reference
            item["K"] = pydyf.Array([*(kid for kid in item["K"] if kid not in loose), body.reference])


def _tag_links(pdf: pydyf.PDF) -> None:
    """Tag as a link every element that holds one, as in bold words inside a link: ISO 14289-1, 7.18.5."""
    links = {item.reference for item in _dictionaries(pdf) if item.get("Type") == "/OBJR"}
    for element in _elements(pdf):
        if not links.isdisjoint(element["K"]):
            element["S"] = "/Link"


def _describe_links(pdf: pydyf.PDF, labels: dict[str, str]) -> None:
    """Let a link inside the document say what is found at its end, not how the place is named in the file."""
    for link in _dictionaries(pdf):
        if link.get("Subtype") == "/Link" and "Dest" in link:
            link["Contents"] = pydyf.String(labels[link["Dest"].string])

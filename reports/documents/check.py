"""What must be true of a PDF before anybody may download it; a fault is a failed job, never a bad file."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from lxml import etree  # type: ignore[import-untyped]

from reports.documents.contents import ReportContents
from reports.documents.outline import labels_of

_PART = "{http://www.aiim.org/pdfua/ns/id/}part"
_XMP = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)


class FaultyDocument(Exception):
    """The PDF made from the contents is not fit to be given out; the message says what is wrong with it."""


def check_pdf(pdf: Path, contents: ReportContents) -> int:
    """Return the number of pages, or raise `FaultyDocument` with everything that is wrong.

    Asked for are what ISO 14289-1 (PDF/UA-1) wants of a file as a whole (clause 5: version and identification; 7.1:
    title shown, marked content; 7.2: natural language), at least one page, and an end for every link inside it.
    """
    try:
        with pikepdf.open(pdf) as document:
            faults = list(_faults(document, contents.disclosed()))
            pages = len(document.pages)
    except pikepdf.PdfError as error:
        raise FaultyDocument(f"The file cannot be opened: {error}") from error
    if faults:
        raise FaultyDocument(" ".join(faults))
    return pages


def _faults(document: pikepdf.Pdf, contents: ReportContents) -> Iterator[str]:
    root = document.Root
    if not len(document.pages):
        yield "It has no pages."
    if str(root.get("/Lang", "")) != contents.language:
        yield f"Its language is not {contents.language}."
    if not str(document.docinfo.get("/Title", "")):
        yield "It has no title."
    if not root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield "It does not ask for its title to be shown."
    if not root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "It is not tagged."
    if _ua_part(document) != "1":
        yield "It does not say that it is PDF/UA-1."
    missing = sorted(set(labels_of(contents)) - set(_destinations(document)))
    if missing:
        yield f"Places that links point to are missing: {', '.join(missing)}."


def _ua_part(document: pikepdf.Pdf) -> str:
    """Which part of ISO 14289 the file says it keeps (clause 5); its metadata are read as they lie there.

    pikepdf would read the same with fifty megabytes more for a long document.
    """
    if "/Metadata" not in document.Root:
        return ""
    told = etree.fromstring(document.Root.Metadata.read_bytes(), _XMP)
    return "" if told is None else next((part.text or "" for part in told.iter(_PART)), "")


def _destinations(document: pikepdf.Pdf) -> Iterator[str]:
    names = document.Root.get("/Names", pikepdf.Dictionary())
    if "/Dests" in names:
        yield from map(str, pikepdf.NameTree(names.Dests))

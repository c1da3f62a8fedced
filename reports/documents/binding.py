"""From the sheets of a document to one file: its first pages, set now that every page number is known, and the rest."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.documents import engine, layout, sheets
from reports.documents.contents import ReportContents
from reports.documents.models import Document, Sheet
from reports.documents.states import Work

LIMITS = engine.Limits(seconds=600, memory=3_000_000_000)
"""For the first pages, and for the binding of the whole."""


@dataclass(frozen=True)
class Bound:
    """A PDF, and how many of its pages come before the first part."""

    path: Path
    pages: int
    front_pages: int


def bind(document: Document, contents: ReportContents, *, folder: Path) -> Bound:
    """Bind the parts of the document, all of which must be set, into a PDF in that folder.

    The same contents give the same bytes. Raises engine.PartFailed, and Sheet.DoesNotExist where a sheet is gone.
    """
    kept = _sheets_of(document)
    with sheets.at_hand(kept, folder=folder) as paths:
        facts = [engine.PartFacts.from_json(sheet.facts) for sheet in kept]
        front_path, to = folder / "front", folder / "document.pdf"
        front = engine.set_front(
            lambda pages: layout.front_html(contents, pages=pages), facts, styles=layout.styles_of(contents),
            assets=assets_of(document, contents), limits=LIMITS, to=front_path, last=_guess(document),
        )  # fmt: skip
        book = layout.book_of(contents, variant=engine.Variant(document.variant), attachments=_data(document, contents))
        pages = engine.assemble((front_path, front), list(zip(paths, facts, strict=True)), book, to=to, limits=LIMITS)
    return Bound(path=to, pages=pages, front_pages=front.pages)


def assets_of(document: Document, contents: ReportContents) -> dict[str, bytes]:
    """The picture of the masthead by the name that the contents give it."""
    if not (contents.masthead.logo and document.letterhead):
        return {}
    with document.letterhead.logo.open("rb") as file:
        return {contents.masthead.logo.name: file.read()}


def _sheets_of(document: Document) -> list[Sheet]:
    keys = list(document.parts.filter(work=Work.SHEETS).order_by("number").values_list("key", flat=True))
    found = {sheet.key: sheet for sheet in Sheet.objects.filter(key__in=set(keys))}
    missing = [key for key in keys if key not in found]
    if missing:
        raise Sheet.DoesNotExist(f"{len(missing)} sheets are gone.")
    return [found[key] for key in keys]


def _guess(document: Document) -> engine.PartFacts | None:
    """How many pages come first, as the document before this one had them; a wrong guess costs one more try."""
    before = Document.objects.filter(same_as=document.same_as, front_pages__gt=0).exclude(pk=document.pk).first()
    return engine.PartFacts(key="", pages=before.front_pages, anchors={}, not_shown=()) if before else None


def _data(document: Document, contents: ReportContents) -> tuple[engine.Attached, ...]:
    """For the archive, what the document was made of, without what it does not tell."""
    if document.variant != engine.Variant.A3A:
        return ()
    with override(document.language):
        description = _("The data of the document")
    data = contents.disclosed().to_json().encode()
    return (engine.Attached(name="data.json", mime="application/json", description=description, content=data),)

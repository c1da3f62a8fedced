"""What a correction of an issued summary begins with: its reference, and a copy of the text with its evidence."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from reports.summaries.errors import SymbolTooLong
from reports.summaries.models import LONGEST_SYMBOL, Citation, Paragraph, Section, Summary, Wording


def next_correction(summary: Summary) -> tuple[str, int]:
    """The reference and the number of the next corrigendum, such as ("WG.7/2026/CS.1/Corr.1", 1).

    A document of the same summary may have taken a number already (UN Editorial Manual: corrigenda of one symbol are
    numbered through), and so may another summary. Raises SymbolTooLong.
    """
    stem = summary.symbol.removesuffix(f"/Corr.{summary.correction}") if summary.correction else summary.symbol
    documents: Any = summary.documents  # type: ignore[attr-defined]  # of a storey above
    taken = documents.filter(correction="corr").aggregate(last=Max("version"))["last"] or 0
    number = max(summary.correction, taken) + 1
    while Summary.objects.standing().filter(symbol=f"{stem}/Corr.{number}").exists():
        number += 1
    symbol = f"{stem}/Corr.{number}"
    if len(symbol) > LONGEST_SYMBOL:
        raise SymbolTooLong
    return symbol, number


def copy_text(origin: Summary, copy: Summary, *, by: Any, at: datetime) -> None:
    """Give the copy the calls, sections, paragraphs and citations of the origin; anchors stay, remarks do not come."""
    copy.calls.set(origin.calls.all())
    old_sections = list(origin.sections.order_by("pk"))
    sections = Section.objects.bulk_create(
        Section(summary=copy, agenda_item_id=old.agenda_item_id, heading=old.heading, position=old.position)
        for old in old_sections
    )
    section_of = {old.pk: new for old, new in zip(old_sections, sections, strict=True)}
    old_paragraphs = list(Paragraph.objects.filter(section__summary=origin).order_by("pk"))
    paragraphs = Paragraph.objects.bulk_create(
        Paragraph(
            section=section_of[old.section_id], anchor=old.anchor, position=old.position, text=old.text, saved_at=at,
            saved_by=by,
        )
        for old in old_paragraphs
    )  # fmt: skip
    Wording.objects.bulk_create(
        Wording(
            summary=copy, anchor=new.anchor, version=new.version, text=new.text, how=Wording.How.WRITTEN, at=at, by=by
        )
        for new in paragraphs
    )
    _copy_citations({old.pk: new for old, new in zip(old_paragraphs, paragraphs, strict=True)})


def _copy_citations(paragraph_of: dict[int, Paragraph]) -> None:
    citations = Citation.objects.filter(paragraph__in=paragraph_of).order_by("pk")
    Citation.objects.bulk_create(
        (
            Citation(
                paragraph=paragraph_of[old.paragraph_id], submission_id=old.submission_id, point_id=old.point_id,
                cited_at=old.cited_at, cited_by_id=old.cited_by_id,
            )
            for old in citations.iterator()
        ),
        batch_size=2000,
    )  # fmt: skip

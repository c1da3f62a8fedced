"""What is done to the sections of a summary."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from consultation.processes.models import AgendaItem
from reports.summaries.actions.pen import take_pen
from reports.summaries.errors import SectionChanged, SectionHoldsText
from reports.summaries.models import Section, Summary


@transaction.atomic
def add_section(*, summary: Summary, heading: str, agenda_item: AgendaItem | None, by: Any, at: datetime) -> Section:
    """A section at the end of the summary; raises NotInDrafting or PermissionDenied."""
    take_pen(summary, by)
    last = summary.sections.aggregate(last=Max("position"))["last"] or 0
    section = Section.objects.create(summary=summary, heading=heading, agenda_item=agenda_item, position=last + 1)
    summary.events.create(kind="section_added", at=at, by=by, details={"section": section.pk})
    return section


@transaction.atomic
def rename_section(
    *, section: Section, heading: str, agenda_item: AgendaItem | None, seen: str, by: Any, at: datetime
) -> None:  # fmt: skip
    """Give the section another heading and agenda item, if its heading is still the one that the person saw.

    Raises SectionChanged, NotInDrafting, PermissionDenied.
    """
    summary = section.summary
    take_pen(summary, by)
    rows = Section.objects.filter(pk=section.pk, heading=seen)
    if not rows.update(heading=heading, agenda_item=agenda_item):
        raise SectionChanged
    details = {"section": section.pk, "before": seen, "heading": heading}
    summary.events.create(kind="section_renamed", at=at, by=by, details=details)


@transaction.atomic
def remove_section(*, section: Section, by: Any, at: datetime) -> None:
    """Remove a section without paragraphs; raises SectionHoldsText, NotInDrafting, PermissionDenied."""
    summary = section.summary
    take_pen(summary, by)
    if section.paragraphs.exists():
        raise SectionHoldsText
    summary.events.create(kind="section_removed", at=at, by=by, details={"heading": section.heading})
    Section.objects.filter(pk=section.pk).delete()

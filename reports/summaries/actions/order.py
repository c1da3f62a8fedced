"""What stands where: moving paragraphs and sections. A number is a rank; nobody keeps it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from reports.summaries.actions.pen import as_it_is, take_pen
from reports.summaries.errors import PlaceGone
from reports.summaries.models import Paragraph, Section


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, up: bool, by: Any, at: datetime) -> None:
    """Exchange the paragraph with its neighbour in the section; at the end of the section nothing happens."""
    summary = paragraph.section.summary
    take_pen(summary, by)
    now = as_it_is(paragraph, summary)
    if _exchanged(standing := standing_in(now.section), now, up=up):
        put(standing)
        summary.events.create(kind="paragraph_moved", at=at, by=by, details={"paragraph": now.pk, "up": up})


@transaction.atomic
def place_paragraph(
    *, paragraph: Paragraph, section: Section, after: Paragraph | None, by: Any, at: datetime
) -> None:  # fmt: skip
    """Put the paragraph at the beginning of a section of the summary, or behind another paragraph of that section.

    Raises PlaceGone where that place is not there any more; ParagraphGone, NotInDrafting, PermissionDenied.
    """
    summary = paragraph.section.summary
    take_pen(summary, by)
    now = as_it_is(paragraph, summary)
    if section.summary_id != summary.pk or (after and after.pk == now.pk):
        raise PlaceGone
    standing = [one for one in standing_in(section) if one.pk != now.pk]
    places = [one.pk for one in standing]
    if after and after.pk not in places:
        raise PlaceGone
    index = places.index(after.pk) + 1 if after else 0
    if now.section_id != section.pk:
        Paragraph.objects.filter(pk=now.pk).update(section=section)
    put([*standing[:index], now, *standing[index:]])
    details = {"paragraph": now.pk, "section": section.pk, "after": after.pk if after else None}
    summary.events.create(kind="paragraph_moved", at=at, by=by, details=details)


@transaction.atomic
def move_section(*, section: Section, up: bool, by: Any, at: datetime) -> None:
    """Exchange the section, with all that stands in it, with its neighbour; at the end nothing happens."""
    summary = section.summary
    take_pen(summary, by)
    if _exchanged(standing := list(summary.sections.order_by("position", "pk")), section, up=up):
        put(standing)
        summary.events.create(kind="section_moved", at=at, by=by, details={"section": section.pk, "up": up})


# --- parts, with the pen in hand --------------------------------------------------------------------------------------


def standing_in(section: Section) -> list[Paragraph]:
    """The paragraphs of the section in their order."""
    return list(section.paragraphs.order_by("position", "pk"))


def put(rows: Sequence[Any]) -> None:
    """Give the rows, paragraphs or sections, the positions from 1 on in this order; only what moves is written."""
    moved = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["position"])


def _exchanged(standing: list[Any], row: Any, *, up: bool) -> bool:
    index = next((index for index, one in enumerate(standing) if one.pk == row.pk), None)
    if index is None:
        raise PlaceGone
    other = index - 1 if up else index + 1
    if not 0 <= other < len(standing):
        return False
    standing[index], standing[other] = standing[other], standing[index]
    return True

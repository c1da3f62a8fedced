"""Who holds the pen: what every change of a text begins with, and what it leaves behind."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F

from reports.summaries.errors import NotInDrafting, ParagraphChanged, ParagraphGone
from reports.summaries.models import Paragraph, Summary, Wording
from reports.summaries.states import WRITABLE


def take_pen(summary: Summary, by: Any) -> None:
    """Let this transaction alone change the summary until it ends: whoever comes meanwhile waits, and then sees.

    Raises PermissionDenied, and NotInDrafting where the text stands still.
    """
    if not by.has_perm("summaries.write_summary", summary):
        raise PermissionDenied
    held = Summary.objects.select_for_update(no_key=True).filter(pk=summary.pk)
    if held.values_list("state", flat=True).get() not in WRITABLE:
        raise NotInDrafting


def as_it_is(paragraph: Paragraph, summary: Summary) -> Paragraph:
    """The paragraph as it stands now that the pen is held; raises ParagraphGone where it was removed meanwhile."""
    found: Paragraph | None = Paragraph.objects.filter(pk=paragraph.pk, section__summary=summary).first()
    if found is None:
        raise ParagraphGone
    return found


def reword(
    paragraph: Paragraph, summary: Summary, text: str, *, version: int, how: str, by: Any, at: datetime
) -> None:  # fmt: skip
    """Give the paragraph its next version, and keep it; raises ParagraphChanged where it has another version."""
    rows = Paragraph.objects.filter(pk=paragraph.pk, version=version)
    if not rows.update(text=text, version=F("version") + 1, saved_at=at, saved_by=by):
        raise ParagraphChanged
    paragraph.text, paragraph.version, paragraph.saved_at, paragraph.saved_by = text, version + 1, at, by
    keep(paragraph, summary, how=how)


def keep(paragraph: Paragraph, summary: Summary, *, how: str) -> None:
    """Write the paragraph's present text into the history, where nothing is ever changed."""
    Wording.objects.create(
        summary=summary, anchor=paragraph.anchor, version=paragraph.version, text=paragraph.text, how=how,
        at=paragraph.saved_at, by=paragraph.saved_by,
    )  # fmt: skip

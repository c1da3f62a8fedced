"""What the team and the readers of the factual check say about a paragraph."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from reports.summaries.errors import ParagraphGone, RemarksClosed
from reports.summaries.models import Paragraph, Remark, Summary
from reports.summaries.states import CLOSED


@transaction.atomic
def add_remark(*, summary: Summary, anchor: UUID, text: str, by: Any, at: datetime) -> Remark:
    """A remark on the paragraph with that anchor; removed ones can be spoken of too.

    Raises RemarksClosed once the summary is issued, ParagraphGone where no such paragraph ever was, PermissionDenied.
    """
    _may_remark(summary, by)
    here = Paragraph.objects.filter(section__summary=summary, anchor=anchor)
    if not (here.exists() or summary.wordings.filter(anchor=anchor).exists()):
        raise ParagraphGone
    remark = Remark.objects.create(summary=summary, anchor=anchor, text=text, at=at, by=by)
    summary.events.create(kind="remark_added", at=at, by=by, details={"remark": remark.pk})
    return remark


@transaction.atomic
def settle_remark(*, remark: Remark, by: Any, at: datetime) -> None:
    """Say that nothing is left to do about it; done twice, the first counts. Raises as `add_remark`."""
    _may_remark(remark.summary, by)
    if Remark.objects.filter(pk=remark.pk, settled_at=None).update(settled_at=at, settled_by=by):
        remark.summary.events.create(kind="remark_settled", at=at, by=by, details={"remark": remark.pk})


@transaction.atomic
def reopen_remark(*, remark: Remark, by: Any, at: datetime) -> None:
    """Say that it is not settled after all. Raises as `add_remark`."""
    _may_remark(remark.summary, by)
    if Remark.objects.filter(pk=remark.pk, settled_at__isnull=False).update(settled_at=None, settled_by=None):
        remark.summary.events.create(kind="remark_reopened", at=at, by=by, details={"remark": remark.pk})


def _may_remark(summary: Summary, by: Any) -> None:
    if not by.has_perm("summaries.remark_on_summary", summary):
        raise PermissionDenied
    held = Summary.objects.select_for_update(no_key=True).filter(pk=summary.pk)
    if held.values_list("state", flat=True).get() in CLOSED:
        raise RemarksClosed

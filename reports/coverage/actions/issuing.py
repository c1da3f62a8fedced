"""The act of issuing: the gate, the names, the answers released with it, the letters; and what corrects it later."""

import logging
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from kombu.exceptions import OperationalError

from reports.coverage.errors import StillOpen
from reports.coverage.facts import facts_of
from reports.coverage.gate import lines_before_issue, weighed_paragraphs
from reports.coverage.models import KeptWord, SetAside, SummaryTold
from reports.coverage.tasks import tell_contributors
from reports.dispositions.actions.releasing import carry_over_dispositions, release_dispositions
from reports.summaries.actions import correct_summary, issue_summary
from reports.summaries.models import Paragraph, Summary

logger = logging.getLogger(__name__)


@transaction.atomic
def issue_through_gate(*, summary: Summary, by: Any, at: datetime, names_seen: bool = False) -> None:
    """Issue the summary with its reviewed answers, and have everybody told who contributed.

    Raises StillOpen where something that the process wants at zero is not, and what `issue_summary` raises.
    """
    if not by.has_perm("summaries.issue_summary", summary):
        raise PermissionDenied
    Summary.objects.select_for_update().get(pk=summary.pk)
    facts = facts_of(summary)
    lines = lines_before_issue(summary, facts, weighed_paragraphs(summary, facts))
    if blocking := [line for line in lines if line.blocks]:
        raise StillOpen(blocking)
    issue_summary(summary=summary, by=by, at=at, names_seen=names_seen)
    release_dispositions(summary=summary, by=by, at=at)
    SummaryTold.objects.create(summary=summary, asked_at=at)
    transaction.on_commit(lambda: _nudge(summary.pk))


@transaction.atomic
def begin_correction(*, summary: Summary, reason: str, by: Any, at: datetime) -> Summary:
    """A further summary that will correct the issued one, with its text, evidence, answers and what was set aside.

    Raises what `correct_summary` raises.
    """
    corrected = correct_summary(summary=summary, reason=reason, by=by, at=at)
    carry_over_dispositions(from_summary=summary, to_summary=corrected, by=by, at=at)
    rows = [
        SetAside(
            summary=corrected, submission_id=aside.submission_id, point_id=aside.point_id, reason=aside.reason,
            at=aside.at, by_id=aside.by_id,
        )
        for aside in summary.set_aside.all()
    ]  # fmt: skip
    SetAside.objects.bulk_create(rows, batch_size=500)
    _keep_words_again(summary, corrected)
    return corrected


def _keep_words_again(summary: Summary, corrected: Summary) -> None:
    """Words kept in the text as it was issued are kept in the copy, whose paragraphs have versions of their own."""
    issued = dict(Paragraph.objects.filter(section__summary=summary).values_list("anchor", "version"))
    copies = dict(Paragraph.objects.filter(section__summary=corrected).values_list("anchor", "version"))
    KeptWord.objects.bulk_create(
        KeptWord(
            summary=corrected, anchor=word.anchor, version=copies[word.anchor], reason=word.reason, at=word.at,
            by_id=word.by_id,
        )
        for word in summary.kept_words.all()
        if issued.get(word.anchor) == word.version
    )  # fmt: skip


def _nudge(summary_id: int) -> None:
    """Ask a worker to write the letters now; without a broker the row waits, and the clock finds it."""
    try:
        tell_contributors.delay(summary_id=summary_id)
    except OperationalError:
        logger.exception("The broker did not take the letters about summary %s; the clock will find them.", summary_id)

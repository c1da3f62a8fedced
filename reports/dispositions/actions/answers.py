"""What the Chair's team does with answers: write one or many alike, review, open again."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F

from reports.dispositions.errors import (
    AnswerChanged,
    NamesInAnswer,
    NoSuchParagraph,
    NotToAnswer,
    ReasonOwed,
    SummaryIssued,
)
from reports.dispositions.models import REASON_OWED, Boilerplate, Disposition, DispositionEvent
from reports.dispositions.names import names_in_answers
from reports.dispositions.scope import points_to_answer
from reports.dispositions.states import DispositionState
from reports.dispositions.transitions import move_answer
from reports.points.models import Point
from reports.summaries.models import Paragraph, Summary
from reports.summaries.states import CLOSED

INSERTED_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """What an answer says; `led_to` is the anchor of a paragraph, `boilerplate` the text that the reason is from."""

    outcome: str
    reason: str = ""
    change_text: str = ""
    led_to: uuid.UUID | None = None
    boilerplate: Boilerplate | None = None


@transaction.atomic
def save_answer(
    *, summary: Summary, point: Point, said: Observation, version: int, by: Any, at: datetime
) -> Disposition:
    """Keep the answer of the summary to the point as a draft; `version` is the one that the person opened, 0 for none.

    A reviewed answer that is changed has to be reviewed again. Raises AnswerChanged where somebody else was faster,
    SummaryIssued, NotToAnswer, ReasonOwed, NoSuchParagraph, PermissionDenied.
    """
    ensure_may_draft(summary, by)
    _is_whole(said, summary)
    if not points_to_answer(summary).filter(pk=point.pk).exists():
        raise NotToAnswer
    found = Disposition.objects.select_for_update().filter(summary=summary, point=point).first()
    if (found.version if found else 0) != version:
        raise AnswerChanged
    return _changed(found, said, by=by, at=at) if found else _begun(summary, point, said, by=by, at=at)


@transaction.atomic
def answer_alike(
    *, summary: Summary, points: Iterable[Point], said: Observation, by: Any, at: datetime
) -> tuple[int, int]:
    """Draft the same answer to all those points that have none yet: how many got it, and how many had one.

    No answer that anybody wrote is replaced. Points that the summary does not have to answer count among those left.
    Raises SummaryIssued, ReasonOwed, NoSuchParagraph, PermissionDenied.
    """
    ensure_may_draft(summary, by)
    _is_whole(said, summary)
    wanted = list(points)
    owed = points_to_answer(summary).filter(pk__in=[point.pk for point in wanted]).values_list("pk", flat=True)
    rows = [_row(summary, point_id, said, by=by, at=at) for point_id in owed]
    Disposition.objects.bulk_create(rows, ignore_conflicts=True, batch_size=INSERTED_AT_ONCE)
    made = list(Disposition.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    tell_of(made, "drafted", by=by, at=at)
    return len(made), len(wanted) - len(made)


@transaction.atomic
def review_answer(*, answer: Disposition, version: int, by: Any, at: datetime, names_seen: bool = False) -> None:
    """Let the answer stand as it was read in that version; it goes out with the summary.

    Raises AnswerChanged where it has been changed since, NamesInAnswer where nobody is to be named, somebody is, and
    the person has not said that she has seen it, SummaryIssued, and what move raises.
    """
    _is_not_issued(answer.summary)
    if Disposition.objects.select_for_update().values_list("version", flat=True).get(pk=answer.pk) != version:
        raise AnswerChanged
    if not names_seen and (names := names_in_answers(answer.summary, [answer])):
        raise NamesInAnswer(names)
    move_answer(answer, "reviewed", by=by, at=at, reviewed_at=at, reviewed_by=by)


@transaction.atomic
def reopen_answer(*, answer: Disposition, by: Any, at: datetime, reason: str = "") -> None:
    """Take a reviewed answer back into drafting; raises SummaryIssued and what move raises."""
    _is_not_issued(answer.summary)
    move_answer(answer, "reopened", by=by, at=at, note=reason, reviewed_at=None, reviewed_by=None)


# --- parts ------------------------------------------------------------------------------------------------------------


def ensure_may_draft(summary: Summary, by: Any) -> None:
    """Raise PermissionDenied for whoever is not on the team, SummaryIssued where it is too late."""
    if not by.has_perm("dispositions.draft_answers", summary):
        raise PermissionDenied
    _is_not_issued(summary)


def _is_not_issued(summary: Summary) -> None:
    if Summary.objects.values_list("state", flat=True).get(pk=summary.pk) in CLOSED:
        raise SummaryIssued


def _is_whole(said: Observation, summary: Summary) -> None:
    if said.outcome in REASON_OWED and not said.reason.strip():
        raise ReasonOwed
    if said.boilerplate and said.boilerplate.process_id != summary.session.process_id:
        raise PermissionDenied
    if said.led_to and not Paragraph.objects.filter(section__summary=summary, anchor=said.led_to).exists():
        raise NoSuchParagraph


def _row(summary: Summary, point_id: int, said: Observation, *, by: Any, at: datetime) -> Disposition:
    return Disposition(
        summary=summary, point_id=point_id, outcome=said.outcome, reason=said.reason, change_text=said.change_text,
        led_to=said.led_to, boilerplate=said.boilerplate, saved_at=at, saved_by=by,
    )  # fmt: skip


def _begun(summary: Summary, point: Point, said: Observation, *, by: Any, at: datetime) -> Disposition:
    answer = _row(summary, point.pk, said, by=by, at=at)
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as error:
        raise AnswerChanged from error
    answer.events.create(kind="drafted", at=at, by=by)
    return answer


def _changed(answer: Disposition, said: Observation, *, by: Any, at: datetime) -> Disposition:
    if answer.state == DispositionState.REVIEWED:
        move_answer(answer, "reopened", by=by, at=at, reviewed_at=None, reviewed_by=None)
    before = {name: str(getattr(answer, name) or "") for name in ("outcome", "reason", "change_text", "led_to")}
    rows = Disposition.objects.filter(pk=answer.pk, version=answer.version, state=DispositionState.DRAFTED)
    if not rows.update(
        outcome=said.outcome, reason=said.reason, change_text=said.change_text, led_to=said.led_to,
        boilerplate=said.boilerplate, version=F("version") + 1, saved_at=at, saved_by=by,
    ):  # fmt: skip
        raise AnswerChanged
    answer.events.create(kind="changed", at=at, by=by, details={"before": before})
    answer.refresh_from_db()
    return answer


def tell_of(keys: Sequence[uuid.UUID], kind: str, *, by: Any, at: datetime) -> None:
    """Write the event of that kind for each of the answers."""
    DispositionEvent.objects.bulk_create(
        [DispositionEvent(subject_id=key, kind=kind, at=at, by=by) for key in keys], batch_size=INSERTED_AT_ONCE
    )

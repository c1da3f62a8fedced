"""What people do with inquiries: file one, reply to it, withhold its text."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.processes.models import ModerationRule
from register.errors import ReasonMissing
from reports.inquiries.emails import tell_team_of_filing, write_answered, write_received, write_withheld
from reports.inquiries.errors import AlreadyWithheld, TooManyOpen, WindowClosed
from reports.inquiries.models import Inquiry
from reports.inquiries.standing import Voice, voices_of
from reports.inquiries.transitions import move_inquiry
from reports.inquiries.windows import reply_due, window_of
from reports.summaries.models import Summary

MOST_OPEN = 5
"""Inquiries of one voice about one summary that may await a reply at a time."""


@transaction.atomic
def file_inquiry(
    *, summary: Summary, voice: str, text: str, is_named: bool, key: uuid.UUID, by: Any, at: datetime
) -> Inquiry:  # fmt: skip
    """Challenge an issued summary, in public from this moment; `voice` is the key of one of the person's voices.

    `key` comes with the form: the same form sent twice files once. Raises WindowClosed after the 30th day,
    TooManyOpen, PermissionDenied for whoever did not contribute to the summary's calls.
    """
    locked = Summary.objects.public().select_related("session__process").select_for_update(of=("self",))
    summary = locked.get(pk=summary.pk)
    if replayed := Inquiry.objects.filter(public_id=key, filed_by=by, summary=summary).first():
        return replayed
    speaking = _voice(by, summary, voice)
    window = window_of(summary)
    zone = summary.session.process.time_zone
    if window and not window.holds(at):
        raise WindowClosed(window.closes_at, zone)
    if _awaiting(summary, speaking, by) >= MOST_OPEN:
        raise TooManyOpen
    inquiry = Inquiry.objects.create(
        public_id=key, summary=summary, submission=speaking.submission, organisation=speaking.organisation,
        author_name=speaking.name, group=speaking.group, is_named=_is_named(summary, wished=is_named), text=text,
        filed_at=at, filed_by=by, reply_due_at=reply_due(at, zone),
    )  # fmt: skip
    inquiry.events.create(kind="filed", at=at, by=by)
    write_received(inquiry, at=at)
    tell_team_of_filing(inquiry, at=at)
    return inquiry


@transaction.atomic
def answer_inquiry(*, inquiry: Inquiry, reply: str, by: Any, at: datetime) -> None:
    """Reply, in public from this moment, late or not; raises ReasonMissing without a text, and what move raises."""
    if not reply.strip():
        raise ReasonMissing
    move_inquiry(inquiry, "answered", by=by, at=at, reply=reply, replied_at=at, replied_by=by)
    write_answered(inquiry, at=at)


@transaction.atomic
def withhold_inquiry(*, inquiry: Inquiry, rule: ModerationRule, reason: str, by: Any, at: datetime) -> None:
    """Keep the text of the inquiry from the public under a published rule; stub, clocks and reply stay.

    The duty to reply stays too. Raises AlreadyWithheld, ReasonMissing, PermissionDenied, ValueError for a rule of
    another process.
    """
    if not by.has_perm("inquiries.withhold_inquiry", inquiry):
        raise PermissionDenied
    if rule.process_id != inquiry.summary.session.process_id:
        raise ValueError(rule)
    if not reason.strip():
        raise ReasonMissing
    rows = Inquiry.objects.filter(pk=inquiry.pk, withheld_at=None)
    if not rows.update(withheld_at=at, withheld_by=by, withheld_under=rule, withheld_because=reason):
        raise AlreadyWithheld
    inquiry.refresh_from_db()
    inquiry.events.create(kind="withheld", at=at, by=by, note=reason, details={"rule": rule.code})
    write_withheld(inquiry, at=at)


def _voice(by: Any, summary: Summary, key: str) -> Voice:
    for voice in voices_of(by, summary):
        if voice.key == key:
            return voice
    raise PermissionDenied


def _awaiting(summary: Summary, voice: Voice, by: Any) -> int:
    rows = Inquiry.objects.open().filter(summary=summary)
    mine = rows.filter(organisation=voice.organisation) if voice.organisation else rows.filter(filed_by=by)
    return mine.count()


def _is_named(summary: Summary, *, wished: bool) -> bool:
    match summary.attribution:
        case Summary.Attribution.ATTRIBUTED:
            return True
        case Summary.Attribution.NON_ATTRIBUTED:
            return wished
    return False

"""Summaries in any state, points that ask for something, answers to them, and inquiries, for tests."""

import itertools
from datetime import timedelta
from typing import Any

from consultation.submissions.models import Call, Submission
from reports.dispositions.models import Disposition
from reports.inquiries.models import Inquiry
from reports.inquiries.windows import reply_due
from reports.points.models import Point
from reports.summaries.models import Paragraph, Section, Summary
from stakeholders.accounts.models import User
from tests import factories as make
from tests.factories import NOON

_serial = itertools.count(1)


def make_summary(call: Call, by: User, state: str = "drafting", **fields: Any) -> Summary:
    """A summary of the call with two paragraphs, non-attributed unless said otherwise."""
    defaults: dict[str, Any] = {
        "session": call.session, "title": "What was heard", "symbol": f"{call.session.symbol}/CS.{next(_serial)}",
        "state": state, "created_at": NOON, "created_by": by, "issued_at": NOON if state == "issued" else None,
    }  # fmt: skip
    summary = Summary.objects.create(**{**defaults, **fields})
    summary.calls.add(call)
    section = Section.objects.create(summary=summary, heading="Trust", position=1)
    for position, text in enumerate(("Some spoke of trust.", "Others cautioned that it grows slowly."), start=1):
        Paragraph.objects.create(section=section, position=position, text=text, saved_at=NOON, saved_by=by)
    return summary


def second_paragraph(summary: Summary) -> Paragraph:
    """The paragraph that is number 2."""
    return Paragraph.objects.get(section__summary=summary, position=2)


def make_asking_point(submission: Submission, by: User, restatement: str = "", **fields: Any) -> Point:
    """A proposal that was marked in the contribution and asks for something."""
    number = next(_serial)
    defaults: dict[str, Any] = {
        "process": submission.process, "kind": "proposal", "asks": True, "restatement": restatement or f"Asks {number}",
        "revision": 1, "starts": 0, "ends": 4, "quote": f"What {submission.author_name} wrote", "marked_by": by,
        "marked_at": NOON + timedelta(seconds=number), "changed_at": NOON, "changed_by": by,
    }  # fmt: skip
    return Point.objects.create(submission=submission, **{**defaults, **fields})


def make_answer(summary: Summary, point: Point, by: User, state: str = "drafted", **fields: Any) -> Disposition:
    """An answer in that state: noted, with a reason, to the whole text."""
    defaults: dict[str, Any] = {
        "outcome": "noted", "reason": "It is taken up elsewhere.", "saved_at": NOON, "saved_by": by, "state": state,
    }  # fmt: skip
    if state != "drafted":
        defaults |= {"reviewed_at": NOON, "reviewed_by": by}
    if state == "released":
        defaults |= {"released_at": NOON, "released_by": by}
    return Disposition.objects.create(summary=summary, point=point, **{**defaults, **fields})


def make_inquiry(summary: Summary, by: User, **fields: Any) -> Inquiry:
    """An open inquiry that nobody is named with, filed at NOON."""
    filed_at = fields.pop("filed_at", NOON)
    defaults: dict[str, Any] = {
        "author_name": "Lake Forum", "group": make.group(), "text": "Nothing is said of telephones.",
        "reply_due_at": reply_due(filed_at, summary.session.process.time_zone),
    }  # fmt: skip
    return Inquiry.objects.create(summary=summary, filed_by=by, filed_at=filed_at, **{**defaults, **fields})

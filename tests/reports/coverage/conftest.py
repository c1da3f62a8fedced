"""A summary in the making: a call with two agenda items, contributions of four organisations, a Chair and a team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from consultation.submissions.models import Call, Submission
from reports.points.models import Point
from reports.summaries import actions
from reports.summaries.models import Citation, Paragraph, Summary
from reports.summaries.states import SummaryState
from stakeholders.accounts.models import User
from tests import factories as make


@dataclass
class Making:
    """Everything that a test of coverage stands on; `said` are four published contributions."""

    call: Call
    chair: User
    member: User
    secretariat: User
    summary: Summary
    said: list[Submission]
    at: datetime

    def write(self, text: str, *rests_on: Submission | Point, section: int = 0) -> Paragraph:
        """A paragraph that rests on these contributions or points."""
        chapter = self.summary.sections.all()[section]
        paragraph = actions.add_paragraph(section=chapter, text=text, by=self.chair, at=self.at)
        for row in rests_on:
            point = row if isinstance(row, Point) else None
            submission = point.submission if point else row
            Citation.objects.create(
                paragraph=paragraph, submission=submission, point=point, cited_at=self.at, cited_by=self.chair
            )
        return paragraph

    def finish(self) -> Summary:
        """Close the drafting."""
        actions.finalise_summary(summary=self.summary, by=self.chair, at=self.at)
        self.summary.refresh_from_db()
        return self.summary

    def put_in(self, state: str) -> Summary:
        """Set the state without the way to it."""
        issued_at = self.at if state == SummaryState.ISSUED else None
        Summary.objects.filter(pk=self.summary.pk).update(state=state, issued_at=issued_at)
        self.summary.refresh_from_db()
        return self.summary


@pytest.fixture
def making(db: Any, noon: datetime) -> Making:
    """The summary, non-attributed, in drafting, with nothing written."""
    session = make.make_session()
    call = make.make_call(session)
    items = [make.make_agenda_item(session, "5", title="Threats"), make.make_agenda_item(session, "6")]
    call.agenda_items.set(items)
    chair, member = make.make_chair(call.process), make.make_officer(call.process, "team")
    said = [
        make.make_submission(call, make.make_organisation(f"Body {letter}"), state="published") for letter in "ABCD"
    ]
    for submission in said:
        submission.agenda_items.add(items[0])
    summary = actions.begin_summary(
        session=session, calls=[call], title="Chair's summary", symbol="WG.7/2026/CS.1", language="en",
        attribution="non_attributed", by=chair, at=noon,
    )  # fmt: skip
    return Making(call, chair, member, make.make_officer(call.process, "secretariat"), summary, said, noon)

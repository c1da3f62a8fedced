"""The letters that the issue of a summary gives rise to, each in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from consultation.submissions.models import Submission
from reports.summaries.models import Summary
from stakeholders.mailroom.actions import post_letter


def write_told(
    summary: Summary, submissions: Iterable[Submission], *, numbers: Mapping[int, list[int]],
    set_aside: Mapping[int, str], at: datetime,
) -> None:  # fmt: skip
    """Tell those who sent these contributions where they went in the summary; once for each, however often called."""
    for submission in submissions:
        if submission.submitted_by is None:
            continue
        post_letter(
            key=f"told:{summary.pk}:{submission.pk}", to=submission.submitted_by, template="coverage/mail/told", at=at,
            context={
                "summary": summary, "submission": submission, "numbers": numbers.get(submission.pk, []),
                "set_aside": set_aside.get(submission.pk, ""),
            },
        )  # fmt: skip

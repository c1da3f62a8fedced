"""The trace from a contribution to the paragraphs that rest on it, as far as the reader may follow it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultation.submissions.models import Submission
from reports.coverage.models import SetAside
from reports.summaries.models import Citation, Paragraph, Summary
from reports.summaries.outline import numbers_by_anchor, shown_as_evidence
from reports.summaries.states import SummaryState


@dataclass(frozen=True, slots=True)
class Rest:
    """A paragraph that rests on the contribution, with the passages it takes; none where it rests on the whole."""

    number: int
    paragraph: Paragraph
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a contribution went in one summary: the paragraphs, or why it is not reflected, or neither."""

    summary: Summary
    rests: tuple[Rest, ...]
    set_aside: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the paragraphs."""
        return tuple(rest.number for rest in self.rests)


def issued_summaries(submission: Submission) -> list[Summary]:
    """The issued summaries of the submission's call that no issued correction has replaced, the latest first."""
    rows = Summary.objects.public().filter(calls=submission.call_id).select_related("session__process")
    replaced = Summary.objects.filter(state=SummaryState.ISSUED, supersedes__isnull=False).values("supersedes")
    return list(rows.exclude(pk__in=replaced).order_by("-issued_at", "-pk"))


def own_traces(submission: Submission) -> list[Trace]:
    """Where it went in every issued summary of its call, for those who sent it: it is theirs, whoever is named."""
    return [trace_in(summary, submission) for summary in issued_summaries(submission)]


def public_traces(submission: Submission) -> list[Trace]:
    """Where it went, as everybody may know: in attributed summaries only, and without why it was set aside."""
    if not shown_as_evidence(submission):
        return []
    attributed = [
        summary for summary in issued_summaries(submission) if summary.attribution == Summary.Attribution.ATTRIBUTED
    ]
    found = [trace_in(summary, submission) for summary in attributed]
    return [Trace(trace.summary, trace.rests, "") for trace in found]


def trace_in(summary: Summary, submission: Submission) -> Trace:
    """Where the submission went in that summary; three queries."""
    numbers = numbers_by_anchor(summary)
    citations = Citation.objects.filter(paragraph__section__summary=summary, submission=submission)
    quotes: dict[Paragraph, list[str]] = defaultdict(list)
    for citation in citations.select_related("paragraph", "point").order_by("point__starts", "pk"):
        quotes[citation.paragraph] += [citation.point.quote] if citation.point else []
    rests = [Rest(numbers[paragraph.anchor], paragraph, tuple(told)) for paragraph, told in quotes.items()]
    aside = SetAside.objects.filter(summary=summary, submission=submission, point=None).first()
    return Trace(summary, tuple(sorted(rests, key=lambda rest: rest.number)), aside.reason if aside else "")


def paragraphs_resting_on(summary: Summary, submissions: Iterable[int]) -> Mapping[int, list[int]]:
    """For each of those submissions the numbers of the paragraphs that rest on it, in order; two queries."""
    numbers = numbers_by_anchor(summary)
    citations = Citation.objects.filter(paragraph__section__summary=summary, submission__in=list(submissions))
    found: dict[int, set[int]] = defaultdict(set)
    for paragraph, submission in citations.order_by().values_list("paragraph__anchor", "submission_id"):
        found[submission].add(numbers[paragraph])
    return {submission: sorted(told) for submission, told in found.items()}

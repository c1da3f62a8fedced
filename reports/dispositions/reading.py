"""Released answers as they are read: in the public table, and by whoever asked on the page of her own contribution."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from consultation.submissions.models import Submission
from reports.dispositions.models import Disposition
from reports.points.models import Point
from reports.summaries.models import Summary


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the table of answers, after the ISO template for comments (2012-03); without names where none is told.

    `code` is the acronym or the name of the organisation, `quote` the contributor's own words in `quote_language`;
    `clause` the number of the paragraph, 0 for none.
    """

    answer: Disposition
    restatement: str
    code: str = ""
    group: Any = None
    reference: str = ""
    quote: str = ""
    quote_language: str = ""

    @property
    def clause(self) -> int:
        """The number of the paragraph in the issued summary, 0 for none."""
        return self.answer.clause

    @property
    def is_proposal(self) -> bool:
        """Whether the contributor's words are a change that she proposes."""
        return self.answer.point.kind == Point.Kind.PROPOSAL


def rows_of(answers: Iterable[Disposition], summary: Summary) -> list[Row]:
    """Those answers as the attribution of their summary allows: who asked and in which words only where it is told."""
    told = _told if summary.attribution == Summary.Attribution.ATTRIBUTED else _untold
    return [told(answer) for answer in answers]


def _told(answer: Disposition) -> Row:
    submission = answer.point.submission
    acronym = submission.organisation.acronym if submission.organisation else ""
    return Row(
        answer=answer, restatement=answer.point.restatement, code=acronym or submission.author_name,
        group=submission.group, reference=submission.reference, quote=answer.point.quote,
        quote_language=submission.language,
    )  # fmt: skip


def _untold(answer: Disposition) -> Row:
    return Row(answer=answer, restatement=answer.point.restatement)


def public_answers(summary: Summary) -> Any:
    """The answers of the summary that anybody may read, in the order of its paragraphs, those to the whole text first.

    Within a paragraph the order is that of random keys: it tells nothing of who asked what.
    """
    answers = Disposition.objects.public().filter(summary=summary)
    return answers.select_related("point__submission__group", "point__submission__organisation").defer(
        "point__submission__body", "point__submission__search"
    )


def answers_for(submission: Submission) -> Sequence[Disposition]:
    """The released answers to the points of one contribution, for those who sent it, whatever the attribution.

    An answer that a later correction of the summary gives anew stands in the place of the former. Asks one query.
    """
    released = Disposition.objects.released().filter(point__submission=submission, point__dropped_at=None)
    found = list(
        released.select_related("point", "summary__session__process").order_by("point__starts", "point_id", "clause")
    )
    renewed = {(answer.point_id, answer.summary.supersedes_id) for answer in found}
    return [answer for answer in found if (answer.point_id, answer.summary_id) not in renewed]

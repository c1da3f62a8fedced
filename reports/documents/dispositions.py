"""The released answers of a summary as the rows of a table of comments, read into plain data."""

from django.utils.translation import gettext as _

from look.languages import direction_of, tag_of
from reports.dispositions.models import Disposition as Answer
from reports.dispositions.reading import Row, public_answers, rows_of
from reports.documents.contents import Disposition, Verdict
from reports.summaries.models import Summary

_VERDICTS = {
    Answer.Outcome.ACCEPTED: Verdict.ACCEPTED,
    Answer.Outcome.ACCEPTED_MODIFIED: Verdict.ACCEPTED_WITH_MODIFICATIONS,
    Answer.Outcome.NOTED: Verdict.NOTED,
    Answer.Outcome.NOT_ACCEPTED: Verdict.NOT_ACCEPTED,
    Answer.Outcome.OUT_OF_SCOPE: Verdict.OUT_OF_SCOPE,
}


def dispositions_of(summary: Summary) -> tuple[Disposition, ...]:
    """The answers that anybody may read, general ones first, then by paragraph and by organisation where one is named.

    So the ISO template for comments (2012-03) is sorted. Names, references and the contributors' own words are there
    only where the summary is attributed; under the Chatham House Rule there is no row at all. Asks one query.
    """
    rows = rows_of(public_answers(summary), summary)
    in_order = sorted(rows, key=lambda row: (row.clause, row.code.casefold(), row.reference, str(row.answer.pk)))
    return tuple(_disposition(row, number, summary) for number, row in enumerate(in_order, start=1))


def _disposition(row: Row, number: int, summary: Summary) -> Disposition:
    own = tag_of(summary.language)
    proposed = row.quote if row.is_proposal else ""
    return Disposition(
        identifier=f"{number:03}",
        author=row.code,
        group=row.group.name if row.group else "",
        clause=str(row.clause or ""),
        comment="\n\n".join(filter(None, (row.restatement, row.reference))),
        proposal=proposed,
        language=own,
        direction=direction_of(summary.language),
        proposal_language=tag_of(row.quote_language) if proposed else "",
        proposal_direction=direction_of(row.quote_language) if proposed else "",
        verdict=_VERDICTS[Answer.Outcome(row.answer.outcome)],
        observation=_observation(row.answer),
    )


def _observation(answer: Answer) -> str:
    if not answer.change_text:
        return answer.reason
    change = "\n".join(f"> {line}" for line in answer.change_text.splitlines())
    return "\n\n".join(filter(None, (answer.reason, _("Text of the change:"), change)))

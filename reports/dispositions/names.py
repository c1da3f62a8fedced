"""Whose names answers tell though their summary is to name nobody, for whoever reviews them to look at."""

from collections.abc import Iterable

from reports.dispositions.models import Disposition
from reports.summaries.models import Summary
from reports.summaries.names import names_among


def names_in_answers(summary: Summary, answers: Iterable[Disposition]) -> tuple[str, ...]:
    """The names that would be read in the public table of those answers; none where the summary is attributed.

    The team's own words are read: what the point says in short, the reason, the text of the change. The contributor's
    words are not shown where nobody is named. Asks two queries beside the points.
    """
    if summary.attribution == Summary.Attribution.ATTRIBUTED:
        return ()
    texts = [text for one in answers for text in (one.point.restatement, one.reason, one.change_text)]
    return names_among(summary, texts)

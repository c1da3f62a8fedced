"""What states a summary has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class SummaryState(TextChoices):
    """Where a summary stands."""

    DRAFTING = "drafting", pgettext_lazy("state of a summary", "Drafting")
    REVIEW = "review", pgettext_lazy("state of a summary", "Internal review")
    CIRCULATED = "circulated", pgettext_lazy("state of a summary", "Circulated for factual check")
    FINAL = "final", pgettext_lazy("state of a summary", "Final")
    ISSUED = "issued", pgettext_lazy("state of a summary", "Issued")
    ABANDONED = "abandoned", pgettext_lazy("state of a summary", "Abandoned")


WRITABLE = (SummaryState.DRAFTING, SummaryState.REVIEW)
"""States in which the text can be changed: what was circulated or closed stays as its readers saw it."""

CLOSED = (SummaryState.ISSUED, SummaryState.ABANDONED)
"""States that nothing follows: no remark, no answer and no decision on what it rests on is taken any more."""

_OPEN = (SummaryState.DRAFTING, SummaryState.REVIEW, SummaryState.CIRCULATED)
_READ = (SummaryState.REVIEW, SummaryState.CIRCULATED, SummaryState.FINAL)

SUMMARY_MOVES = (
    Transition("sent_for_review", (SummaryState.DRAFTING,), SummaryState.REVIEW, "summaries.write_summary"),
    Transition("circulated", (SummaryState.REVIEW,), SummaryState.CIRCULATED, "summaries.close_summary"),
    Transition("finalised", _OPEN, SummaryState.FINAL, "summaries.close_summary"),
    Transition("reopened", _READ, SummaryState.DRAFTING, "summaries.close_summary", needs_note=True),
    Transition(
        "abandoned", (*_OPEN, SummaryState.FINAL), SummaryState.ABANDONED, "summaries.close_summary", needs_note=True
    ),
    Transition("issued", (SummaryState.FINAL,), SummaryState.ISSUED, "summaries.issue_summary"),
)

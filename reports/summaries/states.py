"""What states a summary has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class SummaryState(TextChoices):
    """Where a summary stands."""

    DRAFTING = "drafting", pgettext_lazy("state of a summary", "Drafting")
    FINAL = "final", pgettext_lazy("state of a summary", "Final")
    ISSUED = "issued", pgettext_lazy("state of a summary", "Issued")


SUMMARY_MOVES = (
    Transition("finalised", (SummaryState.DRAFTING,), SummaryState.FINAL, "summaries.write_summary"),
    Transition("reopened", (SummaryState.FINAL,), SummaryState.DRAFTING, "summaries.write_summary", needs_note=True),
    Transition("issued", (SummaryState.FINAL,), SummaryState.ISSUED, "summaries.issue_summary"),
)

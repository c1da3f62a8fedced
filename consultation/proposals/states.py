"""What states a proposed agenda item has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class ProposalState(TextChoices):
    """Where a proposal stands."""

    PROPOSED = "proposed", pgettext_lazy("state of a proposal", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("state of a proposal", "On the agenda")
    DECLINED = "declined", pgettext_lazy("state of a proposal", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a proposal", "Withdrawn")


_S = ProposalState
_DECIDE = "proposals.decide_proposal"

PROPOSAL_MOVES = (
    Transition("put_on_the_agenda", (_S.PROPOSED,), _S.ACCEPTED, _DECIDE),
    Transition("proposal_declined", (_S.PROPOSED,), _S.DECLINED, _DECIDE, needs_note=True),
    Transition("withdrawn", (_S.PROPOSED,), _S.WITHDRAWN, "proposals.withdraw_proposal"),
)
"""What is on the agenda is changed there, by those who write it; a proposal that was decided stays as it is."""

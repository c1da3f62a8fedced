"""What is decided about a family of near-identical texts, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class FamilyState(TextChoices):
    """What a person decided about a family; only the clock dissolves one, and only where nobody has decided."""

    UNDECIDED = "undecided", pgettext_lazy("state of near-identical texts", "To decide")
    SAME_CAMPAIGN = "campaign", pgettext_lazy("state of near-identical texts", "Same campaign")
    SAME_AUTHOR = "author", pgettext_lazy("state of near-identical texts", "Same author")
    NOT_SAME = "not_same", pgettext_lazy("state of near-identical texts", "Not the same")
    DISSOLVED = "dissolved", pgettext_lazy("state of near-identical texts", "No longer alike")


_F = FamilyState
_DECIDE = "likeness.decide_family"

ONE_VOICE = (_F.SAME_CAMPAIGN, _F.SAME_AUTHOR)
"""Decisions after which the texts of a family count as one voice."""

DECIDED = (*ONE_VOICE, _F.NOT_SAME)
"""States that a person chose; a decision can be changed, with the earlier one kept in the events."""

FAMILY_MOVES = (
    Transition("judged_campaign", (_F.UNDECIDED, *DECIDED), _F.SAME_CAMPAIGN, _DECIDE),
    Transition("judged_author", (_F.UNDECIDED, *DECIDED), _F.SAME_AUTHOR, _DECIDE),
    Transition("judged_not_same", (_F.UNDECIDED, *DECIDED), _F.NOT_SAME, _DECIDE),
    Transition("dissolved", (_F.UNDECIDED,), _F.DISSOLVED, ""),
)

"""What states an answer has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class DispositionState(TextChoices):
    """Where an answer stands."""

    DRAFTED = "drafted", pgettext_lazy("state of an answer", "Drafted")
    REVIEWED = "reviewed", pgettext_lazy("state of an answer", "Reviewed")
    RELEASED = "released", pgettext_lazy("state of an answer", "Released")


_D = DispositionState

DISPOSITION_MOVES = (
    Transition("reviewed", (_D.DRAFTED,), _D.REVIEWED, "dispositions.review_answer"),
    Transition("reopened", (_D.REVIEWED,), _D.DRAFTED, "dispositions.change_answer"),
    Transition("released", (_D.REVIEWED,), _D.RELEASED, "dispositions.release_answer"),
)

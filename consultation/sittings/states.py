"""States of a programme of work: it binds nobody before the body has adopted it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from register.states import Transition


class ProgrammeState(models.TextChoices):
    """How far a programme of work has come."""

    PREPARING = "preparing", pgettext_lazy("programme of work", "In preparation")
    PROVISIONAL = "provisional", pgettext_lazy("programme of work", "Provisional")
    ADOPTED = "adopted", pgettext_lazy("programme of work", "Adopted")


PUBLIC = (ProgrammeState.PROVISIONAL, ProgrammeState.ADOPTED)
"""States in which everybody reads the programme of an announced process."""

PROGRAMME_MOVES = (
    Transition(
        "programme_published", (ProgrammeState.PREPARING,), ProgrammeState.PROVISIONAL, "sittings.change_programme"
    ),
    Transition(
        "programme_adopted", (ProgrammeState.PROVISIONAL,), ProgrammeState.ADOPTED, "sittings.change_programme"
    ),
    Transition(
        "adoption_undone", (ProgrammeState.ADOPTED,), ProgrammeState.PROVISIONAL, "sittings.change_programme",
        needs_note=True,
    ),
)  # fmt: skip
"""A programme never goes back into preparation: what was published is changed in public."""

"""What states a version of the modalities has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class ModalitiesState(TextChoices):
    """Where a version stands. One version of a process is in force at a time; one that was in force never changes."""

    DRAFT = "draft", pgettext_lazy("state of modalities", "In preparation")
    IN_FORCE = "in_force", pgettext_lazy("state of modalities", "In force")
    SUPERSEDED = "superseded", pgettext_lazy("state of modalities", "Superseded")


MODALITIES_MOVES = (
    Transition(
        "brought_into_force", (ModalitiesState.DRAFT,), ModalitiesState.IN_FORCE, "modalities.change_modalities",
        needs_note=True,
    ),
    Transition("superseded", (ModalitiesState.IN_FORCE,), ModalitiesState.SUPERSEDED, "modalities.change_modalities"),
)  # fmt: skip

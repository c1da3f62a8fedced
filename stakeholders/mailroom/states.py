"""The states of a letter."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class LetterState(TextChoices):
    """Where a letter is on its way."""

    WAITING = "waiting", pgettext_lazy("state of a letter", "Waiting")
    SENT = "sent", pgettext_lazy("state of a letter", "Sent")
    FAILED = "failed", pgettext_lazy("state of a letter", "Failed")

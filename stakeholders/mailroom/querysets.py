"""Which letters?"""

from datetime import datetime
from typing import Any

from django.db import models

from stakeholders.mailroom.states import LetterState


class LetterQuerySet(models.QuerySet[Any]):
    """Letters by what still has to happen to them."""

    def due_at(self, at: datetime) -> "LetterQuerySet":
        """Waiting letters whose next attempt has come."""
        return self.filter(state=LetterState.WAITING, next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

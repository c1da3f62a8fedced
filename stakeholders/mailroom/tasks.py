"""What the workers of the queue `mail` do."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from stakeholders.mailroom import clockwork, emails


@shared_task
def send_letter(*, letter_id: int, **_unknown: Any) -> None:
    """Send one letter, if it still waits."""
    emails.send_letter(letter_id=letter_id, at=timezone.now())


@shared_task
def send_waiting_letters(**_unknown: Any) -> None:
    """Send what is due: letters whose nudge was lost, and those that failed before."""
    clockwork.send_waiting_letters(at=timezone.now())

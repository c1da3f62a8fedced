"""What the clock does with letters that still wait."""

from datetime import datetime

from stakeholders.mailroom.emails import send_letter
from stakeholders.mailroom.models import Letter

BATCH = 200  # letters in one turn of the clock
FAILURES_BORNE = 3  # after so many in one turn the mail server is taken to be down until the next


def send_waiting_letters(*, at: datetime) -> int:
    """Send the letters that are due at that instant, oldest first; returns how many were sent."""
    sent = failed = 0
    for letter_id in Letter.objects.due_at(at).values_list("pk", flat=True)[:BATCH]:
        outcome = send_letter(letter_id=letter_id, at=at)
        sent += outcome is True
        failed += outcome is False
        if failed == FAILURES_BORNE:
            break
    return sent

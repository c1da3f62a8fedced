"""The only writer of the state of letters; the clock moves them, so a move has no person and no event."""

from datetime import datetime, timedelta

from stakeholders.mailroom.models import Letter
from stakeholders.mailroom.states import LetterState

GIVE_UP_AFTER = timedelta(days=3)
LONGEST_PAUSE = timedelta(hours=2)


def mark_sent(letter: Letter, *, at: datetime) -> None:
    """The mail server has taken it."""
    _update(letter, state=LetterState.SENT, sent_at=at, attempts=letter.attempts + 1, last_error="")


def mark_attempt_failed(letter: Letter, *, at: datetime, error: str) -> None:
    """It could not be sent: wait longer each time (1, 2, 4 … minutes, at most two hours), give up after three days."""
    attempts = letter.attempts + 1
    pause = min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)
    gave_up = at - letter.written_at >= GIVE_UP_AFTER
    state = LetterState.FAILED if gave_up else LetterState.WAITING
    _update(letter, state=state, attempts=attempts, next_attempt_at=at + pause, last_error=error[:2000])


def _update(letter: Letter, **changes: object) -> None:
    Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(**changes)

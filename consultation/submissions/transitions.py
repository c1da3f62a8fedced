"""The only writer of the state of submissions and imports."""

from datetime import datetime
from typing import Any

from consultation.submissions.models import Import, Submission
from consultation.submissions.states import IMPORT_MOVES, SUBMISSION_MOVES
from register.models import Event
from register.moves import move
from register.states import named


def move_submission(
    submission: Submission, name: str, *, by: Any, at: datetime, note: str = "", details: Any = None, **changes: Any
) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(submission, named(SUBMISSION_MOVES, name), by=by, at=at, note=note, details=details, **changes)


def move_import(batch: Import, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> None:
    """Make the named move and set `changes` with it; raises what register.moves.move raises."""
    move(batch, named(IMPORT_MOVES, name), by=by, at=at, note=note, **changes)

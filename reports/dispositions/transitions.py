"""The only writer of an answer's state."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from register.models import Event
from register.moves import move, move_all
from register.states import named
from reports.dispositions.models import Disposition
from reports.dispositions.states import DISPOSITION_MOVES


def move_answer(answer: Disposition, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(answer, named(DISPOSITION_MOVES, name), by=by, at=at, note=note, **changes)


def move_answers(answers: QuerySet[Any, Any], name: str, *, by: Any, at: datetime, **changes: Any) -> int:
    """Make the named move of all those that can make it; returns how many did. The caller asks for the permission."""
    return move_all(answers, named(DISPOSITION_MOVES, name), by=by, at=at, **changes)

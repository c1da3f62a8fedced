"""The only writer of the state of a family."""

from datetime import datetime
from typing import Any

from consultation.likeness.models import Family
from consultation.likeness.states import FAMILY_MOVES
from register.models import Event
from register.moves import move
from register.states import named


def move_family(family: Family, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(family, named(FAMILY_MOVES, name), by=by, at=at, note=note, **changes)

"""The only writer of the state of programmes of work."""

from datetime import datetime
from typing import Any

from consultation.sittings.models import Programme
from consultation.sittings.states import PROGRAMME_MOVES
from register.moves import move
from register.states import named


def move_programme(programme: Programme, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> None:
    """Make the named move and set `changes` with it; raises what register.moves.move raises."""
    move(programme, named(PROGRAMME_MOVES, name), by=by, at=at, note=note, **changes)

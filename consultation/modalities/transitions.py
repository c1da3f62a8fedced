"""The only writer of a version's state."""

from datetime import datetime
from typing import Any

from consultation.modalities.models import Modalities
from consultation.modalities.states import MODALITIES_MOVES
from register.models import Event
from register.moves import move
from register.states import named


def move_modalities(
    modalities: Modalities, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any
) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(modalities, named(MODALITIES_MOVES, name), by=by, at=at, note=note, **changes)

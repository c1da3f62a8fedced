"""The only writer of a registration's state."""

from datetime import datetime
from typing import Any

from consultation.registration.models import Registration
from consultation.registration.states import REGISTRATION_MOVES
from register.models import Event
from register.moves import move
from register.states import named


def move_registration(
    registration: Registration, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any
) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(registration, named(REGISTRATION_MOVES, name), by=by, at=at, note=note, **changes)

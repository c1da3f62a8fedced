"""The only writer of an inquiry's state."""

from datetime import datetime
from typing import Any

from register.models import Event
from register.moves import move
from register.states import named
from reports.inquiries.models import Inquiry
from reports.inquiries.states import INQUIRY_MOVES


def move_inquiry(inquiry: Inquiry, name: str, *, by: Any, at: datetime, **changes: Any) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(inquiry, named(INQUIRY_MOVES, name), by=by, at=at, **changes)

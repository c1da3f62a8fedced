"""The only writer of a summary's state."""

from datetime import datetime
from typing import Any

from register.models import Event
from register.moves import move
from register.states import named
from reports.summaries.models import Summary
from reports.summaries.states import SUMMARY_MOVES


def move_summary(summary: Summary, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(summary, named(SUMMARY_MOVES, name), by=by, at=at, note=note, **changes)

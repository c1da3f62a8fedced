"""The only writer of an export's state."""

from datetime import datetime
from typing import Any

from register.moves import move
from register.states import named
from reports.exports.models import Export
from reports.exports.states import EXPORT_MOVES


def move_export(export: Export, name: str, *, by: Any, at: datetime, **changes: Any) -> None:
    """Make the named move and set `changes` with it; raises what register.moves.move raises."""
    move(export, named(EXPORT_MOVES, name), by=by, at=at, **changes)

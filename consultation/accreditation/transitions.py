"""The only writer of an application's state."""

from datetime import datetime
from typing import Any

from consultation.accreditation.models import Application
from consultation.accreditation.states import APPLICATION_MOVES
from register.models import Event
from register.moves import move, move_all
from register.states import named


def move_application(
    application: Application, name: str, *, by: Any, at: datetime, note: str = "", details: Any = None, **changes: Any
) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(application, named(APPLICATION_MOVES, name), by=by, at=at, note=note, details=details, **changes)


def move_applications(applications: Any, name: str, *, by: Any, at: datetime, **changes: Any) -> int:
    """Make the named move with all of them that stand where it starts; the caller has asked whether the person may."""
    return move_all(applications, named(APPLICATION_MOVES, name), by=by, at=at, **changes)

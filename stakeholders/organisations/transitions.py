"""The only writer of the state of organisations and memberships."""

from datetime import datetime
from typing import Any

from register.moves import move
from register.states import named
from stakeholders.organisations.models import Membership, Organisation
from stakeholders.organisations.states import MEMBERSHIP_MOVES, ORGANISATION_MOVES


def move_organisation(organisation: Organisation, name: str, *, by: Any, at: datetime, note: str = "") -> None:
    """Recognise or refuse an organisation; raises what register.moves.move raises."""
    move(organisation, named(ORGANISATION_MOVES, name), by=by, at=at, note=note)


def move_membership(membership: Membership, name: str, *, by: Any, at: datetime, note: str = "") -> None:
    """Admit, refuse or end a membership; raises what register.moves.move raises."""
    move(membership, named(MEMBERSHIP_MOVES, name), by=by, at=at, note=note)

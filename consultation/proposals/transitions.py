"""The only writer of a proposal's state."""

from datetime import datetime
from typing import Any

from consultation.proposals.models import Proposal
from consultation.proposals.states import PROPOSAL_MOVES
from register.models import Event
from register.moves import move
from register.states import named


def move_proposal(proposal: Proposal, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> Event:
    """Make the named move, set `changes` with it and return the event; raises what register.moves.move raises."""
    return move(proposal, named(PROPOSAL_MOVES, name), by=by, at=at, note=note, **changes)

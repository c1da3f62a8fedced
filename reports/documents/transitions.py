"""The only writer of a document's state."""

from datetime import datetime
from typing import Any

from register.moves import move
from register.states import named
from reports.documents.models import Document
from reports.documents.states import DOCUMENT_MOVES


def move_document(document: Document, name: str, *, by: Any, at: datetime, note: str = "", **changes: Any) -> None:
    """Make the named move and set `changes` with it; raises what register.moves.move raises."""
    move(document, named(DOCUMENT_MOVES, name), by=by, at=at, note=note, **changes)

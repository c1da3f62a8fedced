"""Add, change and remove sessions."""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.processes.changes import differences, remove, require, save_once, witness
from consultation.processes.errors import AddressIsPublic
from consultation.processes.models import Session
from consultation.processes.translation import in_six

CHANGEABLE = (*in_six("place"), "kind", "ordinal", "starts_on", "ends_on", "symbol")
LETTERS = {
    Session.Kind.ORGANIZATIONAL: "ORG",
    Session.Kind.SUBSTANTIVE: "S",
    Session.Kind.RESUMED: "RS",
    Session.Kind.INTERSESSIONAL: "IM",
}


def proposed_symbol(session: Session) -> str:
    """The reference of a session for which nobody typed one: stem, year, kind and number, such as WG.7/2027/S.3."""
    letters = LETTERS[Session.Kind(session.kind)]
    return f"{session.process.symbol_stem}/{session.starts_on.year}/{letters}.{session.ordinal}"


@transaction.atomic
def add_session(*, session: Session, by: Any, at: datetime) -> Session:
    """Keep a new session; without a reference it gets the proposed one."""
    require("processes.change_process", session.process, by)
    session.symbol = session.symbol or proposed_symbol(session)
    save_once(session)
    witness(session.process, "session_added", by=by, at=at, symbol=session.symbol)
    return session


@transaction.atomic
def change_session(*, session: Session, by: Any, at: datetime) -> None:
    """Keep what was changed. Raises AddressIsPublic for another reference once the process is announced."""
    require("processes.change_process", session.process, by)
    changed = differences(session, CHANGEABLE)
    if session.process.announced_at and "symbol" in changed:
        raise AddressIsPublic
    if changed:
        save_once(session, update_fields=list(changed))
        witness(session.process, "session_changed", by=by, at=at, symbol=session.symbol, fields=changed)


@transaction.atomic
def remove_session(*, session: Session, by: Any, at: datetime) -> None:
    """Remove a session on which nothing rests: no agenda item, no call, no summary. Raises StillUsed."""
    require("processes.change_process", session.process, by)
    witness(session.process, "session_removed", by=by, at=at, symbol=session.symbol)
    remove(session)

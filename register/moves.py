"""The only way a row moves from state to state: permission, one conditional UPDATE, an event as witness."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from register.errors import OutOfDate, ReasonMissing
from register.models import Event
from register.states import Transition


def move(
    row: models.Model,
    transition: Transition,
    *,
    by: Any,
    at: datetime,
    note: str = "",
    details: dict[str, Any] | None = None,
    **changes: Any,
) -> Event:
    """Move `row` along `transition` at the instant `at`, set `changes` in the same UPDATE, and write the event.

    `by` is the person, or None where the clock acts. `row` must have `state` and a reverse relation `events`.
    Raises PermissionDenied where the person may not, ReasonMissing where a note is needed and absent, and OutOfDate
    where the row is in none of the transition's sources any more (compare-and-set on the primary key and the state).
    """
    may_move(row, transition, by=by)
    if transition.needs_note and not note.strip():
        raise ReasonMissing
    with transaction.atomic():
        _compare_and_set(row, transition, changes)
        return row.events.create(kind=transition.name, at=at, by=by, note=note, details=details or {})  # type: ignore[attr-defined]


def may_move(row: models.Model, transition: Transition, *, by: Any) -> None:
    """Raise PermissionDenied where the person may not; the clock (`by` is None) may make moves without permission."""
    if by is None:
        if transition.permission:
            raise PermissionDenied
    elif not (transition.permission and by.has_perm(transition.permission, row)):
        raise PermissionDenied


def open_moves(row: models.Model, transitions: tuple[Transition, ...], *, by: Any) -> list[Transition]:
    """The transitions that the person could make now: what a page may offer."""
    return [
        transition
        for transition in transitions
        if row.state in transition.sources  # type: ignore[attr-defined]
        and transition.permission
        and by.has_perm(transition.permission, row)
    ]


def _compare_and_set(row: models.Model, transition: Transition, changes: dict[str, Any]) -> None:
    seen: str = row.state  # type: ignore[attr-defined]
    rows = type(row)._base_manager.filter(pk=row.pk, state=seen)
    if seen not in transition.sources or not rows.update(state=transition.target, **changes):
        raise OutOfDate
    row.state = transition.target  # type: ignore[attr-defined]
    for name, value in changes.items():
        setattr(row, name, value)

"""The only way a row moves from state to state: permission, one conditional UPDATE, an event as witness."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet

from register.errors import OutOfDate, ReasonMissing
from register.models import Event
from register.states import Transition

MOST_AT_ONCE = 10_000
"""Rows in one statement: each is a parameter, of which a statement takes 65,535."""


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


def move_all(rows: QuerySet[Any, Any], transition: Transition, *, by: Any, at: datetime, **changes: Any) -> int:
    """Move all rows that stand in a source of `transition`, with an event each, and return how many were moved.

    The rows are locked first, so that each one moved has its event and none has one without; what somebody else moved
    meanwhile is left out. Who may move them is asked by the caller, once, of what they belong to: thousands of rows
    have one answer. `rows` must have a reverse relation `events`. Raises ReasonMissing for a move that needs a note.
    """
    if transition.needs_note:
        raise ReasonMissing
    model = rows.model
    events = model._meta.get_field("events").related_model
    with transaction.atomic():
        standing = rows.filter(state__in=transition.sources).order_by("pk").select_for_update(of=("self",))
        keys = list(standing.values_list("pk", flat=True))
        for start in range(0, len(keys), MOST_AT_ONCE):
            some = keys[start : start + MOST_AT_ONCE]
            model._base_manager.filter(pk__in=some).update(state=transition.target, **changes)
            events._base_manager.bulk_create(
                [events(subject_id=key, kind=transition.name, at=at, by=by) for key in some], batch_size=1000
            )
    return len(keys)


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

"""Permission, change, witness: what every action of the secretariat has in common."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction

from consultation.processes.errors import StillUsed
from register.errors import OutOfDate

Differences = dict[str, list[str]]


def require(permission: str, row: models.Model | None, by: Any) -> None:
    """Raise PermissionDenied unless the person holds the permission on the row."""
    if not by.has_perm(permission, row):
        raise PermissionDenied


def witness(subject: Any, kind: str, *, by: Any, at: datetime, note: str = "", **details: Any) -> None:
    """Write the event: who, what, when, why."""
    subject.events.create(kind=kind, by=by, at=at, note=note, details=details)


def differences(row: models.Model, names: Iterable[str]) -> Differences:
    """What would change if the row were saved: for each field its value before and after, as text."""
    before = type(row)._base_manager.get(pk=row.pk)
    changed: Differences = {}
    for name in names:
        column = row._meta.get_field(name).attname  # type: ignore[union-attr]
        was, is_now = getattr(before, column), getattr(row, column)
        if was != is_now:
            changed[name] = [_text(was), _text(is_now)]
    return changed


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def save_differences(row: models.Model, names: Iterable[str]) -> Differences:
    """Save those of the named fields that changed, touch no other column, and tell what changed."""
    changed = differences(row, names)
    if changed:
        save_once(row, update_fields=list(changed))
    return changed


def save_once(row: models.Model, **options: Any) -> None:
    """Save; raises OutOfDate where another row took the same number or reference in the meantime."""
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError as error:
        raise OutOfDate from error


def is_used(row: models.Model) -> bool:
    """Whether any row of any app refers to this one."""
    everything: list[Any] = row._meta.get_fields(include_hidden=True)
    relations = [field for field in everything if field.auto_created and not field.concrete]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists() for relation in relations
    )


def remove(row: models.Model) -> None:
    """Delete the row; raises StillUsed where anything refers to it, whatever that relation would do on delete."""
    if is_used(row):
        raise StillUsed
    row.delete()


def reorder(siblings: list[Any], row: Any, step: int) -> bool:
    """Swap the row with its neighbour `step` places on and renumber all from one; False where it stays in its place."""
    place = siblings.index(row)
    if not step or not 0 <= place + step < len(siblings):
        return False
    siblings[place], siblings[place + step] = siblings[place + step], siblings[place]
    for position, sibling in enumerate(siblings, start=1):
        sibling.position = position
        sibling.save(update_fields=["position"])
    return True

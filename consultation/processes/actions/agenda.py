"""Write and order the agenda of a session."""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.processes.agenda import below
from consultation.processes.changes import differences, remove, reorder, require, save_once, witness
from consultation.processes.errors import HasParts, WrongParent
from consultation.processes.models import AgendaItem, Process, Session
from consultation.processes.translation import in_six

CHANGEABLE = (*in_six("title"), "label", "parent", "position")


@transaction.atomic
def add_agenda_item(*, item: AgendaItem, by: Any, at: datetime) -> AgendaItem:
    """Put the item last under its parent; raises WrongParent."""
    require("processes.change_process", item.session.process, by)
    return keep_last(item, by=by, at=at)


def keep_last(item: AgendaItem, *, by: Any, at: datetime) -> AgendaItem:
    """What `add_agenda_item` does, within the caller's transaction, once it is known that the person may."""
    Session.objects.select_for_update().get(pk=item.session_id)
    _check_parent(item)
    item.position = _last_position(item) + 1
    save_once(item)
    process = item.session.process
    witness(process, "agenda_item_added", by=by, at=at, session=item.session.symbol, label=item.label)
    return item


@transaction.atomic
def change_agenda_item(*, item: AgendaItem, by: Any, at: datetime) -> None:
    """Keep what was changed; an item under another parent goes last there. Raises WrongParent."""
    process = _lock(item.session, by)
    _check_parent(item)
    if "parent" in differences(item, ["parent"]):
        item.position = _last_position(item) + 1
    changed = differences(item, CHANGEABLE)
    if changed:
        save_once(item, update_fields=list(changed))
        witness(
            process, "agenda_item_changed", by=by, at=at, session=item.session.symbol, label=item.label, fields=changed
        )


@transaction.atomic
def move_agenda_item(*, item: AgendaItem, step: int, by: Any, at: datetime) -> None:
    """Move the item one place up (-1) or down (1) among those with the same parent; at the end nothing happens."""
    process = _lock(item.session, by)
    siblings = list(AgendaItem.objects.filter(session=item.session, parent=item.parent).order_by("position", "pk"))
    if reorder(siblings, item, step):
        witness(process, "agenda_item_moved", by=by, at=at, session=item.session.symbol, label=item.label, step=step)


@transaction.atomic
def remove_agenda_item(*, item: AgendaItem, by: Any, at: datetime) -> None:
    """Remove an item to which nothing refers; raises HasParts or StillUsed."""
    process = _lock(item.session, by)
    if AgendaItem.objects.filter(parent=item).exists():
        raise HasParts
    witness(process, "agenda_item_removed", by=by, at=at, session=item.session.symbol, label=item.label)
    remove(item)


def _lock(session: Session, by: Any) -> Process:
    """Check the permission, then let one person at a time work on the agenda."""
    require("processes.change_process", session.process, by)
    Session.objects.select_for_update().get(pk=session.pk)
    return session.process


def _check_parent(item: AgendaItem) -> None:
    if item.parent is None:
        return
    items = AgendaItem.objects.filter(session=item.session)
    if item.parent.session_id != item.session_id or item.parent_id in below(item, items):
        raise WrongParent


def _last_position(item: AgendaItem) -> int:
    siblings = AgendaItem.objects.filter(session=item.session, parent=item.parent).exclude(pk=item.pk)
    return max(siblings.values_list("position", flat=True), default=0)

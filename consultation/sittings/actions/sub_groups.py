"""Add, change and remove groups of a process."""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.processes.changes import differences, remove, require, save_once, witness
from consultation.processes.translation import in_six
from consultation.sittings.models import SubGroup


@transaction.atomic
def add_sub_group(*, group: SubGroup, by: Any, at: datetime) -> None:
    """Keep a new group."""
    require("sittings.change_sub_group", group, by)
    save_once(group)
    witness(group.process, "sub_group_added", by=by, at=at, code=group.code)


@transaction.atomic
def change_sub_group(*, group: SubGroup, by: Any, at: datetime) -> None:
    """Keep what was changed."""
    require("sittings.change_sub_group", group, by)
    if changed := differences(group, (*in_six("name"), "code")):
        save_once(group, update_fields=list(changed))
        witness(group.process, "sub_group_changed", by=by, at=at, code=group.code, fields=changed)


@transaction.atomic
def remove_sub_group(*, group: SubGroup, by: Any, at: datetime) -> None:
    """Remove a group to which nothing refers. Raises StillUsed."""
    require("sittings.change_sub_group", group, by)
    witness(group.process, "sub_group_removed", by=by, at=at, code=group.code)
    remove(group)

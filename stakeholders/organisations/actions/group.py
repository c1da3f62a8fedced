"""The list of stakeholder groups, which the secretariat extends, renames and puts in order."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from stakeholders.accounts.models import User
from stakeholders.organisations.models import StakeholderGroup


def add_group(*, details: dict[str, Any], by: User) -> StakeholderGroup:
    """Add a group at the end of the list; its code is made from the English name and never changes."""
    _may_change_groups(by)
    last = StakeholderGroup.objects.aggregate(last=Max("position"))["last"] or 0
    group: StakeholderGroup = StakeholderGroup.objects.create(
        code=_free_code(details["name_en"]), position=last + 1, **details
    )
    return group


def change_group(*, group: StakeholderGroup, details: dict[str, Any], by: User) -> None:
    """Rename the group in its languages, or stop or begin to offer it.

    Submissions keep the group that they were sent under.
    """
    _may_change_groups(by)
    for name, value in details.items():
        setattr(group, name, value)
    group.save(update_fields=list(details))


def move_group_up(*, group: StakeholderGroup, by: User) -> None:
    """Put the group one place earlier in every list; the first stays first."""
    _may_change_groups(by)
    with transaction.atomic():
        ordered = list(StakeholderGroup.objects.select_for_update().order_by("position", "pk"))
        place = ordered.index(group)
        if place:
            ordered[place - 1], ordered[place] = ordered[place], ordered[place - 1]
        for position, one in enumerate(ordered, start=1):
            StakeholderGroup.objects.filter(pk=one.pk).update(position=position)


def _free_code(name: str) -> str:
    stem = slugify(name)[:36] or "group"
    taken = set(StakeholderGroup.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, 999))) if code not in taken)


def _may_change_groups(by: User) -> None:
    if not by.has_perm("organisations.change_groups"):
        raise PermissionDenied

"""Write and order the rules of moderation of a process."""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.processes.changes import remove, reorder, require, save_differences, save_once, witness
from consultation.processes.models import ModerationRule, Process
from consultation.processes.translation import in_six

CHANGEABLE = (*in_six("text"), "code")


@transaction.atomic
def add_moderation_rule(*, rule: ModerationRule, by: Any, at: datetime) -> ModerationRule:
    """Put the rule last."""
    _lock(rule.process, by)
    positions = ModerationRule.objects.filter(process=rule.process).values_list("position", flat=True)
    rule.position = max(positions, default=0) + 1
    save_once(rule)
    witness(rule.process, "rule_added", by=by, at=at, code=rule.code)
    return rule


@transaction.atomic
def change_moderation_rule(*, rule: ModerationRule, by: Any, at: datetime) -> None:
    """Keep what was changed; the log tells the wording before, on which earlier decisions rest."""
    _lock(rule.process, by)
    changed = save_differences(rule, CHANGEABLE)
    if changed:
        witness(rule.process, "rule_changed", by=by, at=at, code=rule.code, fields=changed)


@transaction.atomic
def move_moderation_rule(*, rule: ModerationRule, step: int, by: Any, at: datetime) -> None:
    """Move the rule one place up (-1) or down (1)."""
    _lock(rule.process, by)
    if reorder(list(ModerationRule.objects.filter(process=rule.process)), rule, step):
        witness(rule.process, "rule_moved", by=by, at=at, code=rule.code, step=step)


@transaction.atomic
def remove_moderation_rule(*, rule: ModerationRule, by: Any, at: datetime) -> None:
    """Remove a rule on which no decision rests; raises StillUsed."""
    _lock(rule.process, by)
    witness(rule.process, "rule_removed", by=by, at=at, code=rule.code)
    remove(rule)


def _lock(process: Process, by: Any) -> None:
    """Check the permission, then let one person at a time work on the rules."""
    require("processes.change_process", process, by)
    Process.objects.select_for_update().get(pk=process.pk)

"""Who sets up meetings and publishes programmes of work."""

from typing import Any

import rules

from consultation.processes.models import Process
from consultation.processes.rules import is_secretariat
from consultation.sittings.models import Programme, SubGroup


@rules.predicate
def sets_up_programme(user: Any, programme: Programme) -> bool:
    """Of the secretariat that serves the process; the row may be new and unsaved."""
    return _serves(user, programme.session.process)


@rules.predicate
def sets_up_groups(user: Any, group: SubGroup) -> bool:
    """Of the secretariat that serves the process of the group."""
    return _serves(user, group.process)


def _serves(user: Any, process: Process) -> bool:
    return bool(is_secretariat(user, process))


rules.add_perm("sittings.change_programme", sets_up_programme)
rules.add_perm("sittings.change_sub_group", sets_up_groups)

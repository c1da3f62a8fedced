"""Who runs a process."""

from typing import Any

import rules
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from consultation.processes.models import Office, Process
from stakeholders.accounts.rules import has_second_factor, holds_secretariat_role, is_portal_secretariat
from stakeholders.accounts.standing import read_with_person

PRESIDING = (Office.Kind.CHAIR, Office.Kind.CO_CHAIR)
CHAIRS_TEAM = (*PRESIDING, Office.Kind.TEAM)
"""Who reads for the summary and writes it: the Chair, Co-Chairs and those who work for them."""

_MINE = Office.objects.held().filter(user=OuterRef("pk"))
_PAIRS = _MINE.values(pair=JSONObject(process="process_id", kind="kind"))

read_with_person(
    "_offices_held",
    ArraySubquery(_PAIRS),
    shaped=lambda pairs: frozenset((pair["process"], pair["kind"]) for pair in pairs),
)


def offices_held(user: Any) -> frozenset[tuple[int, str]]:
    """Pairs of process id and office that the person holds now; read with her, else asked once."""
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    known: frozenset[tuple[int, str]] | None = getattr(user, "_offices_held", None)
    if known is None:
        known = frozenset(user.offices.held().values_list("process_id", "kind"))
        user._offices_held = known
    return known


def holds_office(user: Any, process_id: int, *kinds: str) -> bool:
    """Whether the person holds one of those offices in that process, second factor or not."""
    return any((process_id, kind) in offices_held(user) for kind in kinds)


@rules.predicate
def presides(user: Any, process: Process) -> bool:
    """Chair or Co-Chair of the process."""
    return holds_office(user, process.pk, *PRESIDING)


@rules.predicate
def works_for_the_chair(user: Any, process: Process) -> bool:
    """On the Chair's team of the process, or Chair of it."""
    return holds_office(user, process.pk, *CHAIRS_TEAM)


@rules.predicate
def serves(user: Any, process: Process) -> bool:
    """Holds the secretariat's office in this process."""
    return holds_office(user, process.pk, Office.Kind.SECRETARIAT)


@rules.predicate
def presides_anywhere(user: Any) -> bool:
    """Chair or Co-Chair of some process."""
    return any(kind in PRESIDING for _process, kind in offices_held(user))


@rules.predicate
def works_for_a_chair(user: Any) -> bool:
    """On the Chair's team of some process, or Chair of it."""
    return any(kind in CHAIRS_TEAM for _process, kind in offices_held(user))


@rules.predicate
def serves_anywhere(user: Any) -> bool:
    """Holds the secretariat's office in some process, or in the whole portal."""
    return bool(holds_secretariat_role(user)) or any(kind == Office.Kind.SECRETARIAT for _p, kind in offices_held(user))


is_presiding = presides & has_second_factor
is_secretariat = (serves & has_second_factor) | is_portal_secretariat
holds_a_staff_role = presides_anywhere | serves_anywhere

rules.add_perm("processes.create_process", is_portal_secretariat)
rules.add_perm("processes.change_process", is_secretariat)
rules.add_perm("processes.preside", is_presiding)
rules.add_perm("processes.work_for_chair", works_for_the_chair & has_second_factor)
rules.add_perm("processes.open_team_desk", works_for_a_chair & has_second_factor)
rules.add_perm("processes.open_chair_desk", presides_anywhere & has_second_factor)
rules.add_perm("processes.open_secretariat_desk", serves_anywhere & has_second_factor)

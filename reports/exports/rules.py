"""Who may have data written into a file."""

from typing import Any

import rules

from consultation.processes.models import Office
from consultation.processes.rules import PRESIDING, holds_a_staff_role, holds_office
from reports.exports.models import Export
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat


@rules.predicate
def works_on_its_process(user: Any, export: Export) -> bool:
    """Presides over or serves the process that the export is of."""
    return holds_office(user, export.process_id, *PRESIDING, Office.Kind.SECRETARIAT)


rules.add_perm("exports.open_exports", holds_a_staff_role & has_second_factor)
rules.add_perm("exports.run_export", (works_on_its_process & has_second_factor) | is_portal_secretariat)

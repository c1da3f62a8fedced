"""Who may write and issue a summary."""

from typing import Any

import rules

from consultation.processes.models import Office
from consultation.processes.rules import PRESIDING, holds_office, presides_anywhere, serves_anywhere
from reports.summaries.models import Summary
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat


@rules.predicate
def presides_over_summary(user: Any, summary: Summary) -> bool:
    """Chair or Co-Chair of the summary's process."""
    return holds_office(user, summary.session.process_id, *PRESIDING)


@rules.predicate
def serves_summary(user: Any, summary: Summary) -> bool:
    """Holds the secretariat's office in the summary's process."""
    return holds_office(user, summary.session.process_id, Office.Kind.SECRETARIAT)


writes = (presides_over_summary | serves_summary) & has_second_factor

rules.add_perm("summaries.open_desk", (presides_anywhere | serves_anywhere) & has_second_factor)
rules.add_perm("summaries.see_summary", writes | is_portal_secretariat)
rules.add_perm("summaries.write_summary", presides_over_summary & has_second_factor)
rules.add_perm("summaries.issue_summary", presides_over_summary & has_second_factor)
rules.add_perm("summaries.compile_report", writes | is_portal_secretariat)

"""Who may write, remark on and issue a summary."""

from typing import Any

import rules

from consultation.processes.models import Office
from consultation.processes.rules import (
    CHAIRS_TEAM,
    PRESIDING,
    holds_office,
    serves_anywhere,
    works_for_a_chair,
)
from reports.summaries.models import Summary
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat


@rules.predicate
def presides_over_summary(user: Any, summary: Summary) -> bool:
    """Chair or Co-Chair of the summary's process."""
    return holds_office(user, summary.session.process_id, *PRESIDING)


@rules.predicate
def is_on_team(user: Any, summary: Summary) -> bool:
    """On the Chair's team of the summary's process."""
    return holds_office(user, summary.session.process_id, *CHAIRS_TEAM)


@rules.predicate
def serves_summary(user: Any, summary: Summary) -> bool:
    """Holds the secretariat's office in the summary's process."""
    return holds_office(user, summary.session.process_id, Office.Kind.SECRETARIAT)


reads = (is_on_team | serves_summary) & has_second_factor

rules.add_perm("summaries.open_desk", (works_for_a_chair | serves_anywhere) & has_second_factor)
rules.add_perm("summaries.see_summary", reads | is_portal_secretariat)
rules.add_perm("summaries.write_summary", is_on_team & has_second_factor)
rules.add_perm("summaries.remark_on_summary", reads)
rules.add_perm("summaries.close_summary", presides_over_summary & has_second_factor)
rules.add_perm("summaries.issue_summary", presides_over_summary & has_second_factor)
rules.add_perm(
    "summaries.compile_report", ((presides_over_summary | serves_summary) & has_second_factor) | is_portal_secretariat
)

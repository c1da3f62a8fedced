"""Who may look at coverage, decide on it, and say what must be zero."""

import rules

from consultation.processes.rules import is_secretariat
from reports.summaries.rules import is_on_team, reads
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat

rules.add_perm("coverage.see_coverage", reads | is_portal_secretariat)
rules.add_perm("coverage.set_aside", is_on_team & has_second_factor)
rules.add_perm("coverage.set_gate", is_secretariat)

"""Who answers inquiries, and who may withhold the text of one. Who may file is decided by standing.may_inquire."""

from typing import Any

import rules

from consultation.processes.rules import PRESIDING, holds_office
from reports.inquiries.models import Inquiry
from stakeholders.accounts.rules import has_second_factor
from stakeholders.organisations.rules import active_roles


@rules.predicate
def presides_over_inquiry(user: Any, inquiry: Inquiry) -> bool:
    """Chair or Co-Chair of the process: the summary is on the Chair's own responsibility, and so is the reply."""
    return holds_office(user, inquiry.summary.session.process_id, *PRESIDING)


@rules.predicate
def has_no_stake_in_inquiry(user: Any, inquiry: Inquiry) -> bool:
    """Neither filed it nor belongs to the organisation in whose name it was filed: nobody decides in her own case."""
    return inquiry.filed_by_id != user.pk and inquiry.organisation_id not in active_roles(user)


_decides = presides_over_inquiry & has_second_factor & has_no_stake_in_inquiry

rules.add_perm("inquiries.answer_inquiry", _decides)
rules.add_perm("inquiries.withhold_inquiry", _decides)

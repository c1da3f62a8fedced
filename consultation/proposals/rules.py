"""Who proposes in an organisation's name, and who decides. Whether it may propose at all, the modalities say."""

from typing import Any

import rules

from consultation.processes.rules import holds_a_staff_role, is_presiding, is_secretariat
from consultation.proposals.models import Proposal
from stakeholders.accounts.rules import has_second_factor
from stakeholders.organisations.models import Membership
from stakeholders.organisations.rules import active_roles, is_focal_point


@rules.predicate
def runs_process(user: Any, proposal: Proposal) -> bool:
    """Presides over the process of the session or serves it, with a second factor."""
    process = proposal.session.process
    return bool(is_presiding(user, process) or is_secretariat(user, process))


@rules.predicate
def is_proposers_focal_point(user: Any, proposal: Proposal) -> bool:
    """Focal point of the organisation that proposes."""
    return active_roles(user).get(proposal.organisation_id) == Membership.Role.FOCAL_POINT


@rules.predicate
def has_no_stake(user: Any, proposal: Proposal) -> bool:
    """Does not belong to the organisation that proposes: nobody decides in her own case."""
    return proposal.organisation_id not in active_roles(user)


rules.add_perm("proposals.propose", is_focal_point)
rules.add_perm("proposals.withdraw_proposal", is_proposers_focal_point)
rules.add_perm("proposals.decide_proposal", runs_process & has_no_stake)
rules.add_perm("proposals.open_desk", holds_a_staff_role & has_second_factor)

"""Who may write, submit, see and decide."""

from typing import Any

import rules

from consultation.processes.models import Office
from consultation.processes.rules import PRESIDING, holds_office
from consultation.submissions.models import Call, Draft, Import, Party, Submission
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat
from stakeholders.organisations.models import Membership
from stakeholders.organisations.rules import active_roles


@rules.predicate
def shares_draft(user: Any, draft: Draft) -> bool:
    """Active member of the organisation whose draft it is."""
    return draft.organisation_id in active_roles(user)


@rules.predicate
def speaks_for_it(user: Any, submission: Submission) -> bool:
    """Active member of the organisation that sent it."""
    return submission.organisation_id in active_roles(user)


@rules.predicate
def is_its_focal_point(user: Any, submission: Submission) -> bool:
    """Focal point of the organisation that sent it."""
    return active_roles(user).get(submission.organisation_id or 0) == Membership.Role.FOCAL_POINT


@rules.predicate
def sent_it(user: Any, submission: Submission) -> bool:
    """The person who last submitted it, while still a member."""
    return submission.submitted_by_id == user.pk and submission.organisation_id in active_roles(user)


@rules.predicate
def is_focal_point_of_party(user: Any, party: Party) -> bool:
    """Focal point of an organisation that a joint statement names: only it can say that it speaks too."""
    return active_roles(user).get(party.organisation_id or 0) == Membership.Role.FOCAL_POINT


@rules.predicate
def presides_over_it(user: Any, submission: Submission) -> bool:
    """Chair or Co-Chair of the process it belongs to."""
    return holds_office(user, submission.process_id, *PRESIDING)


@rules.predicate
def has_no_stake_in_it(user: Any, submission: Submission) -> bool:
    """Is not a member of any organisation on whose behalf it was sent: nobody decides in her own case."""
    roles = active_roles(user)
    if submission.organisation_id in roles:
        return False
    return not any(party.organisation_id in roles for party in submission.parties.all()) if roles else True


@rules.predicate
def serves_its_process(user: Any, row: Call | Submission) -> bool:
    """Holds the secretariat's office in the process that the call or submission belongs to."""
    return holds_office(user, row.process_id, Office.Kind.SECRETARIAT)


@rules.predicate
def serves_process_of_import(user: Any, batch: Import) -> bool:
    """Holds the secretariat's office in the process of the import's call."""
    return holds_office(user, batch.call.process_id, Office.Kind.SECRETARIAT)


_secretariat_of_it = (serves_its_process & has_second_factor) | is_portal_secretariat

rules.add_perm("submissions.write_draft", shares_draft)
rules.add_perm("submissions.revise_submission", speaks_for_it)
rules.add_perm("submissions.withdraw_submission", is_its_focal_point | sent_it)
rules.add_perm("submissions.answer_for_party", is_focal_point_of_party)
rules.add_perm("submissions.decide_submission", presides_over_it & has_second_factor & has_no_stake_in_it)
rules.add_perm("submissions.change_call", _secretariat_of_it)
rules.add_perm("submissions.enter_input", _secretariat_of_it)
rules.add_perm("submissions.run_import", (serves_process_of_import & has_second_factor) | is_portal_secretariat)

"""Who may draft, review and release answers."""

from typing import Any

import rules

from consultation.processes.models import Office
from consultation.processes.rules import CHAIRS_TEAM, PRESIDING, holds_office
from consultation.submissions.rules import has_no_stake_in_it
from reports.dispositions.models import Boilerplate, Disposition
from reports.summaries.rules import is_on_team, presides_over_summary
from stakeholders.accounts.rules import has_second_factor


@rules.predicate
def is_on_team_of_answer(user: Any, answer: Disposition) -> bool:
    """On the Chair's team of the answer's process."""
    return holds_office(user, answer.point.process_id, *CHAIRS_TEAM)


@rules.predicate
def is_on_team_of_boilerplate(user: Any, boilerplate: Boilerplate) -> bool:
    """On the Chair's team of the boilerplate's process."""
    return holds_office(user, boilerplate.process_id, *CHAIRS_TEAM)


@rules.predicate
def presides_over_answer(user: Any, answer: Disposition) -> bool:
    """Chair or Co-Chair of the answer's process."""
    return holds_office(user, answer.point.process_id, *PRESIDING)


@rules.predicate
def brings_a_second_pair_of_eyes(user: Any, answer: Disposition) -> bool:
    """Did not write the answer as it stands; or nobody else presides over the process, and she answers for it alone.

    The team drafts and the Chair reviews, so that two people have read what goes out. A Chair without a Co-Chair would
    otherwise have no one to review what she wrote herself, and a summary is on the Chair's own responsibility.
    """
    if answer.saved_by_id != user.pk:
        return True
    presiding = Office.objects.held().filter(process=answer.point.process_id, kind__in=PRESIDING)
    return not presiding.exclude(user=user).exists()


@rules.predicate
def has_no_stake_in_answer(user: Any, answer: Disposition) -> bool:
    """Belongs to no organisation that speaks in the contribution: nobody decides in her own case."""
    return bool(has_no_stake_in_it(user, answer.point.submission))


rules.add_perm("dispositions.draft_answers", is_on_team & has_second_factor)
rules.add_perm("dispositions.change_answer", is_on_team_of_answer & has_second_factor)
rules.add_perm(
    "dispositions.review_answer",
    presides_over_answer & has_second_factor & has_no_stake_in_answer & brings_a_second_pair_of_eyes,
)
rules.add_perm("dispositions.release_answer", presides_over_answer & has_second_factor)
rules.add_perm("dispositions.release_answers", presides_over_summary & has_second_factor)
rules.add_perm("dispositions.change_boilerplate", is_on_team_of_boilerplate & has_second_factor)

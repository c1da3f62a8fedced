"""Who runs a round, who speaks for an applicant, who acts for a State, and who may know of objections."""

from typing import Any

import rules
from django.db.models import QuerySet

from consultation.accreditation.models import Accreditation, Application, Round
from consultation.processes.models import Office
from consultation.processes.rules import PRESIDING, holds_office, presides_anywhere, serves_anywhere
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat
from stakeholders.organisations.models import Membership, Organisation, StakeholderGroup
from stakeholders.organisations.rules import active_roles, is_focal_point, is_member
from stakeholders.organisations.states import OrganisationState

MEMBER_STATE = "member"
"""The status in the United Nations of a country that is a Member State; observer States cannot object."""


def missions_of(user: Any) -> QuerySet[Organisation]:
    """The missions of Member States in which the person is an active member, in one query."""
    missions: QuerySet[Organisation] = Organisation.objects.recognised().filter(
        pk__in=active_roles(user), group_verified__kind=StakeholderGroup.Kind.STATE, seat__un_status=MEMBER_STATE
    )
    return missions.order_by("pk")


@rules.predicate
def serves_round(user: Any, round_: Round) -> bool:
    """Holds the secretariat's office in the round's process."""
    return holds_office(user, round_.process_id, Office.Kind.SECRETARIAT)


@rules.predicate
def presides_over_round(user: Any, round_: Round) -> bool:
    """Chair or Co-Chair of the round's process."""
    return holds_office(user, round_.process_id, *PRESIDING)


@rules.predicate
def checks_application(user: Any, application: Application) -> bool:
    """Holds the secretariat's office in the process that the application is for."""
    return holds_office(user, application.round.process_id, Office.Kind.SECRETARIAT)


@rules.predicate
def is_applicants_focal_point(user: Any, application: Application) -> bool:
    """Focal point of the organisation that applies."""
    return active_roles(user).get(application.organisation_id) == Membership.Role.FOCAL_POINT


@rules.predicate
def has_no_stake(user: Any, application: Application) -> bool:
    """Belongs to no organisation that applies: nobody decides in her own case."""
    return application.organisation_id not in active_roles(user)


@rules.predicate
def keeps_standing(user: Any, accreditation: Accreditation) -> bool:
    """Holds the secretariat's office in the process in which the standing holds."""
    return holds_office(user, accreditation.process_id, Office.Kind.SECRETARIAT)


@rules.predicate
def has_no_standing_in_it(user: Any, accreditation: Accreditation) -> bool:
    """Belongs not to the organisation that has the standing: nobody enters or ends her own."""
    return accreditation.organisation_id not in active_roles(user)


@rules.predicate
def is_mission(_user: Any, organisation: Organisation) -> bool:
    """The organisation is the mission of a Member State, as verified."""
    group, seat = organisation.group_verified, organisation.seat
    is_state = group is not None and group.kind == StakeholderGroup.Kind.STATE
    is_member_state = seat is not None and seat.un_status == MEMBER_STATE
    return is_state and is_member_state and organisation.state == OrganisationState.RECOGNISED


_runs = (serves_round & has_second_factor) | is_portal_secretariat
_keeps = ((keeps_standing & has_second_factor) | is_portal_secretariat) & has_no_standing_in_it
_checks = ((checks_application & has_second_factor) | is_portal_secretariat) & has_no_stake

rules.add_perm("accreditation.change_round", _runs)
rules.add_perm("accreditation.oversee_round", _runs | (presides_over_round & has_second_factor))
rules.add_perm("accreditation.open_oversight", (presides_anywhere | serves_anywhere) & has_second_factor)
rules.add_perm("accreditation.apply", is_focal_point)
rules.add_perm("accreditation.change_application", is_applicants_focal_point)
rules.add_perm("accreditation.withdraw_application", is_applicants_focal_point)
rules.add_perm("accreditation.check_application", _checks)
rules.add_perm("accreditation.read_for_mission", is_member & is_mission)
rules.add_perm("accreditation.act_for_mission", is_focal_point & is_mission & has_second_factor)
rules.add_perm("accreditation.change_standing", _keeps)

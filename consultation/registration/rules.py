"""Who registers people, who confirms them, and who sets up the registration of a session."""

from typing import Any

import rules

from consultation.processes.rules import is_secretariat
from consultation.registration.models import Registration, RegistrationWindow
from stakeholders.organisations.models import Membership
from stakeholders.organisations.rules import active_roles, is_focal_point, is_member


@rules.predicate
def serves_session(user: Any, row: RegistrationWindow | Registration) -> bool:
    """Of the secretariat that serves the process of the session, with a second factor."""
    return bool(is_secretariat(user, row.session.process))


@rules.predicate
def is_senders_focal_point(user: Any, registration: Registration) -> bool:
    """Focal point of the organisation that sends the person."""
    return active_roles(user).get(registration.organisation_id) == Membership.Role.FOCAL_POINT


@rules.predicate
def is_the_person(user: Any, registration: Registration) -> bool:
    """She herself."""
    return bool(user.is_authenticated and user.is_active and registration.user_id == user.pk)


@rules.predicate
def has_no_stake(user: Any, registration: Registration) -> bool:
    """Belongs not to the organisation that sends the person: nobody decides in her own case."""
    return registration.organisation_id not in active_roles(user)


rules.add_perm("registration.register", is_focal_point)
rules.add_perm("registration.register_late", ~is_member)
rules.add_perm("registration.change_registration", is_senders_focal_point)
rules.add_perm("registration.withdraw_registration", is_senders_focal_point | is_the_person)
rules.add_perm("registration.set_consent", is_senders_focal_point | is_the_person)
rules.add_perm("registration.decide_registration", serves_session & has_no_stake)
rules.add_perm("registration.change_window", serves_session)

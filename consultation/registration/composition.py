"""How a tripartite delegation is made up: two government delegates, one employers' and one workers' delegate.

Source: ILO Constitution, article 3, paragraph 1. Advisers are not counted. Each delegate votes individually (article 4,
paragraph 1), so that what is counted here are seats, never opinions.
"""

from collections import Counter
from collections.abc import Iterable

from consultation.modalities.vocabulary import Category
from consultation.registration.models import Registration, RegistrationWindow

SEATS = {Registration.Role.GOVERNMENT: 2, Registration.Role.EMPLOYER: 1, Registration.Role.WORKER: 1}


def binds(window: RegistrationWindow, category: str) -> bool:
    """Whether the rule holds for an organisation of that category: it is one for the delegations of States."""
    return window.is_tripartite and category == Category.STATE


def is_exceeded(roles: Iterable[str]) -> bool:
    """Whether a side has more delegates than seats."""
    counted = Counter(role for role in roles if role)
    return any(number > SEATS[Registration.Role(role)] for role, number in counted.items())


def missing(roles: Iterable[str]) -> dict[Registration.Role, int]:
    """How many delegates each side still lacks; empty for a delegation that is complete."""
    counted = Counter(roles)
    return {role: seats - counted[role] for role, seats in SEATS.items() if counted[role] < seats}

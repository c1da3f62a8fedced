"""Who may see near-identical texts, and who may decide about them."""

from typing import Any

import rules
from django.db.models import Q

from consultation.likeness.models import Family
from consultation.processes.models import Office
from consultation.processes.rules import (
    CHAIRS_TEAM,
    holds_office,
    serves,
    serves_anywhere,
    works_for_a_chair,
    works_for_the_chair,
)
from stakeholders.accounts.rules import has_second_factor, is_portal_secretariat
from stakeholders.organisations.rules import active_roles


@rules.predicate
def is_on_the_team(user: Any, family: Family) -> bool:
    """On the Chair's team of the family's process, or serves it."""
    return holds_office(user, family.process_id, *CHAIRS_TEAM, Office.Kind.SECRETARIAT)


@rules.predicate
def has_no_stake_in_family(user: Any, family: Family) -> bool:
    """Is in no organisation on whose behalf a text of the family was sent: nobody decides in her own case."""
    roles = active_roles(user)
    if not roles:
        return True
    sent = Q(submission__organisation__in=roles) | Q(submission__parties__organisation__in=roles)
    return not family.members.filter(sent).exists()


rules.add_perm("likeness.open_desk", (works_for_a_chair | serves_anywhere) & has_second_factor)
rules.add_perm("likeness.see_families", ((works_for_the_chair | serves) & has_second_factor) | is_portal_secretariat)
rules.add_perm("likeness.decide_family", is_on_the_team & has_second_factor & has_no_stake_in_family)

"""Who may speak for an organisation and decide about its members."""

from typing import Any

import rules
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from stakeholders.accounts.rules import is_portal_secretariat
from stakeholders.accounts.standing import read_with_person
from stakeholders.organisations.models import Membership, Organisation

_MINE = Membership.objects.active().filter(user=OuterRef("pk")).order_by()
_PAIRS = _MINE.values(pair=JSONObject(organisation="organisation_id", role="role"))

read_with_person(
    "_organisation_roles",
    ArraySubquery(_PAIRS),
    shaped=lambda pairs: {pair["organisation"]: pair["role"] for pair in pairs},
)


def active_roles(user: Any) -> dict[int, str]:
    """The person's roles by organisation id; read with her, else asked once and kept on her."""
    if not (user.is_authenticated and user.is_active):
        return {}
    known: dict[int, str] | None = getattr(user, "_organisation_roles", None)
    if known is None:
        known = dict(user.memberships.active().values_list("organisation_id", "role"))
        user._organisation_roles = known
    return known


def forget_roles(user: Any) -> None:
    """Ask again next time: the person's own memberships have just changed."""
    if hasattr(user, "_organisation_roles"):
        del user._organisation_roles


@rules.predicate
def is_member(user: Any, organisation: Organisation) -> bool:
    """An active member in any role."""
    return organisation.pk in active_roles(user)


@rules.predicate
def is_focal_point(user: Any, organisation: Organisation) -> bool:
    """The organisation's focal point."""
    return active_roles(user).get(organisation.pk) == Membership.Role.FOCAL_POINT


@rules.predicate
def is_focal_point_of_membership(user: Any, membership: Membership) -> bool:
    """Focal point of the organisation that the membership belongs to, deciding about somebody else."""
    role = active_roles(user).get(membership.organisation_id)
    return role == Membership.Role.FOCAL_POINT and membership.user_id != user.pk


@rules.predicate
def is_own_membership(user: Any, membership: Membership) -> bool:
    """The membership is the person's own."""
    return bool(user.is_authenticated and membership.user_id == user.pk)


rules.add_perm("organisations.see_members", is_member | is_portal_secretariat)
rules.add_perm("organisations.change_organisation", is_focal_point | is_portal_secretariat)
rules.add_perm("organisations.decide_organisation", is_portal_secretariat)
rules.add_perm("organisations.decide_membership", is_focal_point_of_membership | is_portal_secretariat)
rules.add_perm("organisations.end_membership", is_focal_point_of_membership | is_own_membership | is_portal_secretariat)
rules.add_perm("organisations.change_groups", is_portal_secretariat)

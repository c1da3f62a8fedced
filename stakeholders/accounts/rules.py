"""Who acts for the portal as a whole."""

from typing import Any

import rules
from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from stakeholders.accounts.models import PortalRole, RoleHeld
from stakeholders.accounts.standing import read_with_person

_MINE = OuterRef("pk")
_FACTORS = Authenticator.objects.filter(user=_MINE).exclude(type=Authenticator.Type.RECOVERY_CODES)
_ROLES = RoleHeld.objects.filter(user=_MINE, ended_at=None)

read_with_person("has_second_factor", Exists(_FACTORS), shaped=bool)
read_with_person("roles", ArraySubquery(_ROLES.values("role")), shaped=frozenset)


@rules.predicate
def has_second_factor(user: Any) -> bool:
    """Staff roles cannot act before a second factor is set."""
    return bool(user.is_authenticated and user.is_active and user.has_second_factor)


@rules.predicate
def holds_secretariat_role(user: Any) -> bool:
    """Holds the portal-wide role of the secretariat, whether or not a second factor is set."""
    return bool(user.is_authenticated and user.is_active and PortalRole.SECRETARIAT in user.roles)


is_portal_secretariat = holds_secretariat_role & has_second_factor

rules.add_perm("accounts.act_as_secretariat", is_portal_secretariat)

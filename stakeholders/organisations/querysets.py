"""Which organisations, and whose?"""

from typing import Any

from django.db import models
from django.db.models import Q

from stakeholders.organisations.states import MembershipState, OrganisationState

SHORTEST_SEARCH = 3  # letters


class OrganisationQuerySet(models.QuerySet[Any]):
    """Organisations by standing and by the people in them."""

    def recognised(self) -> "OrganisationQuerySet":
        """Those that may speak: a recognised organisation, whatever its accreditation."""
        return self.filter(state=OrganisationState.RECOGNISED)

    def awaiting_decision(self) -> "OrganisationQuerySet":
        """New ones that the secretariat has not decided yet."""
        return self.filter(state=OrganisationState.PROPOSED)

    def with_member(self, user: Any) -> "OrganisationQuerySet":
        """Those in which the person is an active member."""
        return self.filter(memberships__user=user, memberships__state=MembershipState.ACTIVE)

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Those whose members and affairs the person may see: her own; for the portal's secretariat all."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.has_perm("accounts.act_as_secretariat") else self.with_member(user)

    def named_like(self, words: str) -> "OrganisationQuerySet":
        """Those with the words in their name, or with that acronym; none for fewer than three letters."""
        words = words.strip()
        if len(words) < SHORTEST_SEARCH:
            return self.none()
        return self.filter(Q(name__icontains=words) | Q(acronym__iexact=words))


class MembershipQuerySet(models.QuerySet[Any]):
    """Memberships by state."""

    def active(self) -> "MembershipQuerySet":
        """Standing memberships."""
        return self.filter(state=MembershipState.ACTIVE)

    def requested(self) -> "MembershipQuerySet":
        """Requests to join that nobody has decided."""
        return self.filter(state=MembershipState.REQUESTED)

    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """A person's own, and those of the organisations in which she is a member; for the secretariat all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("accounts.act_as_secretariat"):
            return self.all()
        own = user.memberships.active().values("organisation")
        return self.filter(Q(user=user) | Q(organisation__in=own))

"""Which organisations, and whose?"""

from typing import Any

from django.db import models

from stakeholders.organisations.states import MembershipState, OrganisationState


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


class MembershipQuerySet(models.QuerySet[Any]):
    """Memberships by state."""

    def active(self) -> "MembershipQuerySet":
        """Standing memberships."""
        return self.filter(state=MembershipState.ACTIVE)

    def requested(self) -> "MembershipQuerySet":
        """Requests to join that nobody has decided."""
        return self.filter(state=MembershipState.REQUESTED)

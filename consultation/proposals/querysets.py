"""Which proposals, and whose?"""

from typing import Any

from django.db import models

from consultation.proposals.states import ProposalState


class ProposalQuerySet(models.QuerySet[Any]):
    """Proposals by state and by who may see them."""

    def waiting(self) -> "ProposalQuerySet":
        """Those on which nobody has decided."""
        return self.filter(state=ProposalState.PROPOSED)

    def of_members(self, user: Any) -> "ProposalQuerySet":
        """Those of the organisations in which the person is an active member."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(organisation__in=user.memberships.active().values("organisation"))

    def before_officers(self, user: Any) -> "ProposalQuerySet":
        """Those to sessions of the processes that the person serves as secretariat or over which she presides."""
        processes = self.model._meta.get_field("session").related_model._meta.get_field("process").related_model
        served = models.Q(session__process__in=processes._default_manager.served_by(user))
        if user.is_authenticated and user.is_active and user.has_second_factor:
            presided = user.offices.held().filter(kind__in=["chair", "co_chair"]).values("process")
            served |= models.Q(session__process__in=presided)
        return self.filter(served)

    def visible_to(self, user: Any) -> "ProposalQuerySet":
        """One's own organisation's, and those that await one as an officer; never the public's."""
        return self.filter(
            models.Q(pk__in=self.of_members(user).values("pk"))
            | models.Q(pk__in=self.before_officers(user).values("pk"))
        )

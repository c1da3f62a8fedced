"""The letters that a proposal gives rise to, to the focal points of who proposed, each in her language."""

from datetime import datetime

from consultation.proposals.models import Proposal
from stakeholders.mailroom.actions import post_letter
from stakeholders.organisations.models import Membership


def tell_proposer(proposal: Proposal, occasion: str, *, at: datetime, note: str = "") -> None:
    """What became of the proposal; `occasion` names the template."""
    memberships = Membership.objects.active().filter(
        role=Membership.Role.FOCAL_POINT, organisation=proposal.organisation_id, user__is_active=True
    )
    session = proposal.session
    for membership in memberships.select_related("user").order_by("pk"):
        post_letter(
            key=f"proposal-{occasion}:{proposal.pk}:{membership.user_id}", to=membership.user,
            template=f"proposals/mail/{occasion}", at=at,
            context={"proposal": proposal, "session": session, "process": session.process, "note": note},
        )  # fmt: skip

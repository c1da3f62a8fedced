"""What states an organisation and a membership have, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class OrganisationState(TextChoices):
    """How the secretariat sees an organisation; this is not accreditation, which belongs to a process."""

    PROPOSED = "proposed", pgettext_lazy("state of an organisation", "Awaiting the secretariat")
    RECOGNISED = "recognised", pgettext_lazy("state of an organisation", "Recognised")
    REFUSED = "refused", pgettext_lazy("state of an organisation", "Not recognised")


class MembershipState(TextChoices):
    """How a person stands to an organisation."""

    REQUESTED = "requested", pgettext_lazy("state of a membership", "Requested")
    ACTIVE = "active", pgettext_lazy("state of a membership", "Member")
    REFUSED = "refused", pgettext_lazy("state of a membership", "Refused")
    ENDED = "ended", pgettext_lazy("state of a membership", "Ended")


ORGANISATION_MOVES = (
    Transition("recognised", (OrganisationState.PROPOSED, OrganisationState.REFUSED), OrganisationState.RECOGNISED,
               "organisations.decide_organisation"),
    Transition("refused", (OrganisationState.PROPOSED,), OrganisationState.REFUSED,
               "organisations.decide_organisation", needs_note=True),
)  # fmt: skip

MEMBERSHIP_MOVES = (
    Transition("admitted", (MembershipState.REQUESTED,), MembershipState.ACTIVE, "organisations.decide_membership"),
    Transition("refused", (MembershipState.REQUESTED,), MembershipState.REFUSED,
               "organisations.decide_membership", needs_note=True),
    Transition("ended", (MembershipState.ACTIVE,), MembershipState.ENDED, "organisations.end_membership"),
)  # fmt: skip

EVENT_NAMES = {
    "proposed": pgettext_lazy("what happened to an organisation", "Registered by its proposer"),
    "recognised": pgettext_lazy("what happened to an organisation", "Recognised"),
    "refused": pgettext_lazy("what happened to an organisation", "Not recognised"),
    "changed": pgettext_lazy("what happened to an organisation", "Details changed"),
    "group_verified": pgettext_lazy("what happened to an organisation", "Stakeholder group verified"),
}

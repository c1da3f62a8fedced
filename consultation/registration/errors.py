"""What can stop a registration; the docstring of each class is explained by its message."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class RegistrationNotOpen(MoveRefused):
    """Nobody can be registered at this instant."""

    message = _("Registration for this session is not open now. Nothing was changed.")


class NotRecognised(MoveRefused):
    """The secretariat has not recognised the organisation."""

    message = _("The secretariat has not recognised your organisation yet. You can register people once it has.")


class NotAccredited(MoveRefused):
    """The session is for those in good standing in the process."""

    message = _(
        "Your organisation is not accredited to this process, and this session is open only to those that are. It can"
        " register for informal consultative meetings between sessions, and apply for accreditation in the next round."
    )


class GroupDoesNotMeet(MoveRefused):
    """An associate takes part in the work of one group only."""

    message = _(
        "Your organisation is an associate of one group of this process and takes part in its meetings only. The group"
        " does not meet at this session."
    )


class NoPlaceLeft(MoveRefused):
    """The organisation has registered as many people as it may."""

    message = _("Your organisation has no place left at this session. Withdraw somebody first, then try again.")


class HasAHead(MoveRefused):
    """A delegation has one head."""

    message = _("Your delegation has a head already. Change that registration first, then try again.")


class RegisteredAlready(MoveRefused):
    """One person has one badge."""

    message = _("This person is registered for this session already.")


class NotAMember(MoveRefused):
    """Only members are registered by their account."""

    message = _("This person is not a member of your organisation. Register the person without an account instead.")


class TooManyOfOneSide(MoveRefused):
    """Two government, one employer, one worker delegate (ILO Constitution, article 3, paragraph 1)."""

    message = _(
        "A delegation has two government delegates, one employers’ and one workers’ delegate. This side has all its"
        " delegates already: register the person as an adviser, or withdraw a delegate first."
    )


class DelegationIncomplete(MoveRefused):
    """Delegates of a tripartite delegation are confirmed together."""

    message = _(
        "The delegation is not complete: it needs two government delegates, one employers’ and one workers’ delegate."
        " Its delegates can be confirmed when it is; advisers can be confirmed now."
    )


class CanStillBeCompleted(MoveRefused):
    """While registration is open a delegation is completed by those who send it."""

    message = _("Registration is still open: its focal point can complete the delegation.")


class NothingLacking(MoveRefused):
    """The secretariat registers late only whom a tripartite delegation lacks."""

    message = _("The delegation lacks nobody for this side.")


class ChathamHouseRuleHolds(MoveRefused):
    """Neither speakers nor any other participant may be revealed."""

    message = _("This session is held under the Chatham House Rule, so no list of participants is published.")

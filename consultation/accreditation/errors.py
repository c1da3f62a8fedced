"""What can stop somebody in a round of accreditation; the docstring of each class is explained by its message."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class RoundNotOpen(MoveRefused):
    """The round takes no applications at this instant."""

    message = _("This round takes no applications now. A new round opens before each substantive session.")


class NotRecognised(MoveRefused):
    """The secretariat has not recognised the organisation."""

    message = _("The secretariat has not recognised your organisation yet. You can write now and send once it has.")


class AppliedAlready(MoveRefused):
    """The organisation has an application in the round."""

    message = _("Your organisation has applied in this round already.")


class HasStanding(MoveRefused):
    """The organisation has standing that ends no earlier than what the round could give."""

    message = _("Your organisation’s standing lasts as long as this round could give it. It need not apply again.")


class NothingWritten(MoveRefused):
    """Without a purpose there is nothing to look at."""

    message = _("Say at least what the purpose of your organisation is.")


class FixedWhileChecked(MoveRefused):
    """An application that was sent stays as it is."""

    message = _("This application was sent. It can be changed again if the secretariat returns it for completion.")


class Incomplete(MoveRefused):
    """Something that an application must hold is missing."""

    message = _("Something is missing, so it cannot be circulated. Return it and say what.")


class FixedOnceAnnounced(MoveRefused):
    """People rely on what a round says."""

    message = _("The round has been announced. Its texts can be corrected and translated; everything else stays.")


class BeyondTheMandate(MoveRefused):
    """Accreditation would have lapsed before the round closes."""

    message = _("The mandate has to end after the round closes.")


class ListPublished(MoveRefused):
    """The round has come to its end."""

    message = _("The list of this round has been published. Open a new round for those who come later.")


class ProcessNotAnnounced(MoveRefused):
    """Nobody could see the round."""

    message = _("Announce the process first: until then nobody can see its rounds.")


class NothingToCirculate(MoveRefused):
    """No application was found complete."""

    message = _("No application waits to be circulated. Find some complete first.")


class SilenceTooShort(MoveRefused):
    """A silence period has at least 72 hours (General Assembly decision 74/544)."""

    message = _("A silence period has at least 72 hours. Choose a later end.")


class SilenceNotLonger(MoveRefused):
    """An end that States rely on never comes nearer."""

    message = _("A silence period can only be made longer.")


class SilenceOver(MoveRefused):
    """The silence period has ended, and what it left is final."""

    message = _("The silence period has ended. Nothing was changed.")


class SilenceRuns(MoveRefused):
    """The list cannot be published before it is known who is on it."""

    message = _("A silence period still runs. The list can be published when it has ended.")


class AskedAlready(MoveRefused):
    """The State's question awaits its answer."""

    message = _("Your question is before the Chair already.")


class AccreditedAlready(MoveRefused):
    """At any instant an organisation has one standing without a round, for the whole process or for one group."""

    message = _("For a part of this time the organisation has a standing already. End that one first.")

"""What can stop a change of an organisation or its members, beside what register.errors names."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class AlreadyMember(MoveRefused):
    """The person belongs to the organisation, or waits for an answer already."""

    message = _("You are a member of this organisation, or your request still waits for an answer.")


class NameTaken(MoveRefused):
    """Another organisation that is not refused has that name."""

    message = _("An organisation of this name is registered already. Ask to join it instead.")


class LastFocalPoint(MoveRefused):
    """Without this person nobody could decide who speaks for the organisation."""

    message = _("This is the organisation's only focal point. Make another member focal point first.")


class NotRecognised(MoveRefused):
    """The organisation cannot be joined before the secretariat has recognised it."""

    message = _("The secretariat has not recognised this organisation, so nobody can join it yet.")

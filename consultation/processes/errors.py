"""What can stop the secretariat from changing a process; each message says what to do instead."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class StillUsed(MoveRefused):
    """Something else rests on the row."""

    message = _("This cannot be removed, because something else already refers to it.")


class HasParts(MoveRefused):
    """The agenda item has sub-items."""

    message = _("This item has sub-items. Move or remove them first.")


class WrongParent(MoveRefused):
    """The agenda item would become part of itself, or of another session's agenda."""

    message = _("An item can only be part of another item of the same agenda, and never of itself.")


class OfficeAlreadyHeld(MoveRefused):
    """The person holds that office already."""

    message = _("This person already holds this office.")


class OwnOffice(MoveRefused):
    """Nobody gives an office to herself."""

    message = _("You cannot give an office to yourself. Ask a colleague of the secretariat.")


class AddressIsPublic(MoveRefused):
    """What is part of a public address no longer changes."""

    message = _("The process has been announced, so its addresses and references stay as they are.")


class DeadlinePassed(MoveRefused):
    """The deadline is in the past already."""

    message = _("This deadline has passed already. Choose a later one.")


class DeadlineNotLater(MoveRefused):
    """A deadline that people rely on never comes nearer."""

    message = _("A deadline can only be moved to a later time, never to an earlier one.")

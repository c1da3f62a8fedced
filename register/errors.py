"""What can stop a move; the docstring of each class is the message that a person reads."""

from django.utils.translation import gettext_lazy as _


class MoveRefused(Exception):
    """The move cannot be made."""

    message = _("This cannot be done now.")

    def __str__(self) -> str:
        return str(self.message)


class OutOfDate(MoveRefused):
    """Somebody else moved the row first, or its state no longer allows the move."""

    message = _("Somebody else has changed this in the meantime. Please look at it again before you decide.")


class ReasonMissing(MoveRefused):
    """The move needs a reason in words."""

    message = _("Please give a reason.")

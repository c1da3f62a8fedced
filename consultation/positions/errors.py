"""What can stop a position; the docstring of each class is explained by its message."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class NoSeat(MoveRefused):
    """Advisers, and delegates whom the secretariat has not confirmed, have no vote."""

    message = _("Only confirmed government, employers’ and workers’ delegates of this session take a position.")


class NotNow(MoveRefused):
    """The segment does not run, or is none in which the body adopts."""

    message = _("A position is taken while the part of the meeting runs in which the body adopts.")

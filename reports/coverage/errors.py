"""What can stop a decision on coverage, or the issue of a summary."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class StillOpen(MoveRefused):
    """Something that the process wants at zero is not; `lines` say what and how much."""

    message = _("The summary cannot be issued yet: something that must be zero is still open. Nothing was issued.")

    def __init__(self, lines: Sequence[Any]) -> None:
        """Keep the lines, for the page to show."""
        super().__init__()
        self.lines = tuple(lines)


class NotOpen(MoveRefused):
    """What is to be set aside is cited, set aside already, or no part of what the summary stands on."""

    message = _("This is cited or set aside already. Please look at the list again.")


class AlreadyIssued(MoveRefused):
    """The summary was issued or abandoned, and does not change any more."""

    message = _("This summary is closed. What it leaves out can only be changed in a correction.")

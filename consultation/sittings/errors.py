"""What can stop the secretariat from changing a programme of work; each message says what to do instead."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.errors import MoveRefused


class Overlaps(MoveRefused):
    """Two parts of a meeting would be held at the same time; `other` is what the first of them is called."""

    def __init__(self, other: str) -> None:
        super().__init__(other)
        self.other = other

    def __str__(self) -> str:
        return _("This overlaps with “%(other)s”. Change the times of one of the two.") % {"other": self.other}


class SticksOut(MoveRefused):
    """A part would begin before its meeting or end after it."""

    message = gettext_lazy(
        "A part lies within its meeting. Change the times of the part, or first those of the meeting."
    )


class NotBeforeTheStart(MoveRefused):
    """A slot before the official start would not end with it."""

    message = gettext_lazy("A slot before the official start ends when the meeting starts.")


class TooShort(MoveRefused):
    """There is less time than the speakers are to share."""

    message = gettext_lazy("The slot is shorter than the minutes that its speakers share.")


class MixedUp(MoveRefused):
    """An official mode in an unofficial event, or the reverse."""

    message = gettext_lazy(
        "An unofficial event has only unofficial dialogue, and a meeting of the process has none. Announce it as a "
        "meeting of its own."
    )


class NothingLeft(MoveRefused):
    """A part would be replaced as a whole."""

    message = gettext_lazy("This would replace the whole part. Change the mode of the part instead.")


class NotWithin(MoveRefused):
    """The time named does not lie within the part that is to be parted."""

    message = gettext_lazy("The time has to lie within the part that is suspended.")


class NothingToCopy(MoveRefused):
    """The day has no meeting."""

    message = gettext_lazy("There is no meeting on that day.")


class NoMeetings(MoveRefused):
    """A programme without a meeting is none."""

    message = gettext_lazy("There is no meeting yet. Add one before you publish the programme.")


class NothingToTell(MoveRefused):
    """All changes have been told already."""

    message = gettext_lazy("Nothing has changed since those who follow the programme were last told.")


class IsCancelled(MoveRefused):
    """The meeting has been cancelled."""

    message = gettext_lazy("The meeting has been cancelled and stays so. Add a new one instead.")


class NotYetHeld(MoveRefused):
    """A day of adoption that has not come."""

    message = gettext_lazy("A programme cannot be adopted on a day that has not come.")

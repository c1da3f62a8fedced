"""What can stop an inquiry; each message says what happened and until when."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from look.dates import city_of, day_in_words, zone_of
from register.errors import MoveRefused


class WindowClosed(MoveRefused):
    """The summary can no longer be challenged; the message names the last instant, in the zone of the process."""

    message = _("This summary could be challenged until %(day)s, %(time)s %(city)s time. Nothing was filed.")

    def __init__(self, closed_at: datetime, zone: str) -> None:
        """Keep the last instant of the window, and the zone in which people read it."""
        super().__init__(closed_at, zone)
        self.closed_at, self.zone = closed_at, zone

    def __str__(self) -> str:
        zone = zone_of(self.zone)
        local = self.closed_at.astimezone(zone)
        told = {"day": day_in_words(local.date()), "time": local.strftime("%H:%M"), "city": city_of(zone)}
        return str(self.message) % told


class TooManyOpen(MoveRefused):
    """As many inquiries of one voice await a reply as may await one at a time."""

    message = _("Five of your inquiries about this summary await a reply. File the next when one is answered.")


class AlreadyWithheld(MoveRefused):
    """The text is withheld already."""

    message = _("The text of this inquiry is withheld already.")

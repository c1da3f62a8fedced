"""What states a person's registration for a session has, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from register.states import Transition


class RegistrationState(TextChoices):
    """Where the registration of a person stands."""

    REGISTERED = "registered", pgettext_lazy("state of a registration", "Awaiting confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("state of a registration", "Confirmed")
    REFUSED = "refused", pgettext_lazy("state of a registration", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a registration", "Withdrawn")


_S = RegistrationState

STANDING = (_S.REGISTERED, _S.CONFIRMED)
"""States of those who are on their organisation's list: they take places and count in the composition."""

_DECIDE = "registration.decide_registration"

REGISTRATION_MOVES = (
    Transition("confirmed", (_S.REGISTERED,), _S.CONFIRMED, _DECIDE),
    Transition("confirmed_incomplete", (_S.REGISTERED,), _S.CONFIRMED, _DECIDE, needs_note=True),
    Transition("refused", STANDING, _S.REFUSED, _DECIDE, needs_note=True),
    Transition("to_be_confirmed_again", (_S.CONFIRMED,), _S.REGISTERED, "registration.change_registration"),
    Transition("withdrawn", STANDING, _S.WITHDRAWN, "registration.withdraw_registration"),
)
"""A badge is made for a name: whoever changes it has to have the person confirmed again."""

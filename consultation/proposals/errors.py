"""What can stop a proposal; the docstring of each class is explained by its message."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class SessionOver(MoveRefused):
    """The last day of the session has passed where it meets."""

    message = _("This session is over. Propose the item for a later session.")


class NotRecognised(MoveRefused):
    """The secretariat has not recognised the organisation."""

    message = _("The secretariat has not recognised your organisation yet. You can propose once it has.")

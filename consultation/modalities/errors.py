"""What can stop the secretariat from changing modalities; each message says what to do instead."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class DraftExists(MoveRefused):
    """A process has one draft of its next version at a time."""

    message = _("A new version is already in preparation. Change that one, or throw it away first.")


class NoLongerADraft(MoveRefused):
    """A version that came into force never changes."""

    message = _("This version has come into force and does not change any more. Begin a new version from it.")


class ClauseInUse(MoveRefused):
    """Cells rest on the clause."""

    message = _("Parts of the matrix rest on this clause. Let them rest on another one first.")

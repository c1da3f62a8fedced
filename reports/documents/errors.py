"""Why a document is not made or not issued; each message is for the person who asked."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class SummaryNotIssued(MoveRefused):
    """A document of a summary is issued only after the summary itself."""

    message = _("The summary is not issued yet. Issue the summary first, then compile and issue its document.")


class AlreadyIssued(MoveRefused):
    """The same document was issued before: what follows is a correction of it."""

    message = _("This document was issued before. An issued document never changes: make a corrigendum or a revision.")


class NotCorrectable(MoveRefused):
    """Only a document that is issued and not yet corrected can be corrected."""

    message = _("Only the latest issued version of a document can be corrected.")


class LetterheadUnseen(MoveRefused):
    """Nobody has seen yet how a document looks with this letterhead."""

    message = _("Wait for the specimen and look at it before you put this letterhead into use.")


class NothingToTell(MoveRefused):
    """Under the Chatham House Rule no table of answers leaves the team and those who asked."""

    message = _("Under the Chatham House Rule there is no table of answers. Whoever asked reads the answer herself.")

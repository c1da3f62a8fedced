"""What can stop work on a summary; each message says what happened and that nothing is lost."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class ParagraphChanged(MoveRefused):
    """Somebody else of the team saved the paragraph after this person opened it."""

    message = _("Somebody else of the team saved this paragraph while you were writing. Nothing is overwritten.")


class NotInDrafting(MoveRefused):
    """The summary is final or issued."""

    message = _("This summary is no longer in drafting, so its text cannot be changed.")


class NothingToIssue(MoveRefused):
    """There is no paragraph yet."""

    message = _("This summary has no paragraph yet.")


class NamesStand(MoveRefused):
    """Nobody is to be named, but the text names those whose names are in `names`, and nobody has looked at them."""

    message = _("The text names these organisations although the summary is non-attributed. Nothing was issued.")

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keep the names, for the page to show."""
        super().__init__(*names)
        self.names = names


class NotCitable(MoveRefused):
    """The submission belongs to another process, or is not before the chair any more."""

    message = _("This submission cannot be cited in this summary.")

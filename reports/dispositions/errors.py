"""What can stop work on answers; each message says what happened and that nothing is lost."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class AnswerChanged(MoveRefused):
    """Somebody else of the team saved the answer after this person opened it."""

    message = _("Somebody else of the team saved this answer while you were writing. Nothing is overwritten.")


class SummaryIssued(MoveRefused):
    """The summary is issued or abandoned, and its answers with it."""

    message = _("The summary is closed, and its answers with it. They can be changed only by a correction.")


class NotToAnswer(MoveRefused):
    """The point asks for nothing, was dropped, or belongs to no contribution before the Chair in this summary."""

    message = _("This point is not one that the summary has to answer.")


class ReasonOwed(MoveRefused):
    """An outcome that has to say why does not."""

    message = _("Give a reason: whoever asked in public is owed one.")


class NoSuchParagraph(MoveRefused):
    """The paragraph that the answer points to is not in the summary."""

    message = _("That paragraph is no longer in the summary. Choose another one.")


class BoilerplateChanged(MoveRefused):
    """Somebody else of the team saved the boilerplate after this person opened it."""

    message = _("Somebody else of the team saved this text while you were writing. Nothing is overwritten.")


class TitleTaken(MoveRefused):
    """Another boilerplate of the process has that title."""

    message = _("Another text of this process has this title.")


class NamesInAnswer(MoveRefused):
    """Nobody is to be named, but the answer names those in `names`, and nobody has looked at them."""

    message = _("The answer or the point names these organisations although the summary names nobody.")

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keep the names, for the page to show."""
        super().__init__(*names)
        self.names = names

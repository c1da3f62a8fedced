"""What can stop work on a summary; each message says what happened and that nothing is lost."""

from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class LooserThanHeld(MoveRefused):
    """The summary would name more than the rule under which stakeholders were heard allows."""

    message = _(
        "Parts of this session are held under a stricter rule on names than the attribution chosen. Choose the "
        "stricter one, or confirm that the summary tells nothing of those parts."
    )


class ParagraphChanged(MoveRefused):
    """Somebody else of the team saved the paragraph after this person opened it."""

    message = _("Somebody else of the team saved this paragraph while you were writing. Nothing is overwritten.")


class ParagraphGone(MoveRefused):
    """Somebody else of the team removed the paragraph, or merged it with another one, after this person opened it."""

    message = _("Somebody else of the team removed this paragraph meanwhile. Its texts are in the history.")


class PlaceGone(MoveRefused):
    """The place to which a paragraph was to go is not there any more, or not where it was."""

    message = _("The place you chose has moved meanwhile. Nothing was changed; choose again.")


class NothingToSplit(MoveRefused):
    """One of the halves would hold no text."""

    message = _("There is no text on one side of this place, so the paragraph was not split.")


class NothingToMerge(MoveRefused):
    """The paragraph is the last one of its section."""

    message = _("There is no further paragraph in this section to merge with.")


class TooLong(MoveRefused):
    """The joined text would be longer than a paragraph may be."""

    message = _("Together the two paragraphs are longer than a paragraph may be, so they were not merged.")


class SectionChanged(MoveRefused):
    """Somebody else of the team renamed the section after this person opened it."""

    message = _("Somebody else of the team renamed this section meanwhile. Nothing is overwritten.")


class SectionHoldsText(MoveRefused):
    """The section still has paragraphs."""

    message = _("This section still has paragraphs. Move them to another section or remove them first.")


class NotInDrafting(MoveRefused):
    """The summary is circulated, final or issued."""

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


class NotAttachable(MoveRefused):
    """The point was dropped, or its contribution cannot be cited."""

    message = _("This passage cannot be attached: it was dropped, or its contribution is no longer before the Chair.")


class RemarksClosed(MoveRefused):
    """The summary is issued or abandoned: what it says is settled."""

    message = _("This summary is closed, so remarks on it are closed. A mistake is mended by a correction.")


class NotTheLatest(MoveRefused):
    """The summary is not issued, or has a correction already."""

    message = _("Only the latest issued summary can be corrected, and by one correction at a time.")


class SymbolTooLong(MoveRefused):
    """The reference and the suffix of a correction do not fit."""

    message = _("The reference is too long to take the suffix of a correction.")

"""What can stop work on points; each message says what happened and what to do next."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.errors import MoveRefused


class NotReadable(MoveRefused):
    """The contribution was withheld or withdrawn."""

    message = gettext_lazy("This contribution is no longer before the Chair, so nothing can be marked in it.")


class TextRevised(MoveRefused):
    """The contribution was submitted again after the person opened it."""

    message = gettext_lazy(
        "The contribution was submitted again while you were reading. What you typed is kept: choose the passage in "
        "the new text."
    )


class NoPassage(MoveRefused):
    """The passage is empty or not within the text."""

    message = gettext_lazy("Choose a passage of the text that holds at least one word.")


class ItemOfElsewhere(MoveRefused):
    """The agenda item or topic belongs to another process."""

    message = gettext_lazy("This agenda item or topic belongs to another process.")


class PointChanged(MoveRefused):
    """Somebody else of the team changed or dropped the point after this person opened it."""

    message = gettext_lazy(
        "Somebody else of the team changed this point while you were writing. Nothing is overwritten."
    )


class PointDropped(MoveRefused):
    """Somebody has dropped the point."""

    message = gettext_lazy("This point has been dropped.")


class PointCited(MoveRefused):
    """Paragraphs of a summary rest on the point; `paragraphs` names them."""

    def __init__(self, paragraphs: Iterable[tuple[int, str]]) -> None:
        """Keep the numbers of the paragraphs with the reference of their summary."""
        self.paragraphs = tuple(paragraphs)
        super().__init__(*self.paragraphs)

    def __str__(self) -> str:
        named = "; ".join(
            _("paragraph %(number)s of %(summary)s") % {"number": number, "summary": summary}
            for number, summary in self.paragraphs
        )
        return _("The summary rests on this point: %(paragraphs)s. Take it away there first.") % {"paragraphs": named}


class TakenBySomebody(MoveRefused):
    """Somebody else took the contribution first; `reader` is who."""

    def __init__(self, reader: object) -> None:
        """Keep who reads it."""
        self.reader = reader
        super().__init__(str(reader))

    def __str__(self) -> str:
        return _("%(person)s is reading this contribution already.") % {"person": self.reader}


class NotOnTeam(MoveRefused):
    """The person to whom a contribution is given does not work for the Chair of the process."""

    message = gettext_lazy("Choose somebody of the Chair’s team.")


class TopicThere(MoveRefused):
    """The process has a topic of that name already."""

    message = gettext_lazy("There is a topic of this name already. To make one of the two, merge them.")

"""What can stop a submission; each message says what happened and that nothing is lost."""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from register.errors import MoveRefused


class SubmissionRefused(MoveRefused):
    """The draft cannot be submitted as it stands; it is kept. `about` is the field of its form that can mend it."""

    about: ClassVar[str | None] = None


class TooEarly(SubmissionRefused):
    """The call has not opened."""

    message = _("This call is not open yet. Your draft is kept; you can submit it once the call opens.")


class TooLate(SubmissionRefused):
    """The call is over and takes no late input."""

    message = _(
        "The deadline has passed and this call takes no late contributions. Your draft is kept, and you can copy it."
    )


class NotRecognised(SubmissionRefused):
    """The organisation has not been recognised by the secretariat."""

    message = _(
        "The secretariat has not recognised your organisation yet. Your draft is kept; you can submit it once it has."
    )


class NothingSaid(SubmissionRefused):
    """Neither a text nor an answer nor a file."""

    about = "body"
    message = _("There is no text, no answer and no file yet. Write something or attach a file before you submit.")


class NoTitle(SubmissionRefused):
    """The draft has no title."""

    about = "title"
    message = _("Give your contribution a title before you submit it.")


class NoKind(SubmissionRefused):
    """The call asks for the kind of comment, and the draft names none."""

    about = "comment_kind"
    message = _("Say what kind of comment it is before you submit it: this call asks for that.")


class NotShort(SubmissionRefused):
    """A principle or a commitment is an essay."""

    message = _(
        "A principle or commitment is longer than 500 characters. Nothing is lost: write it on several lines, or move "
        "the rest into the text."
    )


class TooLong(SubmissionRefused):
    """More words than the call takes."""

    about = "body"

    def __init__(self, words: int, limit: int) -> None:
        super().__init__(words, limit)
        self.words, self.limit = words, limit

    def __str__(self) -> str:
        return ngettext(
            "Your contribution has %(words)s word; this call takes %(limit)s. "
            "Nothing is lost: shorten it, or attach the rest as a file.",
            "Your contribution has %(words)s words; this call takes %(limit)s. "
            "Nothing is lost: shorten it, or attach the rest as a file.",
            self.words,
        ) % {"words": intcomma(self.words), "limit": intcomma(self.limit)}


class TooLongForCategory(TooLong):
    """More words than the modalities grant to organisations of this category; `rests_on` names the clause."""

    def __init__(self, words: int, limit: int, rests_on: str) -> None:
        super().__init__(words, limit)
        self.rests_on = rests_on

    def __str__(self) -> str:
        said = ngettext(
            "Your contribution has %(words)s word; the rules of participation give your organisation %(limit)s. "
            "Nothing is lost: shorten it, or attach the rest as a file.",
            "Your contribution has %(words)s words; the rules of participation give your organisation %(limit)s. "
            "Nothing is lost: shorten it, or attach the rest as a file.",
            self.words,
        ) % {"words": intcomma(self.words), "limit": intcomma(self.limit)}
        return f"{said} {self.rests_on}"


class TooManyFiles(SubmissionRefused):
    """More files than the call takes."""

    message = _("There are more files than this call takes. Remove some, then submit.")


class AttachedChanged(SubmissionRefused):
    """Files or co-signatories are not those that the person saw when she pressed the button."""

    message = _(
        "Another member of your organisation changed the files or the organisations on whose behalf it is sent. "
        "Look at them below before you submit."
    )


class DraftChanged(MoveRefused):
    """Another member saved the draft after this person opened it; `theirs` names what differs."""

    message = _("Another member of your organisation saved this draft while you were writing. Nothing is overwritten.")

    def __init__(self, fields: Sequence[str] = ()) -> None:
        super().__init__(*fields)
        self.fields = tuple(fields)


class DraftGone(MoveRefused):
    """The draft was submitted or thrown away in the meantime."""

    message = _("This draft has been submitted or removed in the meantime. Copy what you typed before you go on.")


class OrganisationNotFound(MoveRefused):
    """No recognised organisation has that name, or several share the acronym."""

    def __init__(self, name: str, *, several: Sequence[str] = ()) -> None:
        super().__init__(name)
        self.name, self.several = name, tuple(several)

    def __str__(self) -> str:
        if self.several:
            return gettext("Several organisations go by “%(name)s”: %(names)s. Type the full name.") % {
                "name": self.name,
                "names": "; ".join(self.several),
            }
        return gettext(
            "No recognised organisation is called “%(name)s”. Type its official name or its acronym exactly."
        ) % {"name": self.name}

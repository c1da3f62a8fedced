"""What came of the question whether somebody may do something, as plain data, with the clause it rests on in words."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultation.modalities.vocabulary import Capability, Category, Occasion
from consultation.processes.translation import column_of
from look.languages import name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What goes with a right: `minutes` for one speaker, `word_limit` of one written input."""

    after_states: bool = False
    time_permitting: bool = False
    minutes: int | None = None
    word_limit: int | None = None


@dataclass(frozen=True, slots=True)
class ClauseNamed:
    """A clause by number, with its text in each language (`text_en` and so on) and the version it belongs to."""

    number: int
    version: int
    texts: dict[str, str]

    @property
    def text(self) -> str:
        """In the reader's language or, with a word on it, in the one that exists."""
        current = get_language() or settings.LANGUAGE_CODE
        for code in (current, *settings.MODELTRANSLATION_LANGUAGES):
            text = self.texts.get(column_of("text", code))
            if text:
                note = "" if code == current else " " + _("(in %(language)s)") % {"language": name_of(code)}
                return text + note
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether the category has the capability on the occasion, and why.

    `clause` is None where no modalities are in force: then the portal's default holds, and `is_regulated` is False.
    It is None too where the answer is that the meeting is open to whoever is not accredited, which no clause says.
    """

    is_granted: bool
    capability: str
    category: str
    occasion: str
    clause: ClauseNamed | None = None
    conditions: Conditions = Conditions()
    is_by_openness: bool = False

    @property
    def is_regulated(self) -> bool:
        """Whether modalities are in force in the process."""
        return self.clause is not None

    @property
    def what(self) -> str:
        """The capability in words: "speak"."""
        return str(Capability(self.capability).label)

    @property
    def who(self) -> str:
        """The category in words."""
        return str(Category(self.category).label)

    @property
    def where(self) -> str:
        """The occasion in words."""
        return str(Occasion(self.occasion).label)

    @property
    def rests_on(self) -> str:
        """The clause in words, with its number and version; else that the meeting is open, or is not regulated."""
        if self.is_by_openness:
            return _("This meeting is open to organisations that are not accredited.")
        if self.clause is None:
            return _(
                "No modalities are in force in this process, so only written input to announced calls is provided for."
            )
        parts: dict[str, Any] = {"number": self.clause.number, "version": self.clause.version, "text": self.clause.text}
        return _("Clause %(number)s of the modalities (version %(version)s): %(text)s") % parts

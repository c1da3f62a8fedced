"""What an application has to hold, and what of it is not there."""

from django.utils.functional import Promise

from consultation.accreditation.models import Application

_TEXTS = {
    Application.Part.PURPOSE: "purpose",
    Application.Part.PROGRAMMES: "programmes",
    Application.Part.INTERACTIONS: "interactions",
}


def lacking(application: Application) -> list[str]:
    """The parts that are not there; asks one query, for the letter."""
    gone = [] if application.letters.exists() else [Application.Part.LETTER.value]
    return gone + [part.value for part, name in _TEXTS.items() if not getattr(application, name).strip()]


def in_words(parts: list[str]) -> list[str | Promise]:
    """The parts in words; whoever draws them does so in the reader's language."""
    return [Application.Part(part).label for part in parts]

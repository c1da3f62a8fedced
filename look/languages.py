"""Languages by name, tag and direction."""

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext

# How the United Nations names its six official languages in themselves.
OWN_NAMES = {
    "ar": "العربية", "zh-hans": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español",
}  # fmt: skip
_COMMAS = {"ar": "، ", "zh": "，"}
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "azb", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"})


class Language(NamedTuple):
    """A language of the portal: Django's code, BCP 47 tag, direction and its own name for itself."""

    code: str
    tag: str
    direction: str
    own_name: str


@cache
def languages_offered() -> tuple[Language, ...]:
    """The languages of the portal, in the order of the settings, each named in itself."""
    return tuple(Language(code, tag_of(code), direction_of(code), _own_name(code)) for code, _ in settings.LANGUAGES)


def tag_of(code: str) -> str:
    """The BCP 47 tag of a language code: "zh-Hans" for "zh-hans"."""
    primary, _, script = code.partition("-")
    return f"{primary}-{script.title() if len(script) == 4 else script.upper()}" if script else primary


def direction_of(code: str) -> str:
    """The direction of a language tag, "rtl" or "ltr"; a script subtag wins, as in "az-Arab" (RFC 5646)."""
    primary, *subtags = code.lower().split("-")
    for script in subtags:
        if len(script) == 4 and script.isalpha():
            return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def comma() -> str:
    """What the reader's language sets between two parts of a line, its space included."""
    return _COMMAS.get((get_language() or "en").partition("-")[0], ", ")


def name_of(code: str) -> str:
    """The language's name in the reader's language; the code itself where no name is known."""
    for known, name in settings.LANGUAGES:
        if known == code or known.partition("-")[0] == code.lower():
            return str(name)
    try:
        return gettext(get_language_info(code)["name"])
    except KeyError:
        return code


def _own_name(code: str) -> str:
    return OWN_NAMES.get(code) or str(get_language_info(code)["name_local"])

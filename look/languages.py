"""Languages by name, tag and direction."""

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language_info, gettext

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


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
    """"rtl" or "ltr"."""
    return "rtl" if code.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


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
    name = get_language_info(code)["name_local"]
    return name[:1].upper() + name[1:]

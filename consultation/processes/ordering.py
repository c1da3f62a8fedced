"""The order of names in a list, as each of the six languages has it."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from consultation.processes.naming import primary

_T = TypeVar("_T")

SortKey = tuple[tuple[tuple[int, str], ...], str, str]

_SPELT_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i", "ـ": ""}
)
_OWN_LETTERS = {"es": {"n\u0303": "n\U0010ffff"}, "ru": {"и\u0306": "и\U0010ffff"}}
"""Letters with a mark that are letters of their own and follow the one without: ñ in Spanish, й in Russian."""

_SCRIPTS = (
    ("latin", re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("arabic", re.compile(r"[\u0600-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")),
    ("han", re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")),
)
_SCRIPT_OF = {"ar": "arabic", "ru": "cyrillic", "zh": "han"}
_IGNORED = re.compile(r"[^\w\s\U0010ffff]+")
_SPACE = re.compile(r"[\s_]+")


def in_order(rows: Iterable[_T], *, language: str, name: Callable[[_T], str]) -> list[_T]:
    """Return the rows in alphabetical order of their names in a document of that language."""
    return sorted(rows, key=lambda row: sort_key(name(row), language))


def sort_key(name: str, language: str) -> SortKey:
    """Return what a name is sorted by in a list in that language.

    Word by word; letters first, then their marks, then capitals; punctuation does not count. Figures come before
    letters, the language's own script before the others. Spanish ñ and Russian й follow n and и; Chinese names are in
    the order of Pinyin for the 3,755 common characters of GB 2312, level 1, and of the radicals for the others.
    """
    folded = unicodedata.normalize("NFKD", name.strip()).casefold().translate(_SPELT_OUT)
    for letter, own in _OWN_LETTERS.get(primary(language), {}).items():
        folded = folded.replace(letter, own)
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = _SPACE.sub(" ", _IGNORED.sub(" ", letters)).strip()
    own_script = _SCRIPT_OF.get(primary(language), "latin")
    return tuple(_weight(sign, own_script) for sign in words), folded, name


def _weight(sign: str, own_script: str) -> tuple[int, str]:
    """A space before a figure, a figure before a letter, and among letters those of the language's own script first."""
    if sign == " ":
        return 0, ""
    if sign.isdigit():
        return 1, sign
    if sign == "\U0010ffff":  # belongs to the letter before it
        return 99, sign
    for rank, (script, pattern) in enumerate(_SCRIPTS, start=3):
        if pattern.match(sign):
            return (2 if script == own_script else rank), _within(script, sign)
    return 50, sign


def _within(script: str, sign: str) -> str:
    """Chinese characters in the order of GB 2312, those that it lacks after them in that of GB 18030."""
    if script != "han":
        return sign
    try:
        return "0" + sign.encode("gb2312").hex()
    except UnicodeEncodeError:
        return "1" + sign.encode("gb18030").hex()

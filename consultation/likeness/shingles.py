"""What a text says, cut into short overlapping pieces that can be compared: plain words in, whole numbers out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby

WORDS_A_SHINGLE = 3
"""Words in a row that make one piece; single words would find texts alike that merely share a subject."""

CHARACTERS_A_SHINGLE = 5
"""Characters in a row, for scripts that put no space between words: about as much text as three words."""

_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\U00020000-\U000323af"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
_LINK_TARGET = re.compile(r"(?<=\])\([^()\s]{1,2000}\)")
_TAG = re.compile(r"<[^<>]{1,300}>")
_TATWEEL = 0x0640


class _Table(dict[int, str | int | None]):
    """What becomes of a character, worked out once: letters and figures stay, marks go, the rest parts words."""

    def __missing__(self, code: int) -> str | int | None:
        category = unicodedata.category(chr(code))
        kept: str | int | None = code
        if category in ("Mn", "Me", "Cf") or code == _TATWEEL:
            kept = None  # vowel signs, joiners, soft hyphens and the Arabic stretch: the same word with or without
        elif category[0] not in "LNM":
            kept = " "
        self[code] = kept
        return kept


_KEPT = _Table()


def plain(text: str) -> str:
    """The letters and figures of a text as they are compared: NFKC, one case, without signs, marks and markup.

    A link keeps its words and loses its address. Two ways of writing a letter (with a combining mark, in full width,
    with vowel signs, stretched) become one.
    """
    bare = _TAG.sub(" ", _LINK_TARGET.sub(" ", text))
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", bare).casefold())
    return unicodedata.normalize("NFC", apart.translate(_KEPT))


def tokens(text: str) -> list[str]:
    """The words of a text, and the single characters of scripts without spaces, ready to be compared."""
    return _TOKEN.findall(plain(text))


def shingles(text: str) -> set[int]:
    """A number of 64 bits for each piece of the text, the same on every machine and in every run.

    A stretch that is shorter than a piece is a piece of its own.
    """
    return {_number(piece) for piece in _pieces(tokens(text))}


def shingles_of(texts: Iterable[str], *, without: Iterable[str] = ()) -> set[int]:
    """The pieces of several texts together; what also stands in one of the texts of `without` is left out.

    So what a template gave to everybody (the questions, the invitation that many quote) makes no two answers alike.
    """
    found: set[int] = set().union(*map(shingles, texts))
    return found.difference(*map(shingles, without))


def likeness(one: set[int], other: set[int]) -> float:
    """The share of all pieces of two texts that stand in both (Jaccard): 1.0 for the same text, 0.0 for none."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def containment(one: set[int], other: set[int]) -> float:
    """The share of the shorter text that stands in the longer one: near 1.0 where a letter was put into a paper."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0


def is_unspaced(token: str) -> bool:
    """Whether the token is a character of a script without spaces between words."""
    return len(token) == 1 and re.match(rf"[{_UNSPACED}]", token) is not None


def _pieces(found: list[str]) -> Iterator[tuple[str, ...]]:
    for unspaced, group in groupby(found, key=is_unspaced):
        run = list(group)
        size = CHARACTERS_A_SHINGLE if unspaced else WORDS_A_SHINGLE
        for start in range(max(len(run) - size + 1, 1)):
            yield tuple(run[start : start + size])


def _number(piece: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b(" ".join(piece).encode(), digest_size=8).digest())

"""Finding a marked passage again in a revised text: where it stood, elsewhere, in like words, or not at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category

CONTEXT = 48
"""Signs before and after a passage that tell which of several like ones is meant."""

ONE_WORD_IN = 4
"""A passage is found again if at most one in so many of its words was changed, put in or left out."""

LONGEST_SOUGHT_WHOLE = 400
"""Words of a passage that are compared one by one; of a longer one the beginning and the end are looked for."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """What was marked: its words, where they stood, and what stood before and after them (empty if not known)."""

    quote: str
    starts: int
    before: str = ""
    after: str = ""

    @classmethod
    def within(cls, text: str, starts: int, ends: int) -> "Passage":
        """The passage of a text with what stands around it."""
        return cls(text[starts:ends], starts, text[max(starts - CONTEXT, 0) : starts], text[ends : ends + CONTEXT])


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage stands now; `is_held` if at the same place, `changed` is how many of its words are others."""

    starts: int
    ends: int
    is_held: bool = False
    changed: int = 0


def found_again(passage: Passage, text: str) -> Found | None:
    """Where the passage stands in the text, or None where it is lost.

    First the same words at the same place; then the same words elsewhere, among like ones those with most of the same
    around them, then the nearest; then words of which at most one in `ONE_WORD_IN` differs, whatever the punctuation
    and capitals. Takes time in proportion to the text (Myers, Journal of the ACM 46(3), 1999).
    """
    ends = passage.starts + len(passage.quote)
    if passage.quote and text[passage.starts : ends] == passage.quote:
        return Found(passage.starts, ends, is_held=True)
    return _same_words(passage, text) or _like_words(passage, text)


# --- the same words ---------------------------------------------------------------------------------------------------


def _same_words(passage: Passage, text: str) -> Found | None:
    places = list(_places(passage.quote, text))
    if not places:
        return None
    starts = max(places, key=lambda place: (_shared_around(passage, text, place), -abs(place - passage.starts)))
    return Found(starts, starts + len(passage.quote))


def _places(quote: str, text: str) -> Iterator[int]:
    place = text.find(quote) if quote else -1
    while place >= 0:
        yield place
        place = text.find(quote, place + len(quote))


def _shared_around(passage: Passage, text: str, place: int) -> int:
    ends = place + len(passage.quote)
    before = text[max(place - CONTEXT, 0) : place]
    return _shared(passage.before[::-1], before[::-1]) + _shared(passage.after, text[ends : ends + CONTEXT])


def _shared(one: str, other: str) -> int:
    """How many signs both begin with."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))


# --- other words ------------------------------------------------------------------------------------------------------


class _Words(NamedTuple):
    """The words of a text without capitals, and where each begins and ends."""

    words: list[str]
    places: list[tuple[int, int]]


def _like_words(passage: Passage, text: str) -> Found | None:
    sought, given = _words_of(passage.quote), _words_of(text)
    if not sought.words or not given.words:
        return None
    expected = sum(1 for _starts, ends in given.places if ends <= passage.starts) + len(sought.words) - 1
    match = _match(sought.words, given.words, expected=expected)
    if match is None:
        return None
    ends = _with_signs(text, given.places[match.last][1], like=passage.quote)
    return Found(given.places[match.first][0], ends, changed=match.distance)


def _words_of(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    return _Words([word[0].casefold() for word in found], [word.span() for word in found])


def _with_signs(text: str, ends: int, *, like: str) -> int:
    """Take in the marks of the last letter, and punctuation where the passage ended with some."""
    kinds = "M" if like.rstrip()[-1:].isalnum() else "MP"
    while ends < len(text) and category(text[ends])[0] in kinds:
        ends += 1
    return ends


class _Match(NamedTuple):
    """The first and the last word of the likest stretch, and in how many words it differs."""

    first: int
    last: int
    distance: int


def _match(sought: Sequence[str], given: Sequence[str], *, expected: int) -> _Match | None:
    if len(sought) > LONGEST_SOUGHT_WHOLE:
        return _match_of_long(sought, given, expected=expected)
    ends = enumerate(_distances(sought, given))
    last, distance = min(
        ends,
        key=lambda end: (end[1], given[end[0]] != sought[-1], abs(end[0] - expected)),
        default=(0, len(sought)),
    )
    if distance > len(sought) // ONE_WORD_IN:
        return None
    return _Match(last - _length(sought, given, last, distance) + 1, last, distance)


def _length(sought: Sequence[str], given: Sequence[str], last: int, distance: int) -> int:
    """How many words the likest stretch has that ends at `last`; of several, one that begins as the passage does."""
    backwards = given[max(last - len(sought) - distance + 1, 0) : last + 1][::-1]
    distances = enumerate(_distances(sought[::-1], backwards, from_the_start=True), start=1)
    lengths = (length for length, words in distances if words <= distance)
    return min(lengths, key=lambda length: (backwards[length - 1] != sought[0], abs(length - len(sought))))


def _match_of_long(sought: Sequence[str], given: Sequence[str], *, expected: int) -> _Match | None:
    """A long passage is where its beginning and its end are, if about as much stands between them as before."""
    half = LONGEST_SOUGHT_WHOLE // 2
    head = _match(sought[:half], given, expected=expected - len(sought) + half)
    if head is None:
        return None
    tail = _match(sought[-half:], given[head.first :], expected=len(sought) - 1)
    if tail is None or abs(tail.last + 1 - len(sought)) > len(sought) // ONE_WORD_IN:
        return None
    return _Match(head.first, head.first + tail.last, head.distance + tail.distance)


def _distances(sought: Sequence[str], given: Sequence[str], *, from_the_start: bool = False) -> Iterator[int]:
    """For each word of `given`, in how many words the likest stretch that ends there differs from `sought`.

    Words put in, left out and replaced count one each. With `from_the_start` all stretches begin at the first word.
    The bits of an integer are the column of the table of distances: one step for a word, whatever the passage's length.
    """
    size = len(sought)
    full, last, carried = (1 << size) - 1, 1 << (size - 1), int(from_the_start)
    stands: dict[str, int] = {}
    for place, word in enumerate(sought):
        stands[word] = stands.get(word, 0) | 1 << place
    rises, falls, distance = full, 0, size
    for word in given:
        equal = stands.get(word, 0)
        level = equal | falls
        across = (((equal & rises) + rises) ^ rises) | equal
        more, fewer = falls | (~(across | rises) & full), rises & across
        distance += bool(more & last) - bool(fewer & last)
        more, fewer = (more << 1 | carried) & full, (fewer << 1) & full
        rises, falls = fewer | (~(level | more) & full), more & level
        yield distance

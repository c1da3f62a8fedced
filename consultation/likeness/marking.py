"""Two texts side by side with the words marked in which they differ: plain paragraphs in, marked stretches out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from consultation.likeness.shingles import is_unspaced, tokens

MOST_PARAGRAPHS = 3_000
MOST_WORDS_COMPARED = 4_000
"""Bounds of what is compared at once: beyond them whole stretches are marked instead of single words.

The time of a comparison grows with the square of what is compared. A contribution within the usual limit of 2,000 words
is always compared word by word.
"""

_PIECE = re.compile(r"\S+\s*")
_PARAGRAPH_END = re.compile(r"\n\s*\n|\n")


class Stretch(NamedTuple):
    """Words in a row that stand in both texts, or in this one only."""

    text: str
    is_own: bool


Paragraph = list[Stretch]


@dataclass(frozen=True, slots=True)
class Compared:
    """Both texts, each as paragraphs of stretches; joined together, the stretches are the text itself."""

    left: list[Paragraph]
    right: list[Paragraph]


def compared(left: str, right: str) -> Compared:
    """Mark in each text what the other has not: paragraphs first, then the words of those that differ.

    Words are the same where they are compared as the same (see `shingles.plain`): another typeface or a capital letter
    is no difference. A paragraph that only stands in another place is none either.
    """
    ours, theirs = _paragraphs(left), _paragraphs(right)
    sides: tuple[list[Paragraph], list[Paragraph]] = ([], [])
    known = ({one.essence for one in ours}, {one.essence for one in theirs})
    for tag, i, j, k, m in _steps([one.essence for one in ours], [one.essence for one in theirs], MOST_PARAGRAPHS):
        blocks = (ours[i:j], theirs[k:m])
        shared = known[0] if tag == "equal" else known[0] & known[1]
        marked = _words_marked(*([one.text for one in block if one.essence not in shared] for block in blocks))
        for side, block, changed in zip(sides, blocks, map(iter, marked), strict=True):
            side.extend([Stretch(one.text, False)] if one.essence in shared else next(changed) for one in block)
    return Compared(*sides)


class _Paragraph(NamedTuple):
    """A paragraph as it is shown, and as it is compared."""

    text: str
    essence: str


def _paragraphs(text: str) -> list[_Paragraph]:
    stripped = (piece.strip() for piece in _PARAGRAPH_END.split(text))
    return [_Paragraph(piece, _essence(piece)) for piece in stripped if piece]


def _essence(text: str) -> str:
    return " ".join(tokens(text))


def _steps(ours: Sequence[str], theirs: Sequence[str], most: int) -> Sequence[tuple[str, int, int, int, int]]:
    if len(ours) > most or len(theirs) > most:
        return [("equal" if ours == theirs else "replace", 0, len(ours), 0, len(theirs))]
    return SequenceMatcher(None, ours, theirs).get_opcodes()


def _words_marked(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[Paragraph], list[Paragraph]]:
    mine, its = ([_Words(text) for text in side] for side in (ours, theirs))
    keys = [[key for words in side for key in words.keys] for side in (mine, its)]
    own: tuple[set[int], set[int]] = (set(), set())
    for tag, i, j, k, m in _steps(keys[0], keys[1], MOST_WORDS_COMPARED):
        if tag != "equal":
            own[0].update(range(i, j))
            own[1].update(range(k, m))
    return list(_stretched(mine, own[0])), list(_stretched(its, own[1]))


class _Words:
    """The pieces of a paragraph as they are shown, and what each is compared as."""

    def __init__(self, text: str) -> None:
        self.shown = [piece for run in _PIECE.findall(text) for piece in _apart(run)]
        self.keys = [_essence(piece) for piece in self.shown]


def _apart(run: str) -> Iterator[str]:
    """A run between spaces as it is, or its characters one by one where a script puts no spaces between words."""
    if any(map(is_unspaced, run)):
        yield from run
    else:
        yield run


def _stretched(paragraphs: Sequence[_Words], own: set[int]) -> Iterator[Paragraph]:
    number = 0
    for words in paragraphs:
        stretches: Paragraph = []
        for piece, key in zip(words.shown, words.keys, strict=True):
            _add(stretches, piece, is_own=number in own if key else None)
            number += 1
        yield stretches


def _add(stretches: Paragraph, piece: str, *, is_own: bool | None) -> None:
    """Lengthen the last stretch, or begin another; signs alone (None) are no difference, nor is the space between."""
    last = stretches[-1] if stretches else None
    if last and is_own in (None, last.is_own):
        stretches[-1] = Stretch(last.text + piece, last.is_own)
        return
    if last and last.is_own:
        words = last.text.rstrip()
        stretches[-1] = Stretch(words, True)
        piece = last.text[len(words) :] + piece
    stretches.append(Stretch(piece, bool(is_own)))

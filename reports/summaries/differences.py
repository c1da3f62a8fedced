"""What changed from one wording to the next, word by word, in time that long texts cannot blow up."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_COMPARISONS = 1_000_000
"""Words of one text times words of the other that are compared one by one: two texts of 1,000 words and spaces."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed ("="), went ("-") or came ("+")."""

    sign: str
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces that make `before` without those that came, and `after` without those that went."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    whole = [Piece("=", "".join(old[:start])), *middle, Piece("=", "".join(old[len(old) - end :]))]
    return tuple(piece for piece in whole if piece.text)


def _alike(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    for index, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return index
    return min(len(old), len(new))


def _compared(old: list[str], new: list[str]) -> list[Piece]:
    if len(old) * len(new) > MOST_COMPARISONS:
        return [Piece("-", "".join(old)), Piece("+", "".join(new))]
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("=", "".join(old[i:j])))
        else:
            found += [Piece("-", "".join(old[i:j])), Piece("+", "".join(new[k:m]))]
    return found

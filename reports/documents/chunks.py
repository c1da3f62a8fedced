"""Cutting a long list into chunks where its entries themselves say so, so that a change stays where it is made."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

_T = TypeVar("_T")

HEAVY = 100_000
"""Signs of text from which an entry is a part of its own, so that what it costs falls on nobody else."""

HEAVIEST = 500_000
"""Signs of text that a part holds at most, unless a single entry has more."""


def chunks_of(
    entries: Sequence[_T], *, key: Callable[[_T], str], half: int, weight: Callable[[_T], int] | None = None
) -> Iterator[Sequence[_T]]:
    """Cut entries into chunks of `half` to four times `half`, where the entries themselves say so.

    An entry ends a chunk where the SHA-256 of its key is the least among its neighbours, `half` to either side: what is
    more than `half` away cannot change that, so an entry put in or taken out changes the chunk it is in, seldom the one
    beside it, and no other. An entry of more than `HEAVY` is alone.
    """
    ranks = [hashlib.sha256(key(entry).encode()).digest() for entry in entries]
    ends = [0, *(place + 1 for place in range(half, len(ranks) - half) if _is_least(ranks, place, half)), len(ranks)]
    for start, end in pairwise(ends):
        for first, last in _bounded(ranks, start, end, half):
            yield from _by_weight(entries[first:last], weight) if weight else (entries[first:last],)


def _is_least(ranks: Sequence[bytes], place: int, half: int) -> bool:
    return all(ranks[place] < rank for rank in (*ranks[place - half : place], *ranks[place + 1 : place + half + 1]))


def _bounded(ranks: Sequence[bytes], start: int, end: int, half: int) -> Iterator[tuple[int, int]]:
    """Cut again what is still longer than four times `half`, at the least rank that leaves `half` on both sides."""
    if end - start <= 4 * half:
        if end > start:
            yield start, end
        return
    cut = min(range(start + half, end - half), key=lambda place: ranks[place]) + 1
    yield from _bounded(ranks, start, cut, half)
    yield from _bounded(ranks, cut, end, half)


def _by_weight(entries: Sequence[Any], weight: Callable[[Any], int]) -> Iterator[Sequence[Any]]:
    """Cut a chunk before and after what is heavy, and where it would be too heavy as a whole."""
    start, held = 0, 0
    for place, weighs in enumerate(map(weight, entries)):
        follows_a_heavy_one = place == start + 1 and held > HEAVY
        if place > start and (weighs > HEAVY or follows_a_heavy_one or held + weighs > HEAVIEST):
            yield entries[start:place]
            start, held = place, 0
        held += weighs
    yield entries[start:]

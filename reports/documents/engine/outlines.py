"""Bookmarks: the headings of all parts as one tree that a reader opens beside the pages (ISO 32000-1, 12.3.3)."""

from collections.abc import Sequence
from itertools import pairwise

from reports.documents.engine.volume import Volume, reference, text

Bookmark = tuple[int, str, bytes]  # level, label, destination


def add_outlines(volume: Volume, bookmarks: Sequence[Bookmark]) -> int:
    """Add the bookmarks, closed, each under the last before it of a lesser level; return the number of the root."""
    root = volume.reserve(len(bookmarks) + 1)
    kids = _nested([level for level, _, _ in bookmarks], root)
    around = _around(kids)
    for number, (_, label, place) in enumerate(bookmarks, start=root + 1):
        ends = _ends(kids[number], count=-len(kids[number]))
        volume.add(b"<</Title %b/Dest %b%b%b>>" % (text(label), place, around[number], ends), number)
    volume.add(b"<</Type /Outlines%b>>" % _ends(kids[root], count=len(kids[root])), root)
    return root


def _nested(levels: Sequence[int], root: int) -> dict[int, list[int]]:
    """The numbers of the kids of each number; those of the bookmarks follow that of the root."""
    kids: dict[int, list[int]] = {root: []}
    branch = [(min(levels) - 1, root)]
    for number, level in enumerate(levels, start=root + 1):
        while branch[-1][0] >= level:
            branch.pop()
        kids[branch[-1][1]].append(number)
        kids[number] = []
        branch.append((level, number))
    return kids


def _around(kids: dict[int, list[int]]) -> dict[int, bytes]:
    """What is around each bookmark: what it is under, and what comes before and after it there."""
    around = {number: b"/Parent %b" % reference(parent) for parent, those in kids.items() for number in those}
    for those in kids.values():
        for one, other in pairwise(those):
            around[one] += b"/Next %b" % reference(other)
            around[other] += b"/Prev %b" % reference(one)
    return around


def _ends(kids: Sequence[int], *, count: int) -> bytes:
    return b"/First %b/Last %b/Count %d" % (reference(kids[0]), reference(kids[-1]), count) if kids else b""

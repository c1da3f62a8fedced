"""Two contributions beside one another: what is shown of each, what is marked, and how alike they are."""

from dataclasses import dataclass

from consultation.likeness.marking import Paragraph, compared
from consultation.likeness.models import Member
from consultation.likeness.shingles import containment, likeness, shingles_of
from consultation.likeness.texts import Said, given_by, said_in

MOST_SHOWN = 40_000
"""Characters of a text that are laid beside another: about 6,000 words, three times the usual limit of a contribution.

How alike two texts are is always worked out from the whole of them.
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the member, its paragraphs with what is its own, the files that were not read."""

    member: Member
    paragraphs: list[Paragraph]
    unread: tuple[tuple[str, str], ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides; `alike` and `contained` are whole percentages of the pieces of the two texts."""

    left: Side
    right: Side
    alike: int
    contained: int


def laid_side_by_side(left: Member, right: Member) -> Pair:
    """The two texts with their differences marked; read from the database, worked out here and now."""
    said = [said_in(member.submission) for member in (left, right)]
    pieces = [
        shingles_of(one.texts, without=given_by(member.submission.call))
        for one, member in zip(said, (left, right), strict=True)
    ]
    marked = compared(said[0].whole[:MOST_SHOWN], said[1].whole[:MOST_SHOWN])
    return Pair(
        _side(left, said[0], marked.left),
        _side(right, said[1], marked.right),
        alike=int(100 * likeness(*pieces)),
        contained=int(100 * containment(*pieces)),
    )


def _side(member: Member, said: Said, paragraphs: list[Paragraph]) -> Side:
    return Side(member, paragraphs, said.unread, is_cut=len(said.whole) > MOST_SHOWN)

"""How a text is drawn with its marked passages, so that a selection in the browser can be counted back to the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reports.points.models import Point
from reports.points.passages import Block, Span
from reports.points.reading import Source


@dataclass(frozen=True, slots=True)
class Numbered:
    """A point with its number on the page: points are numbered as their passages follow one another."""

    number: int
    point: Point


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block with its marks drawn, and the points whose passage is in it."""

    block: Block
    html: SafeString
    points: Sequence[Numbered]


@dataclass(frozen=True, slots=True)
class DrawnSource:
    """A text of a contribution, block by block."""

    name: str
    question: object
    blocks: Sequence[Drawn]


def numbered(points: Iterable[Point], sources: Iterable[Source]) -> list[Numbered]:
    """The points in the order of the text, numbered; those whose passage is lost come last."""
    order = {source.name: place for place, source in enumerate(sources)}
    in_order = sorted(
        points, key=lambda point: (point.is_lost, order.get(point.source, len(order)), point.starts, point.pk)
    )
    return [Numbered(number, point) for number, point in enumerate(in_order, start=1)]


def drawn(sources: Iterable[Source], points: Sequence[Numbered]) -> list[DrawnSource]:
    """The texts with the passages of the points marked."""
    return [
        DrawnSource(
            source.name, source.question, [_drawn(block, _in(points, source.name)) for block in source.reading.blocks]
        )
        for source in sources
    ]


def _in(points: Sequence[Numbered], source: str) -> list[Numbered]:
    return [one for one in points if one.point.source == source and not one.point.is_lost]


def _drawn(block: Block, points: Sequence[Numbered]) -> Drawn:
    here = [one for one in points if one.point.starts < block.ends and one.point.ends > block.starts]
    return Drawn(block, _with_marks(block, here), here)


def _with_marks(block: Block, points: Sequence[Numbered]) -> SafeString:
    """The words of the block and nothing else: numbers of points are drawn by the stylesheet, outside the text."""
    if not points:
        return SafeString(escape(block.text))
    cuts = {block.starts, block.ends}
    for one in points:
        cuts |= {max(one.point.starts, block.starts), min(one.point.ends, block.ends)}
    ordered = sorted(cuts)
    pieces = (_piece(block, Span(*ends), points) for ends in pairwise(ordered))
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


def _piece(block: Block, span: Span, points: Sequence[Numbered]) -> SafeString:
    words = block.text[span.starts - block.starts : span.ends - block.starts]
    over = [one for one in points if one.point.starts < span.ends and one.point.ends > span.starts]
    if not over:
        return SafeString(escape(words))
    numbers = " ".join(str(one.number) for one in over)
    ending = " ".join(str(one.number) for one in over if one.point.ends == span.ends)
    return format_html(
        '<mark data-points="{}"{}{}>{}</mark>', numbers, mark_safe(' class="twice"') if len(over) > 1 else "",
        format_html(' data-ends="{}"', ending) if ending else "", words,
    )  # fmt: skip

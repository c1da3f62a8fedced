"""Charts of a document: a table that draws its own bars, sharp in print, told apart by pattern and never by colour.

The words stand in the table and not in the drawing: WeasyPrint sets the text of an SVG letter by letter, which takes
Arabic apart.
"""

from collections.abc import Callable
from itertools import accumulate

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reports.documents.contents import Bar, Chart
from reports.documents.wording import number_in_figures

WIDTH, HEIGHT = 170, 11
_INK = "#23424f"


def drawing(chart: Chart, bar: Bar, *, language: str, direction: str) -> SafeString:
    """Return a bar of the chart as inline SVG, drawn from the side where the language begins.

    All bars of a chart have one scale. The text alternative is the label with its numbers.
    """
    longest = max(sum(other.values) for other in chart.bars) or 1
    starts = accumulate(bar.values, initial=0)
    stretches = [
        _stretch(series, start * WIDTH / longest, value * WIDTH / longest, is_mirrored=direction == "rtl")
        for series, (start, value) in enumerate(zip(starts, bar.values, strict=False))
        if value
    ]
    return format_html(
        '<svg class="bar" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {} {}" width="{}" height="{}">'
        "<title>{}: {}</title>{}</svg>",
        WIDTH + 2, HEIGHT + 2, WIDTH + 2, HEIGHT + 2, bar.label, numbers_in_words(bar, language),
        mark_safe("".join(stretches)),  # noqa: S308 - made of figures
    )  # fmt: skip


def numbers_in_words(bar: Bar, language: str) -> str:
    """The sum, and what it is made of where there is more than one series: "14 (12 + 2)"."""
    total = number_in_figures(sum(bar.values), language)
    if len(bar.values) == 1:
        return total
    return f"{total} ({' + '.join(number_in_figures(value, language) for value in bar.values)})"


def _stretch(series: int, start: float, length: float, *, is_mirrored: bool) -> SafeString:
    """A stretch of a bar: the first series solid, the second with upright lines, the third with level ones."""
    x = WIDTH - start - length if is_mirrored else start
    return format_html(
        '<path d="M{x} 0h{length}v{height}h-{length}z" fill="{fill}" stroke="{ink}" stroke-width="0.8"/>'
        '<path d="{lines}" fill="none" stroke="{ink}" stroke-width="0.8"/>',
        x=_figure(x), length=_figure(length), height=HEIGHT, fill="#fff" if series else _INK, ink=_INK,
        lines=_LINES[series % len(_LINES)](x, length),
    )  # fmt: skip


def _none(_x: float, _length: float) -> str:
    return ""


def _upright(x: float, length: float) -> str:
    places = (x + 3 * step for step in range(1, int(length / 3) + 1))
    return "".join(f"M{_figure(place)} 0v{HEIGHT}" for place in places if place < x + length)


def _level(x: float, length: float) -> str:
    return "".join(f"M{_figure(x)} {place}h{_figure(length)}" for place in range(3, HEIGHT, 3))


_LINES: tuple[Callable[[float, float], str], ...] = (_none, _upright, _level)


def _figure(value: float) -> SafeString:
    return mark_safe(f"{value:.2f}".rstrip("0").rstrip("."))  # noqa: S308 - digits and a point

"""Charts of a document: stacked bars as small SVG that is sharp in print, told apart by pattern and never by colour."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reports.documents.contents import Bar, Chart
from reports.documents.wording import number_in_figures

WIDTH = 480
ROW = 34
LEGEND = 22
BAR_TOP, BAR_HEIGHT = 15, 11
ROOM_FOR_NUMBER = 90
LONGEST_LABEL = 90
_FONTS = "Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, sans-serif"
_INK = "#23424f"


def drawing(chart: Chart, *, language: str, direction: str) -> SafeString:
    """Return the chart as inline SVG, mirrored where the language is written from right to left.

    Its text alternative is the title and the description; the numbers are also set as a table beside it.
    """
    top = LEGEND if len(chart.series) > 1 else 0
    height = top + ROW * len(chart.bars)
    canvas = _Canvas(language=language, is_mirrored=direction == "rtl")
    marks = "".join([*(canvas.legend(chart.series) if top else ()), *canvas.rows(chart.bars, top)])
    return format_html(
        '<svg class="chart" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}">'
        "<title>{}</title>{}</svg>",
        WIDTH, height, WIDTH, height, f"{chart.title}. {chart.description}", mark_safe(marks),  # noqa: S308
    )  # fmt: skip


class _Canvas:
    """Draws from the side at which the language begins."""

    def __init__(self, *, language: str, is_mirrored: bool) -> None:
        self.language = language
        self.is_mirrored = is_mirrored

    def legend(self, series: Sequence[str]) -> Iterator[SafeString]:
        """The patterns with their names, side by side."""
        step = WIDTH // len(series)
        for place, name in enumerate(series):
            yield self.box(place, start=place * step, length=10, top=2, height=10)
            yield self.words(name, start=place * step + 15, baseline=11)

    def rows(self, bars: Sequence[Bar], top: int) -> Iterator[SafeString]:
        """For each bar its label, below it the stacked boxes, and after them the numbers."""
        longest = max((sum(bar.values) for bar in bars), default=0) or 1
        scale = (WIDTH - ROOM_FOR_NUMBER) / longest
        for row, bar in enumerate(bars):
            y = top + row * ROW
            yield self.words(_shortened(bar.label), start=0, baseline=y + 11)
            starts = accumulate(bar.values, initial=0)
            for place, (start, value) in enumerate(zip(starts, bar.values, strict=False)):
                if value:
                    yield self.box(place, start=start * scale, length=value * scale, top=y + BAR_TOP, height=BAR_HEIGHT)
            yield self.words(self.numbers(bar), start=sum(bar.values) * scale + 5, baseline=y + BAR_TOP + 9)

    def numbers(self, bar: Bar) -> str:
        """The sum, and what it is made of where there is more than one series: "14 (12 + 2)"."""
        total = number_in_figures(sum(bar.values), self.language)
        if len(bar.values) == 1:
            return total
        made_of = " + ".join(number_in_figures(value, self.language) for value in bar.values)
        return f"{total} ({made_of})"

    def words(self, text: str, *, start: float, baseline: float) -> SafeString:
        """Text that begins at that distance from the side where the language begins."""
        x, anchor = (WIDTH - start, "end") if self.is_mirrored else (start, "start")
        return format_html(
            '<text x="{}" y="{}" font-size="9" font-family="{}" text-anchor="{}" fill="#000">{}</text>',
            _figure(x), _figure(baseline), _FONTS, anchor, text,
        )  # fmt: skip

    def box(self, series: int, *, start: float, length: float, top: float, height: float) -> SafeString:
        """A stretch of a bar: the first series solid, the second with upright lines, the third with level ones."""
        x = WIDTH - start - length if self.is_mirrored else start
        frame = format_html(
            '<path d="M{x} {y}h{w}v{h}h-{w}z" fill="{fill}" stroke="{ink}" stroke-width="0.8"/>',
            x=_figure(x), y=_figure(top), w=_figure(length), h=_figure(height), ink=_INK,
            fill="#fff" if series else _INK,
        )  # fmt: skip
        lines = _LINES[series % len(_LINES)](x, length, top, height)
        return frame + format_html('<path d="{}" fill="none" stroke="{}" stroke-width="0.8"/>', lines, _INK)


def _none(_x: float, _length: float, _top: float, _height: float) -> str:
    return ""


def _upright(x: float, length: float, top: float, height: float) -> str:
    places = (x + 3 * step for step in range(1, int(length / 3) + 1))
    return "".join(f"M{_figure(place)} {_figure(top)}v{_figure(height)}" for place in places if place < x + length)


def _level(x: float, length: float, top: float, height: float) -> str:
    places = (top + 3 * step for step in range(1, int(height / 3) + 1))
    return "".join(f"M{_figure(x)} {_figure(place)}h{_figure(length)}" for place in places if place < top + height)


_LINES = (_none, _upright, _level)


_LINES = (_none, _upright, _level)


def _figure(value: float) -> SafeString:
    return mark_safe(f"{value:.2f}".rstrip("0").rstrip("."))  # noqa: S308 - digits and a point


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"

"""Charts: drawn to scale, from the side where the language begins, told apart by pattern, with their numbers beside."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from reports.documents.charts import WIDTH, drawing
from reports.documents.contents import Bar, Chart
from reports.documents.counting import described
from tests.reports.documents.samples import CHARTS

SVG = "{http://www.w3.org/2000/svg}"


def boxes(svg: str) -> list[tuple[float, float, str]]:
    """Where each stretch of a bar begins, how long it is, and its fill; the legend is left out."""
    found = re.findall(r'<path d="M([\d.]+) ([\d.]+)h([\d.]+)v11h-[\d.]+z" fill="(#\w+)"', svg)
    return [(float(x), float(length), fill) for x, _y, length, fill in found]


def test_bars_are_drawn_to_scale_one_after_the_other() -> None:
    svg = drawing(CHARTS[0], language="en", direction="ltr")
    assert boxes(svg) == [
        (0, 351, "#23424f"), (351, 39, "#fff"), (0, 78, "#23424f"), (78, 13.26, "#fff"),
    ]  # fmt: skip


def test_a_chart_is_mirrored_where_one_reads_leftwards() -> None:
    right = boxes(drawing(CHARTS[0], language="ar", direction="rtl"))
    left = boxes(drawing(CHARTS[0], language="ar", direction="ltr"))
    assert [(round(WIDTH - x - length, 2), length) for x, length, _ in right] == [(x, length) for x, length, _ in left]
    assert 'text-anchor="start"' not in drawing(CHARTS[0], language="ar", direction="rtl")


def test_the_text_alternative_says_what_is_drawn() -> None:
    title = ElementTree.fromstring(drawing(CHARTS[0], language="en", direction="ltr")).find(f"{SVG}title")
    assert title is not None
    assert title.text == (
        "Contributions by stakeholder group. Total: 1,234. The largest number: Civil society (1,000). None: Academia."
    )


def test_series_are_told_apart_without_colour() -> None:
    """The second series is drawn with lines, and every bar has its numbers written after it."""
    svg = drawing(CHARTS[0], language="fr", direction="ltr")
    assert len(re.findall(r'd="(M[\d. ]+v11){3,}" fill="none"', svg)) == 2
    texts = [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert "1\u00a0000 (900 + 100)" in texts
    assert texts[:2] == ["In time", "After the deadline"]


def test_one_series_needs_no_legend() -> None:
    texts = [
        e.text for e in ElementTree.fromstring(drawing(CHARTS[1], language="en", direction="ltr")).iter(f"{SVG}text")
    ]
    assert texts == ["Civil society", "2", "Business", "1"]


@given(
    some.text(
        alphabet=some.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=200
    )
)
def test_a_label_stays_text(label: str) -> None:
    svg = drawing(replace(CHARTS[1], bars=(Bar(label=label, values=(1,)),)), language="en", direction="ltr")
    drawn = ElementTree.fromstring(svg)
    assert {element.tag for element in drawn.iter()} == {f"{SVG}svg", f"{SVG}title", f"{SVG}text", f"{SVG}path"}


def test_an_empty_chart_is_no_division_by_nothing() -> None:
    empty = Chart(title="T", description="D", dimension="X", series=("A",), bars=(Bar(label="B", values=(0,)),))
    assert boxes(drawing(empty, language="en", direction="ltr")) == []
    assert described([], "en") == described(empty.bars, "en") == "Nothing was counted."


def test_a_chart_is_described_by_its_sum_its_longest_bar_and_what_has_none() -> None:
    assert described(CHARTS[0].bars, "en") == "Total: 1,234. The largest number: Civil society (1,000). None: Academia."
    assert described(CHARTS[1].bars, "en") == "Total: 3. The largest number: Civil society (2)."

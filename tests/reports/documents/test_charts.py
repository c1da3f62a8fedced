"""Charts: drawn to scale, from the side where the language begins, told apart by pattern, with their numbers beside."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from reports.documents.charts import drawing
from reports.documents.contents import Bar, Chart
from reports.documents.counting import described
from tests.reports.documents.samples import CHARTS

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart, language: str = "en", direction: str = "ltr") -> list[str]:
    return [drawing(chart, bar, language=language, direction=direction) for bar in chart.bars]


def boxes(svg: str) -> list[tuple[float, float, str]]:
    """Where each stretch of a bar begins, how long it is, and its fill."""
    found = re.findall(r'<path d="M([\d.]+) 0h([\d.]+)v11h-[\d.]+z" fill="(#\w+)"', svg)
    return [(float(x), float(length), fill) for x, length, fill in found]


def test_bars_are_drawn_to_scale_one_after_the_other() -> None:
    assert [boxes(svg) for svg in drawn(CHARTS[0])] == [
        [(0, 153, "#23424f"), (153, 17, "#fff")], [(0, 34, "#23424f"), (34, 5.78, "#fff")], [],
    ]  # fmt: skip


def test_a_bar_is_mirrored_where_one_reads_leftwards() -> None:
    assert [boxes(svg) for svg in drawn(CHARTS[0], "ar", "rtl")] == [
        [(17, 153, "#23424f"), (0, 17, "#fff")], [(136, 34, "#23424f"), (130.22, 5.78, "#fff")], [],
    ]  # fmt: skip


def test_the_text_alternative_says_what_is_drawn() -> None:
    titles = [
        ElementTree.fromstring(svg).findtext(f"{SVG}title") for svg in (*drawn(CHARTS[0], "fr"), *drawn(CHARTS[1]))
    ]
    assert titles == [
        "Civil society: 1\u00a0000 (900 + 100)", "Business: 234 (200 + 34)", "Academia: 0 (0 + 0)",
        "Civil society: 2", "Business: 1",
    ]  # fmt: skip


def test_series_are_told_apart_without_colour() -> None:
    """The first is solid, the second has upright lines, the third level ones."""
    three = Chart(
        title="T", description="D", dimension="X", series=("A", "B", "C"), bars=(Bar(label="L", values=(1, 1, 1)),)
    )
    lines = re.findall(r'd="([^"]*)" fill="none"', drawn(three)[0])
    assert lines[0] == ""
    assert re.fullmatch(r"(M[\d.]+ 0v11){18}", lines[1])
    assert re.fullmatch(r"(M[\d.]+ \d+h56.67){3}", lines[2])


def test_no_word_stands_in_a_drawing() -> None:
    """WeasyPrint sets the text of an SVG letter by letter, which takes Arabic apart."""
    assert "<text" not in "".join(drawn(CHARTS[0], "ar", "rtl"))


@given(
    some.text(
        alphabet=some.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=200
    )
)
def test_a_label_stays_text(label: str) -> None:
    svg = ElementTree.fromstring(drawn(replace(CHARTS[1], bars=(Bar(label=label, values=(1,)),)))[0])
    assert {element.tag for element in svg.iter()} == {f"{SVG}svg", f"{SVG}title", f"{SVG}path"}


def test_an_empty_chart_is_no_division_by_nothing() -> None:
    empty = Chart(title="T", description="D", dimension="X", series=("A",), bars=(Bar(label="B", values=(0,)),))
    assert boxes(drawn(empty)[0]) == []
    assert described([], "en") == described(empty.bars, "en") == "Nothing was counted."


def test_a_chart_is_described_by_its_sum_its_longest_bar_and_what_has_none() -> None:
    assert described(CHARTS[0].bars, "en") == "Total: 1,234. The largest number: Civil society (1,000). None: Academia."
    assert described(CHARTS[1].bars, "en") == "Total: 3. The largest number: Civil society (2)."

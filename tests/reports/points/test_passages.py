"""The reading text: what a reader sees of Markdown, in blocks whose places fit the text sign by sign."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.submissions.text import as_html
from reports.points.passages import Block, Span, reading_text, sentences, trimmed
from tests.steps import growth

EVERYTHING = """# Points *of* contact

We ask for **one** list[^1], see [the directory](https://example.org/list).
A wrapped line of more than fifty-five columns goes on in the same paragraph here.

1. Name `roles`
2. Test them

   twice a year
5. Report

- a bullet
    - below it

> Trust is earned.

```
GET /list
```
"""


def seen(markdown: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.marker, block.text) for block in reading_text(markdown).blocks]


def test_a_reader_sees_words_and_no_markup() -> None:
    assert seen(EVERYTHING) == [
        ("heading", "", "Points of contact"),
        ("paragraph", "", ("We ask for one list[^1], see the directory. A wrapped line of more than fifty-five columns "
                          "goes on in the same paragraph here.")),
        ("item", "1.", "Name roles"),
        ("item", "2.", "Test them"),
        ("item", "", "twice a year"),
        ("item", "5.", "Report"),
        ("item", "•", "a bullet"),
        ("item", "•", "below it"),
        ("quote", "", "Trust is earned."),
        ("code", "", "GET /list"),
    ]  # fmt: skip


def test_lists_in_lists_say_how_deep_they_are() -> None:
    depths = [block.depth for block in reading_text("- one\n\n    - two\n\n        1. three\n\nafter").blocks]
    assert depths == [1, 2, 3, 0]


def test_headings_never_skip_a_level_below_the_page_around_them() -> None:
    levels = [block.level for block in reading_text("#### Deep\n\n# Top\n\n### Below").blocks]
    assert levels == [3, 3, 4]


def test_kept_line_ends_stay() -> None:
    assert seen("Lagos Forum\n12 Marina Road\nLagos") == [("paragraph", "", "Lagos Forum\n12 Marina Road\nLagos")]


def test_hostile_markup_is_words() -> None:
    assert seen("<script>alert(1)</script>") == [("paragraph", "", "<script>alert(1)</script>")]


def test_an_empty_text_has_no_blocks() -> None:
    assert (reading_text("").text, reading_text("").blocks) == ("", ())
    assert reading_text(" \n\n---\n\n ").blocks == ()


@pytest.mark.parametrize(
    "markdown",
    [
        "# 👩🏽‍💻 emoji\n\nne\u0301e and 한국어",
        "يرجى **الانتباه** إلى النقطة.\n\n- نقطة أولى",
        "可信赖的目录。\n\n> 建议",
        EVERYTHING,
    ],
)
def test_blocks_stand_where_they_say(markdown: str) -> None:
    reading = reading_text(markdown)
    assert [reading.text[block.starts : block.ends] for block in reading.blocks] == [b.text for b in reading.blocks]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab# *_`>-1.)[](\n\t\\é👩", max_size=120))
def test_any_text_has_blocks_that_fit(markdown: str) -> None:
    reading = reading_text(markdown)
    places = [(block.starts, block.ends) for block in reading.blocks]
    assert [reading.text[starts:ends] for starts, ends in places] == [block.text for block in reading.blocks]
    assert places == sorted(places)
    assert reading_text(markdown) == reading


def test_a_text_that_is_set_as_plain_paragraphs_is_read_so_too() -> None:
    nested = "> " * 60 + "deep\n\nand flat"
    assert "<blockquote>" not in as_html(nested)
    assert [block.kind for block in reading_text(nested).blocks] == ["paragraph", "paragraph"]


def test_sentences_are_offered_where_there_are_several() -> None:
    block = Block("paragraph", "Trust is slow. See Art. 5 of the text! Is it? “Yes.” And so on", starts=100)
    text = " " * 100 + block.text
    assert [text[span.starts : span.ends] for span in sentences(block)] == [
        "Trust is slow.", "See Art. 5 of the text!", "Is it?", "“Yes.”", "And so on",
    ]  # fmt: skip
    assert sentences(Block("paragraph", "One sentence only.")) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("名单很重要。我们支持它！为什么？", 3),
        ("هل يكفي هذا؟ نعم يكفي. شكرا", 3),
        ("Раз. Два… Три", 3),
        ("एक। दो। तीन", 3),
    ],
)
def test_sentences_end_in_other_scripts_too(text: str, number: int) -> None:
    assert len(sentences(Block("paragraph", text))) == number


def test_white_space_at_the_ends_is_no_part_of_a_passage() -> None:
    assert trimmed("  ab \n", Span(0, 6)) == Span(2, 4)
    spaces = trimmed("a   b", Span(1, 4))
    assert spaces.starts == spaces.ends


def test_a_text_of_crumbs_is_drawn_in_larger_pieces_and_stays_the_same_text() -> None:
    reading = reading_text("a\n\n" * 2_500)
    assert len(reading.blocks) == 834
    assert reading.blocks[0].text == "a\n\na\n\na"
    assert reading.text == "\n\n".join("a" * 2_500)
    assert reading.text[reading.blocks[-1].starts : reading.blocks[-1].ends] == "a"


def test_the_longest_text_is_read_with_work_in_proportion() -> None:
    worst = (("word " * 12 + "\n\n") * 1000 + "a. " * 1000)[:65_536]
    assert growth(read_whole, worst[: len(worst) // 2], worst) < 2.5


def read_whole(text: str) -> None:
    for block in reading_text(text).blocks:
        sentences(block)

"""Finding passages again: held, moved, lost; never slow, and never wrong about how much was changed."""

import random
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.points.anchoring import Found, Passage, _distances, found_again

TEXT = (
    "We welcome the draft. States should name points of contact for requests. "
    "Small responders need one list that is kept up to date. The list should be tested twice a year."
)


def again(quote: str, new: str, old: str = TEXT) -> Found | None:
    starts = old.index(quote)
    return found_again(Passage.within(old, starts, starts + len(quote)), new)


def words_found(quote: str, new: str, old: str = TEXT) -> tuple[str, int] | None:
    found = again(quote, new, old)
    return found and (new[found.starts : found.ends], found.changed)


def test_what_did_not_move_is_held() -> None:
    quote = "States should name points of contact for requests."
    assert again(quote, TEXT + " And more.") == Found(22, 72, is_held=True)


def test_what_moved_is_found_by_its_words() -> None:
    quote = "Small responders need one list that is kept up to date."
    assert words_found(quote, "A new beginning. " + TEXT) == (quote, 0)
    assert not again(quote, "A new beginning. " + TEXT).is_held


def test_of_two_like_passages_the_one_with_the_same_around_it_is_meant() -> None:
    old = "Alpha says: we agree. Beta says: we agree. The end."
    second = old.rindex("we agree.")
    new = "Beta says: we agree. The end. Alpha says: we agree. And some more words stand here."
    found = found_again(Passage.within(old, second, second + 9), new)
    assert found
    assert found.starts == new.index("we agree.")


def test_of_two_like_passages_with_nothing_known_around_them_the_nearest_is_meant() -> None:
    new = "we agree" + " " * 100 + "we agree"
    assert found_again(Passage("we agree", 90), new) == Found(108, 116)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("States should name points of contact for all requests.",
         ("States should name points of contact for all requests.", 1)),
        ("Yes: states SHOULD name, points of contact for requests!", ("states SHOULD name, points of contact for requests!", 0)),
        ("States must name contact points for requests, they say.", None),
        ("States should not name points of contacts for requests.", ("States should not name points of contacts for requests.", 2)),
        ("Nothing of this is left.", None),
        ("", None),
    ],
)  # fmt: skip
def test_one_word_in_four_may_be_another(new: str, expected: tuple[str, int] | None) -> None:
    assert words_found("States should name points of contact for requests.", new) == expected


def test_a_passage_of_three_words_must_be_whole() -> None:
    old = "name their contacts"
    assert words_found(old, "They Name their: contacts soon", old) == ("Name their: contacts", 0)
    assert words_found(old, "They name our contacts soon", old) is None


def test_texts_without_spaces_and_from_right_to_left() -> None:
    old = "小型应急小组需要一份名单。名单每年测试两次。"
    assert words_found("小型应急小组需要一份名单。", "序言。小型的应急小组需要一份名单。", old) == (
        "小型的应急小组需要一份名单。",
        1,
    )
    old = "تحتاج الفرق الصغيرة إلى قائمة واحدة محدثة."
    assert words_found(old, "مقدمة. تحتاج الفرق الصغيرة جدا إلى قائمة واحدة محدثة.", old) == (
        "تحتاج الفرق الصغيرة جدا إلى قائمة واحدة محدثة.", 1,
    )  # fmt: skip


def test_marks_of_the_last_letter_come_with_it() -> None:
    new = "one two cafe\u0301 and more"
    assert words_found("One two cafe", new, "One two cafe") == ("one two cafe\u0301", 0)


def plain_distances(sought: list[str], given: list[str], *, from_the_start: bool) -> list[int]:
    """The textbook table (Sellers 1980), row by row."""
    column = list(range(len(sought) + 1))
    distances = []
    for number, word in enumerate(given, start=1):
        above = [number if from_the_start else 0]
        for place, wanted in enumerate(sought, start=1):
            above.append(min(column[place - 1] + (wanted != word), column[place] + 1, above[place - 1] + 1))
        column = above
        distances.append(column[-1])
    return distances


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=12),
    st.lists(st.sampled_from("abc"), max_size=30),
    st.booleans(),
)
def test_the_bits_say_what_the_textbook_says(sought: list[str], given_words: list[str], from_the_start: bool) -> None:
    found = list(_distances(sought, given_words, from_the_start=from_the_start))
    assert found == plain_distances(sought, given_words, from_the_start=from_the_start)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_what_was_edited_a_little_is_found_at_its_place(data: st.DataObject) -> None:
    dice = random.Random(data.draw(st.integers(0, 10**6)))
    words = [f"w{number}" for number in range(200)]  # all different, so that there is one right answer
    first = dice.randrange(0, 170)
    size = dice.randrange(4, 30)
    quote = " ".join(words[first : first + size])
    edited = words[first : first + size]
    for _ in range(size // 4):
        place = dice.randrange(1, len(edited) - 1)
        edited[place : place + dice.choice((0, 1))] = ["new"] * dice.choice((0, 1))
    new = " ".join([*words[:first], *edited, *words[first + size :]])
    old = " ".join(words)
    found = found_again(Passage.within(old, old.index(quote), old.index(quote) + len(quote)), new)
    assert found is not None
    stands = new[found.starts : found.ends]
    assert stands in " ".join(edited)  # nothing of the words around it
    assert len(stands.split()) >= len(edited) - 2 * (size // 4)
    assert found.changed == plain_distances(quote.split(), stands.split(), from_the_start=True)[-1] <= size // 4


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab \n.", min_size=1, max_size=40), st.text(alphabet="ab \n.", max_size=80), st.integers(0, 90))
def test_nothing_is_found_outside_the_text(quote: str, text: str, starts: int) -> None:
    found = found_again(Passage(quote, starts), text)
    if found:
        assert 0 <= found.starts < found.ends <= len(text)
    if quote in text:
        assert found is not None
        assert text[found.starts : found.ends] == quote


def lines_run_for(size: int) -> int:
    """Lines that the worst inputs of that many signs cost: one letter or word over and over, no space at all."""
    lines = 0

    def counted(_frame: FrameType, event: str, _arg: object) -> Callable[..., Any]:
        nonlocal lines
        lines += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        for sign, passage in (
            ("a", "a" * 2000 + "b"),
            ("the ", "the " * 600 + "end of it"),
            ("名", "名" * 3000 + "单"),
        ):
            found_again(Passage(passage, size // 2, "a" * 48, "a" * 48), (sign * size)[:size])
            found_again(Passage(sign, size // 2, "a" * 48, "a" * 48), (sign * size)[:size])
    finally:
        sys.settrace(before)
    return lines


def test_work_grows_with_the_text_and_not_with_its_square() -> None:
    small, large = lines_run_for(4096), lines_run_for(16_384)
    assert 1000 < large < 5 * small  # four times the text; a square would be sixteen

"""Two texts side by side: what is marked, that nothing is lost, and that hostile texts take no time."""

import random
import unicodedata

import pytest

from consultation.likeness.marking import Paragraph, compared
from tests.consultation.likeness.texts import edited, text
from tests.steps import growth


def own(paragraphs: list[Paragraph]) -> list[str]:
    return [stretch.text for paragraph in paragraphs for stretch in paragraph if stretch.is_own]


def whole(paragraphs: list[Paragraph]) -> str:
    return "\n\n".join("".join(stretch.text for stretch in paragraph) for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("left", "right", "only_left", "only_right"),
    [
        ("We support this.", "We support this.", [], []),
        ("We, the Ada Centre, support this.", "We, the Bao Institute of Law, support this.",
         ["Ada Centre,"], ["Bao Institute of Law,"]),
        ("We support this.", "We support this.\n\nThank you.", [], ["Thank you."]),
        ("WE **support** this — all of it.", "We support this – all of it", [], []),
        ("نحن في مركز النور نؤيد هذا", "نحن في معهد السلام نؤيد هذا", ["مركز النور"], ["معهد السلام"]),
        ("我们支持定期对话", "我们支持常设对话", ["定期"], ["常设"]),
        ("one\n\ntwo\n\nthree", "three\n\none\n\ntwo", [], []),
        ("same words here", "", ["same words here"], []),
        ("", "", [], []),
        ("— …", "***", [], []),
    ],
)  # fmt: skip
def test_the_words_that_only_one_of_them_has(
    left: str, right: str, only_left: list[str], only_right: list[str]
) -> None:
    marked = compared(left, right)
    assert own(marked.left) == only_left
    assert own(marked.right) == only_right


@pytest.mark.parametrize("script", ["latin", "arabic", "cyrillic"])
@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_lost_and_what_is_changed_is_marked(script: str, seed: int) -> None:
    left = text(300, seed, script)
    right = edited(left, share=0.1, seed=seed, script=script)
    marked = compared(left, right)
    assert (whole(marked.left), whole(marked.right)) == (left, right)
    new = set(right.replace(".", "").split()) - set(left.replace(".", "").split())
    assert new
    assert {word.strip(".") for stretch in own(marked.right) for word in stretch.split()} == new


def test_paragraphs_that_moved_are_not_marked() -> None:
    paragraphs = text(400).split("\n\n")
    random.Random(5).shuffle(paragraphs)
    marked = compared(text(400), "\n\n".join(paragraphs))
    assert own(marked.left) == own(marked.right) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a " * 20_000, "a b " * 10_000),
        ("a\n" * 20_000, "b\na\n" * 10_000),
        ("各国应当" * 5_000, "各国当应" * 5_000),
        (" ".join(map(str, range(10_000))), " ".join(map(str, range(10_000, 0, -1)))),
        ("\u0301" * 40_000, "x" * 40_000),
    ],
    ids=["one word", "one line", "Chinese", "backwards", "marks"],
)
def test_hostile_texts_are_compared_with_work_in_proportion(left: str, right: str) -> None:
    halves = (left[: len(left) // 2], right[: len(right) // 2])
    assert growth(lambda pair: compared(*pair), halves, (left, right)) < 2.5
    marked = compared(left, right)
    for paragraphs, said in ((marked.left, left), (marked.right, right)):
        assert (
            "".join(whole(paragraphs).split()) == "".join(unicodedata.normalize("NFC", said).split())
            or "\u0301" in said
        )

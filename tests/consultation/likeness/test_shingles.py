"""The pieces by which texts are compared, in scripts with and without spaces."""

import random

import pytest

from consultation.likeness.shingles import containment, likeness, plain, shingles, shingles_of, tokens
from tests.consultation.likeness.texts import edited, text

CHINESE = "各国应当在信息通信技术安全领域采取负责任的行为，并加强能力建设与信任措施。我们支持建立定期对话机制。"


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Confidence-building, measures!", ["confidence", "building", "measures"]),
        ("**CONFIDENCE** _building_", ["confidence", "building"]),
        ("see [the report](https://example.org/a?b=c) here", ["see", "the", "report", "here"]),
        ("<p class='x'>One</p> two", ["one", "two"]),
        ("ﬁnal Ｆｕｌｌ１２", ["final", "full12"]),
        ("cafe\u0301 café CAFÉ", ["cafe", "cafe", "cafe"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("مُحَمَّدٌ محمد محمـــد", ["محمد", "محمد", "محمد"]),
        ("می\u200cخواهم میخواهم", ["میخواهم", "میخواهم"]),
        ("co\u00adoperation", ["cooperation"]),
        ("信任措施 ICT。", ["信", "任", "措", "施", "ict"]),
        ("안전한 세상", ["안전한", "세상"]),
        ("", []),
        ("— … ✓ —", []),
    ],
)
def test_what_is_compared_of_a_text(written: str, compared: list[str]) -> None:
    assert tokens(written) == compared


def test_a_piece_is_three_words_or_five_characters_without_spaces() -> None:
    assert len(shingles("one two three")) == 1
    assert len(shingles("one two three four")) == 2
    assert len(shingles("one two")) == 1
    assert len(shingles("各国应当在")) == 1
    assert len(shingles("各国应当在信")) == 2
    assert shingles("") == set()


def test_the_numbers_of_pieces_are_the_same_on_every_machine() -> None:
    assert shingles("confidence building measures") == {0x65CFADE03AF12023}
    assert sorted(shingles("one two three")) == sorted(shingles("One, two: THREE!"))


@pytest.mark.parametrize("script", ["latin", "arabic", "cyrillic"])
@pytest.mark.parametrize("seed", range(5))
def test_likeness_falls_with_what_is_changed(script: str, seed: int) -> None:
    original = text(400, seed, script)
    known = shingles(original)
    copies = [likeness(known, shingles(edited(original, share=share, script=script))) for share in (0, 0.05, 0.2, 0.6)]
    assert copies == sorted(copies, reverse=True)
    assert copies[0] == 1.0
    assert copies[1] > 0.6 > copies[2] > copies[3]
    assert likeness(known, shingles(text(400, seed + 100, script))) < 0.02


def test_likeness_of_chinese() -> None:
    known = shingles(CHINESE)
    assert likeness(known, shingles(CHINESE.replace("定期", "常设"))) > 0.7
    assert likeness(known, shingles(CHINESE.replace("，", "").replace("。", "\n"))) == 1.0
    assert likeness(known, shingles(CHINESE[::-1])) == 0.0


def test_the_order_of_paragraphs_hardly_matters() -> None:
    paragraphs = text(400).split("\n\n")
    random.Random(3).shuffle(paragraphs)
    assert likeness(shingles(text(400)), shingles("\n\n".join(paragraphs))) > 0.85


def test_a_letter_inside_a_paper_is_told_by_containment() -> None:
    letter, paper = shingles(text(100)), shingles(text(1000, seed=2) + "\n\n" + text(100))
    assert likeness(letter, paper) < 0.15
    assert containment(letter, paper) == containment(paper, letter) > 0.97


def test_nothing_is_like_nothing() -> None:
    assert likeness(set(), set()) == 0.0
    assert containment(set(), shingles(text())) == 0.0


def test_what_the_call_gave_makes_no_two_answers_alike() -> None:
    question = "Which measures have you seen work between States that do not trust one another, and why did they work?"
    answers = [f"## {question}\n\n{text(30, seed)}" for seed in (1, 2)]
    bare = [shingles(answer) for answer in answers]
    assert likeness(*bare) > 0.2
    assert likeness(*(shingles_of([answer], without=[question]) for answer in answers)) == 0.0


def test_pieces_of_several_texts_are_those_of_each() -> None:
    assert shingles_of(["one two three", "four five six"]) == shingles("one two three") | shingles("four five six")


def test_hostile_signs_take_no_time_and_do_no_harm() -> None:
    assert plain("<" * 50_000).strip() == ""
    assert plain("](" * 50_000).strip() == ""
    assert shingles("\u0301" * 50_000) == set()

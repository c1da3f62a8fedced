"""The words of a summary: quantifiers in six languages, claims of agreement, bands, differences, places to split."""

import itertools
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from reports.summaries import actions
from reports.summaries.bands import USUAL, BandView, bands_of, misfits
from reports.summaries.differences import differences
from reports.summaries.models import Band
from reports.summaries.phrases import TONGUES, claims_of_agreement, quantifiers_in
from reports.summaries.splitting import pieces, places_to_split
from tests import factories as make
from tests.steps import growth, steps


def said(text: str, language: str) -> list[tuple[str, str]]:
    return [(word, text[start:end]) for word, start, end in quantifiers_in(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Many participants highlighted trust, and several described exercises.",
         [("many", "Many"), ("several", "several")]),
        ("en", "Participants recalled it. Other participants cautioned.", [("most", "Participants")]),
        ("en", "In some cases, as many as ten years; many times.", []),
        ("en", "Awesome manyfold someone germany.", []),
        ("en", "SOME said.\nA  few did; a number of participants did not.",
         [("some", "SOME"), ("few", "A  few"), ("several", "a number of participants")]),
        ("en", "One participant spoke of one list and the most important risk.", [("one", "One participant")]),
        ("fr", "De nombreux participants l’ont dit ; certains, dans certains cas, non.",
         [("many", "De nombreux"), ("some", "certains")]),
        ("fr", "Les participants ont rappelé qu’un grand nombre d’organisations écoutent les participants.",
         [("most", "Les participants"), ("many", "un grand nombre d’")]),
        ("es", "Muchos participantes; algunas voces. La mayoría de ellos.",
         [("many", "Muchos"), ("some", "algunas"), ("most", "La mayoría de")]),
        ("ru", "Ряд участников и некоторые другие. В некоторых случаях. Один из участников.",
         [("several", "Ряд участников"), ("some", "некоторые"), ("one", "Один из участников")]),
        ("ar", "أشار بعض المشاركين إلى ذلك. وأكد المشاركون أن العديد من الوفود حضرت.",
         [("some", "بعض"), ("most", "المشاركون"), ("many", "العديد من")]),
        ("ar", "وبَعْضُ المنظمات، لكثير من الدول، في بعض الأحيان.", [("some", "بَعْضُ"), ("many", "كثير من")]),
        ("zh-hans", "许多与会者强调。另一些与会者告诫。与会者指出。", [("many", "许多"), ("most", "与会者")]),
        ("zh", "一位与会者说，大多数组织同意。", [("one", "一位与会者"), ("most", "大多数")]),
        ("sw", "Many said so.", [("many", "Many")]),
    ],
)  # fmt: skip
def test_quantifiers_are_found_where_they_count_voices(language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert said(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "It was agreed that trust grows. Participants agreed. Views on disagreed texts.",
         ["It was agreed", "Participants agreed"]),
        ("en", "There was broad support for it.", []),
        ("fr", "Il a été convenu de poursuivre.", ["Il a été convenu"]),
        ("es", "Se acordó continuar por consenso.", ["Se acordó", "por consenso"]),
        ("ru", "Было решено продолжить.", ["Было решено"]),
        ("ar", "واتُّفِق على المتابعة.", ["اتُّفِق على"]),
        ("zh-hans", "会议商定继续。", ["会议商定"]),
    ],
)  # fmt: skip
def test_claims_of_agreement_are_found(language: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in claims_of_agreement(text, language)] == found


def test_every_language_of_the_portal_has_phrases_of_each_strength() -> None:
    assert set(TONGUES) == {code for code, _name in settings.LANGUAGES}
    for language, tongue in TONGUES.items():
        assert [phrase.word for phrase in tongue.phrases][:7] == ["one", "few", "some", "several", "many", "most", ""]
        for phrase in tongue.phrases:
            text = f"{phrase.text} …"
            assert [word for word, _start, _end in quantifiers_in(text, language)] == [phrase.word] * bool(phrase.word)
            assert claims_of_agreement(text, language) == ()


def test_long_texts_are_read_with_work_that_grows_with_them() -> None:
    for language in TONGUES:
        quantifiers_in("", language)
        half, whole = [
            steps(lambda: quantifiers_in("a " * 50 * number + "بعض " * 5 * number + "与" * 5 * number, language))  # noqa: B023
            for number in (500, 1_000)
        ]
        assert whole < 2.5 * half, language


# --- bands ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_process_without_bands_has_the_usual_ones() -> None:
    assert [(band.word, band.unit, band.lowest, band.highest) for band in bands_of(make.make_process())] == [
        ("one", "voices", 1, 1), ("few", "voices", 2, 3), ("some", "per_cent", 4, 20), ("several", "per_cent", 21, 40),
        ("many", "per_cent", 41, 75), ("most", "per_cent", 76, 100),
    ]  # fmt: skip


@pytest.mark.django_db
def test_bands_are_set_and_forgotten(noon: datetime) -> None:
    process, other = make.make_process(), make.make_process()
    officer = make.make_officer(process, "secretariat")
    own = tuple(BandView(word, "voices", number, number) for number, word in enumerate(Band.Word.values))
    actions.set_bands(process=process, bands=own, by=officer, at=noon)
    actions.set_bands(process=process, bands=own, by=officer, at=noon)
    assert (bands_of(process), bands_of(other)) == (own, USUAL)
    actions.forget_bands(process=process, by=officer, at=noon)
    assert bands_of(process) == USUAL
    assert list(process.events.values_list("kind", flat=True)) == ["bands_changed"] * 3
    for stranger in (make.make_chair(process), make.make_officer(other, "secretariat")):
        with pytest.raises(PermissionDenied):
            actions.set_bands(process=process, bands=own, by=stranger, at=noon)


def test_gaps_and_overlaps_within_a_unit_are_said() -> None:
    bands = [
        BandView("one", "voices", 1, 1), BandView("few", "voices", 3, 4), BandView("some", "per_cent", 4, 25),
        BandView("many", "per_cent", 21, 75), BandView("most", "per_cent", 76, 100),
    ]  # fmt: skip
    found = [(one.lower.word, one.upper.word, one.first, one.last, one.is_overlap) for one in misfits(bands)]
    assert found == [("one", "few", 2, 2, False), ("some", "many", 21, 25, True)]
    assert misfits(USUAL) == ()


# --- differences and places -------------------------------------------------------------------------------------------


def test_what_changed_is_told_word_by_word() -> None:
    found = differences("Many said that trust grows.", "Some said that trust slowly grows.")
    assert [(piece.sign, piece.text) for piece in found] == [
        ("-", "Many"), ("+", "Some"), ("=", " said that trust"), ("+", " slowly"), ("=", " grows."),
    ]  # fmt: skip
    assert differences("一二三", "一三")[1].text == "二"
    assert differences("", "") == ()


TEXTS = (
    "",
    "a",
    "a a",
    "One. Two.",
    "一。二！三",
    "x" * 3000,
    " ".join(f"w{n * 7 % 997}" for n in range(3000)),
    "a\n\nb",
)


@pytest.mark.parametrize(
    ("before", "after"), list(itertools.permutations(TEXTS, 2)), ids=lambda text: str(TEXTS.index(text))
)
def test_pieces_make_both_texts(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(piece.text for piece in found if piece.sign != "+") == before
    assert "".join(piece.text for piece in found if piece.sign != "-") == after


def test_two_long_texts_are_compared_with_work_in_proportion() -> None:
    def compare(words: int) -> None:
        one = " ".join(f"w{number}" for number in range(words))
        differences(one, " ".join(f"w{number * 7 % (words + 1)}" for number in range(words)))

    assert growth(compare, 1_500, 3_000) < 2.5


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("One. Two (it said). “Three.” Four…\n\nFive 3.5 per cent.",
         ["One.", "Two (it said).", "“Three.”", "Four…", "Five 3.5 per cent."]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("هل هذا؟ نعم.", ["هل هذا؟", "نعم."]),
        ("Only one sentence.", ["Only one sentence."]),
        ("A line\nand another", ["A line", "and another"]),
    ],
)  # fmt: skip
def test_a_text_can_be_split_behind_sentences_and_at_line_ends(text: str, begin: list[str]) -> None:
    assert [piece for _start, piece in pieces(text)] == begin
    assert all(text[place:].lstrip() == text[place:] for place in places_to_split(text))


@pytest.mark.django_db
def test_the_page_of_the_bands(client: Any) -> None:
    process = make.make_process()
    client.force_login(make.make_officer(process, "secretariat"))
    url = f"/secretariat/processes/{process.slug}/bands/"
    typed = {}
    for band in USUAL:
        typed |= {
            f"{band.word}-unit": band.unit,
            f"{band.word}-lowest": band.lowest,
            f"{band.word}-highest": band.highest,
        }
    wrong = client.post(url, typed | {"some-lowest": 30, "most-highest": 101, "few-lowest": ""}).content.decode()
    assert "This is below the number it begins with." in wrong
    assert "There are no more than 100 per cent." in wrong
    assert "Error:" in wrong
    assert not Band.objects.exists()
    client.post(url, typed | {"some-highest": 25})
    page = client.get(url).content.decode()
    assert "“Some” and “Several” both claim 21 to 25." in page
    client.post(url, {"usual": "1"})
    assert not Band.objects.exists()
    assert "both claim" not in client.get(url).content.decode()

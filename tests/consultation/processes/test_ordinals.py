"""Ordinals in words, literally, at every place where a language changes its way of counting."""

import pytest

from consultation.processes.ordinals import ordinal_in_words

EXPECTED = {
    "en": {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 11: "eleventh", 12: "twelfth",
           13: "thirteenth", 19: "nineteenth", 20: "twentieth", 21: "twenty-first", 40: "fortieth", 43: "forty-third",
           80: "eightieth", 99: "ninety-ninth"},
    "fr": {1: "première", 2: "deuxième", 4: "quatrième", 5: "cinquième", 9: "neuvième", 11: "onzième", 16: "seizième",
           17: "dix-septième", 19: "dix-neuvième", 20: "vingtième", 21: "vingt et unième", 22: "vingt-deuxième",
           30: "trentième", 60: "soixantième", 70: "soixante-dixième", 71: "soixante et onzième",
           75: "soixante-quinzième", 80: "quatre-vingtième", 81: "quatre-vingt-unième", 85: "quatre-vingt-cinquième",
           90: "quatre-vingt-dixième", 91: "quatre-vingt-onzième", 99: "quatre-vingt-dix-neuvième"},
    "es": {1: "primer", 3: "tercer", 7: "séptimo", 11: "undécimo", 12: "duodécimo", 13: "decimotercer",
           17: "decimoséptimo", 20: "vigésimo", 21: "vigésimo primer", 43: "cuadragésimo tercer", 80: "octogésimo"},
    "ru": {1: "первая", 3: "третья", 11: "одиннадцатая", 20: "двадцатая", 21: "двадцать первая", 40: "сороковая",
           43: "сорок третья", 90: "девяностая"},
    "ar": {1: "الأولى", 3: "الثالثة", 10: "العاشرة", 11: "الحادية عشرة", 12: "الثانية عشرة", 13: "الثالثة عشرة",
           20: "العشرون", 21: "الحادية والعشرون", 80: "الثمانون", 99: "التاسعة والتسعون"},
    "zh": {1: "第一", 2: "第二", 10: "第十", 11: "第十一", 20: "第二十", 21: "第二十一", 80: "第八十", 99: "第九十九"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [(language, number, words) for language, numbers in EXPECTED.items() for number, words in numbers.items()],
)
def test_ordinals_are_written_in_words(language: str, number: int, words: str) -> None:
    assert ordinal_in_words(number, language) == words


@pytest.mark.parametrize("language", sorted(EXPECTED))
def test_every_number_has_words_of_its_own(language: str) -> None:
    assert len({ordinal_in_words(number, language) for number in range(1, 100)}) == 99


@pytest.mark.parametrize("number", [-1, 0, 100])
def test_numbers_without_words_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        ordinal_in_words(number, "en")

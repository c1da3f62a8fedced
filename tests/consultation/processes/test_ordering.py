"""Names in the order that each language has, literally."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consultation.processes.ordering import in_order, sort_key


def ordered(names: list[str], language: str) -> list[str]:
    return in_order(names[::-1], language=language, name=str)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Côte d’Ivoire", "Croatia", "Iran (Islamic Republic of)", "Iraq", "Türkiye", "Turkmenistan", "United Kingdom of Great Britain and Northern Ireland", "United States of America"]),
        ("en", ["Guinea", "Guinea-Bissau", "Guyana", "Netherlands (Kingdom of the)", "New Zealand"]),
        ("en", ["3G Forum", "4G Forum", "Ábaco", "Abacus", "abacus", "Zebra"]),
        ("fr", ["Côte d’Ivoire", "Croatie", "Égypte", "El Salvador", "Émirats arabes unis", "Équateur", "Érythrée", "Œuvre commune", "Oman"]),
        ("es", ["Nzuri", "Ñandú", "Oasis"]),
        ("es", ["España", "Estonia", "Etiopía"]),
        ("ru", ["Египет", "Ёлка", "Израиль", "Иран", "Йемен", "Япония", "Lake Forum"]),
        ("ar", ["الأردن", "الإمارات العربية المتحدة", "الجزائر", "اليمن", "تونس", "مصر", "Lake Forum"]),
        ("zh", ["阿富汗", "巴西", "德国", "法国", "日本", "中国", "Lake Forum"]),
    ],
)  # fmt: skip
def test_names_are_in_the_order_of_the_language(language: str, names: list[str]) -> None:
    assert ordered(names, language) == names


def test_the_script_of_the_document_comes_first() -> None:
    names = ["Lake", "Озеро", "بحيرة", "湖"]
    assert ordered(names, "en") == ["Lake", "Озеро", "بحيرة", "湖"]
    assert ordered(names, "ru") == ["Озеро", "Lake", "بحيرة", "湖"]
    assert ordered(names, "ar") == ["بحيرة", "Lake", "Озеро", "湖"]
    assert ordered(names, "zh") == ["湖", "Lake", "Озеро", "بحيرة"]


def test_rare_characters_follow_the_common_ones() -> None:
    """鑫 is in the second level of GB 2312, 龘 in none: both have their place behind 座, the last of the first level."""
    assert ordered(["阿", "座", "鑫", "龘"], "zh") == ["阿", "座", "鑫", "龘"]


def test_marks_and_capitals_decide_only_between_equals() -> None:
    assert ordered(["resume", "Resume", "résumé", "resumption"], "en")[3] == "resumption"
    assert ordered(["«Lake» Forum", "Lake Forums"], "en") == ["«Lake» Forum", "Lake Forums"]


@given(some.lists(some.text(), unique=True), some.sampled_from(["ar", "en", "es", "fr", "ru", "zh"]))
def test_any_names_have_one_order(names: list[str], language: str) -> None:
    assert ordered(names, language) == ordered(sorted(names), language)
    assert len({sort_key(name, language) for name in names}) == len(names)

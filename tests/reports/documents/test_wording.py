"""Titles, dates and labels, literally, in the six languages."""

from datetime import date

import pytest

from consultation.processes.naming import date_in_words, dates_in_words, place_and_dates, session_title
from reports.documents.contents import CommentType, Verdict
from reports.documents.wording import (
    annex_label,
    chapter_label,
    comment_type_in_words,
    direction_in,
    distribution_line,
    number_in_figures,
    paragraph_label,
    roman,
    section_label,
    speaking,
    verdict_in_words,
)


@pytest.mark.parametrize(
    ("kind", "ordinal", "language", "title"),
    [
        ("substantive", 11, "en", "Eleventh substantive session"),
        ("substantive", 11, "fr", "Onzième session de fond"),
        ("substantive", 11, "es", "Undécimo período de sesiones sustantivo"),
        ("substantive", 11, "ru", "Одиннадцатая основная сессия"),
        ("substantive", 11, "ar", "الدورة الموضوعية الحادية عشرة"),
        ("substantive", 11, "zh-hans", "第十一届实质性会议"),
        ("organizational", 1, "en", "Organizational session"),
        ("organizational", 2, "en", "Second organizational session"),
        ("organizational", 1, "fr", "Session d’organisation"),
        ("resumed", 1, "en", "First resumed session"),
        ("resumed", 2, "ar", "الدورة المستأنفة الثانية"),
        ("intersessional", 3, "en", "Third intersessional informal consultative meeting"),
        ("intersessional", 3, "fr", "Troisième réunion consultative informelle intersessions"),
        ("intersessional", 3, "ar", "جلسة المشاورات غير الرسمية الثالثة لما بين الدورات"),
        ("substantive", 2026, "en", "Substantive session 2026"),
    ],
)
def test_sessions_are_named_with_their_ordinal_in_words(kind: str, ordinal: int, language: str, title: str) -> None:
    assert session_title(kind, ordinal, language) == title


@pytest.mark.parametrize(
    ("first", "last", "language", "words"),
    [
        (date(2025, 7, 7), date(2025, 7, 11), "en", "7–11 July 2025"),
        (date(2022, 3, 28), date(2022, 4, 1), "en", "28 March–1 April 2022"),
        (date(2025, 12, 30), date(2026, 1, 2), "en", "30 December 2025–2 January 2026"),
        (date(2025, 7, 7), date(2025, 7, 7), "en", "7 July 2025"),
        (date(2025, 7, 1), date(2025, 7, 4), "fr", "1er–4 juillet 2025"),
        (date(2022, 3, 28), date(2022, 4, 1), "fr", "28 mars–1er avril 2022"),
        (date(2025, 7, 7), date(2025, 7, 11), "es", "7–11 de julio de 2025"),
        (date(2022, 3, 28), date(2022, 4, 1), "ru", "28 марта – 1 апреля 2022 года"),
        (date(2025, 7, 7), date(2025, 7, 11), "ar", "7–11 تموز/يوليه 2025"),
        (date(2025, 7, 7), date(2025, 7, 11), "zh-hans", "2025年7月7日至11日"),
        (date(2022, 3, 28), date(2022, 4, 1), "zh", "2022年3月28日至4月1日"),
        (date(2025, 12, 30), date(2026, 1, 2), "zh", "2025年12月30日至2026年1月2日"),
    ],
)
def test_spans_of_days_say_month_and_year_once(first: date, last: date, language: str, words: str) -> None:
    assert dates_in_words(first, last, language) == words


def test_a_date_is_day_month_year() -> None:
    assert date_in_words(date(2018, 2, 9), "en") == "9 February 2018"
    assert date_in_words(date(2018, 2, 9), "zh-hans") == "2018年2月9日"


def test_the_comma_after_the_place_is_that_of_the_language() -> None:
    week = date(2025, 7, 7), date(2025, 7, 11)
    assert place_and_dates("New York", *week, "en") == "New York, 7–11 July 2025"
    assert place_and_dates("نيويورك", *week, "ar") == "نيويورك، 7–11 تموز/يوليه 2025"
    assert place_and_dates("纽约", *week, "zh-hans") == "纽约，2025年7月7日至11日"


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (90, "XC"), (138, "CXXXVIII")]
)  # fmt: skip
def test_roman_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_labels_are_those_of_the_language() -> None:
    assert [chapter_label(3, code) for code in ("en", "fr", "ar", "zh-hans")] == ["III.", "III.", "ثالثا -", "三、"]
    assert [chapter_label(11, code) for code in ("ar", "zh")] == ["حادي عشر -", "十一、"]
    assert [section_label(number, "en") for number in (1, 26, 27)] == ["A.", "Z.", "AA."]
    assert [chapter_label(21, code) for code in ("ar", "en", "zh")] == ["XXI.", "XXI.", "二十一、"]
    assert [section_label(number, "ar") for number in (2, 28)] == ["باء -", "غين -"]
    assert [annex_label(2, code) for code in ("en", "ar", "zh-hans")] == ["II", "الثاني", "二"]
    assert [annex_label(number, "ar") for number in (10, 11)] == ["العاشر", "XI"]
    assert [paragraph_label(14, code) for code in ("en", "ar")] == ["14.", "14 -"]


@pytest.mark.parametrize(
    ("language", "figures"),
    [("en", "1,234,567"), ("es", "1.234.567"), ("fr", "1\u00a0234\u00a0567"), ("ru", "1\u00a0234\u00a0567"), ("ar", "1\u00a0234\u00a0567"), ("zh", "1\u00a0234\u00a0567")],
)  # fmt: skip
def test_thousands_are_set_apart_as_the_language_does(language: str, figures: str) -> None:
    assert number_in_figures(1_234_567, language) == figures
    assert number_in_figures(999, language) == "999"


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Lake", "ltr"), ("بحيرة", "rtl"), ("(3) «בית»", "rtl"), ("湖", "ltr"), ("2026-12-31", "ltr"), ("", "ltr")],
)
def test_a_text_runs_as_its_first_letter_does(text: str, direction: str) -> None:
    assert direction_in(text) == direction


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "مقبول مع تعديلات"), ("en", "Accepted with modifications"), ("es", "Aceptado con modificaciones"), ("fr", "Accepté avec des modifications"), ("ru", "Принято с изменениями"), ("zh", "修改后接受")],
)  # fmt: skip
def test_a_decision_is_told_in_the_language_of_the_document(language: str, words: str) -> None:
    with speaking(language):
        assert verdict_in_words(Verdict.ACCEPTED_WITH_MODIFICATIONS) == words
        assert len({verdict_in_words(verdict) for verdict in Verdict}) == 8
        assert len({comment_type_in_words(kind) for kind in CommentType}) == 3


def test_a_distribution_is_told_as_un_documents_do() -> None:
    with speaking("fr"):
        assert distribution_line("general") == "Distr. générale"
    with speaking("zh"):
        assert distribution_line("general") == "Distr.: General"
    with pytest.raises(KeyError):
        distribution_line("secret")

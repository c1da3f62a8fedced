"""Titles, dates and labels, literally, in the six languages."""

from datetime import date

import pytest

from consultation.processes.naming import date_in_words, dates_in_words, place_and_dates, session_title
from reports.documents.wording import annex_label, chapter_label, paragraph_label, roman, section_label


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
    assert section_label(2, "ar") == "باء -"
    assert [annex_label(2, code) for code in ("en", "ar", "zh-hans")] == ["II", "الثاني", "二"]
    assert [paragraph_label(14, code) for code in ("en", "ar")] == ["14.", "14 -"]

"""Sessions in words and their days, in the six languages."""

from datetime import date

import pytest
from django.utils import translation

from consultation.processes.models import Session
from consultation.processes.naming import dates_in_words, dates_of, place_and_dates, session_title, title_of
from consultation.processes.ordinals import ordinal_in_words

MARCH = (date(2027, 3, 8), date(2027, 3, 12))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Third substantive session"),
        ("fr", "Troisième session de fond"),
        ("es", "Tercer período de sesiones sustantivo"),
        ("ru", "Третья основная сессия"),
        ("ar", "الدورة الموضوعية الثالثة"),
        ("zh-hans", "第三届实质性会议"),
    ],
)
def test_a_session_is_named_in_words(language: str, title: str) -> None:
    assert session_title("substantive", 3, language) == title
    with translation.override(language):
        assert title_of(Session(kind="substantive", ordinal=3)) == title


def test_the_first_organizational_session_has_no_number() -> None:
    assert session_title("organizational", 1, "en") == "Organizational session"
    assert session_title("organizational", 2, "fr") == "Deuxième session d’organisation"
    assert session_title("resumed", 1, "en") == "First resumed session"
    assert session_title("intersessional", 4, "es") == "Cuarto encuentro consultivo oficioso entre períodos de sesiones"


def test_numbers_beyond_words_are_figures() -> None:
    assert session_title("substantive", 100, "en") == "Substantive session 100"
    with pytest.raises(ValueError, match="1 to 99"):
        ordinal_in_words(100, "en")
    with pytest.raises(KeyError):
        ordinal_in_words(1, "de")


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", "8–12 March 2027"),
        ("fr", "8–12 mars 2027"),
        ("es", "8–12 de marzo de 2027"),
        ("ru", "8–12 марта 2027 года"),
        ("ar", "8–12 آذار/مارس 2027"),
        ("zh-hans", "2027年3月8日至12日"),
    ],
)
def test_days_have_an_en_dash(language: str, days: str) -> None:
    assert dates_in_words(*MARCH, language) == days
    with translation.override(language):
        assert dates_of(Session(starts_on=MARCH[0], ends_on=MARCH[1])) == days


def test_days_over_the_end_of_a_month_and_of_a_year() -> None:
    assert dates_in_words(date(2022, 3, 28), date(2022, 4, 1), "en") == "28 March–1 April 2022"
    assert dates_in_words(date(2026, 12, 28), date(2027, 1, 2), "en") == "28 December 2026–2 January 2027"
    assert dates_in_words(date(2026, 12, 28), date(2027, 1, 2), "zh") == "2026年12月28日至2027年1月2日"
    assert dates_in_words(date(2026, 4, 28), date(2026, 5, 2), "zh") == "2026年4月28日至5月2日"
    assert dates_in_words(date(2026, 5, 1), date(2026, 5, 1), "fr") == "1er mai 2026"
    assert place_and_dates("Nairobi", *MARCH, "en") == "Nairobi, 8–12 March 2027"
    assert place_and_dates("نيروبي", *MARCH, "ar") == "نيروبي، 8–12 آذار/مارس 2027"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, ("first", "première", "primer", "первая", "الأولى", "第一")),
        (11, ("eleventh", "onzième", "undécimo", "одиннадцатая", "الحادية عشرة", "第十一")),
        (21, ("twenty-first", "vingt et unième", "vigésimo primer", "двадцать первая", "الحادية والعشرون", "第二十一")),
        (40, ("fortieth", "quarantième", "cuadragésimo", "сороковая", "الأربعون", "第四十")),
    ],
)
def test_ordinals(number: int, words: tuple[str, ...]) -> None:
    assert tuple(ordinal_in_words(number, language) for language in ("en", "fr", "es", "ru", "ar", "zh")) == words

"""How a session is called and dated in words, in each of the six languages of the United Nations."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import get_language

from consultation.processes.models import Session
from consultation.processes.ordinals import LARGEST_IN_WORDS, ordinal_in_words

_SESSIONS = {
    "en": {
        "organizational": ("{} organizational session", "Organizational session"),
        "substantive": ("{} substantive session", "Substantive session"),
        "resumed": ("{} resumed session", "Resumed session"),
        "intersessional": (
            "{} intersessional informal consultative meeting",
            "Intersessional informal consultative meeting",
        ),
    },
    "fr": {
        "organizational": ("{} session d’organisation", "Session d’organisation"),
        "substantive": ("{} session de fond", "Session de fond"),
        "resumed": ("{} reprise de session", "Reprise de session"),
        "intersessional": (
            "{} réunion consultative informelle intersessions",
            "Réunion consultative informelle intersessions",
        ),
    },
    "es": {
        "organizational": ("{} período de sesiones de organización", "Período de sesiones de organización"),
        "substantive": ("{} período de sesiones sustantivo", "Período de sesiones sustantivo"),
        "resumed": ("{} período de sesiones reanudado", "Período de sesiones reanudado"),
        "intersessional": (
            "{} encuentro consultivo oficioso entre períodos de sesiones",
            "Encuentro consultivo oficioso entre períodos de sesiones",
        ),
    },
    "ru": {
        "organizational": ("{} организационная сессия", "Организационная сессия"),
        "substantive": ("{} основная сессия", "Основная сессия"),
        "resumed": ("{} возобновленная сессия", "Возобновленная сессия"),
        "intersessional": (
            "{} межсессионная неофициальная консультативная встреча",
            "Межсессионная неофициальная консультативная встреча",
        ),
    },
    "ar": {
        "organizational": ("الدورة التنظيمية {}", "الدورة التنظيمية"),
        "substantive": ("الدورة الموضوعية {}", "الدورة الموضوعية"),
        "resumed": ("الدورة المستأنفة {}", "الدورة المستأنفة"),
        "intersessional": (
            "جلسة المشاورات غير الرسمية {} لما بين الدورات",
            "جلسة المشاورات غير الرسمية لما بين الدورات",
        ),
    },
    "zh": {
        "organizational": ("{}届组织会议", "组织会议"),
        "substantive": ("{}届实质性会议", "实质性会议"),
        "resumed": ("{}届续会", "续会"),
        "intersessional": ("{}次闭会期间非正式协商会议", "闭会期间非正式协商会议"),
    },
}

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_ARABIC_MONTHS = (
    "كانون الثاني/يناير،شباط/فبراير،آذار/مارس،نيسان/أبريل،أيار/مايو،حزيران/يونيه،تموز/يوليه،آب/أغسطس،"
    "أيلول/سبتمبر،تشرين الأول/أكتوبر،تشرين الثاني/نوفمبر،كانون الأول/ديسمبر"
)
_MONTH_NAMES = {language: names.split() for language, names in _MONTHS.items()} | {"ar": _ARABIC_MONTHS.split("،")}


def primary(language: str) -> str:
    """Return the language of a tag without script and region: "zh" for "zh-hans"."""
    return language.lower().partition("-")[0]


def session_title(kind: str, ordinal: int, language: str) -> str:
    """Return the name of a session with its ordinal in words, such as "Eleventh substantive session".

    A first organizational session has no number: there is one in the life of a body (A/RES/75/240 and its successors).
    Numbers beyond ninety-nine, such as years, are set after the name in figures.
    """
    numbered, plain = _SESSIONS[primary(language)][kind]
    if kind == "organizational" and ordinal == 1:
        return plain
    if ordinal > LARGEST_IN_WORDS:
        return f"{plain} {ordinal}"
    title = numbered.format(ordinal_in_words(ordinal, primary(language)))
    return title[:1].upper() + title[1:]


def date_in_words(day: date, language: str) -> str:
    """Return a date as United Nations documents write it in that language: "9 February 2018"."""
    return dates_in_words(day, day, language)


def dates_in_words(first: date, last: date, language: str) -> str:
    """Return a span of days with an en dash, month and year said once where they are the same (UN Editorial Manual)."""
    return _SPANS.get(primary(language), _european_span)(first, last, primary(language))


def _european_span(first: date, last: date, language: str) -> str:
    end = f"{_day(last, language)} {_month(last, language)} {_year(last, language)}"
    if first == last:
        return end
    dash = " – " if language in _SPACED_DASH else "–"
    if first.year != last.year:
        return f"{_european_span(first, first, language)}{dash}{end}"
    if first.month != last.month:
        return f"{_day(first, language)} {_month(first, language)}{dash}{end}"
    return f"{_day(first, language)}–{end}"


_SPACED_DASH = frozenset({"ar", "ru"})
"""Languages that set a dash between two dates of several words off by spaces."""


def _day(day: date, language: str) -> str:
    return "1er" if language == "fr" and day.day == 1 else str(day.day)


def _month(day: date, language: str) -> str:
    name = _MONTH_NAMES[language][day.month - 1]
    return f"de {name}" if language == "es" else name


def _year(day: date, language: str) -> str:
    return {"es": f"de {day.year}", "ru": f"{day.year} года"}.get(language, str(day.year))


def _chinese_span(first: date, last: date, _language: str) -> str:
    start = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return start
    if first.year != last.year:
        return f"{start}至{last.year}年{last.month}月{last.day}日"
    return f"{start}至{last.month}月{last.day}日" if first.month != last.month else f"{start}至{last.day}日"


_SPANS: dict[str, Callable[[date, date, str], str]] = {"zh": _chinese_span}


def place_and_dates(place: str, first: date, last: date, language: str) -> str:
    """Return "New York, 7–11 July 2025" with the comma of the language."""
    comma = {"ar": "، ", "zh": "，"}.get(primary(language), ", ")
    return f"{place}{comma}{dates_in_words(first, last, language)}"


def title_of(session: Session, language: str = "") -> str:
    """Return the session's name with its ordinal in words, in that language or else in the reader's."""
    return session_title(session.kind, session.ordinal, language or get_language() or "en")


def dates_of(session: Session, language: str = "") -> str:
    """Return the session's days, in that language or else in the reader's."""
    return dates_in_words(session.starts_on, session.ends_on, language or get_language() or "en")

"""Instants in words: the day, the minute and the zone, in the reader's language and as the UN writes it."""

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import dates, timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

_ARABIC_MONTHS = (
    "كانون الثاني/يناير،شباط/فبراير،آذار/مارس،نيسان/أبريل،أيار/مايو،حزيران/يونيه،تموز/يوليه،آب/أغسطس،"
    "أيلول/سبتمبر،تشرين الأول/أكتوبر،تشرين الثاني/نوفمبر،كانون الأول/ديسمبر"
).split("،")  # both names, as in the Arabic editions of UN documents
_RUSSIAN_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_PATTERNS = {
    "ar": "{weekday} {day} {month} {year}",
    "es": "{weekday} {day} de {month} de {year}",
    "ru": "{weekday}, {day} {month} {year} года",
    "zh": "{year}年{number}月{day}日 {weekday}",
}


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


def _month(number: int, language: str) -> str:
    if language == "ar":
        return _ARABIC_MONTHS[number - 1]
    return _RUSSIAN_MONTHS[number - 1] if language == "ru" else str(dates.MONTHS[number])


def day_in_words(day: date) -> str:
    """"Friday 27 November 2026" in the reader's language."""
    language = _language()
    pattern = _PATTERNS.get(language, "{weekday} {day} {month} {year}")
    return pattern.format(
        weekday=dates.WEEKDAYS[day.weekday()],
        day=day.day,
        month=_month(day.month, language),
        number=day.month,
        year=day.year,
    )


def city_of(zone: str) -> str:
    """The name people know a zone by: "Nairobi" for Africa/Nairobi, "UTC" for every spelling of UTC."""
    if zone in {"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "GMT", "Etc/GMT"}:
        return "UTC"
    return zone.rpartition("/")[2].replace("_", " ")


def zone_of(name: str | tzinfo | None) -> tuple[tzinfo, str]:
    """The zone and the name people know it by; the reader's own zone where none is named."""
    if name is None or name == "":
        name = timezone.get_current_timezone()
    zone = ZoneInfo(name) if isinstance(name, str) else name
    return zone, city_of(str(zone))


def time_of(instant: datetime, zone: tzinfo) -> str:
    """"23:59" on the clocks of the zone. The minute is cut, never rounded: a deadline's last second stays in it."""
    return instant.astimezone(zone).strftime("%H:%M")


def distance(instant: datetime, at: datetime) -> str:
    """How far off an instant is, in the two words that matter: "3 days", "2 hours", "1 minute"."""
    seconds = abs(instant - at) // timedelta(seconds=1)
    if seconds >= 2 * 86400:
        days = seconds // 86400
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    if seconds >= 2 * 3600:
        hours = seconds // 3600
        return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    minutes = max(seconds // 60, 1)
    return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}


def closing(instant: datetime, at: datetime) -> str:
    """"Closes in 3 days" or "Closed 3 days ago"; the deadline itself is still inside."""
    text = gettext("Closes in %(distance)s") if at <= instant else gettext("Closed %(distance)s ago")
    return text % {"distance": distance(instant, at)}


def clock_name(city: str) -> str:
    """"Nairobi time"; UTC needs no word added."""
    return city if city == "UTC" else pgettext("time zone by city", "%(city)s time") % {"city": city}

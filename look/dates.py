"""Instants in words: the day, the minute and the zone, in the reader's language and as the UN writes it."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import dates, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy

_MONTHS = {
    "ar": (  # both names, as in the Arabic editions of UN documents
        "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
        "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
}  # fmt: skip
_PATTERNS = {
    "es": "{weekday} {day} de {month} de {year}",
    "ru": "{weekday}, {day} {month} {year} года",
    "zh": "{year}年{number}月{day}日{weekday}",
}
_UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "GMT", "Etc/GMT"})
# Seats of the United Nations and of its regional commissions; other cities keep the spelling of the zone's name.
_CITIES = {
    "Addis Ababa": pgettext_lazy("city", "Addis Ababa"),
    "Bangkok": pgettext_lazy("city", "Bangkok"),
    "Beirut": pgettext_lazy("city", "Beirut"),
    "Nairobi": pgettext_lazy("city", "Nairobi"),
    "New York": pgettext_lazy("city", "New York"),
    "Paris": pgettext_lazy("city", "Paris"),
    "Santiago": pgettext_lazy("city", "Santiago"),
    "Vienna": pgettext_lazy("city", "Vienna"),
    "Zurich": pgettext_lazy("city", "Zurich"),
}


def day_in_words(day: date) -> str:
    """A day with its weekday, such as "Friday 27 November 2026", in the reader's language."""
    language = (get_language() or "en").partition("-")[0]
    return _PATTERNS.get(language, "{weekday} {day} {month} {year}").format(
        weekday=_weekday(day.weekday(), language),
        day="1er" if language == "fr" and day.day == 1 else day.day,
        month=_month(day.month, language),
        number=day.month,
        year=day.year,
    )


def _weekday(number: int, language: str) -> str:
    name = str(dates.WEEKDAYS[number])
    return name.lower() if language == "ru" else name


def _month(number: int, language: str) -> str:
    return _MONTHS[language][number - 1] if language in _MONTHS else str(dates.MONTHS[number])


def zone_of(name: str | tzinfo | None) -> tzinfo:
    """The zone of that name; the reader's own where none is named."""
    if isinstance(name, str) and name:
        return ZoneInfo(name)
    return name if isinstance(name, tzinfo) else timezone.get_current_timezone()


def city_of(zone: tzinfo) -> str:
    """The name people know a zone by: "Nairobi" for Africa/Nairobi, "UTC" for every spelling of UTC."""
    name = str(zone)
    city = name.rpartition("/")[2].replace("_", " ")
    return "UTC" if name in _UTC_NAMES else str(_CITIES.get(city, city))


def in_words(instant: datetime, zone: tzinfo) -> SafeString:
    """Day, minute and zone, and the same in UTC where its clock shows another time.

    The minute is cut, never rounded, so that the last second of a deadline stays in the minute that was named.
    """
    local, universal = instant.astimezone(zone), instant.astimezone(UTC)
    if local.utcoffset() == universal.utcoffset():
        return format_html(
            pgettext("instant", "{day}, {time} UTC"), day=day_in_words(local.date()), time=local.strftime("%H:%M")
        )
    pattern = (
        pgettext("instant", "{day}, {time} {city} time ({universal} UTC)")
        if local.date() == universal.date()
        else pgettext("instant", "{day}, {time} {city} time ({universal_day}, {universal} UTC)")
    )
    return format_html(
        pattern,
        day=day_in_words(local.date()),
        time=local.strftime("%H:%M"),
        city=format_html("<bdi>{}</bdi>", city_of(zone)),
        universal_day=day_in_words(universal.date()),
        universal=universal.strftime("%H:%M"),
    )


def distance(instant: datetime, at: datetime) -> str:
    """How far off an instant is, in two words: "3 days", "26 hours", "1 minute"; cut, never rounded up."""
    seconds = abs(instant - at) // timedelta(seconds=1)
    days, hours, minutes = seconds // 86400, seconds // 3600, max(seconds // 60, 1)
    if days >= 2:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    if hours >= 2:
        return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}


def closing(instant: datetime, at: datetime) -> str:
    """Whether time is left, such as "Closes in 3 days"; the deadline itself still belongs to the time allowed."""
    text = gettext("Closes in %(distance)s") if at <= instant else gettext("Closed %(distance)s ago")
    return text % {"distance": distance(instant, at)}

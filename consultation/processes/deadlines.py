"""Instants of the minutes that people name as the beginning or the end of a time allowed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def end_of_minute(local: datetime, zone: str) -> datetime:
    """The last microsecond, in UTC, of a minute named in a zone: the whole minute belongs to the time allowed.

    `local` is naive. A time that the clock skips in spring is read with the offset before the change; one that comes
    twice in autumn is read as the later one, to the advantage of those who are awaited.
    """
    aware = local.replace(second=0, microsecond=0, tzinfo=ZoneInfo(zone), fold=1)
    skipped = aware.replace(fold=0).utcoffset() != aware.utcoffset() and _is_skipped(aware)
    return aware.replace(second=59, microsecond=999_999, fold=0 if skipped else 1).astimezone(UTC)


def start_of_minute(local: datetime, zone: str) -> datetime:
    """The first instant, in UTC, of the minute that a person named in a zone.

    `local` is naive. A time that comes twice in autumn is read as the earlier one, to the advantage
    of whoever is awaited.
    """
    return local.replace(second=0, microsecond=0, tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def _is_skipped(aware: datetime) -> bool:
    there_and_back = aware.astimezone(UTC).astimezone(aware.tzinfo)
    return there_and_back.replace(tzinfo=None) != aware.replace(tzinfo=None)

"""Days and times of a clock on a wall in a named zone, and the instants they stand for."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


def instant_of(day: date, clock: time, zone: str) -> datetime | None:
    """The instant at which the clocks of the zone show this day and time; None where they skip it in spring.

    Of an hour that they show twice in autumn it is the first.
    """
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    instant = local.astimezone(UTC)
    return instant if instant.astimezone(local.tzinfo).time() == clock else None


def nearest_instant(clock: time, zone: str, *, to: datetime) -> datetime | None:
    """The instant nearest to another at which the clocks show this time; None where they skip it on each such day."""
    day = to.astimezone(ZoneInfo(zone)).date()
    found = [instant_of(day + step * ONE_DAY, clock, zone) for step in (-1, 0, 1)]
    return min((one for one in found if one), key=lambda one: abs(one - to), default=None)


def day_of(instant: datetime, zone: str) -> date:
    """The day that the calendars of the zone show."""
    return instant.astimezone(ZoneInfo(zone)).date()


def same_clock_on(instant: datetime, day: date, zone: str) -> datetime:
    """The instant on another day at which the clocks of the zone show the same time; of a skipped hour, the next."""
    local = instant.astimezone(ZoneInfo(zone))
    return datetime.combine(day, local.time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)

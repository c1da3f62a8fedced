"""The days of the story, counted from the day on which it is loaded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from consultation.processes.deadlines import end_of_minute


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns days before and after the day of loading, in the zone of the story, into dates and instants."""

    loaded_at: datetime
    zone: str

    @property
    def today(self) -> date:
        """The day of loading in the zone of the story."""
        return self.loaded_at.astimezone(ZoneInfo(self.zone)).date()

    def day(self, days: int) -> date:
        """A date; negative days lie in the past."""
        return self.today + timedelta(days=days)

    def instant(self, days: int, hour: int = 9, zone: str = "") -> datetime:
        """That hour of that day, in the zone given or that of the story, as an instant."""
        local = datetime.combine(self.day(days), time(hour), tzinfo=ZoneInfo(zone or self.zone))
        return local.astimezone(UTC)

    def clock(self, day: date, shown: str) -> datetime:
        """The instant at which the clocks of the story show that time on that day."""
        return datetime.combine(day, time.fromisoformat(shown), tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def deadline(self, days: int, clock: str, zone: str) -> datetime:
        """The end of that minute of that day."""
        return end_of_minute(datetime.combine(self.day(days), time.fromisoformat(clock)), zone)

    def before_now(self, instant: datetime) -> datetime:
        """That instant, or an hour before the loading where it has not come yet."""
        return min(instant, self.loaded_at - timedelta(hours=1))

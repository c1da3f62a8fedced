"""The two clocks: until when an issued summary may be challenged, and until when a challenge is owed its reply."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from consultation.processes.deadlines import end_of_minute
from reports.summaries.models import Summary

DAYS_TO_CHALLENGE = 30
DAYS_TO_REPLY = 30
"""Days of each clock (ICANN public comment, Summary Report Inquiry)."""


class Window(NamedTuple):
    """From when to when a summary may be challenged; both instants belong to the window."""

    opens: datetime
    closes_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a challenge filed at that instant is in time."""
        return self.opens <= at <= self.closes_at


def window_of(summary: Summary) -> Window | None:
    """The window of an issued summary, None before it is issued.

    The day of issue does not count: the window ends with the 30th day after it, in the time zone of the process, at
    the last instant of that day, however long the days between were.
    """
    if summary.issued_at is None:
        return None
    zone = summary.session.process.time_zone
    return Window(summary.issued_at, end_of_day_after(summary.issued_at, DAYS_TO_CHALLENGE, zone))


def reply_due(filed_at: datetime, zone: str) -> datetime:
    """The last instant at which the reply to an inquiry filed then is in time: the day of filing does not count."""
    return end_of_day_after(filed_at, DAYS_TO_REPLY, zone)


def end_of_day_after(instant: datetime, days: int, zone: str) -> datetime:
    """The last microsecond, in UTC, of the day that many days after the day of the instant, as the zone counts days."""
    last_day = instant.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return end_of_minute(datetime.combine(last_day, time(23, 59)), zone).astimezone(UTC)

"""A deadline is the minute that a person named in a zone, to its last microsecond, in twelve zones and over clock changes."""

from datetime import UTC, datetime, timedelta

import pytest

from consultation.processes.deadlines import end_of_minute, start_of_minute
from consultation.submissions.models import Call

LAST = timedelta(seconds=59, microseconds=999_999)

TWELVE_ZONES = [
    ("UTC", (2026, 11, 27, 23, 59)),
    ("Africa/Nairobi", (2026, 11, 27, 20, 59)),
    ("Africa/Lagos", (2026, 11, 27, 22, 59)),
    ("America/New_York", (2026, 11, 28, 4, 59)),
    ("America/Sao_Paulo", (2026, 11, 28, 2, 59)),
    ("America/St_Johns", (2026, 11, 28, 3, 29)),
    ("Asia/Kathmandu", (2026, 11, 27, 18, 14)),
    ("Asia/Tokyo", (2026, 11, 27, 14, 59)),
    ("Australia/Adelaide", (2026, 11, 27, 13, 29)),
    ("Europe/Vienna", (2026, 11, 27, 22, 59)),
    ("Pacific/Kiritimati", (2026, 11, 27, 9, 59)),
    ("Pacific/Pago_Pago", (2026, 11, 28, 10, 59)),
]


@pytest.mark.parametrize(("zone", "universal"), TWELVE_ZONES)
def test_the_end_of_a_day_in_twelve_zones(zone: str, universal: tuple[int, ...]) -> None:
    closes_at = end_of_minute(datetime(2026, 11, 27, 23, 59), zone)
    assert closes_at == datetime(*universal, tzinfo=UTC) + LAST  # type: ignore[arg-type,misc]
    assert closes_at.tzinfo is UTC


@pytest.mark.parametrize(("zone", "universal"), TWELVE_ZONES)
def test_a_call_is_open_to_the_last_microsecond_and_closed_after_it(zone: str, universal: tuple[int, ...]) -> None:
    minute = datetime(*universal, tzinfo=UTC)  # type: ignore[arg-type,misc]
    call = Call(
        opens_at=start_of_minute(datetime(2026, 11, 1, 9, 0), zone),
        closes_at=end_of_minute(datetime(2026, 11, 27, 23, 59), zone),
        announced_at=minute, late_policy="refuse",
    )  # fmt: skip
    before, on, after = minute + timedelta(seconds=59, milliseconds=999), minute + LAST, minute + timedelta(minutes=1)
    assert [call.stage_at(at) for at in (before, on, after)] == ["open", "open", "closed"]
    assert [call.takes_input_at(at) for at in (before, on, after)] == [True, True, False]
    millisecond = timedelta(milliseconds=1)
    assert [call.stage_at(call.opens_at + step) for step in (-millisecond, 0 * millisecond, millisecond)] == [
        "upcoming", "open", "open",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "local", "start", "end"),
    [
        # 1 November 2026, New York: 01:30 comes twice, at 05:30 and 06:30 UTC.
        ("America/New_York", (2026, 11, 1, 1, 30), (5, 30), (6, 30)),
        # 25 October 2026, Vienna: 02:00 comes twice, at 00:00 and 01:00 UTC.
        ("Europe/Vienna", (2026, 10, 25, 2, 0), (0, 0), (1, 0)),
        # 5 April 2026, Lord Howe: clocks go back by half an hour, 01:45 comes twice.
        ("Australia/Lord_Howe", (2026, 4, 5, 1, 45), (14, 45), (15, 15)),
    ],
)
def test_a_time_that_comes_twice_is_read_to_the_contributors_advantage(
    zone: str, local: tuple[int, ...], start: tuple[int, int], end: tuple[int, int]
) -> None:
    named = datetime(*local)  # type: ignore[arg-type,misc]
    assert (start_of_minute(named, zone).hour, start_of_minute(named, zone).minute) == start
    assert (end_of_minute(named, zone).hour, end_of_minute(named, zone).minute) == end
    assert (end_of_minute(named, zone).second, end_of_minute(named, zone).microsecond) == (59, 999_999)


@pytest.mark.parametrize(
    ("zone", "local", "universal"),
    [
        # 8 March 2026, New York: 02:00 to 02:59 do not exist; read with the offset before, UTC-5.
        ("America/New_York", (2026, 3, 8, 2, 30), (2026, 3, 8, 7, 30)),
        # 29 March 2026, Vienna: 02:00 to 02:59 do not exist; UTC+1 before.
        ("Europe/Vienna", (2026, 3, 29, 2, 30), (2026, 3, 29, 1, 30)),
        # 30 December 2011, Apia: the whole day does not exist; UTC-10 before.
        ("Pacific/Apia", (2011, 12, 30, 23, 59), (2011, 12, 31, 9, 59)),
    ],
)
def test_a_time_that_the_clock_skips_is_read_with_the_offset_before(
    zone: str, local: tuple[int, ...], universal: tuple[int, ...]
) -> None:
    named = datetime(*local)  # type: ignore[arg-type,misc]
    assert end_of_minute(named, zone) == datetime(*universal, tzinfo=UTC) + LAST  # type: ignore[arg-type,misc]
    assert start_of_minute(named, zone) == datetime(*universal, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_a_deadline_after_the_clocks_change_has_the_offset_of_its_own_day() -> None:
    assert end_of_minute(datetime(2026, 10, 31, 23, 59), "America/New_York").hour == 3
    assert end_of_minute(datetime(2026, 11, 1, 23, 59), "America/New_York").hour == 4


def test_seconds_typed_along_do_not_shorten_the_minute() -> None:
    assert (
        end_of_minute(datetime(2026, 11, 27, 23, 59, 12, 5), "UTC") == datetime(2026, 11, 27, 23, 59, tzinfo=UTC) + LAST
    )
    assert start_of_minute(datetime(2026, 11, 27, 23, 59, 12, 5), "UTC") == datetime(2026, 11, 27, 23, 59, tzinfo=UTC)

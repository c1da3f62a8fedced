"""The two clocks at their boundaries: literal instants in several zones and over the change of the clocks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reports.inquiries.windows import reply_due, window_of
from tests import factories as make
from tests.factories.answers import make_summary

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


CLOSES = [
    # zone, issued, the last instant of the 30th day after the day of issue
    ("UTC", "2026-11-23 12:00:00", "2026-12-23 23:59:59.999999"),
    ("UTC", "2026-11-23 00:00:00", "2026-12-23 23:59:59.999999"),
    ("UTC", "2026-11-23 23:59:59.999999", "2026-12-23 23:59:59.999999"),
    ("UTC", "2028-01-31 12:00:00", "2028-03-01 23:59:59.999999"),  # 29 February in between
    ("Africa/Nairobi", "2026-11-23 12:00:00", "2026-12-23 20:59:59.999999"),
    ("Africa/Nairobi", "2026-11-23 21:30:00", "2026-12-24 20:59:59.999999"),  # the 24th there already
    ("Pacific/Kiritimati", "2026-11-23 10:00:00", "2026-12-24 09:59:59.999999"),  # fourteen hours ahead
    ("Pacific/Pago_Pago", "2026-11-23 10:59:59", "2026-12-23 10:59:59.999999"),  # eleven behind: the 22nd there
    ("Asia/Kathmandu", "2026-11-23 18:14:59", "2026-12-23 18:14:59.999999"),  # five and three quarters ahead
    ("America/New_York", "2026-10-15 16:00:00", "2026-11-15 04:59:59.999999"),  # one hour longer: clocks go back
    ("America/New_York", "2026-02-20 17:00:00", "2026-03-23 03:59:59.999999"),  # one hour shorter: clocks go on
    ("Europe/Vienna", "2026-10-01 08:00:00", "2026-10-31 22:59:59.999999"),
    ("Europe/Vienna", "2026-09-25 08:00:00", "2026-10-25 22:59:59.999999"),  # the last day has 25 hours
    ("Africa/Cairo", "2026-09-29 08:00:00", "2026-10-29 21:59:59.999999"),  # its last hour comes twice
    ("Australia/Lord_Howe", "2026-09-05 02:00:00", "2026-10-05 12:59:59.999999"),  # clocks go on by half an hour
]


def window(zone: str, issued: str) -> Any:
    call = make.make_call(make.make_session(make.make_process(time_zone=zone)))
    summary = make_summary(call, make.make_user(), "issued", issued_at=at(issued))
    return window_of(summary)


@pytest.mark.parametrize(("zone", "issued", "last"), CLOSES)
def test_the_30th_day_belongs_to_the_window_to_its_last_instant(zone: str, issued: str, last: str) -> None:
    opens, closes_at = found = window(zone, issued)
    assert (opens, closes_at) == (at(issued), at(last))
    assert [found.holds(opens - TICK), found.holds(opens)] == [False, True]
    assert [found.holds(closes_at), found.holds(closes_at + TICK)] == [True, False]


@pytest.mark.parametrize(("zone", "filed", "last"), CLOSES)
def test_the_reply_has_the_same_clock(zone: str, filed: str, last: str) -> None:
    assert reply_due(at(filed), zone) == at(last)


def test_what_is_not_issued_has_no_window() -> None:
    call = make.make_call()
    assert window_of(make_summary(call, make.make_user(), "final")) is None

"""The programme of work as a calendar, read again by the library that programs read calendars with."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from consultation.sittings.actions import meetings
from consultation.sittings.kinds import SegmentKind
from tests.factories import NOON, make_officer, make_session
from tests.factories.sittings import ONE, TEN, make_meeting, make_programme, make_segment

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def events(client: Client, session: Any) -> list[Any]:
    response = client.get(reverse("sittings:calendar", args=[session.symbol]))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_a_meeting_is_an_event_with_its_parts_in_utc(client: Client) -> None:
    meeting = make_meeting(room="Room 4; left, second floor", webcast="https://webcast.example/1")
    make_segment(meeting, ends_at=TEN + HOUR)
    make_segment(meeting, SegmentKind.INFORMAL_MODE, starts_at=TEN + HOUR, attribution="chatham_house")
    (event,) = events(client, meeting.session)
    assert event["DTSTART"].dt == datetime(2027, 3, 8, 15, 0, tzinfo=UTC)
    assert event["DTEND"].dt == datetime(2027, 3, 8, 18, 0, tzinfo=UTC)
    assert event["UID"].startswith(str(meeting.uid))
    assert event["STATUS"] == "TENTATIVE"
    assert event["LOCATION"].startswith("Room 4; left, second floor")
    assert "Informal mode" in event["DESCRIPTION"]
    assert "Chatham House Rule" in event["DESCRIPTION"]
    assert "https://webcast.example/1" in event["DESCRIPTION"]


def test_the_clocks_of_new_york_change_and_the_instants_with_them(client: Client) -> None:
    session = make_session()
    make_segment(make_meeting(session))
    week = timedelta(days=7)
    make_segment(make_meeting(session, starts_at=TEN + week, ends_at=ONE + week))
    assert [event["DTSTART"].dt.hour for event in events(client, session)] == [15, 14]


def test_an_adopted_programme_is_confirmed(client: Client) -> None:
    programme = make_programme(state="adopted")
    make_segment(make_meeting(programme.session))
    assert [event["STATUS"] for event in events(client, programme.session)] == ["CONFIRMED"]


def test_a_change_keeps_the_uid_and_counts_up_and_a_cancellation_stays(client: Client) -> None:
    meeting = make_segment(make_meeting()).meeting
    clerk = make_officer(meeting.session.process, "secretariat")
    (before,) = events(client, meeting.session)
    meeting.starts_at, meeting.ends_at = TEN + HOUR, ONE + HOUR
    meetings.change_meeting(meeting=meeting, by=clerk, at=NOON + HOUR)
    (moved,) = events(client, meeting.session)
    meetings.remove_meeting(meeting=meeting, by=clerk, at=NOON + 2 * HOUR)
    (cancelled,) = events(client, meeting.session)
    assert before["UID"] == moved["UID"] == cancelled["UID"]
    assert [event["SEQUENCE"] for event in (before, moved, cancelled)] == [0, 1, 2]
    assert [event["STATUS"] for event in (before, moved, cancelled)] == ["TENTATIVE", "TENTATIVE", "CANCELLED"]
    assert cancelled["LAST-MODIFIED"].dt == NOON + 2 * HOUR


def test_row_28_an_unofficial_event_disclaims_in_calendars_too(client: Client) -> None:
    """Whoever takes the programme over into a calendar still reads that the event is no part of the process."""
    meeting = make_meeting(is_official=False, organiser="Friends of Talk")
    make_segment(meeting, "unofficial_dialogue")
    (event,) = events(client, meeting.session)
    assert "organised by Friends of Talk. It is not a formal part of the process" in event["DESCRIPTION"]


def test_the_calendar_speaks_the_reader_s_language(client: Client) -> None:
    meeting = make_segment(make_meeting(title_en="Opening", title_fr="Ouverture")).meeting
    client.cookies["django_language"] = "fr"
    (event,) = events(client, meeting.session)
    assert event["SUMMARY"].endswith("Ouverture")

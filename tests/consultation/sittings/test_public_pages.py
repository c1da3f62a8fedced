"""The programme of work as everybody reads it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Change, Follower
from tests.factories import (
    NOON,
    make_agenda_item,
    make_member,
    make_officer,
    make_organisation,
    make_session,
    make_user,
)
from tests.factories.sittings import ONE, TEN, make_meeting, make_programme, make_segment, make_sub_group

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def new_york_session(**fields: Any) -> Any:
    session = make_session(starts_on=TEN.date(), ends_on=TEN.date() + timedelta(days=20), **fields)
    session.process.time_zone = "America/New_York"
    session.process.save()
    return session


def read(client: Client, session: Any, name: str = "programme") -> Any:
    return client.get(reverse(f"sittings:{name}", args=[session.symbol]))


def test_the_timetable_tells_mode_item_and_time_of_each_part(client: Client) -> None:
    session = new_york_session()
    item = make_agenda_item(session, label="5", title="Substantive issues")
    meeting = make_meeting(session, room="Conference Room 4")
    make_segment(meeting, SegmentKind.PRE_MEETING_SLOT)
    make_segment(meeting, ends_at=TEN + HOUR, agenda_item=item)
    make_segment(meeting, SegmentKind.INFORMAL_MODE, starts_at=TEN + HOUR)
    body = read(client, session).content.decode()
    for words in ("Meeting 1", "10:00–13:00", "09:45–10:00", "15 minutes for all speakers together", "10:00–11:00",
                  "Formal meeting: exchange of views", "Substantive issues", "Conference Room 4",
                  "Informal mode: the formal meeting is suspended", "Provisional", "America/New_York"):  # fmt: skip
        assert words in body, words
    assert "15:00–18:00" in body  # UTC, for who has not signed in


def test_the_programme_is_not_there_before_it_is_published(client: Client) -> None:
    session = new_york_session()
    make_programme(session, "preparing")
    make_segment(make_meeting(session))
    assert read(client, session).status_code == 404
    assert read(client, session, "calendar").status_code == 404
    client.force_login(make_officer(session.process, "chair"))
    assert read(client, session).status_code == 200


def test_a_published_programme_without_meetings_says_so(client: Client) -> None:
    session = new_york_session()
    make_programme(session)
    assert "No meeting has been announced yet" in read(client, session).content.decode()


def test_hours_follow_the_clocks_when_they_change(client: Client) -> None:
    """New York puts its clocks forward on 14 March 2027: ten o’clock is 15:00 UTC before, 14:00 UTC after."""
    session = new_york_session()
    make_segment(make_meeting(session))
    make_segment(make_meeting(session, starts_at=TEN + timedelta(days=7), ends_at=ONE + timedelta(days=7)))
    body = read(client, session).content.decode()
    assert body.count("10:00–13:00") == 4  # two meetings, a part each
    assert "15:00–18:00" in body
    assert "14:00–17:00" in body


def test_hours_on_the_reader_s_own_clocks(client: Client) -> None:
    session = new_york_session()
    make_segment(make_meeting(session))
    client.force_login(make_user(time_zone="Asia/Tokyo"))
    body = read(client, session).content.decode()
    assert "00:00–03:00" in body
    assert "Tuesday 9 March 2027" in body
    client.force_login(make_user(time_zone="America/Toronto"))
    assert "yours" not in read(client, session).content.decode().partition("<main")[2].partition("sitting")[2]


def test_what_is_on_now_and_what_is_next(client: Client, time_machine: Any) -> None:
    session = new_york_session()
    meeting = make_meeting(session)
    make_segment(meeting, ends_at=TEN + HOUR, title="The opening")
    make_segment(meeting, SegmentKind.ADOPTION, starts_at=TEN + HOUR, title="The adoption")
    time_machine.move_to(TEN + HOUR - timedelta(seconds=1), tick=False)
    body = read(client, session).content.decode()
    now, _sep, following = body.partition("<dt>Now</dt>")[2].partition("<dt>Next</dt>")
    assert "The opening" in now
    assert "The adoption" in following.partition("</dl>")[0]
    time_machine.move_to(TEN + HOUR, tick=False)
    now = read(client, session).content.decode().partition("<dt>Now</dt>")[2].partition("</dl>")[0]
    assert "The adoption" in now
    assert "The opening" not in now


@pytest.mark.parametrize(("day", "is_marked"), [(0, True), (1, False)])
def test_a_change_is_marked_with_both_times_for_as_long_as_it_lies_ahead(
    client: Client, time_machine: Any, day: int, is_marked: bool
) -> None:
    session = new_york_session()
    meeting = make_meeting(session)
    Change.objects.create(
        programme=session.programme, meeting=meeting, kind="moved", at=NOON, started_at=TEN - 3 * HOUR,
        ended_at=ONE - 3 * HOUR, starts_at=TEN, ends_at=ONE,
    )  # fmt: skip
    time_machine.move_to(TEN + timedelta(days=day), tick=False)
    body = read(client, session).content.decode()
    assert ("Changed" in body) is is_marked
    assert ("07:00 " in body) is is_marked


def test_a_cancelled_meeting_stays_and_says_so(client: Client) -> None:
    session = new_york_session()
    make_segment(make_meeting(session, cancelled_at=NOON))
    assert "Cancelled" in read(client, session).content.decode()


def test_row_28_an_unofficial_event_names_its_organiser_and_disclaims(client: Client) -> None:
    """An event that others run has no number and no reference, and says that it is no part of the process."""
    session = new_york_session()
    make_segment(make_meeting(session, is_official=False, organiser="Friends of Talk"), "unofficial_dialogue")
    body = read(client, session).content.decode()
    assert "This event is organised by Friends of Talk. It is not a formal part of the process" in body
    assert "Meeting 1" not in body


def test_row_26_a_part_under_the_chatham_house_rule_says_so_and_names_nobody(client: Client) -> None:
    """The rule may hold for a part of a meeting; who took part in it is told nowhere."""
    session = new_york_session()
    meeting = make_meeting(session)
    make_segment(meeting, ends_at=TEN + HOUR)
    make_segment(meeting, SegmentKind.INFORMAL_MODE, starts_at=TEN + HOUR, attribution="chatham_house")
    assert read(client, session).content.decode().count("Held under the Chatham House Rule") == 1


def test_a_meeting_for_one_group_says_which(client: Client) -> None:
    session = new_york_session()
    make_segment(make_meeting(session, sub_group=make_sub_group(session.process, name="Study group 17")))
    assert "Study group 17" in read(client, session).content.decode()


def test_one_press_follows_and_one_leaves(client: Client) -> None:
    session = new_york_session()
    make_programme(session)
    person = make_user()
    client.force_login(person)
    for _again in range(2):
        client.post(reverse("sittings:follow", args=[session.symbol]))
    assert [row.user for row in Follower.objects.all()] == [person]
    assert "You are told by e-mail" in read(client, session).content.decode()
    client.post(reverse("sittings:leave", args=[session.symbol]))
    assert not Follower.objects.exists()


def test_a_member_is_led_from_each_part_to_what_her_organisation_may_do_in_it(client: Client) -> None:
    """The officers' page and that of a stranger lead nowhere; the reader's zone stands beside the times and the feed."""
    session = new_york_session()
    part = make_segment(make_meeting(session))
    answer = reverse("participation:segment", args=[part.pk])
    assert answer not in read(client, session).content.decode()
    client.force_login(make_user(time_zone="Africa/Nairobi"))
    assert answer not in read(client, session).content.decode()
    client.force_login(make_member(make_organisation(), time_zone="Africa/Nairobi"))
    page = read(client, session).content.decode()
    assert f'<a href="{answer}">Formal meeting: exchange of views</a>' in page
    assert "Your time zone: <bdi>Africa/Nairobi</bdi>" in page
    assert '(iCal)</a> <span class="yours">(<bdi>Africa/Nairobi</bdi>)</span>' in page


@pytest.mark.parametrize("meetings", [1, 40])
def test_the_page_asks_the_same_however_many_meetings(
    client: Client, django_assert_num_queries: Any, meetings: int
) -> None:
    session = new_york_session()
    item = make_agenda_item(session)
    for number in range(meetings):
        start = TEN + timedelta(days=number // 2, hours=5 * (number % 2))
        meeting = make_meeting(session, starts_at=start)
        for part in range(6):
            begin = start + part * timedelta(minutes=30)
            make_segment(meeting, starts_at=begin, ends_at=begin + timedelta(minutes=30), agenda_item=item)
    read(client, session)
    with django_assert_num_queries(4):
        response = read(client, session)
    assert response.content.decode().count('class="k-exchange_of_views"') == 6 * meetings
    with django_assert_num_queries(4):
        read(client, session, "calendar")

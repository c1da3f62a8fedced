"""How the secretariat sets up a programme of work, page by page, without any script."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation.processes.models import Session
from consultation.sittings.models import Meeting, Programme, Segment, SubGroup
from tests.factories import make_officer, make_session
from tests.factories.sittings import NEW_YORK, TEN, make_meeting, make_segment

pytestmark = pytest.mark.django_db

OFFICIAL = {
    "kind": "exchange_of_views", "number": "1", "day": "2027-03-08", "starts": "10:00", "ends": "13:00",
    "room_en": "Conference Room 4", "title_en": "",
}  # fmt: skip


@pytest.fixture
def session(client: Client) -> Session:
    session = make_session(starts_on=TEN.date(), ends_on=TEN.date() + timedelta(days=11))
    session.process.time_zone = "America/New_York"
    session.process.save()
    client.force_login(make_officer(session.process, "secretariat"))
    return session


def post(client: Client, name: str, pk: object, **fields: Any) -> Any:
    return client.post(reverse(f"sittings:{name}", args=[pk]), fields, follow=True)


def body_of(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_empty_page_to_the_adopted_programme(client: Client, session: Session) -> None:
    page = client.get(reverse("sittings:manage", args=[session.pk]))
    assert "There is no meeting yet" in body_of(page)
    assert not Programme.objects.exists()
    assert "The meeting is added." in body_of(post(client, "add_meeting", session.pk, **OFFICIAL))
    meeting = Meeting.objects.get()
    assert meeting.starts_at == TEN
    assert meeting.room_en == "Conference Room 4"
    part = meeting.segments.get()
    suspended = post(client, "suspend", part.pk, kind="informal_mode", starts="11:00", ends="12:00")
    assert "The part is suspended for that time." in body_of(suspended)
    assert [f"{one.starts_at.astimezone(NEW_YORK):%H:%M} {one.kind}" for one in meeting.segments.all()] == [
        "10:00 exchange_of_views", "11:00 informal_mode", "12:00 exchange_of_views",
    ]  # fmt: skip
    copied = post(client, "copy_day", session.pk, from_day="2027-03-08", to_day="2027-03-15")
    assert "The meetings of that day are copied." in body_of(copied)
    assert "published as provisional" in body_of(post(client, "publish", session.pk))
    assert "marked as adopted" in body_of(post(client, "adopt", session.pk, on="2026-11-20"))
    assert "provisional again" in body_of(post(client, "undo_adoption", session.pk, reason="Reopened"))
    log = body_of(client.get(reverse("sittings:log", args=[session.pk])))
    for words in ("Programme of work adopted", "Part of a meeting suspended into another mode", "Reopened"):
        assert words in log


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"day": "2027-03-20"}, "The session is held on"),
        ({"day": "2027-03-14", "starts": "02:30"}, "On that day the clocks skip this time"),
        ({"ends": "09:00"}, "within twelve hours"),
        ({"number": ""}, "Meetings are numbered from 1"),
        ({"number": "7"}, "There is a meeting of this number already"),
        ({"kind": "unofficial_dialogue"}, "Say who organises the event"),
        ({"webcast": "http://webcast.example"}, "Enter a valid URL"),
        ({"kind": "pre_meeting_slot"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said_beside_it(
    client: Client, session: Session, fields: dict[str, str], problem: str
) -> None:
    make_meeting(session, number=7)
    assert problem in body_of(post(client, "add_meeting", session.pk, **OFFICIAL | fields))
    assert Meeting.objects.count() == 1


def test_a_meeting_may_last_past_midnight(client: Client, session: Session) -> None:
    post(client, "add_meeting", session.pk, **OFFICIAL | {"starts": "21:00", "ends": "02:00"})
    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=5)
    assert "suspended" in body_of(post(client, "suspend", meeting.segments.get().pk, kind="adoption", starts="00:30"))
    assert [f"{one.starts_at.astimezone(NEW_YORK):%d %H:%M}" for one in meeting.segments.all()] == [
        "08 21:00",
        "09 00:30",
    ]


def test_row_01_a_meeting_between_sessions_is_open_to_the_unaccredited_unless_said_otherwise(client: Client) -> None:
    """Informal consultative meetings take everybody, accredited or not."""
    session = make_session(kind="intersessional", starts_on=TEN.date(), ends_on=TEN.date())
    client.force_login(make_officer(session.process, "secretariat"))
    page = body_of(client.get(reverse("sittings:add_meeting", args=[session.pk])))
    box = page.partition('name="open_to_unaccredited"')
    assert "checked" in box[2].partition(">")[0]
    mode = page.partition('value="intersessional"')
    assert "checked" in mode[2].partition(">")[0]


def test_row_28_an_unofficial_event_is_announced_without_a_number(client: Client, session: Session) -> None:
    """It may lie outside the days of the session, and whatever number was typed is dropped."""
    fields = OFFICIAL | {"kind": "unofficial_dialogue", "organiser": "Friends of Talk", "day": "2027-02-01"}
    assert "The meeting is added." in body_of(post(client, "add_meeting", session.pk, **fields))
    meeting = Meeting.objects.get()
    assert (meeting.is_official, meeting.number, meeting.organiser) == (False, None, "Friends of Talk")
    page = body_of(client.get(reverse("sittings:edit_meeting", args=[meeting.pk])))
    assert 'name="number"' not in page


def test_a_part_is_added_changed_and_removed(client: Client, session: Session) -> None:
    meeting = make_segment(make_meeting(session)).meeting
    slot = {"kind": "pre_meeting_slot", "starts": "09:45", "ends": "10:00", "minutes": "", "title_en": "Voices"}
    assert "The part is added." in body_of(post(client, "add_segment", meeting.pk, **slot))
    part = Segment.objects.get(kind="pre_meeting_slot")
    assert (part.minutes, part.attribution) == (15, "attributed")
    changed = slot | {"attribution": "chatham_house", "minutes": "10"}
    assert "The part is changed." in body_of(post(client, "edit_segment", part.pk, **changed))
    part.refresh_from_db()
    assert (part.minutes, part.attribution) == (10, "chatham_house")
    overlap = {"kind": "adoption", "starts": "12:00", "ends": "13:00"}
    assert "This overlaps with" in body_of(post(client, "add_segment", meeting.pk, **overlap))
    assert "The part is removed." in body_of(post(client, "remove_segment", part.pk))


def test_a_public_meeting_is_cancelled_and_the_page_offers_nothing_more_for_it(
    client: Client, session: Session
) -> None:
    meeting = make_segment(make_meeting(session)).meeting
    page = post(client, "remove_meeting", meeting.pk)
    assert "Readers see that it was." in body_of(page)
    assert reverse("sittings:edit_meeting", args=[meeting.pk]) not in body_of(page)
    assert "Tell them now" in body_of(page)
    assert "are being told" in body_of(post(client, "tell", session.pk))
    assert "Nothing has changed since" in body_of(post(client, "tell", session.pk))


def test_groups_of_the_process(client: Client, session: Session) -> None:
    slug = session.process.slug
    assert "The group is added." in body_of(post(client, "sub_groups", slug, code="sg-17", name_en="Study group 17"))
    assert "code already" in body_of(post(client, "sub_groups", slug, code="sg-17", name_en="Again"))
    group = SubGroup.objects.get()
    post(client, "edit_sub_group", group.pk, code="sg-17", name_en="Security")
    meeting = post(client, "add_meeting", session.pk, **OFFICIAL | {"sub_group": str(group.pk)})
    assert "Security" in body_of(meeting)
    assert "already refers to it" in body_of(post(client, "remove_sub_group", group.pk))


def test_the_page_asks_the_same_however_many_meetings(
    client: Client, session: Session, django_assert_num_queries: Any
) -> None:
    for meetings in (1, 3):
        for _each in range(meetings):
            make_segment(make_meeting(session))
        client.get(reverse("sittings:manage", args=[session.pk]))
        with django_assert_num_queries(9):
            client.get(reverse("sittings:manage", args=[session.pk]))

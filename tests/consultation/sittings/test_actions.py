"""What the secretariat does to a programme, its meetings and their parts."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from consultation.processes.errors import StillUsed
from consultation.processes.models import Session
from consultation.sittings import errors
from consultation.sittings.actions import meetings, programmes, segments
from consultation.sittings.actions.sub_groups import remove_sub_group
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Change, Meeting, Programme, Segment
from consultation.sittings.timetable import segments_at
from consultation.sittings.walls import day_of, instant_of, nearest_instant
from register.errors import OutOfDate, ReasonMissing
from tests.factories import NOON, make_chair, make_officer, make_session
from tests.factories.sittings import NEW_YORK, ONE, TEN, make_meeting, make_segment

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def session() -> Session:
    session = make_session(starts_on=TEN.date(), ends_on=TEN.date() + 20 * DAY)
    session.process.time_zone = "America/New_York"
    session.process.save()
    return session


@pytest.fixture
def clerk(session: Session) -> Any:
    return make_officer(session.process, "secretariat")


def parts_of(meeting: Meeting) -> list[tuple[str, str, str]]:
    """Mode, start and end of each part, on New York's clocks; everything that the database asks at commit is asked."""
    connection.check_constraints()
    return [
        (part.kind, f"{part.starts_at.astimezone(NEW_YORK):%H:%M}", f"{part.ends_at.astimezone(NEW_YORK):%H:%M}")
        for part in Segment.objects.filter(meeting=meeting)
    ]


def add(session: Session, clerk: Any, kind: str = "exchange_of_views", **fields: Any) -> Meeting:
    fields = {"number": 1, "starts_at": TEN, "ends_at": ONE} | fields
    return meetings.add_meeting(meeting=Meeting(session=session, **fields), kind=kind, by=clerk, at=NOON)


def test_a_new_meeting_is_held_in_one_mode_from_start_to_end(session: Session, clerk: Any) -> None:
    meeting = add(session, clerk, "dedicated_stakeholder")
    assert parts_of(meeting) == [("dedicated_stakeholder", "10:00", "13:00")]
    assert meeting.segments.get().attribution == "attributed"
    assert session.programme.state == "preparing"
    assert [event.kind for event in session.programme.events.all()] == ["meeting_added"]
    assert not Change.objects.exists()


def test_nobody_but_the_secretariat_of_the_process_sets_up(session: Session) -> None:
    for person in (make_chair(session.process), make_officer(make_session().process, "secretariat")):
        with pytest.raises(PermissionDenied):
            add(session, person)
    assert not Programme.objects.exists()


def test_the_same_number_twice_is_out_of_date(session: Session, clerk: Any) -> None:
    add(session, clerk)
    with pytest.raises(OutOfDate):
        add(session, clerk)


def test_official_and_unofficial_are_not_mixed(session: Session, clerk: Any) -> None:
    with pytest.raises(errors.MixedUp):
        add(session, clerk, "unofficial_dialogue")
    with pytest.raises(errors.MixedUp):
        add(session, clerk, is_official=False, number=None, organiser="Friends")


def test_parts_move_with_their_meeting(session: Session, clerk: Any) -> None:
    meeting = add(session, clerk)
    make_segment(meeting, SegmentKind.PRE_MEETING_SLOT)
    meeting.starts_at, meeting.ends_at = TEN + DAY + HOUR, ONE + DAY + 2 * HOUR
    meetings.change_meeting(meeting=meeting, by=clerk, at=NOON)
    assert parts_of(meeting) == [("pre_meeting_slot", "10:45", "11:00"), ("exchange_of_views", "11:00", "15:00")]


def test_a_meeting_cannot_become_shorter_than_its_parts(session: Session, clerk: Any) -> None:
    meeting = add(session, clerk)
    segments.suspend_segment(
        segment=meeting.segments.get(), kind="informal_mode", starts_at=TEN + HOUR, ends_at=None, by=clerk, at=NOON
    )
    meeting.ends_at = TEN + HOUR
    with pytest.raises(errors.SticksOut):
        meetings.change_meeting(meeting=meeting, by=clerk, at=NOON)
    assert parts_of(meeting) == [("exchange_of_views", "10:00", "11:00"), ("informal_mode", "11:00", "13:00")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (1, 2, [("exchange_of_views", "10:00", "11:00"), ("informal_mode", "11:00", "12:00"),
                ("exchange_of_views", "12:00", "13:00")]),
        (1, None, [("exchange_of_views", "10:00", "11:00"), ("informal_mode", "11:00", "13:00")]),
        (0, 1, [("informal_mode", "10:00", "11:00"), ("exchange_of_views", "11:00", "13:00")]),
    ],
    ids=["suspended-and-resumed", "until-the-end", "from-the-start"],
)  # fmt: skip
def test_a_formal_meeting_is_suspended_into_informal_mode(
    session: Session, clerk: Any, start: int, end: int | None, expected: list[tuple[str, str, str]]
) -> None:
    meeting = add(session, clerk)
    new = segments.suspend_segment(
        segment=meeting.segments.get(), kind="informal_mode", starts_at=TEN + start * HOUR,
        ends_at=None if end is None else TEN + end * HOUR, by=clerk, at=NOON,
    )  # fmt: skip
    assert parts_of(meeting) == expected
    assert new.attribution == "non_attributed"


@pytest.mark.parametrize(
    ("start", "end", "refusal"),
    [
        (TEN, ONE, errors.NothingLeft), (TEN - HOUR, TEN, errors.NotWithin), (TEN + HOUR, ONE + HOUR, errors.NotWithin),
        (TEN + HOUR, TEN + HOUR, errors.NotWithin),
    ],
    ids=["whole", "before", "beyond", "nothing"],
)  # fmt: skip
def test_what_cannot_be_suspended(
    session: Session, clerk: Any, start: datetime, end: datetime, refusal: type[Exception]
) -> None:
    meeting = add(session, clerk)
    with pytest.raises(refusal):
        segments.suspend_segment(
            segment=meeting.segments.get(), kind="informal_mode", starts_at=start, ends_at=end, by=clerk, at=NOON
        )
    assert parts_of(meeting) == [("exchange_of_views", "10:00", "13:00")]


def test_an_overlap_is_refused_in_words(session: Session, clerk: Any) -> None:
    meeting = add(session, clerk)
    late = Segment(
        meeting=meeting, kind="adoption", starts_at=TEN + HOUR, ends_at=ONE, attribution="attributed", title="Late"
    )
    with pytest.raises(errors.Overlaps) as refusal:
        segments.add_segment(segment=late, by=clerk, at=NOON)
    assert str(refusal.value) == (
        "This overlaps with “Formal meeting: exchange of views”. Change the times of one of the two."
    )


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"ends_at": TEN + HOUR}, errors.NotBeforeTheStart),
        ({"minutes": 16}, errors.TooShort),
        ({"kind": "adoption", "minutes": None}, errors.SticksOut),
        ({"kind": "unofficial_dialogue", "minutes": None}, errors.MixedUp),
    ],
    ids=["not-ending-with-the-start", "too-short", "no-slot", "unofficial"],
)
def test_row_03_a_slot_before_the_start_ends_with_it(
    session: Session, clerk: Any, fields: dict[str, Any], refusal: type[Exception]
) -> None:
    """Stakeholders speak for fifteen minutes before the official start, which the speakers share."""
    meeting = add(session, clerk)
    usual = {"kind": "pre_meeting_slot", "starts_at": TEN - timedelta(minutes=15), "ends_at": TEN, "minutes": 15}
    slot = Segment(meeting=meeting, attribution="attributed", **usual)
    segments.add_segment(segment=slot, by=clerk, at=NOON)
    assert parts_of(meeting)[0] == ("pre_meeting_slot", "09:45", "10:00")
    for name, value in fields.items():
        setattr(slot, name, value)
    with pytest.raises(refusal):
        segments.change_segment(segment=slot, by=clerk, at=NOON)


def test_a_day_is_copied_with_hours_rooms_and_parts_and_the_next_numbers(session: Session, clerk: Any) -> None:
    first = add(session, clerk, room="Room 4", title="Opening", webcast="https://webcast.example/1")
    add(session, clerk, number=2, starts_at=TEN + 5 * HOUR, ends_at=ONE + 5 * HOUR)
    segments.suspend_segment(
        segment=first.segments.get(), kind="informal_mode", starts_at=TEN + HOUR, ends_at=None, by=clerk, at=NOON
    )
    copies = meetings.copy_day(session=session, from_day=date(2027, 3, 8), to_day=date(2027, 3, 15), by=clerk, at=NOON)
    assert [copy.number for copy in copies] == [3, 4]
    assert parts_of(copies[0]) == [("exchange_of_views", "10:00", "11:00"), ("informal_mode", "11:00", "13:00")]
    assert copies[0].starts_at == datetime(2027, 3, 15, 10, 0, tzinfo=NEW_YORK)  # 14:00 UTC: the clocks have changed
    assert (copies[0].room, copies[0].title, copies[0].webcast) == ("Room 4", "", "")
    with pytest.raises(errors.NothingToCopy):
        meetings.copy_day(session=session, from_day=date(2027, 3, 9), to_day=date(2027, 3, 10), by=clerk, at=NOON)


def test_what_is_in_preparation_is_deleted_and_what_is_public_is_cancelled(session: Session, clerk: Any) -> None:
    meeting = add(session, clerk)
    assert meetings.remove_meeting(meeting=meeting, by=clerk, at=NOON) is False
    assert not Meeting.objects.exists()
    meeting = add(session, clerk)
    programmes.publish_programme(session=session, by=clerk, at=NOON)
    assert meetings.remove_meeting(meeting=meeting, by=clerk, at=NOON) is True
    meeting.refresh_from_db()
    assert (meeting.cancelled_at, meeting.sequence) == (NOON, 1)
    assert [change.kind for change in Change.objects.all()] == ["cancelled"]
    with pytest.raises(OutOfDate):
        meetings.remove_meeting(meeting=meeting, by=clerk, at=NOON)
    with pytest.raises(errors.IsCancelled):
        segments.remove_segment(segment=meeting.segments.get(), by=clerk, at=NOON)
    meeting.room = "Room 5"
    with pytest.raises(errors.IsCancelled):
        meetings.change_meeting(meeting=meeting, by=clerk, at=NOON)


def test_a_change_of_a_public_programme_keeps_old_and_new_times(session: Session, clerk: Any) -> None:
    meeting = add(session, clerk)
    programmes.publish_programme(session=session, by=clerk, at=NOON)
    meeting.starts_at, meeting.ends_at = TEN + HOUR, ONE + HOUR
    meetings.change_meeting(meeting=meeting, by=clerk, at=NOON)
    meeting.webcast = "https://webcast.example/1"
    meetings.change_meeting(meeting=meeting, by=clerk, at=NOON)  # nothing that readers have to be told
    meeting.room_en = "Room 5"
    meetings.change_meeting(meeting=meeting, by=clerk, at=NOON)
    moved, rearranged = Change.objects.all()
    assert (moved.kind, moved.started_at, moved.starts_at) == ("moved", TEN, TEN + HOUR)
    assert rearranged.kind == "rearranged"
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.changed_at) == (2, NOON)
    assert [event.kind for event in session.programme.events.all()][-1] == "meeting_changed"


def test_a_programme_binds_when_it_is_adopted(session: Session, clerk: Any) -> None:
    with pytest.raises(errors.NoMeetings):
        programmes.publish_programme(session=session, by=clerk, at=NOON)
    add(session, clerk)
    programmes.publish_programme(session=session, by=clerk, at=NOON)
    with pytest.raises(errors.NotYetHeld):
        programmes.adopt_programme(session=session, on=NOON.date() + DAY, by=clerk, at=NOON)
    programmes.adopt_programme(session=session, on=NOON.date(), by=clerk, at=NOON)
    with pytest.raises(OutOfDate):
        programmes.publish_programme(session=session, by=clerk, at=NOON)
    programme = Programme.objects.get()
    assert (programme.state, programme.adopted_on, programme.published_at) == ("adopted", NOON.date(), NOON)
    with pytest.raises(ReasonMissing):
        programmes.undo_adoption(session=session, reason=" ", by=clerk, at=NOON)
    programmes.undo_adoption(session=session, reason="Reopened at the request of a delegation", by=clerk, at=NOON)
    programme.refresh_from_db()
    assert (programme.state, programme.adopted_on) == ("provisional", None)


def test_segments_at_an_instant_are_those_that_run(session: Session) -> None:
    meeting, beside = make_meeting(session), make_meeting(session)
    make_segment(meeting, ends_at=TEN + HOUR)
    informal = make_segment(meeting, SegmentKind.INFORMAL_MODE, starts_at=TEN + HOUR)
    other = make_segment(beside, SegmentKind.DEDICATED_STAKEHOLDER)
    make_segment(make_meeting(session, cancelled_at=NOON))
    assert list(segments_at(session, TEN + HOUR)) == [other, informal]
    assert not segments_at(session, ONE)
    assert not segments_at(session, TEN - timedelta(seconds=1))


def test_a_group_to_which_a_meeting_is_limited_is_not_removed(session: Session, clerk: Any) -> None:
    from_process = make_meeting(session)
    group = session.process.sub_groups.create(code="sg-1", name="Group")
    Meeting.objects.filter(pk=from_process.pk).update(sub_group=group)
    with pytest.raises(StillUsed):
        remove_sub_group(group=group, by=clerk, at=NOON)


def test_clocks_that_skip_an_hour_have_no_instant_for_it() -> None:
    spring = date(2027, 3, 14)
    skipped, kept = time(2, 30), time(3, 30)
    assert instant_of(spring, skipped, "America/New_York") is None
    assert instant_of(spring, kept, "America/New_York") == datetime(2027, 3, 14, 3, 30, tzinfo=NEW_YORK)
    past_midnight = datetime(2027, 3, 8, 23, 0, tzinfo=NEW_YORK)
    nearest = nearest_instant(time(1, 0), "America/New_York", to=past_midnight)
    assert nearest is not None
    assert day_of(nearest, "America/New_York") == date(2027, 3, 9)

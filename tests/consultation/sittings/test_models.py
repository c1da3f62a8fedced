"""What can never be true of a meeting and its segments, held by the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Change, Meeting, Programme, ProgrammeEvent, Segment
from tests.factories import NOON, make_agenda_item, make_session
from tests.factories.sittings import ONE, TEN, make_meeting, make_programme, make_segment

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def committed() -> None:
    """Ask now what the database asks when a transaction ends."""
    connection.check_constraints()


def test_a_meeting_with_a_slot_and_three_segments_stands() -> None:
    meeting = make_meeting()
    make_segment(meeting, SegmentKind.PRE_MEETING_SLOT)
    make_segment(meeting, ends_at=TEN + HOUR)
    make_segment(meeting, SegmentKind.INFORMAL_MODE, starts_at=TEN + HOUR, ends_at=TEN + 2 * HOUR)
    make_segment(meeting, starts_at=TEN + 2 * HOUR)
    committed()
    assert [segment.kind for segment in meeting.segments.all()] == [
        "pre_meeting_slot", "exchange_of_views", "informal_mode", "exchange_of_views",
    ]  # fmt: skip


def test_segments_of_a_meeting_do_not_overlap() -> None:
    meeting = make_meeting()
    make_segment(meeting, ends_at=TEN + 2 * HOUR)
    with pytest.raises(IntegrityError, match="segments_do_not_overlap"):
        make_segment(meeting, SegmentKind.INFORMAL_MODE, starts_at=TEN + HOUR)


def test_segments_of_two_meetings_at_the_same_time_stand() -> None:
    session = make_session()
    make_segment(make_meeting(session))
    make_segment(make_meeting(session))
    committed()
    assert Segment.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("exchange_of_views", {"starts_at": TEN - HOUR}),
        ("exchange_of_views", {"ends_at": ONE + HOUR}),
        ("unofficial_dialogue", {}),
        ("pre_meeting_slot", {"starts_at": TEN, "ends_at": TEN + HOUR}),
        ("pre_meeting_slot", {"starts_at": TEN - 2 * HOUR, "ends_at": TEN - HOUR}),
        ("pre_meeting_slot", {"starts_at": TEN - timedelta(minutes=10), "minutes": 15}),
    ],
    ids=["before", "after", "unofficial", "slot-within", "slot-far-ahead", "slot-too-short"],
)
def test_a_segment_fits_into_its_meeting(kind: str, fields: dict[str, object]) -> None:
    meeting = make_meeting()
    make_segment(meeting, kind, **fields)
    with pytest.raises(IntegrityError, match="does not fit"):
        committed()


def test_an_official_mode_has_no_place_in_an_unofficial_event() -> None:
    make_segment(make_meeting(is_official=False), SegmentKind.ADOPTION)
    with pytest.raises(IntegrityError, match="does not fit"):
        committed()


def test_the_agenda_item_is_one_of_the_session() -> None:
    make_segment(make_meeting(), agenda_item=make_agenda_item(make_session()))
    with pytest.raises(IntegrityError, match="does not fit"):
        committed()


def test_a_meeting_moves_only_with_its_segments() -> None:
    segment = make_segment()
    Meeting.objects.update(starts_at=TEN + 24 * HOUR, ends_at=ONE + 24 * HOUR)
    with pytest.raises(IntegrityError, match="does not fit"), transaction.atomic():
        committed()
    Segment.objects.filter(pk=segment.pk).update(starts_at=TEN + 24 * HOUR, ends_at=ONE + 24 * HOUR)
    committed()


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_at": TEN},
        {"number": None},
        {"number": 0},
        {"organiser": "Somebody else"},
        {"is_official": False, "organiser": ""},
        {"is_official": False, "number": 3},
    ],
    ids=["no-time", "no-number", "nought", "organiser-of-an-official-one", "no-organiser", "numbered-unofficial"],
)
def test_a_meeting_is_numbered_or_names_its_organiser(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        make_meeting(**fields)


def test_a_number_is_free_again_when_its_meeting_is_cancelled() -> None:
    session = make_session()
    make_meeting(session, number=1, cancelled_at=NOON)
    make_meeting(session, number=1)
    with pytest.raises(IntegrityError, match="meeting_numbered_once"):
        make_meeting(session, number=1)


@pytest.mark.parametrize("minutes", [None, 0])
def test_a_slot_before_the_start_has_minutes(minutes: int | None) -> None:
    with pytest.raises(IntegrityError, match="segment_slot_has_minutes"):
        make_segment(make_meeting(), SegmentKind.PRE_MEETING_SLOT, minutes=minutes)


def test_a_programme_is_published_at_a_time_and_adopted_on_a_day() -> None:
    for fields in ({"published_at": None}, {"state": "adopted", "adopted_on": None}, {"adopted_on": NOON.date()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_programme(**fields)


def test_a_published_programme_does_not_go_back_into_preparation() -> None:
    programme = make_programme()
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(state="preparing", published_at=None)


def test_changes_and_events_are_append_only() -> None:
    meeting = make_meeting()
    programme = meeting.session.programme
    Change.objects.create(programme=programme, meeting=meeting, kind="added", at=NOON, starts_at=TEN, ends_at=ONE)
    programme.events.create(kind="programme_published", at=NOON)
    for model in (Change, ProgrammeEvent):
        with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
            model.objects.update(at=NOON + HOUR)
        with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
            model.objects.all().delete()

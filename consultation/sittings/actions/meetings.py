"""Add, change, copy and remove meetings."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from consultation.processes.changes import Differences, differences, save_once
from consultation.processes.errors import StillUsed
from consultation.processes.models import Session
from consultation.processes.translation import in_six
from consultation.sittings.actions.pen import bear_witness, take_pen, tell_readers
from consultation.sittings.errors import IsCancelled, NothingToCopy, SticksOut
from consultation.sittings.fitting import check_fit
from consultation.sittings.kinds import USUAL_ATTRIBUTION, SegmentKind
from consultation.sittings.models import Change, Meeting, Programme, Segment
from consultation.sittings.walls import day_of, same_clock_on
from register.errors import OutOfDate

CHANGEABLE = (
    *in_six("title", "room"), "number", "starts_at", "ends_at", "sub_group", "organiser", "open_to_unaccredited",
    "webcast",
)  # fmt: skip


def next_number(session: Session) -> int:
    """The number of the next official meeting of the session."""
    last = Meeting.objects.filter(session=session).standing().aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def add_meeting(*, meeting: Meeting, kind: str, by: Any, at: datetime) -> Meeting:
    """Keep a new meeting, held in one mode from its start to its end until somebody parts it."""
    programme = take_pen(meeting.session, by=by)
    whole = _whole(meeting, kind)
    check_fit(meeting, [whole])
    meeting.changed_at = at
    save_once(meeting)
    whole.meeting = meeting
    whole.save()
    _added(programme, meeting, by=by, at=at)
    return meeting


def _added(programme: Programme, meeting: Meeting, *, by: Any, at: datetime) -> None:
    bear_witness(programme, "meeting_added", meeting, by=by, at=at)
    tell_readers(programme, meeting, Change.Kind.ADDED, at=at)


def _whole(meeting: Meeting, kind: str) -> Segment:
    attribution = USUAL_ATTRIBUTION[SegmentKind(kind)]
    return Segment(kind=kind, starts_at=meeting.starts_at, ends_at=meeting.ends_at, attribution=attribution)


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Any, at: datetime) -> None:
    """Keep what was changed. Segments move with the start; who ended with the meeting ends with it again.

    Raises IsCancelled, and SticksOut where the meeting would become too short for its segments.
    """
    programme = take_pen(meeting.session, by=by)
    was = Meeting.objects.get(pk=meeting.pk)
    if was.cancelled_at:
        raise IsCancelled
    changed = differences(meeting, CHANGEABLE)
    if not changed:
        return
    _move_segments(was, meeting)
    save_once(meeting, update_fields=list(changed))
    bear_witness(programme, "meeting_changed", meeting, by=by, at=at, fields=sorted(changed))
    if kind := _kind_of(changed):
        tell_readers(programme, meeting, kind, at=at, was=was)


def _kind_of(changed: Differences) -> str:
    if {"starts_at", "ends_at"} & changed.keys():
        return Change.Kind.MOVED
    seen = {*in_six("title", "room"), "sub_group", "number", "open_to_unaccredited"}
    return Change.Kind.REARRANGED if seen & changed.keys() else ""


def _move_segments(was: Meeting, meeting: Meeting) -> None:
    """Move all segments by as much as the start of their meeting moved, and the last one's end with the end."""
    if (was.starts_at, was.ends_at) == (meeting.starts_at, meeting.ends_at):
        return
    segments, moved = list(was.segments.all()), meeting.starts_at - was.starts_at
    for segment in segments:
        ends_it = segment.ends_at == was.ends_at
        segment.starts_at += moved
        segment.ends_at = meeting.ends_at if ends_it else segment.ends_at + moved
    for segment in segments:
        if segment.ends_at <= segment.starts_at:
            raise SticksOut
    check_fit(meeting, segments)
    Segment.objects.bulk_update(segments, ["starts_at", "ends_at"])


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: Any, at: datetime) -> bool:
    """Delete a meeting of a programme in preparation, cancel one of a public programme; True where it was cancelled.

    Raises StillUsed where something else rests on a meeting that would be deleted, OutOfDate where it is cancelled.
    """
    programme = take_pen(meeting.session, by=by)
    bear_witness(programme, "meeting_cancelled" if programme.is_public else "meeting_removed", meeting, by=by, at=at)
    if programme.is_public:
        if not Meeting.objects.filter(pk=meeting.pk, cancelled_at=None).update(cancelled_at=at):
            raise OutOfDate
        tell_readers(programme, meeting, Change.Kind.CANCELLED, at=at)
        return True
    try:
        meeting.delete()
    except ProtectedError as used:
        raise StillUsed from used
    return False


@transaction.atomic
def copy_day(*, session: Session, from_day: date, to_day: date, by: Any, at: datetime) -> list[Meeting]:
    """Put meetings like those of one day on another, at the same times of the clock; the next numbers are theirs.

    Webcasts and titles of single events stay behind. Raises NothingToCopy.
    """
    programme = take_pen(session, by=by)
    zone, number = session.process.time_zone, next_number(session)
    standing = Meeting.objects.filter(session=session).standing().in_order().prefetch_related("segments")
    originals = [meeting for meeting in standing if day_of(meeting.starts_at, zone) == from_day]
    if not originals:
        raise NothingToCopy
    copies = []
    for original in originals:
        copy = _copy(original, to_day, zone, number if original.is_official else None, at)
        number += original.is_official
        _added(programme, copy, by=by, at=at)
        copies.append(copy)
    return copies


def _copy(original: Meeting, to_day: date, zone: str, number: int | None, at: datetime) -> Meeting:
    """The meeting on that day; parts keep their distance from its start, on whatever day the clocks change."""
    segments = list(original.segments.all())
    starts_at = same_clock_on(original.starts_at, to_day, zone)
    moved = starts_at - original.starts_at
    copy = Meeting(
        session=original.session, number=number, starts_at=starts_at, ends_at=original.ends_at + moved,
        sub_group_id=original.sub_group_id, is_official=original.is_official, organiser=original.organiser,
        open_to_unaccredited=original.open_to_unaccredited, changed_at=at,
    )  # fmt: skip
    for column in in_six("room"):
        setattr(copy, column, getattr(original, column))
    copy.save()
    for segment in segments:
        segment.pk, segment._state.adding, segment.meeting = None, True, copy
        segment.starts_at += moved
        segment.ends_at += moved
        segment.save()
    return copy

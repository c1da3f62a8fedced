"""The programme of work as readers see it: days, meetings, segments, what is on now, what comes next, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from consultation.processes.models import Session
from consultation.sittings.models import Change, Meeting, Segment
from consultation.sittings.walls import day_of


@dataclass(slots=True)
class Sitting:
    """A meeting with its segments in order; `change` is the last change that still matters, because it lies ahead."""

    meeting: Meeting
    segments: list[Segment]
    change: Change | None = None
    is_now: bool = False


@dataclass(slots=True)
class Day:
    """A day in the time zone of the process, with its meetings."""

    date: date
    sittings: list[Sitting]


@dataclass(slots=True)
class Timetable:
    """A session's meetings by days; `now` are the segments that run, `following` the first ones after them."""

    days: list[Day] = field(default_factory=list)
    now: list[Segment] = field(default_factory=list)
    following: list[Segment] = field(default_factory=list)


def timetable_of(session: Session, *, at: datetime) -> Timetable:
    """The programme of a session as it stands, for that instant. Asks three queries, whatever there is."""
    segments = Segment.objects.select_related("agenda_item").order_by("starts_at", "pk")
    meetings = Meeting.objects.filter(session=session).in_order().select_related("sub_group")
    found = list(meetings.prefetch_related(Prefetch("segments", segments, to_attr="parts")))
    changes = _latest(Change.objects.filter(programme__session=session).order_by("pk"))
    sittings = [_sitting(meeting, changes.get(meeting.pk), session, at) for meeting in found]
    held = [one for one in sittings if not one.meeting.cancelled_at]
    ahead = sorted((part for one in held for part in one.segments if part.starts_at > at), key=_start)
    return Timetable(
        days=[Day(day, list(some)) for day, some in groupby(sittings, lambda one: _day(one, session))],
        now=[part for one in held for part in one.segments if part.starts_at <= at < part.ends_at],
        following=[part for part in ahead if part.starts_at == ahead[0].starts_at],
    )


def segments_at(session: Session, at: datetime) -> Any:
    """The segments that run at that instant, several where meetings are held side by side: the mode "now"."""
    return Segment.objects.of_session(session).at(at).select_related("meeting", "agenda_item")


def _sitting(meeting: Any, change: Change | None, session: Session, at: datetime) -> Sitting:
    for part in meeting.parts:
        part.meeting, meeting.session = meeting, session
    is_now = not meeting.cancelled_at and any(part.starts_at <= at < part.ends_at for part in meeting.parts)
    return Sitting(meeting, meeting.parts, change if meeting.ends_at > at else None, is_now)


def _latest(changes: Iterable[Change]) -> dict[int, Change]:
    return {change.meeting_id: change for change in changes}


def _day(sitting: Sitting, session: Session) -> date:
    return day_of(sitting.meeting.starts_at, session.process.time_zone)


def _start(segment: Segment) -> datetime:
    return segment.starts_at

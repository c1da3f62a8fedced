"""Meetings and segments for tests: a morning meeting of three hours in New York unless said otherwise."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max

from consultation.processes.models import Process, Session
from consultation.sittings.kinds import USUAL_ATTRIBUTION, SegmentKind
from consultation.sittings.models import Change, Follower, Meeting, Programme, Segment, SubGroup
from consultation.sittings.states import ProgrammeState
from tests.factories import NOON, make_session

NEW_YORK = ZoneInfo("America/New_York")
TEN = datetime(2027, 3, 8, 10, 0, tzinfo=NEW_YORK)
ONE = datetime(2027, 3, 8, 13, 0, tzinfo=NEW_YORK)


def make_programme(session: Session | None = None, state: str = ProgrammeState.PROVISIONAL, **fields: Any) -> Programme:
    """A published, provisional programme of work."""
    if state != ProgrammeState.PREPARING:
        fields.setdefault("published_at", NOON)
    if state == ProgrammeState.ADOPTED:
        fields.setdefault("adopted_on", NOON.date())
    return Programme.objects.create(session=session or make_session(), state=state, **fields)


def make_meeting(session: Session | None = None, **fields: Any) -> Meeting:
    """An official meeting of the session, the next in number, without segments; its programme is published."""
    session = session or make_session()
    if not Programme.objects.filter(session=session).exists():
        make_programme(session)
    if fields.get("is_official", True):
        last = session.meetings.aggregate(last=Max("number"))["last"] or 0
        fields.setdefault("number", last + 1)
    else:
        fields.setdefault("organiser", "Let us talk")
    fields.setdefault("starts_at", TEN)
    fields.setdefault("ends_at", fields["starts_at"] + timedelta(hours=3))
    return Meeting.objects.create(session=session, changed_at=fields.pop("changed_at", NOON), **fields)


def make_segment(meeting: Meeting | None = None, kind: str = SegmentKind.EXCHANGE_OF_VIEWS, **fields: Any) -> Segment:
    """A segment that fills its meeting; a slot before the official start has its fifteen minutes."""
    meeting = meeting or make_meeting(is_official=kind != SegmentKind.UNOFFICIAL_DIALOGUE)
    if kind == SegmentKind.PRE_MEETING_SLOT:
        fields.setdefault("starts_at", meeting.starts_at - timedelta(minutes=15))
        fields.setdefault("ends_at", meeting.starts_at)
        fields.setdefault("minutes", 15)
    fields.setdefault("starts_at", meeting.starts_at)
    fields.setdefault("ends_at", meeting.ends_at)
    fields.setdefault("attribution", USUAL_ATTRIBUTION[SegmentKind(kind)])
    return Segment.objects.create(meeting=meeting, kind=kind, **fields)


def make_sub_group(process: Process, code: str = "sg-1", **fields: Any) -> SubGroup:
    """A study group of the process."""
    return SubGroup.objects.create(process=process, code=code, name=fields.pop("name", "Study group 1"), **fields)


def follow(session: Session, user: Any) -> Follower:
    """The person asked to be told of changes."""
    return Follower.objects.create(session=session, user=user, since=NOON)


def make_change(meeting: Meeting, kind: str = "rearranged", **fields: Any) -> Change:
    """A change of the meeting's programme that stands where the meeting does."""
    times = {"started_at": meeting.starts_at, "ended_at": meeting.ends_at}
    times |= {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    fields = times | fields
    return Change.objects.create(programme=meeting.session.programme, meeting=meeting, kind=kind, at=NOON, **fields)

"""The programme of work as a calendar that programs subscribe to (RFC 5545)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from icalendar import Calendar, Event, vText

from consultation.processes.models import Session
from consultation.processes.naming import title_of
from consultation.sittings.models import Programme
from consultation.sittings.naming import meeting_name, segment_name
from consultation.sittings.states import ProgrammeState
from consultation.sittings.timetable import Sitting, Timetable
from consultation.sittings.words import disclaimer_of, rule_of_segment, time_span
from look.templatetags.plenum import text_and_language


def calendar_of(programme: Programme, timetable: Timetable, *, address: str) -> bytes:
    """The calendar in the reader's language: an event a meeting, in UTC; cancelled ones stay and say so.

    `address` is the page of the programme. Every event keeps its UID for good, and SEQUENCE grows with each change.
    """
    session = programme.session
    calendar = Calendar()
    calendar.add("prodid", "-//Plenum//Programme of work//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(f"{session.process.short_name}: {title_of(session)}"))
    calendar.add("x-wr-timezone", session.process.time_zone)
    for day in timetable.days:
        for sitting in day.sittings:
            calendar.add_component(_event(programme, sitting, address=address))
    return bytes(calendar.to_ical())


def _event(programme: Programme, sitting: Sitting, *, address: str) -> Event:
    meeting, session = sitting.meeting, programme.session
    room, place = text_and_language(meeting, "room")[0], text_and_language(session, "place")[0]
    event = Event()
    event.add("uid", f"{meeting.uid}@{host()}")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", f"{session.process.short_name}: {meeting_name(meeting)}")
    event.add("location", ", ".join(filter(None, [room, place])))
    event.add("description", "\n".join(_lines(sitting, session)))
    event.add("url", address)
    event.add("status", status_of(programme, meeting))
    return event


def status_of(programme: Programme, meeting: Any) -> str:
    """CANCELLED, CONFIRMED once the programme is adopted, else TENTATIVE (RFC 5545, 3.8.1.11)."""
    if meeting.cancelled_at:
        return "CANCELLED"
    return "CONFIRMED" if programme.state == ProgrammeState.ADOPTED else "TENTATIVE"


def _lines(sitting: Sitting, session: Session) -> Iterable[str]:
    """The segments one by one, and what has to be said of an unofficial event."""
    for segment in sitting.segments:
        item = f" ({segment.agenda_item.label})" if segment.agenda_item else ""
        yield f"{time_span(segment, session.process.time_zone)} {segment_name(segment)}{item}"
        if rule := rule_of_segment(segment):
            yield rule
    if not sitting.meeting.is_official:
        yield disclaimer_of(sitting.meeting)
    if sitting.meeting.webcast:
        yield sitting.meeting.webcast


def host() -> str:
    """The host that makes a UID unique in the world."""
    return settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]

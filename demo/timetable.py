"""The programmes of work of the story's sessions: meetings, their parts, and what was changed after publication."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from consultation.processes.models import Session
from consultation.sittings.actions.meetings import add_meeting, change_meeting
from consultation.sittings.actions.programmes import adopt_programme, follow_programme, publish_programme
from consultation.sittings.actions.segments import add_segment, change_segment
from consultation.sittings.clockwork import QUIET, notices_to_write, tell_of_quiet_programmes, tell_some
from consultation.sittings.kinds import USUAL_ATTRIBUTION, SegmentKind
from consultation.sittings.models import Meeting, Programme, Segment
from demo.calendar import Calendar
from demo.stage import Stage
from demo.texts import in_columns, story
from stakeholders.accounts.models import User

ENTERED_BEFORE = 10  # days from the first meeting being entered to the publication


@dataclass(slots=True)
class Timetable:
    """The sessions, and who draws their programmes up."""

    stage: Stage
    calendar: Calendar
    people: dict[str, User]
    secretariat: User

    def draw_up(self) -> None:
        """Every programme from its first meeting to its last change."""
        for told in story("programme")["sessions"]:
            entered_at = self.calendar.instant(told["published_days"] - ENTERED_BEFORE, 10)
            for meeting in told["meetings"]:
                self._enter(told["session"], meeting, at=entered_at)
            self._make_public(self.stage.sessions[told["session"]], told)

    def _enter(self, key: str, told: dict[str, Any], *, at: datetime) -> None:
        """Kept in one mode first, as the form does it, then parted."""
        session, parts = self.stage.sessions[key], told["parts"]
        meeting = Meeting(
            session=session, number=told["number"], is_official=told["number"] is not None,
            organiser=told.get("organiser", ""), open_to_unaccredited=_is_open(parts),
            starts_at=self._instant(session, told["day"], parts[0]["from"]),
            ends_at=self._instant(session, told["day"], parts[-1]["to"]),
            **in_columns("title", told.get("title")), **in_columns("room", story("programme")["rooms"][told["room"]]),
        )  # fmt: skip
        add_meeting(meeting=meeting, kind=parts[0]["kind"], by=self.secretariat, at=at)
        whole = meeting.segments.get()
        first, *others = (self._columns_of(part, key, told["day"]) for part in parts)
        for name, value in first.items():
            setattr(whole, name, value)
        change_segment(segment=whole, by=self.secretariat, at=at)
        for other in others:
            add_segment(segment=Segment(meeting=meeting, **other), by=self.secretariat, at=at)

    def _columns_of(self, part: dict[str, Any], key: str, day: int) -> dict[str, Any]:
        """A part of a meeting as values of its columns."""
        session, kind = self.stage.sessions[key], SegmentKind(part["kind"])
        return {
            "kind": kind.value,
            "starts_at": self._instant(session, day, part["from"]),
            "ends_at": self._instant(session, day, part["to"]),
            "agenda_item": self.stage.items[key, part["item"]] if part["item"] else None,
            "attribution": part.get("attribution", USUAL_ATTRIBUTION[kind].value),
            **in_columns("title", part.get("title")),
        }

    def _make_public(self, session: Session, told: dict[str, Any]) -> None:
        """Published; then whoever follows it, what was moved, and its adoption."""
        instant, by = self.calendar.instant, self.secretariat
        publish_programme(session=session, by=by, at=instant(told["published_days"], 16))
        for one in told.get("followed", []):
            programme = Programme.objects.get(session=session)
            follow_programme(programme=programme, by=self.people[one["by"]], at=instant(one["days"], 12))
        for one in told.get("moved", []):
            self._move(session, one, at=instant(one["days"], 11))
        if told["adopted_days"] is not None:
            adopted_on, at = self.calendar.day(told["adopted_days"]), instant(told["adopted_days"], 11)
            adopt_programme(session=session, on=adopted_on, by=by, at=at)

    def _move(self, session: Session, told: dict[str, Any], *, at: datetime) -> None:
        meeting = Meeting.objects.get(session=session, number=told["number"])
        meeting.starts_at = self._instant(session, told["day"], told["from"])
        meeting.ends_at = self._instant(session, told["day"], told["to"])
        change_meeting(meeting=meeting, by=self.secretariat, at=at)
        _tell_followers(at=at + QUIET)

    def _instant(self, session: Session, day: int, shown: str) -> datetime:
        """That time on that day of the session, counted from 0."""
        return self.calendar.clock(session.starts_on + timedelta(days=day), shown)


def _tell_followers(*, at: datetime) -> None:
    """As the clock does it once nothing was changed for a while."""
    tell_of_quiet_programmes(at=at)
    for notice_id in notices_to_write():
        tell_some(notice_id=notice_id, at=at)


def _is_open(parts: list[dict[str, Any]]) -> bool:
    return all(part["kind"] == SegmentKind.INTERSESSIONAL for part in parts)

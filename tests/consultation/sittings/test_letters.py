"""Those who asked are told of changes, once, in their language, by a press or by the clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from kombu.exceptions import OperationalError

from consultation.sittings import clockwork, errors, tasks
from consultation.sittings.actions import meetings, programmes
from consultation.sittings.emails import latest_of_each
from consultation.sittings.models import Change, Notice
from stakeholders.mailroom.models import Letter
from tests.factories import NOON, make_officer, make_user
from tests.factories.sittings import ONE, TEN, follow, make_meeting, make_segment

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
QUIET = NOON + clockwork.QUIET


def moved_meeting() -> Any:
    """A published meeting that the secretariat has moved by an hour at noon."""
    meeting = make_segment(make_meeting()).meeting
    meeting.session.process.time_zone = "America/New_York"
    meeting.session.process.save()
    meeting.starts_at, meeting.ends_at = TEN + HOUR, ONE + HOUR
    meetings.change_meeting(meeting=meeting, by=make_officer(meeting.session.process, "secretariat"), at=NOON)
    return meeting


def write_all(at: Any = QUIET) -> None:
    for notice_id in clockwork.notices_to_write():
        while clockwork.tell_some(notice_id=notice_id, at=at):
            pass


def test_a_press_tells_those_who_asked_in_their_language() -> None:
    meeting = moved_meeting()
    session, clerk = meeting.session, make_officer(meeting.session.process, "secretariat")
    follow(session, make_user("english@people.example"))
    follow(session, make_user("french@people.example", language="fr"))
    follow(session, make_user("closed@people.example", is_active=False))
    make_user("nobody@people.example")
    programmes.tell_of_changes(session=session, by=clerk, at=NOON)
    write_all()
    assert sorted(Letter.objects.values_list("to", "language")) == [
        ("english@people.example", "en"), ("french@people.example", "fr"),
    ]  # fmt: skip
    text = Letter.objects.get(language="en").text
    assert "Meeting 1: moved. Was: Monday 8 March 2027, 10:00 New York time (15:00 UTC)" in text
    assert "Now: Monday 8 March 2027, 11:00 New York time (16:00 UTC)" in text
    assert reverse("sittings:programme", args=[session.symbol]) in text
    assert "<" not in text
    with pytest.raises(errors.NothingToTell):
        programmes.tell_of_changes(session=session, by=clerk, at=NOON)


def test_the_clock_tells_once_nobody_has_changed_anything_for_a_while() -> None:
    meeting = moved_meeting()
    follow(meeting.session, make_user())
    clockwork.tell_of_quiet_programmes(at=QUIET - timedelta(seconds=1))
    assert not Notice.objects.exists()
    for _again in range(2):
        clockwork.tell_of_quiet_programmes(at=QUIET)
        write_all()
        write_all()
    assert Notice.objects.count() == 1
    assert Letter.objects.count() == 1


def test_a_later_change_is_told_in_a_letter_of_its_own() -> None:
    meeting = moved_meeting()
    clerk = make_officer(meeting.session.process, "secretariat")
    follow(meeting.session, make_user())
    clockwork.tell_of_quiet_programmes(at=QUIET)
    meetings.remove_meeting(meeting=meeting, by=clerk, at=QUIET)
    clockwork.tell_of_quiet_programmes(at=QUIET + clockwork.QUIET)
    write_all()
    first, second = Letter.objects.order_by("pk")
    assert "moved." in first.text
    assert "moved." not in second.text
    assert "cancelled." in second.text


def test_letters_are_written_in_batches_and_none_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "LETTERS_AT_A_TIME", 2)
    meeting = moved_meeting()
    for _each in range(3):
        follow(meeting.session, make_user())
    clockwork.tell_of_quiet_programmes(at=QUIET)
    notice = Notice.objects.get()
    assert clockwork.tell_some(notice_id=notice.pk, at=QUIET) is True
    assert Letter.objects.count() == 2
    assert clockwork.tell_some(notice_id=notice.pk, at=QUIET) is False
    assert Letter.objects.count() == 3
    notice.refresh_from_db()
    assert notice.done_at == QUIET
    assert clockwork.tell_some(notice_id=notice.pk, at=QUIET) is False


def test_who_follows_after_the_notice_is_not_told_of_what_was_before() -> None:
    meeting = moved_meeting()
    clockwork.tell_of_quiet_programmes(at=QUIET)
    late = follow(meeting.session, make_user())
    late.since = QUIET + timedelta(seconds=1)
    late.save()
    write_all(at=QUIET + HOUR)
    assert not Letter.objects.exists()


def test_several_changes_of_a_meeting_are_one_line_from_where_it_stood_first() -> None:
    def change(kind: str, was: int, now: int) -> Change:
        return Change(
            meeting_id=7, kind=kind, started_at=TEN + was * HOUR, ended_at=ONE, starts_at=TEN + now * HOUR, ends_at=ONE
        )

    (line,) = latest_of_each([change("moved", 0, 1), change("moved", 1, 2), change("rearranged", 2, 2)])
    assert (line.kind, line.started_at, line.starts_at) == ("moved", TEN, TEN + 2 * HOUR)
    (line,) = latest_of_each([change("added", 0, 0), change("moved", 0, 1)])
    assert line.kind == "added"
    (line,) = latest_of_each([change("moved", 0, 1), change("cancelled", 1, 1)])
    assert line.kind == "cancelled"


def test_the_minute_tick_finds_what_has_to_be_told(monkeypatch: pytest.MonkeyPatch, time_machine: Any) -> None:
    meeting = moved_meeting()
    follow(meeting.session, make_user())
    asked: list[int] = []
    monkeypatch.setattr(tasks.tell_followers, "delay", lambda *, notice_id: asked.append(notice_id))
    time_machine.move_to(QUIET, tick=False)
    tasks.tell_of_changes(later="unknown")
    assert asked == [Notice.objects.get().pk]
    tasks.tell_followers(notice_id=asked[0], later="unknown")
    assert Letter.objects.count() == 1
    tasks.tell_of_changes()
    assert len(asked) == 1


def test_a_full_batch_asks_for_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "LETTERS_AT_A_TIME", 1)
    meeting = moved_meeting()
    follow(meeting.session, make_user())
    asked: list[int] = []
    monkeypatch.setattr(tasks.tell_followers, "delay", lambda *, notice_id: asked.append(notice_id))
    clockwork.tell_of_quiet_programmes(at=QUIET)
    notice = Notice.objects.get()
    tasks.tell_followers(notice_id=notice.pk)
    assert asked == [notice.pk]


def test_a_press_without_a_broker_is_kept_for_the_clock(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refused(**_fields: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.tell_followers, "delay", refused)
    meeting = moved_meeting()
    clerk = make_officer(meeting.session.process, "secretariat")
    with django_capture_on_commit_callbacks(execute=True):
        programmes.tell_of_changes(session=meeting.session, by=clerk, at=NOON)
    assert clockwork.notices_to_write() == [Notice.objects.get().pk]

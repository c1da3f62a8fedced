"""Publish a programme of work, mark it adopted, and have those told of changes who asked for it."""

import logging
from datetime import date, datetime
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from consultation.processes.models import Session
from consultation.sittings.actions.pen import take_pen
from consultation.sittings.clockwork import keep_notice
from consultation.sittings.errors import NoMeetings, NothingToTell, NotYetHeld
from consultation.sittings.models import Follower, Meeting, Programme
from consultation.sittings.tasks import tell_followers
from consultation.sittings.transitions import move_programme
from consultation.sittings.walls import day_of

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_programme(*, session: Session, by: Any, at: datetime) -> None:
    """Show the programme to everybody, as provisional. Raises NoMeetings for an empty one, and what move raises."""
    programme = take_pen(session, by=by)
    if not Meeting.objects.filter(session=session).exists():
        raise NoMeetings
    move_programme(programme, "programme_published", by=by, at=at, published_at=at)


@transaction.atomic
def adopt_programme(*, session: Session, on: date, by: Any, at: datetime) -> None:
    """Mark the programme adopted by the body on that day. Raises NotYetHeld for a day to come, what move raises."""
    programme = take_pen(session, by=by)
    if on > day_of(at, session.process.time_zone):
        raise NotYetHeld
    move_programme(programme, "programme_adopted", by=by, at=at, adopted_on=on)


@transaction.atomic
def undo_adoption(*, session: Session, reason: str, by: Any, at: datetime) -> None:
    """Call the programme provisional again, with a reason; raises what move raises."""
    programme = take_pen(session, by=by)
    move_programme(programme, "adoption_undone", by=by, at=at, note=reason, adopted_on=None)


@transaction.atomic
def tell_of_changes(*, session: Session, by: Any, at: datetime) -> None:
    """Have the followers told now of what changed since they were last told. Raises NothingToTell."""
    programme = take_pen(session, by=by)
    notice = keep_notice(programme, at=at)
    if notice is None:
        raise NothingToTell
    programme.events.create(kind="changes_told", by=by, at=at)
    transaction.on_commit(lambda: _nudge(notice.pk))


def follow_programme(*, programme: Programme, by: Any, at: datetime) -> None:
    """Have the person told of changes from now on; once, however often she asks."""
    Follower.objects.get_or_create(session=programme.session, user=by, defaults={"since": at})


def leave_programme(*, programme: Programme, by: Any) -> None:
    """Tell her of no more changes."""
    Follower.objects.filter(session=programme.session, user=by).delete()


def _nudge(notice_id: int) -> None:
    """Ask a worker to write the letters now; without a broker the row waits, and the clock finds it."""
    try:
        tell_followers.delay(notice_id=notice_id)
    except OperationalError:
        logger.exception("The broker did not take the letters of notice %s; the clock will find them.", notice_id)

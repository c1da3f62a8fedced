"""What every act on a programme has in common: permission, one act at a time, a witness, a change that readers see."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from consultation.processes.changes import require
from consultation.processes.models import Session
from consultation.sittings.models import Change, Meeting, Programme
from consultation.sittings.naming import meeting_name


def take_pen(session: Session, *, by: Any) -> Programme:
    """The programme of the session, held until the transaction ends, so that acts on it follow one another.

    Makes the row where there is none yet. Raises PermissionDenied unless the person may change the programme.
    """
    require("sittings.change_programme", Programme(session=session), by)
    with transaction.atomic():
        Programme.objects.get_or_create(session=session)
    programme = Programme.objects.select_for_update().get(session=session)
    programme.session = session
    return programme


def bear_witness(programme: Programme, kind: str, meeting: Meeting, *, by: Any, at: datetime, **details: Any) -> None:
    """Write the event, with the meeting as it is called."""
    programme.events.create(kind=kind, by=by, at=at, details={"meeting": meeting_name(meeting), **details})


def tell_readers(
    programme: Programme, meeting: Meeting, kind: str, *, at: datetime, was: Meeting | None = None
) -> None:
    """Once the programme is public, keep the change for its readers and let calendars take it up.

    `was` is the meeting as it stood before, where its times may have changed.
    """
    if not programme.is_public:
        return
    is_new = kind == Change.Kind.ADDED
    before = was or meeting
    Change.objects.create(
        programme=programme, meeting=meeting, kind=kind, at=at, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        started_at=None if is_new else before.starts_at, ended_at=None if is_new else before.ends_at,
    )  # fmt: skip
    if not is_new:
        Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1, changed_at=at)

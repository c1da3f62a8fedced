"""Add, change, part and remove segments of a meeting."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from consultation.processes.changes import differences, save_once
from consultation.processes.errors import StillUsed
from consultation.processes.translation import in_six
from consultation.sittings.actions.pen import bear_witness, take_pen, tell_readers
from consultation.sittings.errors import IsCancelled, NothingLeft, NotWithin
from consultation.sittings.fitting import check_fit
from consultation.sittings.kinds import USUAL_ATTRIBUTION, SegmentKind
from consultation.sittings.models import Change, Meeting, Programme, Segment
from consultation.sittings.naming import segment_name

CHANGEABLE = (*in_six("title"), "kind", "starts_at", "ends_at", "agenda_item", "attribution", "minutes")


def _open(meeting: Meeting, *, by: Any) -> Programme:
    """Take the pen for a meeting that takes place. Raises PermissionDenied, IsCancelled."""
    programme = take_pen(meeting.session, by=by)
    if Meeting.objects.filter(pk=meeting.pk).exclude(cancelled_at=None).exists():
        raise IsCancelled
    return programme


def _done(programme: Programme, kind: str, segment: Segment, *, by: Any, at: datetime, **details: Any) -> None:
    bear_witness(programme, kind, segment.meeting, by=by, at=at, segment=segment_name(segment), **details)
    tell_readers(programme, segment.meeting, Change.Kind.REARRANGED, at=at)


@transaction.atomic
def add_segment(*, segment: Segment, by: Any, at: datetime) -> None:
    """Keep a new segment. Raises what does not fit."""
    programme = _open(segment.meeting, by=by)
    check_fit(segment.meeting, [*segment.meeting.segments.all(), segment])
    segment.save()
    _done(programme, "segment_added", segment, by=by, at=at)


@transaction.atomic
def change_segment(*, segment: Segment, by: Any, at: datetime) -> None:
    """Keep what was changed. Raises what does not fit."""
    programme = _open(segment.meeting, by=by)
    check_fit(segment.meeting, [*segment.meeting.segments.exclude(pk=segment.pk), segment])
    if changed := differences(segment, CHANGEABLE):
        save_once(segment, update_fields=list(changed))
        _done(programme, "segment_changed", segment, by=by, at=at, fields=sorted(changed))


@transaction.atomic
def suspend_segment(
    *, segment: Segment, kind: str, starts_at: datetime, ends_at: datetime | None, by: Any, at: datetime
) -> Segment:
    """Hold a part of the segment in another mode and resume it afterwards, as a Chair suspends a formal meeting.

    From `starts_at` until `ends_at`, or until the segment's end where that is None. Returns the new segment; what was
    before and what comes after keep mode, item, title and attribution. Raises NotWithin, NothingLeft, what does not
    fit, and OutOfDate.
    """
    programme = _open(segment.meeting, by=by)
    now = Segment.objects.select_related("meeting__session__process").get(pk=segment.pk)
    ends_at = ends_at or now.ends_at
    if not now.starts_at <= starts_at < ends_at <= now.ends_at:
        raise NotWithin
    new = Segment(
        meeting=now.meeting, kind=kind, starts_at=starts_at, ends_at=ends_at, agenda_item_id=now.agenda_item_id,
        attribution=USUAL_ATTRIBUTION[SegmentKind(kind)],
    )  # fmt: skip
    _cut(now, starts_at, ends_at)
    new.save()
    check_fit(now.meeting, now.meeting.segments.all())
    _done(programme, "segment_suspended", new, by=by, at=at)
    return new


def _cut(segment: Segment, starts_at: datetime, ends_at: datetime) -> None:
    """Leave of the segment what lies outside the two instants, as one or two segments."""
    outside = [(segment.starts_at, starts_at), (ends_at, segment.ends_at)]
    left = [(start, end) for start, end in outside if start < end]
    if not left:
        raise NothingLeft
    segment.starts_at, segment.ends_at = left[0]
    segment.save(update_fields=["starts_at", "ends_at"])
    for start, end in left[1:]:
        segment.pk, segment._state.adding = None, True
        segment.starts_at, segment.ends_at = start, end
        segment.save()


@transaction.atomic
def remove_segment(*, segment: Segment, by: Any, at: datetime) -> None:
    """Take a segment away on which nothing rests. Raises StillUsed."""
    programme = _open(segment.meeting, by=by)
    _done(programme, "segment_removed", segment, by=by, at=at)
    try:
        segment.delete()
    except ProtectedError as used:
        raise StillUsed from used

"""Whether segments fit into their meeting, asked before they are kept, so that a refusal comes in words.

The database asks the same again when the transaction ends (`models.FITS`).
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise

from consultation.sittings.errors import MixedUp, NotBeforeTheStart, Overlaps, SticksOut, TooShort
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Meeting, Segment
from consultation.sittings.naming import segment_name


def check_fit(meeting: Meeting, segments: Iterable[Segment]) -> None:
    """Raise what is wrong with these segments as all the segments of the meeting."""
    ordered = sorted(segments, key=lambda segment: segment.starts_at)
    for segment in ordered:
        check_one(meeting, segment)
    for segment, following in pairwise(ordered):
        if following.starts_at < segment.ends_at:
            raise Overlaps(segment_name(segment))


def check_one(meeting: Meeting, segment: Segment) -> None:
    """Raise what is wrong with the segment, whatever the others are."""
    if (segment.kind == SegmentKind.UNOFFICIAL_DIALOGUE) == meeting.is_official:
        raise MixedUp
    if segment.kind == SegmentKind.PRE_MEETING_SLOT:
        _check_slot(meeting, segment)
    elif segment.starts_at < meeting.starts_at or segment.ends_at > meeting.ends_at:
        raise SticksOut


def _check_slot(meeting: Meeting, slot: Segment) -> None:
    if slot.ends_at != meeting.starts_at:
        raise NotBeforeTheStart
    if slot.ends_at - slot.starts_at < timedelta(minutes=slot.minutes or 0):
        raise TooShort

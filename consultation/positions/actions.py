"""Record what a delegate says."""

from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.modalities.vocabulary import Capability
from consultation.participation.rights import demand
from consultation.positions.errors import NoSeat, NotNow
from consultation.positions.models import Position
from consultation.processes.changes import require
from consultation.registration.models import Registration
from consultation.registration.states import RegistrationState
from consultation.sittings.kinds import SegmentKind
from consultation.sittings.models import Segment


@transaction.atomic
def record_position(
    *, registration: Registration, segment: Segment, stance: str, explanation: str = "", by: Any, at: datetime
) -> Position:
    """Keep the delegate's position beside the ones before it. Her government's or anybody else's is not asked for.

    Raises NoSeat, NotNow, and NotGranted where the modalities do not let her delegation take part in decisions.
    """
    require("positions.record", registration, by)
    if not has_seat(registration) or registration.session_id != segment.meeting.session_id:
        raise NoSeat
    demand(
        Capability.DECIDE, of=registration.organisation_id, process=segment.meeting.session.process_id, at=at,
        segment=segment,
    )  # fmt: skip
    if not is_open(segment, at):
        raise NotNow
    return Position.objects.create(
        registration=registration, segment=segment, stance=stance, explanation=explanation.strip(), recorded_at=at,
        recorded_by=by,
    )  # fmt: skip


def has_seat(registration: Registration) -> bool:
    """Whether the person is a confirmed delegate of one of the three sides, and no adviser."""
    return bool(registration.role) and registration.state == RegistrationState.CONFIRMED


def is_open(segment: Segment, at: datetime) -> bool:
    """Whether the body adopts at that instant."""
    is_held = segment.meeting.cancelled_at is None and segment.kind == SegmentKind.ADOPTION
    return is_held and segment.starts_at <= at < segment.ends_at

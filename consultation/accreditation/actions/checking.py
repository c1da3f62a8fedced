"""What the secretariat does with one application: check that it is complete, and write down what the body decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from consultation.accreditation.clockwork import catch_up, locked
from consultation.accreditation.emails import tell_applicant, tell_outcome
from consultation.accreditation.errors import Incomplete
from consultation.accreditation.models import Application
from consultation.accreditation.states import ApplicationState
from consultation.accreditation.transitions import move_application
from consultation.accreditation.whole import in_words, lacking


@transaction.atomic
def begin_check(*, application: Application, by: Any, at: datetime) -> None:
    """Take it up, so that colleagues see that somebody looks at it."""
    move_application(locked(application.pk), "check_begun", by=by, at=at)


@transaction.atomic
def return_application(*, application: Application, missing: Sequence[str], note: str, by: Any, at: datetime) -> None:
    """Send it back to be completed, and say what is missing. Raises ReasonMissing without a word on it."""
    row = locked(application.pk)
    move_application(
        row,
        "returned_for_completion",
        by=by,
        at=at,
        note=note,
        details={"missing": list(missing)},
        missing=list(missing),
    )
    tell_applicant(row, "returned", at=at, note=note, parts=in_words(list(missing)))


@transaction.atomic
def find_complete(*, application: Application, by: Any, at: datetime) -> None:
    """It holds what it must: nobody judges what it says. Raises Incomplete."""
    row = locked(application.pk)
    if lacking(row):
        raise Incomplete
    if row.state == ApplicationState.SUBMITTED:
        move_application(row, "check_begun", by=by, at=at)
    move_application(row, "found_complete", by=by, at=at)


@transaction.atomic
def confirm_status(*, application: Application, by: Any, at: datetime) -> None:
    """The organisation is in consultative status; it is listed at once where the list is published already."""
    row = locked(application.pk)
    move_application(row, "status_confirmed", by=by, at=at)
    if row.round.list_published_at:
        move_application(row, "listed", by=by, at=at)
        tell_outcome(row, row.state, at=at)


@transaction.atomic
def status_not_found(*, application: Application, note: str, by: Any, at: datetime) -> None:
    """The organisation is not in consultative status: its notification becomes an application, to be completed."""
    row = locked(application.pk)
    missing = lacking(row)
    move_application(
        row, "status_not_found", by=by, at=at, note=note, track=Application.Track.APPLICATION, missing=missing
    )
    tell_applicant(row, "status_not_found", at=at, note=note, parts=in_words(missing))


@transaction.atomic
def write_bodys_decision(
    *, application: Application, is_accredited: bool, decision: str, by: Any, at: datetime
) -> None:
    """What the body decided on an application that was referred to it; `decision` names where it stands."""
    row = locked(application.pk)
    catch_up(row, at=at)
    name = "accredited_by_body" if is_accredited else "not_accredited_by_body"
    move_application(row, name, by=by, at=at, note=decision)
    tell_outcome(row, row.state, at=at)

"""What the clock writes down after the fact: what silence and the end of a mandate have decided already."""

from datetime import datetime

from django.db import transaction

from consultation.accreditation.emails import tell_outcome
from consultation.accreditation.models import Application
from consultation.accreditation.states import ApplicationState
from consultation.accreditation.transitions import move_application

BATCH = 200  # applications in one turn of the clock

_S = ApplicationState
_AFTER_SILENCE = {
    _S.ACCREDITED: "accredited",
    _S.NOT_ACCREDITED: "not_accredited",
    _S.REFERRED: "referred_to_body",
}


def write_what_is_due(*, at: datetime) -> int:
    """Write the moves of those whose row lags behind at that instant; returns how many were written.

    In the order of the primary key, each in its own transaction. Two clocks write each once. Nothing depends on when
    this runs: whoever looks has been told the same since the deadline.
    """
    keys = list(Application.objects.overdue_at(at).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(_write(key, at=at) for key in keys)


@transaction.atomic
def _write(key: int, *, at: datetime) -> bool:
    if not Application.objects.filter(pk=key).select_for_update(skip_locked=True).exists():
        return False
    return catch_up(locked(key), at=at)


def locked(key: int) -> Application:
    """The application, held until the transaction ends, with what letters and rules ask for.

    Held first and read then: a statement that waits for the row and joins others to it would not see a circulation that
    was made while it waited.
    """
    list(Application.objects.filter(pk=key).select_for_update().values_list("pk"))
    rows = Application.objects.select_related("organisation", "round__process", "circulation")
    found: Application = rows.get(pk=key)
    return found


def catch_up(application: Application, *, at: datetime) -> bool:
    """Bring the row of a locked application up to what is true; True where it lagged behind.

    Each move is written with the instant at which it took effect, and the outcome is told to the applicant.
    """
    true = Application.objects.standing_at(at).values("outcome", "standing").get(pk=application.pk)
    was = application.state
    if was == _S.CIRCULATED and true["outcome"] != was and application.circulation:
        move_application(
            application, _AFTER_SILENCE[true["outcome"]], by=None, at=application.circulation.silence_ends_at
        )
        tell_outcome(application, application.state, at=at)
    if true["standing"] == _S.LAPSED != application.state:
        move_application(application, "lapsed", by=None, at=application.round.valid_until)
    return bool(application.state != was)

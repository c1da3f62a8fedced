"""Joint statements: an organisation named in one confirms that it speaks too, or declines; it may change its mind."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.submissions.models import Party
from consultation.submissions.rights import demand_to_join
from consultation.submissions.states import SubmissionState
from register.errors import OutOfDate


def confirm_party(*, party: Party, by: Any, at: datetime) -> None:
    """The organisation speaks too and is shown with the statement from now on.

    Raises PermissionDenied unless the person is the organisation's focal point, NotGranted where the modalities do not
    let the organisation send written input to the call, OutOfDate where the statement was withdrawn.
    A second confirmation changes nothing.
    """
    _answer(party, "confirmed", by=by, at=at)


def decline_party(*, party: Party, by: Any, at: datetime) -> None:
    """The organisation does not speak in this statement, or no longer: it is not shown. Raises as confirming does."""
    _answer(party, "declined", by=by, at=at)


@transaction.atomic
def _answer(party: Party, answer: str, *, by: Any, at: datetime) -> None:
    if not by.has_perm("submissions.answer_for_party", party):
        raise PermissionDenied
    locked = (
        Party.objects.select_for_update(of=("self",))
        .select_related("submission__call", "organisation")
        .get(pk=party.pk)
    )
    if locked.submission.state == SubmissionState.WITHDRAWN:
        raise OutOfDate
    if getattr(locked, f"{answer}_at"):
        return
    if answer == "confirmed" and locked.organisation:
        demand_to_join(locked.organisation, locked.submission.call, at)
    other = "declined" if answer == "confirmed" else "confirmed"
    changes = {f"{answer}_at": at, f"{answer}_by": by, f"{other}_at": None, f"{other}_by": None}
    Party.objects.filter(pk=party.pk).update(**changes)
    locked.submission.events.create(kind=f"party_{answer}", at=at, by=by, details={"party": locked.name})

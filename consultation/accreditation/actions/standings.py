"""What the secretariat does with standing that no round gave: enters it with its decision, ends it with a reason."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from consultation.accreditation.errors import AccreditedAlready
from consultation.accreditation.models import Accreditation
from consultation.processes.changes import require, witness
from register.errors import OutOfDate, ReasonMissing
from stakeholders.organisations.states import OrganisationState


@transaction.atomic
def enter_standing(*, accreditation: Accreditation, by: Any, at: datetime) -> Accreditation:
    """Keep what a decision outside of a round gave the organisation. Raises AccreditedAlready, OutOfDate."""
    require("accreditation.change_standing", accreditation, by)
    if accreditation.organisation.state != OrganisationState.RECOGNISED:
        raise OutOfDate
    accreditation.given_at, accreditation.given_by = at, by
    try:
        with transaction.atomic():
            accreditation.save(force_insert=True)
    except IntegrityError as error:
        raise AccreditedAlready from error
    witness(accreditation, "entered", by=by, at=at)
    return accreditation


@transaction.atomic
def end_standing(*, accreditation: Accreditation, note: str, by: Any, at: datetime) -> None:
    """The standing holds no longer; who was registered under it stays so. Raises ReasonMissing, OutOfDate."""
    require("accreditation.change_standing", accreditation, by)
    if not note.strip():
        raise ReasonMissing
    if not Accreditation.objects.filter(pk=accreditation.pk, ended_at=None).update(ended_at=at, ended_by=by):
        raise OutOfDate
    witness(accreditation, "ended", by=by, at=at, note=note)

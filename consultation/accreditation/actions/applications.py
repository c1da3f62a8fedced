"""What an organisation does: apply or notify, write, attach the request, send, withdraw."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from consultation.accreditation.clockwork import catch_up, locked
from consultation.accreditation.emails import tell_applicant
from consultation.accreditation.errors import (
    AppliedAlready,
    FixedWhileChecked,
    HasStanding,
    NothingWritten,
    NotRecognised,
    RoundNotOpen,
)
from consultation.accreditation.models import Application, RequestLetter, Round
from consultation.accreditation.reapplying import has_lasting_standing
from consultation.accreditation.states import ApplicationState
from consultation.accreditation.transitions import move_application
from consultation.processes.changes import require, witness
from consultation.processes.filecheck import checked_file
from stakeholders.organisations.models import Organisation
from stakeholders.organisations.states import OrganisationState

WRITTEN = ("purpose", "programmes", "interactions", "contact_name", "contact_email")
BEING_WRITTEN = (ApplicationState.DRAFT, ApplicationState.RETURNED)


@transaction.atomic
def begin_application(*, round_: Round, organisation: Organisation, by: Any, at: datetime) -> Application:
    """A draft of the organisation in the round, tied to its last application to the process.

    Whoever begins twice finds the first one. Raises RoundNotOpen, HasStanding.
    """
    _check_open(round_, organisation, by, at)
    if existing := _in_round(round_, organisation):
        return existing
    _check_needs_it(round_, organisation, at)
    return _kept(Application(round=round_, organisation=organisation, saved_at=at, saved_by=by), "begun", at=at)


@transaction.atomic
def notify(*, round_: Round, organisation: Organisation, by: Any, at: datetime, **contact: str) -> Application:
    """Tell the secretariat that an organisation in consultative status wishes to take part; nobody can object.

    Raises RoundNotOpen, NotRecognised, AppliedAlready, HasStanding.
    """
    _check_open(round_, organisation, by, at)
    _check_recognised(organisation)
    if round_.ecosoc_track != Round.EcosocTrack.NOTIFY:
        raise RoundNotOpen
    if _in_round(round_, organisation):
        raise AppliedAlready
    _check_needs_it(round_, organisation, at)
    notification = Application(
        round=round_, organisation=organisation, track=Application.Track.ECOSOC, state=ApplicationState.NOTIFIED,
        saved_at=at, saved_by=by, submitted_at=at, submitted_by=by, **contact,
    )  # fmt: skip
    _kept(notification, "notified", at=at)
    tell_applicant(notification, "received", at=at)
    return notification


@transaction.atomic
def save_application(*, application: Application, written: Mapping[str, Any], by: Any, at: datetime) -> None:
    """Keep what was written into a draft or a returned application. Raises FixedWhileChecked."""
    kept = _being_written(application, by)
    for name in WRITTEN:
        setattr(kept, name, written.get(name, getattr(kept, name)))
    kept.saved_at, kept.saved_by = at, by
    kept.save(update_fields=[*WRITTEN, "saved_at", "saved_by"])


@transaction.atomic
def attach_letter(*, application: Application, upload: UploadedFile, by: Any, at: datetime) -> RequestLetter:
    """Keep the request on the organisation's letterhead; the newest counts. Raises FileRefused, FixedWhileChecked."""
    kept = _being_written(application, by)
    limit = settings.ATTACHMENT_LIMIT_MB * 1024 * 1024
    checked = checked_file(cast("BinaryIO", upload.file), name=upload.name or "", limit=limit)
    return RequestLetter.objects.create(
        application=kept, file=upload, name=checked.name, content_type=checked.content_type, size=checked.size,
        sha256=checked.sha256, uploaded_at=at, uploaded_by=by,
    )  # fmt: skip


@transaction.atomic
def submit_application(*, application: Application, by: Any, at: datetime) -> None:
    """Send it, whole or not: what is missing is asked for afterwards, and being in time is not lost by it.

    A first submission is taken while the round is open, a completed one at any time. Raises RoundNotOpen,
    NotRecognised, NothingWritten.
    """
    row = locked(application.pk)
    if row.state == ApplicationState.DRAFT and row.round.stage_at(at) != Round.Stage.OPEN:
        raise RoundNotOpen
    _check_recognised(row.organisation)
    if not row.purpose.strip():
        raise NothingWritten
    move_application(row, "submitted", by=by, at=at, submitted_at=at, submitted_by=by, missing=[])
    tell_applicant(row, "received", at=at)


@transaction.atomic
def withdraw_application(*, application: Application, by: Any, at: datetime) -> None:
    """Take the application, or the standing it gave, back; raises OutOfDate where it has come to its end."""
    row = locked(application.pk)
    require("accreditation.withdraw_application", row, by)
    catch_up(row, at=at)
    move_application(row, "withdrawn_by_organisation", by=by, at=at)


def _check_open(round_: Round, organisation: Organisation, by: Any, at: datetime) -> None:
    require("accreditation.apply", organisation, by)
    if not round_.is_announced or round_.stage_at(at) != Round.Stage.OPEN:
        raise RoundNotOpen


def _check_recognised(organisation: Organisation) -> None:
    if organisation.state != OrganisationState.RECOGNISED:
        raise NotRecognised


def _check_needs_it(round_: Round, organisation: Organisation, at: datetime) -> None:
    if has_lasting_standing(round_, organisation, at=at):
        raise HasStanding


def _in_round(round_: Round, organisation: Organisation) -> Application | None:
    mine = Application.objects.filter(round=round_, organisation=organisation)
    found: Application | None = mine.exclude(state=ApplicationState.WITHDRAWN).first()
    return found


def _kept(application: Application, kind: str, *, at: datetime) -> Application:
    before = Application.objects.filter(
        organisation=application.organisation, round__process=application.round.process_id
    )
    application.previous = before.order_by("-round__number", "-pk").first()
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        raise AppliedAlready from error
    witness(application, kind, by=application.saved_by, at=at)
    return application


def _being_written(application: Application, by: Any) -> Application:
    row = locked(application.pk)
    require("accreditation.change_application", row, by)
    if row.state not in BEING_WRITTEN:
        raise FixedWhileChecked
    return row

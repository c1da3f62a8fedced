"""What the secretariat does with a round: prepare, announce, extend, circulate, lengthen silence, publish the list."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from consultation.accreditation.clockwork import catch_up, locked
from consultation.accreditation.emails import tell_applicant, tell_missions, tell_of_extension, tell_of_list
from consultation.accreditation.errors import (
    BeyondTheMandate,
    FixedOnceAnnounced,
    ListPublished,
    NothingToCirculate,
    ProcessNotAnnounced,
    SilenceNotLonger,
    SilenceOver,
    SilenceRuns,
    SilenceTooShort,
)
from consultation.accreditation.models import Application, Circulation, Round, RoundExtension
from consultation.accreditation.states import NOT_CIRCULATED, ApplicationState
from consultation.accreditation.transitions import move_applications
from consultation.processes.changes import differences, require, save_once, witness
from consultation.processes.errors import DeadlineNotLater, DeadlinePassed
from consultation.processes.models import Process
from consultation.processes.translation import in_six
from register.errors import OutOfDate, ReasonMissing

LEAST_SILENCE = timedelta(hours=72)
"""General Assembly decision 74/544: at least 72 hours."""

TEXTS = in_six("title", "invitation")
CHANGEABLE = (*TEXTS, "session", "opens_at", "closes_at", "zone", "valid_until", "objection_effect", "ecosoc_track",
              "applicants_shown", "tells_of_circulation")  # fmt: skip


@transaction.atomic
def create_round(*, round_: Round, by: Any, at: datetime) -> Round:
    """Keep a round in preparation under the next number of its process."""
    require("accreditation.change_round", round_, by)
    Process.objects.select_for_update().get(pk=round_.process_id)
    last = Round.objects.filter(process=round_.process_id).order_by("-number").values_list("number", flat=True).first()
    round_.number, round_.created_at = (last or 0) + 1, at
    save_once(round_)
    witness(round_, "created", by=by, at=at)
    return round_


@transaction.atomic
def change_round(*, round_: Round, by: Any, at: datetime) -> None:
    """Keep what was changed; once the round is announced only its texts change. Raises FixedOnceAnnounced."""
    require("accreditation.change_round", round_, by)
    before = Round.objects.select_for_update().get(pk=round_.pk)
    changed = differences(round_, CHANGEABLE)
    if before.is_announced and not changed.keys() <= set(TEXTS):
        raise FixedOnceAnnounced
    if changed:
        save_once(round_, update_fields=list(changed))
        witness(round_, "changed", by=by, at=at, fields=changed)


@transaction.atomic
def announce_round(*, round_: Round, by: Any, at: datetime) -> None:
    """Show the round to everybody, once. Raises ProcessNotAnnounced, or OutOfDate where it was done."""
    require("accreditation.change_round", round_, by)
    if round_.process.announced_at is None:
        raise ProcessNotAnnounced
    if not Round.objects.filter(pk=round_.pk, announced_at=None).update(announced_at=at):
        raise OutOfDate
    round_.announced_at = at
    witness(round_, "announced", by=by, at=at)


@transaction.atomic
def extend_round(*, extension: RoundExtension, by: Any, at: datetime) -> RoundExtension:
    """Move the deadline for applications to `extension.closes_after` and leave the trace that people read.

    Whoever has begun to apply is told. A round that is over may be opened again in this way until its list is
    published; circulations and their silence periods stay as they are. Raises DeadlineNotLater, DeadlinePassed,
    BeyondTheMandate, ListPublished, and OutOfDate where the deadline was moved by somebody else meanwhile.
    """
    round_ = _held(extension.round, by)
    _check_extension(round_, extension.closes_after, at)
    unmoved = Round.objects.filter(pk=round_.pk, closes_at=round_.closes_at, announced_at__isnull=False)
    if not unmoved.update(closes_at=extension.closes_after):
        raise OutOfDate
    extension.closed_before, extension.extended_at, extension.extended_by = round_.closes_at, at, by
    extension.save()
    round_.closes_at = extension.closes_after
    moved = [extension.closed_before.isoformat(), extension.closes_after.isoformat()]
    witness(round_, "extended", by=by, at=at, fields={"closes_at": moved})
    waiting = Application.objects.filter(round=round_, state__in=NOT_CIRCULATED).order_by("pk")
    tell_of_extension(extension, waiting.select_related("organisation", "round__process"), at=at)
    return extension


def _check_extension(round_: Round, closes_after: datetime, at: datetime) -> None:
    if closes_after <= round_.closes_at:
        raise DeadlineNotLater
    if closes_after <= at:
        raise DeadlinePassed
    if closes_after >= round_.valid_until:
        raise BeyondTheMandate
    if Round.objects.filter(pk=round_.pk, list_published_at__isnull=False).exists():
        raise ListPublished


@transaction.atomic
def circulate(*, round_: Round, silence_ends_at: datetime, zone: str, by: Any, at: datetime) -> Circulation:
    """Send all complete applications to the missions; from now on silence is consent.

    Raises NothingToCirculate, SilenceTooShort for less than 72 hours.
    """
    _held(round_, by)
    _check_length(silence_ends_at, at)
    complete = Application.objects.filter(round=round_, state=ApplicationState.COMPLETE)
    if not complete.exists():
        raise NothingToCirculate
    circulation = Circulation.objects.create(
        round=round_, circulated_at=at, circulated_by=by, silence_ends_at=silence_ends_at, zone=zone
    )
    move_applications(complete, "circulated_to_states", by=by, at=at, circulation=circulation)
    witness(round_, "circulated_to_states", by=by, at=at)
    _tell_of_circulation(circulation, "circulated", at=at)
    return circulation


@transaction.atomic
def extend_silence(
    *, circulation: Circulation, silence_ends_at: datetime, reason: str, by: Any, at: datetime
) -> Circulation:
    """Circulate what was circulated once more, with a later end; objections that stand keep standing.

    Raises SilenceOver where the period has ended, SilenceNotLonger, SilenceTooShort, ReasonMissing, and OutOfDate where
    it was made longer already.
    """
    round_ = _held(circulation.round, by)
    if not reason.strip():
        raise ReasonMissing
    if Circulation.objects.filter(extends=circulation).exists():
        raise OutOfDate
    taken_over = Application.objects.filter(circulation=circulation).order_by("pk").select_for_update()
    list(taken_over.values_list("pk"))  # held, so that no clock and no objection decides meanwhile
    if not circulation.is_silent_at(at):
        raise SilenceOver
    if silence_ends_at <= circulation.silence_ends_at:
        raise SilenceNotLonger
    _check_length(silence_ends_at, at)
    longer = Circulation.objects.create(
        round=round_, extends=circulation, circulated_at=at, circulated_by=by, silence_ends_at=silence_ends_at,
        zone=circulation.zone, reason=reason,
    )  # fmt: skip
    Application.objects.filter(circulation=circulation, state=ApplicationState.CIRCULATED).update(circulation=longer)
    witness(round_, "silence_extended", by=by, at=at, note=reason)
    _tell_of_circulation(longer, "circulated", at=at)
    return longer


@transaction.atomic
def publish_list(*, round_: Round, by: Any, at: datetime) -> None:
    """Show everybody who is accredited and who is listed. Raises SilenceRuns, or OutOfDate where it was done."""
    _held(round_, by)
    for key in Application.objects.filter(round=round_).overdue_at(at).values_list("pk", flat=True):
        catch_up(locked(key), at=at)
    applications = Application.objects.filter(round=round_)
    if applications.filter(state=ApplicationState.CIRCULATED).exists():
        raise SilenceRuns
    unpublished = Round.objects.filter(pk=round_.pk, list_published_at=None)
    if not unpublished.update(list_published_at=at, list_published_by=by):
        raise OutOfDate
    round_.list_published_at, round_.list_published_by = at, by
    move_applications(applications.filter(state=ApplicationState.CONFIRMED), "listed", by=by, at=at)
    witness(round_, "list_published", by=by, at=at)
    tell_of_list(round_, applications.seated_at(at), at=at)


def _held(round_: Round, by: Any) -> Round:
    require("accreditation.change_round", round_, by)
    Round.objects.select_for_update().get(pk=round_.pk)
    return round_


def _check_length(silence_ends_at: datetime, at: datetime) -> None:
    if silence_ends_at - at < LEAST_SILENCE:
        raise SilenceTooShort


def _tell_of_circulation(circulation: Circulation, occasion: str, *, at: datetime) -> None:
    tell_missions(circulation, at=at)
    if circulation.round.tells_of_circulation:
        for application in circulation.applications.select_related("organisation", "round__process"):
            tell_applicant(application, occasion, at=at, circulation=circulation)

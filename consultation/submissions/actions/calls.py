"""What the secretariat does with calls for input and their questions, until and after they are announced."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultation.processes.changes import (
    differences,
    remove,
    reorder,
    require,
    save_differences,
    save_once,
    witness,
)
from consultation.processes.errors import DeadlineNotLater, DeadlinePassed
from consultation.processes.models import AgendaItem, Process
from consultation.processes.translation import in_six
from consultation.submissions.models import Call, CallExtension, CallQuestion
from register.errors import MoveRefused, OutOfDate

TEXTS = in_six("title", "invitation")
CHANGEABLE = (
    *TEXTS, "symbol", "opens_at", "closes_at", "zone", "word_limit", "file_limit", "publication_policy", "late_policy",
    "asks_kind", "asks_consulted",
)  # fmt: skip


class FixedOnceAnnounced(MoveRefused):
    """People have begun to answer; what they answer stays as it is."""

    message = _(
        "The call has been announced. Its texts can still be corrected and translated and its deadline extended; "
        "everything else stays as contributors have read it."
    )


class ProcessNotAnnounced(MoveRefused):
    """Nobody could see the call."""

    message = _("Announce the process first: until then nobody can see its calls.")


@transaction.atomic
def create_call(*, call: Call, agenda_items: Iterable[AgendaItem], by: Any, at: datetime) -> Call:
    """Keep a call in preparation; without a reference it gets the next one of the year."""
    require("submissions.change_call", call, by)
    Process.objects.select_for_update().get(pk=call.process_id)
    call.symbol = call.symbol or proposed_symbol(call)
    save_once(call)
    call.agenda_items.set(agenda_items)
    witness(call, "created", by=by, at=at)
    return call


def proposed_symbol(call: Call) -> str:
    """Stem, year in which the call opens, and the first free number: WG.7/2026/C2."""
    year = call.opens_at.astimezone(ZoneInfo(call.zone)).year
    head = f"{call.process.symbol_stem}/{year}/C"
    taken = set(Call.objects.filter(symbol__startswith=head).values_list("symbol", flat=True))
    return next(symbol for number in range(1, len(taken) + 2) if (symbol := f"{head}{number}") not in taken)


@transaction.atomic
def change_call(*, call: Call, agenda_items: Iterable[AgendaItem] | None = None, by: Any, at: datetime) -> None:
    """Keep what was changed; once the call is announced only its texts change. Raises FixedOnceAnnounced.

    `agenda_items` are those that the call addresses from now on; None leaves them as they are.
    """
    before = _locked(call, by)
    changed = differences(call, CHANGEABLE)
    items = _agenda_difference(call, agenda_items)
    if before.announced_at and (items or not changed.keys() <= set(TEXTS)):
        raise FixedOnceAnnounced
    if changed:
        save_once(call, update_fields=list(changed))
    if agenda_items is not None and items:
        call.agenda_items.set(agenda_items)
    if changed or items:
        witness(call, "changed", by=by, at=at, fields=changed | items)


def _agenda_difference(call: Call, agenda_items: Iterable[AgendaItem] | None) -> dict[str, list[str]]:
    if agenda_items is None:
        return {}
    before = sorted(call.agenda_items.values_list("label", flat=True))
    after = sorted(item.label for item in agenda_items)
    return {"agenda_items": [", ".join(before), ", ".join(after)]} if before != after else {}


@transaction.atomic
def announce_call(*, call: Call, by: Any, at: datetime) -> None:
    """Show the call to everybody, once. Raises ProcessNotAnnounced, DeadlinePassed, or OutOfDate where it was done."""
    require("submissions.change_call", call, by)
    if call.process.announced_at is None:
        raise ProcessNotAnnounced
    if call.closes_at <= at:
        raise DeadlinePassed
    if not Call.objects.filter(pk=call.pk, announced_at=None).update(announced_at=at):
        raise OutOfDate
    call.announced_at = at
    witness(call, "announced", by=by, at=at)


@transaction.atomic
def extend_call(*, extension: CallExtension, by: Any, at: datetime) -> CallExtension:
    """Move the deadline of an announced call to `extension.closes_after` and leave the trace that people read.

    Raises DeadlineNotLater, DeadlinePassed, and OutOfDate where the deadline was moved by somebody else meanwhile. A
    call that is over may be opened again in this way. Whoever was late by the old deadline and is in time by the new
    one is no longer marked as late; each revision keeps what was true when it came in.
    """
    call = extension.call
    require("submissions.change_call", call, by)
    if extension.closes_after <= call.closes_at:
        raise DeadlineNotLater
    if extension.closes_after <= at:
        raise DeadlinePassed
    unmoved = Call.objects.filter(pk=call.pk, closes_at=call.closes_at, announced_at__isnull=False)
    if not unmoved.update(closes_at=extension.closes_after):
        raise OutOfDate
    extension.closed_before, extension.extended_at, extension.extended_by = call.closes_at, at, by
    extension.save()
    call.closes_at = extension.closes_after
    call.submissions.filter(is_late=True, submitted_at__lte=call.closes_at).update(is_late=False)
    witness(
        call, "extended", by=by, at=at,
        fields={"closes_at": [extension.closed_before.isoformat(), extension.closes_after.isoformat()]},
    )  # fmt: skip
    return extension


# --- Questions --------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_question(*, question: CallQuestion, by: Any, at: datetime) -> CallQuestion:
    """Put the question last; raises FixedOnceAnnounced."""
    call = _in_preparation(question.call, by)
    question.position = max(call.questions.values_list("position", flat=True), default=0) + 1
    save_once(question)
    witness(call, "question_added", by=by, at=at, question=question.pk)
    return question


@transaction.atomic
def change_question(*, question: CallQuestion, by: Any, at: datetime) -> None:
    """Keep the wording; agenda item and form change only before the call is announced. Raises FixedOnceAnnounced."""
    call = _locked(question.call, by)
    if call.announced_at and differences(question, ["agenda_item", "kind"]):
        raise FixedOnceAnnounced
    changed = save_differences(question, (*in_six("text"), "agenda_item", "kind"))
    if changed:
        witness(call, "question_changed", by=by, at=at, question=question.pk, fields=changed)


@transaction.atomic
def move_question(*, question: CallQuestion, step: int, by: Any, at: datetime) -> None:
    """Move the question one place up (-1) or down (1); raises FixedOnceAnnounced."""
    call = _in_preparation(question.call, by)
    if reorder(list(call.questions.all()), question, step):
        witness(call, "question_moved", by=by, at=at, question=question.pk, step=step)


@transaction.atomic
def remove_question(*, question: CallQuestion, by: Any, at: datetime) -> None:
    """Remove the question; raises FixedOnceAnnounced, or StillUsed where somebody has answered it."""
    call = _in_preparation(question.call, by)
    witness(call, "question_removed", by=by, at=at, question=question.pk, text=question.text)
    remove(question)


def _locked(call: Call, by: Any) -> Call:
    """Check the permission, then let one person at a time work on the call; the row as it stands in the database."""
    require("submissions.change_call", call, by)
    locked: Call = Call.objects.select_for_update().get(pk=call.pk)
    return locked


def _in_preparation(call: Call, by: Any) -> Call:
    locked = _locked(call, by)
    if locked.announced_at:
        raise FixedOnceAnnounced
    return locked

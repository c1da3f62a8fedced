"""Begin a version from a preset or from the one in force, change it, bring it into force or throw it away."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import override

from consultation.modalities.errors import ClauseInUse, DraftExists, NoLongerADraft
from consultation.modalities.models import Cell, Clause, Modalities
from consultation.modalities.notation import Preset, read_clauses, read_matrix, read_profile
from consultation.modalities.profile import SETTINGS
from consultation.modalities.states import ModalitiesState
from consultation.modalities.transitions import move_modalities
from consultation.processes.changes import require, save_differences, save_once, witness
from consultation.processes.models import Process
from consultation.processes.translation import in_six

CHANGEABLE = (*in_six("title", "basis"), *SETTINGS)
CLAUSE_CHANGEABLE = (*in_six("text"), "limits_to_group")

Where = tuple[str, str]
"""Category and capability; the occasion is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a person settled for a cell. Conditions are dropped where it is not granted."""

    is_granted: bool
    clause_id: int
    after_states: bool = False
    time_permitting: bool = False
    minutes: int | None = None
    word_limit: int | None = None


# --- beginning --------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_from_preset(*, process: Process, preset: Preset, by: Any, at: datetime) -> Modalities:
    """A draft with the settings, clauses and cells of the preset; texts in English, the other languages empty.

    Raises DraftExists where a version is in preparation already.
    """
    with override("en"):
        texts = {"title_en": str(preset.title), "basis_en": preset.basis, "preset": preset.code}
    draft = _begun(process, texts | read_profile(preset), by=by, at=at)
    clauses = [
        Clause(modalities=draft, number=number, text_en=text, limits_to_group=number == preset.limits_to_group)
        for number, text in read_clauses(preset).items()
    ]
    by_number = {clause.number: clause for clause in Clause.objects.bulk_create(clauses)}
    Cell.objects.bulk_create(
        Cell(
            modalities=draft, category=category, occasion=occasion, capability=capability,
            **{**asdict(rule), "clause": by_number[rule.clause]},
        )
        for (category, occasion, capability), rule in read_matrix(preset).items()
    )  # fmt: skip
    return draft


@transaction.atomic
def begin_from_version(*, version: Modalities, by: Any, at: datetime) -> Modalities:
    """A draft that says what an earlier version says, to be changed; raises DraftExists."""
    copied = (*in_six("title", "basis"), *SETTINGS)
    draft = _begun(version.process, {name: getattr(version, name) for name in copied}, by=by, at=at)
    new_of: dict[int, Clause] = {}
    for clause in version.clauses.all():
        new_of[clause.pk] = Clause(
            modalities=draft, number=clause.number, **{name: getattr(clause, name) for name in CLAUSE_CHANGEABLE}
        )
    Clause.objects.bulk_create(new_of.values())
    cells = list(version.cells.all())
    for cell in cells:
        cell.pk, cell.modalities, cell.clause = None, draft, new_of[cell.clause_id]
    Cell.objects.bulk_create(cells)
    return draft


def _begun(process: Process, fields: Mapping[str, Any], *, by: Any, at: datetime) -> Modalities:
    require("processes.change_process", process, by)
    Process.objects.select_for_update().get(pk=process.pk)
    if process.modalities.filter(state=ModalitiesState.DRAFT).exists():
        raise DraftExists
    last = process.modalities.aggregate(last=Max("number"))["last"] or 0
    draft = Modalities(process=process, number=last + 1, created_at=at, created_by=by, **fields)
    save_once(draft)
    witness(process, "modalities_begun", by=by, at=at, label=str(draft.number))
    return draft


# --- changing a draft -------------------------------------------------------------------------------------------------


@transaction.atomic
def change_modalities(*, modalities: Modalities, by: Any, at: datetime) -> None:
    """Keep what was changed of the title, the basis and the settings of a draft; raises NoLongerADraft."""
    _hold(modalities, by)
    changed = save_differences(modalities, CHANGEABLE)
    if changed:
        _tell(modalities, at=at, by=by, fields=changed)


@transaction.atomic
def add_clause(*, clause: Clause, by: Any, at: datetime) -> Clause:
    """Put the clause last; raises NoLongerADraft."""
    _hold(clause.modalities, by)
    last = clause.modalities.clauses.aggregate(last=Max("number"))["last"] or 0
    clause.number = last + 1
    _limit_once(clause)
    save_once(clause)
    _tell(clause.modalities, at=at, by=by)
    return clause


@transaction.atomic
def change_clause(*, clause: Clause, by: Any, at: datetime) -> None:
    """Keep another wording of a clause; raises NoLongerADraft."""
    _hold(clause.modalities, by)
    _limit_once(clause)
    if save_differences(clause, CLAUSE_CHANGEABLE):
        _tell(clause.modalities, at=at, by=by)


def _limit_once(clause: Clause) -> None:
    """One clause at most limits associates to their group: naming another takes it from the one before."""
    if clause.limits_to_group:
        clause.modalities.clauses.exclude(pk=clause.pk).filter(limits_to_group=True).update(limits_to_group=False)


@transaction.atomic
def remove_clause(*, clause: Clause, by: Any, at: datetime) -> None:
    """Take away a clause on which no cell rests; those after it move up. Raises ClauseInUse and NoLongerADraft."""
    _hold(clause.modalities, by)
    if clause.cells.exists():
        raise ClauseInUse
    version, number = clause.modalities, clause.number
    clause.delete()
    for later in version.clauses.filter(number__gt=number).order_by("number"):
        Clause.objects.filter(pk=later.pk).update(number=later.number - 1)
    _tell(version, at=at, by=by)


@transaction.atomic
def settle_cells(
    *, modalities: Modalities, occasion: str, settled: Mapping[Where, Settled], by: Any, at: datetime
) -> int:
    """Write what a person settled for the cells of one occasion and return how many changed; raises NoLongerADraft."""
    _hold(modalities, by)
    changed = [
        cell
        for cell in modalities.cells.filter(occasion=occasion)
        if (wanted := settled.get((cell.category, cell.capability))) and _settle(cell, wanted)
    ]
    Cell.objects.bulk_update(changed, [*Settled.__slots__])
    if changed:
        _tell(modalities, at=at, by=by)
    return len(changed)


def _settle(cell: Cell, wanted: Settled) -> bool:
    """Put it into the cell; whether that made a difference."""
    if not wanted.is_granted:
        wanted = Settled(is_granted=False, clause_id=wanted.clause_id)
    before = {name: getattr(cell, name) for name in Settled.__slots__}
    for name, value in asdict(wanted).items():
        setattr(cell, name, value)
    return before != asdict(wanted)


@transaction.atomic
def discard_draft(*, modalities: Modalities, by: Any, at: datetime) -> None:
    """Throw the draft away; raises NoLongerADraft."""
    draft = _hold(modalities, by)
    witness(draft.process, "modalities_discarded", by=by, at=at, label=str(draft.number))
    draft.cells.all().delete()
    draft.delete()


# --- in force ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def bring_into_force(*, modalities: Modalities, note: str, by: Any, at: datetime) -> None:
    """From this instant the version is in force, and the one before it is superseded; `note` says who agreed it.

    Raises PermissionDenied, ReasonMissing without a note, and OutOfDate where somebody did so before.
    """
    if not by.has_perm("modalities.change_modalities", modalities):
        raise PermissionDenied
    Process.objects.select_for_update().get(pk=modalities.process_id)
    before = Modalities.objects.in_force().filter(process=modalities.process_id).first()
    if before:
        move_modalities(before, "superseded", by=by, at=at, superseded_at=at)
    move_modalities(modalities, "brought_into_force", by=by, at=at, note=note, in_force_at=at)
    witness(modalities.process, "modalities_in_force", by=by, at=at, note=note, label=str(modalities.number))


def _hold(modalities: Modalities, by: Any) -> Modalities:
    """Check the permission, then let one person at a time work on the draft."""
    if not by.has_perm("modalities.change_modalities", modalities):
        raise PermissionDenied
    held = Modalities.objects.select_for_update(of=("self",)).select_related("process").get(pk=modalities.pk)
    if held.state != ModalitiesState.DRAFT:
        raise NoLongerADraft
    return held


def _tell(modalities: Modalities, *, by: Any, at: datetime, **details: Any) -> None:
    witness(modalities.process, "modalities_changed", by=by, at=at, label=str(modalities.number), **details)

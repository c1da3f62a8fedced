"""The rules of participation of the story: a preset brought into force, and what the body amended later."""

from datetime import datetime
from typing import Any

from consultation.modalities.actions import (
    Settled,
    add_clause,
    begin_from_preset,
    begin_from_version,
    bring_into_force,
    change_clause,
    change_modalities,
    settle_cells,
)
from consultation.modalities.models import Clause, Modalities
from consultation.modalities.presets import PRESETS
from demo.calendar import Calendar
from demo.stage import Stage
from demo.texts import in_columns, story
from stakeholders.accounts.models import User


def agree(stage: Stage, calendar: Calendar, secretariat: User) -> None:
    """The version that everything in the story goes by, and the amended one after it."""
    told = story("accreditation")["modalities"]
    begun_at = calendar.instant(told["begun_days"], 14)
    first = begin_from_preset(process=stage.process, preset=PRESETS[told["preset"]], by=secretariat, at=begun_at)
    _put_into_words(first, told, by=secretariat, at=begun_at)
    _enforce(first, told, calendar, secretariat)
    amendment = told["amendment"]
    begun_at = calendar.instant(amendment["begun_days"], 14)
    second = begin_from_version(version=first, by=secretariat, at=begun_at)
    _amend(second, amendment, by=secretariat, at=begun_at)
    _enforce(second, amendment, calendar, secretariat)


def _put_into_words(draft: Modalities, told: dict[str, Any], *, by: User, at: datetime) -> None:
    """Title and basis of this process, and the preset's clauses in the languages that it lacks."""
    for name, text in (in_columns("title", told["title"]) | in_columns("basis", told["basis"])).items():
        setattr(draft, name, text)
    change_modalities(modalities=draft, by=by, at=at)
    for clause, texts in zip(draft.clauses.all(), told["clauses"], strict=True):
        for name, text in in_columns("text", texts).items():
            if text:
                setattr(clause, name, text)
        change_clause(clause=clause, by=by, at=at)


def _enforce(modalities: Modalities, told: dict[str, Any], calendar: Calendar, by: User) -> None:
    in_force_at = calendar.instant(told["in_force_days"], 18)
    bring_into_force(modalities=modalities, note=told["note"], by=by, at=in_force_at)


def _amend(draft: Modalities, told: dict[str, Any], *, by: User, at: datetime) -> None:
    """A further clause, on which the minutes of everybody rest whose minutes were limited there."""
    clause = add_clause(clause=Clause(modalities=draft, **in_columns("text", told["clause"])), by=by, at=at)
    limited = draft.cells.filter(
        occasion=told["occasion"], capability=told["capability"], is_granted=True, minutes__isnull=False
    )
    settled = {
        (cell.category, cell.capability): Settled(is_granted=True, clause_id=clause.pk, minutes=told["minutes"])
        for cell in limited
    }
    settle_cells(modalities=draft, occasion=told["occasion"], settled=settled, by=by, at=at)

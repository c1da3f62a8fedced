"""A version in plain words: what each category may do where, how the body works, and what changed between versions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.modalities.models import Clause, Modalities
from consultation.modalities.profile import SETTINGS, TABLE_ONE
from consultation.modalities.vocabulary import Capability, Category, Occasion
from look.languages import comma
from look.templatetags.plenum import text_and_language

_NOT_IN_WRITING = (Capability.ATTEND, Capability.OBSERVE_SILENTLY, Capability.SPEAK)
"""What nobody does on paper, so no page says that it is refused there."""

COLUMNS = (
    "category", "occasion", "capability", "is_granted", "after_states", "time_permitting", "minutes", "word_limit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """Capabilities in words, and the number of the clause on which they rest."""

    words: str
    clause: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """What a category may and may not do on one occasion."""

    occasion: str
    may: list[Said]
    may_not: list[Said]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a category may do, occasion by occasion."""

    category: str
    name: str
    lines: list[Line]


def cells_of(version: Modalities) -> list[dict[str, Any]]:
    """The cells with the numbers of their clauses, in one query."""
    return list(version.cells.order_by().values(*COLUMNS, number=F("clause__number")))


def sheets(cells: Iterable[Mapping[str, Any]]) -> list[Sheet]:
    """The whole matrix in words, in the order of the categories."""
    by_place: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for cell in cells:
        by_place[cell["category"], cell["occasion"]][cell["capability"]] = cell
    return [
        Sheet(value, str(label), [line(place, by_place[value, place]) for place in Occasion.values])
        for value, label in Category.choices
    ]


def line(occasion: str, cells: Mapping[str, Mapping[str, Any]]) -> Line:
    """One occasion in words; `cells` by capability."""
    asked = [cells[what] for what in Capability.values if is_asked(occasion, what)]
    return Line(
        str(Occasion(occasion).label),
        list(_said(cell for cell in asked if cell["is_granted"])),
        list(_said(cell for cell in asked if not cell["is_granted"])),
    )


def is_asked(occasion: str, capability: str) -> bool:
    """Whether it makes sense to say that somebody may or may not do this there."""
    return occasion != Occasion.IN_WRITING or capability not in _NOT_IN_WRITING


def _said(cells: Iterable[Mapping[str, Any]]) -> Iterator[Said]:
    """One phrase for each clause, in the order of the numbers."""
    by_number = sorted(cells, key=lambda cell: cell["number"] or 0)
    for number, some in groupby(by_number, key=lambda cell: cell["number"]):
        yield Said(comma().join(map(in_words, some)), number)


def in_words(cell: Mapping[str, Any]) -> str:
    """The capability with its conditions: "speak (after States; up to 3 minutes)"."""
    what = str(Capability(cell["capability"]).label)
    conditions = list(conditions_in_words(cell))
    return f"{what} ({'; '.join(conditions)})" if conditions else what


def conditions_in_words(cell: Mapping[str, Any]) -> Iterator[str]:
    """The conditions of a cell, one by one."""
    if cell["after_states"]:
        yield _("after States")
    if cell["time_permitting"]:
        yield _("time permitting")
    minutes, words = cell["minutes"], cell["word_limit"]
    if minutes:
        yield ngettext("up to %(number)s minute", "up to %(number)s minutes", minutes) % {"number": intcomma(minutes)}
    if words:
        yield ngettext("up to %(number)s word", "up to %(number)s words", words) % {"number": intcomma(words)}


# --- how the body works -----------------------------------------------------------------------------------------------


def setting_label(name: str) -> str:
    """The name of a setting, as a page begins a line with it."""
    label = str(Modalities._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def table_one(version: Modalities) -> list[tuple[str, str]]:
    """The rows by which multilateral and multistakeholder processes are compared, as this version sets them."""
    return settings_in_words(version, TABLE_ONE)


def settings_in_words(version: Modalities, names: Iterable[str]) -> list[tuple[str, str]]:
    """Each of the settings by its label, with what was chosen."""
    return [(setting_label(name), str(getattr(version, f"get_{name}_display")())) for name in names]


# --- what changed -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What stood in the earlier version, and what stands in the later one; empty where there was or is nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything in which two versions differ, in words."""

    settings: list[Change]
    clauses: list[Change]
    cells: list[tuple[str, list[Change]]]

    @property
    def is_empty(self) -> bool:
        """Whether they say the same."""
        return not (self.settings or self.clauses or self.cells)


def differences(earlier: Modalities, later: Modalities) -> Differences:
    """What changed from the earlier version to the later one; four queries."""
    pairs = zip(settings_in_words(earlier, SETTINGS), settings_in_words(later, SETTINGS), strict=True)
    settings = [Change(label, was, is_now) for (label, was), (_same, is_now) in pairs if was != is_now]
    return Differences(settings, list(_clauses_changed(earlier, later)), _cells_changed(earlier, later))


def _clauses_changed(earlier: Modalities, later: Modalities) -> Iterator[Change]:
    before, after = ({clause.number: _text(clause) for clause in version.clauses.all()} for version in (earlier, later))
    for number in sorted(before.keys() | after.keys()):
        if before.get(number) != after.get(number):
            label = _("Clause %(number)s") % {"number": number}
            yield Change(label, before.get(number, ""), after.get(number, ""))


def _text(clause: Clause) -> str:
    return text_and_language(clause, "text")[0]


def _cells_changed(earlier: Modalities, later: Modalities) -> list[tuple[str, list[Change]]]:
    """By occasion: what was refused or granted before, and is now; categories with the same change share a line."""
    before = {_place(cell): cell for cell in cells_of(earlier)}
    found: dict[str, dict[tuple[str, str, str], list[str]]] = {place: {} for place in Occasion.values}
    after = {_place(cell): cell for cell in cells_of(later)}
    for who in Category.values:
        for where in Occasion.values:
            for what in Capability.values:
                pair = (_ruling(before[who, where, what]), _ruling(after[who, where, what]))
                if pair[0] != pair[1] and is_asked(where, what):
                    found[where].setdefault((what, *pair), []).append(str(Category(who).label))
    return [(str(Occasion(where).label), _lines(changes)) for where, changes in found.items() if changes]


def _lines(changes: Mapping[tuple[str, str, str], list[str]]) -> list[Change]:
    return [
        Change(f"{Capability(what).label}: {'; '.join(who)}", was, is_now)
        for (what, was, is_now), who in changes.items()
    ]


def _place(cell: Mapping[str, Any]) -> tuple[str, str, str]:
    return (cell["category"], cell["occasion"], cell["capability"])


def _ruling(cell: Mapping[str, Any]) -> str:
    """Granted or not, with the conditions; which clause it rests on is told with the clauses."""
    if not cell["is_granted"]:
        return _("may not")
    conditions = list(conditions_in_words(cell))
    return f"{_('may')} ({'; '.join(conditions)})" if conditions else _("may")

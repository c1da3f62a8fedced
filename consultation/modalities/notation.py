"""How a preset is written down, so that it reads as the table it is, and how it becomes settings, clauses and cells.

A line of the matrix has six columns parted by strokes: where, who, may, by, else, on condition.

- *where* and *who* are values of `Occasion` and `Category`, or names of several (`WHERE`, `WHO`), parted by spaces;
- *may* has a letter for each capability granted (`LETTERS`), or "-" for none; the line settles all capabilities. With
  a plus before the letters it only adds these to what lines above it settled;
- *by* is the number of the clause that grants them, *else* of the one that refuses the others;
- *on condition*: "after-states", "time-permitting" and "3min" go with speaking, "2000words" with written input.

A later line settles again what an earlier one did. Whatever no line settles is missing, and `read_matrix` says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from django.utils.functional import Promise

from consultation.modalities.profile import SETTINGS
from consultation.modalities.vocabulary import STAKEHOLDERS, Capability, Category, Occasion

LETTERS = {
    "A": Capability.ATTEND,
    "O": Capability.OBSERVE_SILENTLY,
    "S": Capability.SPEAK,
    "W": Capability.SUBMIT,
    "C": Capability.COMMENT_ON_DRAFTS,
    "P": Capability.PROPOSE_TEXT,
    "R": Capability.SEE_RESTRICTED_DRAFTS,
    "N": Capability.NEGOTIATE,
    "D": Capability.DECIDE,
    "I": Capability.PROPOSE_AGENDA_ITEM,
}

WHO: dict[str, tuple[str, ...]] = {
    "*": tuple(Category.values),
    "stakeholders": tuple(map(str, STAKEHOLDERS)),
    "ecosoc": ("ecosoc_general", "ecosoc_special", "ecosoc_roster"),
    "admitted": ("ecosoc_general", "ecosoc_special", "ecosoc_roster", "accredited"),
}

WHERE: dict[str, tuple[str, ...]] = {
    "*": tuple(Occasion.values),
    "meetings": tuple(o for o in Occasion.values if o not in ("unofficial_dialogue", "in_writing")),
}

Place = tuple[str, str, str]
"""Category, occasion, capability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What stands in one cell: granted or not, the number of the clause, and the conditions."""

    is_granted: bool
    clause: int
    after_states: bool = False
    time_permitting: bool = False
    minutes: int | None = None
    word_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Rules of participation that a body has, or had, ready to be chosen and then changed.

    `basis` says in English who agreed them; `source` where they can be read. `limits_to_group` is the number of the
    clause on which an associate is refused outside the one group she was admitted to, 0 for none.
    """

    code: str
    title: Promise
    basis: str
    source: str
    profile: str
    clauses: str
    matrix: str
    limits_to_group: int = 0


class Unreadable(ValueError):
    """The preset breaks the notation; the text says where."""


# --- settings and clauses ---------------------------------------------------------------------------------------------


def read_profile(preset: Preset) -> dict[str, str]:
    """The settings by name, every one of them exactly once."""
    pairs = [line.split() for line in preset.profile.strip().splitlines()]
    settings = dict(pairs)
    if len(pairs) != len(settings) or set(settings) != set(SETTINGS):
        raise Unreadable(f"{preset.code}: settings {sorted(set(settings) ^ set(SETTINGS))}")
    return settings


def read_clauses(preset: Preset) -> dict[int, str]:
    """The English text of each clause by its number; lines of a clause are joined."""
    parts = re.split(r"^\s*(\d+)\.\s+", preset.clauses, flags=re.MULTILINE)[1:]
    numbers = [int(number) for number in parts[::2]]
    if numbers != list(range(1, len(numbers) + 1)):
        raise Unreadable(f"{preset.code}: clauses {numbers}")
    return {number: " ".join(text.split()) for number, text in zip(numbers, parts[1::2], strict=True)}


# --- the matrix -------------------------------------------------------------------------------------------------------


def read_matrix(preset: Preset) -> dict[Place, Rule]:
    """A rule for every place; raises Unreadable where one is missing or names a clause that does not exist."""
    rules: dict[Place, Rule] = {}
    for line in preset.matrix.strip().splitlines()[1:]:
        rules |= _Line.read(line).rules()
    missing = set(product(Category.values, Occasion.values, Capability.values)) - rules.keys()
    unknown = {rule.clause for rule in rules.values()} - read_clauses(preset).keys()
    if missing or unknown:
        raise Unreadable(f"{preset.code}: {len(missing)} cells are missing, clauses {sorted(unknown)} are unknown")
    return rules


@dataclass(frozen=True, slots=True)
class _Line:
    where: tuple[str, ...]
    who: tuple[str, ...]
    granted: tuple[str, ...]
    only_adds: bool
    by: int
    otherwise: int
    speaking: dict[str, Any] = field(default_factory=dict)
    writing: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, line: str) -> "_Line":
        columns = [column.strip() for column in line.split("|")]
        if len(columns) != 6:
            raise Unreadable(line)
        where, who, may, by, otherwise, conditions = columns
        granted = tuple(LETTERS[letter] for letter in may.lstrip("+-"))
        speaking, writing = _conditions(conditions)
        return cls(
            _named(where, WHERE, Occasion.values), _named(who, WHO, Category.values), granted, may.startswith("+"),
            int(by or 0), int(otherwise or 0), speaking, writing,
        )  # fmt: skip

    def rules(self) -> dict[Place, Rule]:
        capabilities = self.granted if self.only_adds else Capability.values
        return {
            (category, occasion, str(capability)): self._rule(capability)
            for category, occasion, capability in product(self.who, self.where, capabilities)
        }

    def _rule(self, capability: str) -> Rule:
        if capability not in self.granted:
            return Rule(is_granted=False, clause=self.otherwise)
        conditions = {Capability.SPEAK: self.speaking, Capability.SUBMIT: self.writing}.get(Capability(capability), {})
        return replace(Rule(is_granted=True, clause=self.by), **conditions)


def _named(text: str, groups: dict[str, tuple[str, ...]], values: list[str]) -> tuple[str, ...]:
    return tuple(_each(text, groups, values))


def _each(text: str, groups: dict[str, tuple[str, ...]], values: list[str]) -> Iterator[str]:
    for word in text.split():
        if word not in groups and word not in values:
            raise Unreadable(word)
        yield from groups.get(word, (word,))


def _conditions(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Those of speaking, those of written input."""
    speaking: dict[str, Any] = {}
    writing: dict[str, Any] = {}
    for word in text.split():
        if word in ("after-states", "time-permitting"):
            speaking[word.replace("-", "_")] = True
        elif word.endswith("min"):
            speaking["minutes"] = int(word.removesuffix("min"))
        elif word.endswith("words"):
            writing["word_limit"] = int(word.removesuffix("words"))
        else:
            raise Unreadable(word)
    return speaking, writing

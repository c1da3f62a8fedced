"""Coverage and balance as tables, counted from plain facts: shares of contributions beside shares of citations."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.coverage.facts import Facts, Input, Tally

FEWEST_SHOWN = 3
"""Of what people say about themselves no smaller number is shown: a table must not single anybody out."""


@dataclass(frozen=True, slots=True)
class Share:
    """A row of a balance: how many contributions and how many citations fall to it, each with its part of all."""

    key: Any
    inputs: int
    citations: int
    input_share: float
    citation_share: float

    @property
    def difference(self) -> float:
        """Percentage points by which its share of the citations is above its share of the contributions."""
        return self.citation_share - self.input_share


def coverage(facts: Facts) -> Tally:
    """How many contributions in time there are, and how many of them are cited or set aside."""
    in_time = {key for key, entry in facts.inputs.items() if not entry.is_late}
    cited = facts.cited & in_time
    return Tally(len(in_time), len(cited), len((facts.aside & in_time) - cited))


def late(facts: Facts) -> Tally:
    """The same of late ones, which need not be considered and count nowhere else."""
    late_ones = {key for key, entry in facts.inputs.items() if entry.is_late}
    cited = facts.cited & late_ones
    return Tally(len(late_ones), len(cited), len((facts.aside & late_ones) - cited))


def coverage_of_items(facts: Facts) -> Mapping[int, Tally]:
    """For each agenda item, how many contributions in time speak to it, and how many of them are cited or set aside."""
    return {item: coverage(_only(facts, keys)) for item, keys in facts.on_item.items()}


def balance(facts: Facts, by: Callable[[Input], Any], *, fewest: int = 0) -> list[Share]:
    """Shares of contributions in time beside shares of citations, for each value of `by`; most contributions first.

    A citation is a paragraph that rests on a contribution: one cited in three paragraphs counts three times. Values
    with fewer than `fewest` contributions are left out of the rows, and of the sums.
    """
    inputs = Counter(by(entry) for entry in facts.inputs.values() if not entry.is_late)
    kept = {key: number for key, number in inputs.items() if number >= fewest}
    cited = Counter(by(facts.inputs[key]) for key in facts.citations if not facts.inputs[key].is_late)
    of_inputs, of_cited = sum(kept.values()) or 1, sum(cited[key] for key in kept) or 1
    rows = [Share(key, n, cited[key], 100 * n / of_inputs, 100 * cited[key] / of_cited) for key, n in kept.items()]
    return sorted(rows, key=lambda row: (-row.inputs, str(row.key)))


def by_gender(facts: Facts) -> list[Share]:
    """The balance among those who said their gender; empty where too few did to show it."""
    return [row for row in balance(facts, lambda entry: entry.gender, fewest=FEWEST_SHOWN) if row.key]


def _only(facts: Facts, keys: Iterable[int]) -> Facts:
    wanted = frozenset(keys)
    inputs = {key: entry for key, entry in facts.inputs.items() if key in wanted}
    return Facts(inputs=inputs, on_item={}, cited_by=facts.cited_by, aside=facts.aside & wanted)

"""Rows of a bar chart that is a table at the same time."""

from collections.abc import Iterable
from typing import NamedTuple


class Bar(NamedTuple):
    """One row: what is counted, how many, the code where it is a stakeholder group, a link where there is one."""

    label: str
    number: int
    code: str = ""
    href: str = ""


class DrawnBar(NamedTuple):
    """A row with its length (per cent of the longest) and share (per cent of the sum)."""

    bar: Bar
    length: float
    share: float


def drawn(bars: Iterable[Bar]) -> list[DrawnBar]:
    """The rows as drawn; all lengths are 0 where nothing was counted."""
    rows = list(bars)
    longest = max((row.number for row in rows), default=0) or 1
    total = sum(row.number for row in rows) or 1
    return [DrawnBar(row, round(100 * row.number / longest, 1), 100 * row.number / total) for row in rows]

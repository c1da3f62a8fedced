"""What a bench found: a table for people, JSON for machines, and whether each figure is within its bound."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One ratio or count; `at_least` and `at_most` are its bounds, where it has one."""

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is within its bounds."""
        low = self.at_least is None or self.value >= self.at_least
        return low and (self.at_most is None or self.value <= self.at_most)

    @property
    def bound(self) -> str:
        """The bound in words."""
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return f"at most {self.at_most:g}" if self.at_most is not None else ""


def tell(figures: list[Figure], *, to: Path | None) -> int:
    """Print the table, write the JSON if asked; returns 1 if any figure is out of bounds, for the shell."""
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        mark = "" if not figure.bound else ("met" if figure.is_met else "MISSED")
        print(f"{figure.name:<{width}}  {figure.value:>9.2f}  {figure.bound:<14}  {mark}")
    if to:
        to.write_text(json.dumps([asdict(figure) | {"is_met": figure.is_met} for figure in figures], indent=1))
    sys.stdout.flush()
    return 0 if all(figure.is_met for figure in figures) else 1

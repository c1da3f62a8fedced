"""What a part is made of, as plain data: all that its pages say, and nothing of where in the document they stand."""

from dataclasses import dataclass
from typing import Self

from reports.documents import plain
from reports.documents.contents import Chart, Contribution, Disposition, Paper, Participant
from reports.documents.outline import Annex, Chapter, Form, Opening

FORMAT = 1
"""Raised when a field of a part's payload changes its meaning."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A contribution, or what it answers to one question; `opens` is the heading that comes before it, if any."""

    contribution: Contribution
    opens: Opening | None = None


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """A participant; `opens` is the heading of its group where it is the first one."""

    participant: Participant
    opens: Opening | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many organisations of a group took part, and how many contributions of theirs stand."""

    group: str
    organisations: int
    contributions: int


@dataclass(frozen=True, kw_only=True)
class Matter:
    """All that the pages of a part are made of, wherever in the document they come to stand.

    `level` is that of the headings of entries; `annex` is given where the part begins one, `closes` where it ends one.
    """

    form: Form
    language: str
    direction: str
    original_language: str
    paper: Paper
    level: int = 2
    annex: Annex | None = None
    closes: bool = False
    chapters: tuple[Chapter, ...] = ()
    counts: tuple[Count, ...] = ()
    entries: tuple[Entry, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    charts: tuple[Chart, ...] = ()

    def to_json(self) -> str:
        """Return it as JSON of one form only."""
        return plain.to_json(self, version=FORMAT)

    @classmethod
    def from_json(cls, payload: str) -> Self:
        """Read what `to_json` wrote. Raises `UnreadableContents` where another version of Plenum wrote it."""
        return plain.from_json(cls, payload, version=FORMAT)

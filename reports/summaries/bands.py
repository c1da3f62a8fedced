"""How many voices each quantifier stands for: the bands of a process, or the usual ones, and where they do not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from consultation.processes.models import Process
from reports.summaries.models import Band


@dataclass(frozen=True, slots=True)
class BandView:
    """A quantifier and its limits, both of which belong to it; `unit` says what they count."""

    word: str
    unit: str
    lowest: int
    highest: int

    @property
    def label(self) -> str:
        """The quantifier in the reader's language."""
        return str(Band.Word(self.word).label)

    @property
    def is_share(self) -> bool:
        """Whether the limits are per cent of the voices on the item."""
        return self.unit == Band.Unit.PER_CENT


USUAL = (
    BandView(Band.Word.ONE, Band.Unit.VOICES, 1, 1),
    BandView(Band.Word.FEW, Band.Unit.VOICES, 2, 3),
    BandView(Band.Word.SOME, Band.Unit.PER_CENT, 4, 20),
    BandView(Band.Word.SEVERAL, Band.Unit.PER_CENT, 21, 40),
    BandView(Band.Word.MANY, Band.Unit.PER_CENT, 41, 75),
    BandView(Band.Word.MOST, Band.Unit.PER_CENT, 76, 100),
)
"""The bands of a process that has set none of its own; a summary prints those it used as a legend."""


def bands_of(process: Process) -> tuple[BandView, ...]:
    """The bands of the process from the weakest quantifier to the strongest; asks one query."""
    rows = {row.word: row for row in Band.objects.filter(process=process)}
    own = tuple(
        BandView(word, rows[word].unit, rows[word].lowest, rows[word].highest)
        for word in Band.Word.values
        if word in rows
    )
    return own or USUAL


@dataclass(frozen=True, slots=True)
class Misfit:
    """Numbers that two neighbouring bands of one unit both claim (`is_overlap`), or that neither does."""

    lower: BandView
    upper: BandView
    first: int
    last: int
    is_overlap: bool


def misfits(bands: Iterable[BandView]) -> tuple[Misfit, ...]:
    """Gaps and overlaps between bands that count in the same unit, in order of their lowest number."""
    found: list[Misfit] = []
    for unit in Band.Unit.values:
        found += _misfits(sorted((band for band in bands if band.unit == unit), key=lambda band: band.lowest))
    return tuple(found)


def _misfits(bands: Sequence[BandView]) -> list[Misfit]:
    found = []
    for lower, upper in pairwise(bands):
        if upper.lowest <= lower.highest:
            found.append(Misfit(lower, upper, upper.lowest, min(lower.highest, upper.highest), is_overlap=True))
        elif upper.lowest > lower.highest + 1:
            found.append(Misfit(lower, upper, lower.highest + 1, upper.lowest - 1, is_overlap=False))
    return found

"""What the quantifiers of a summary stand for, printed with it: only those that it uses."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.summaries.bands import BandView, bands_of
from reports.summaries.models import Summary
from reports.summaries.phrases import quantifiers_in, tongue_of


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A quantifier as the summary's language says it, and the numbers it stands for."""

    phrase: str
    band: BandView


def legend_of(summary: Summary, texts: Iterable[str]) -> tuple[LegendLine, ...]:
    """The bands of the quantifiers that these texts of the summary use, the weakest first; asks one query."""
    used = {word for text in texts for word, _starts, _ends in quantifiers_in(text, summary.language)}
    said = {phrase.word: phrase.text for phrase in reversed(tongue_of(summary.language).phrases)}
    bands = bands_of(summary.session.process) if used else ()
    return tuple(LegendLine(said[band.word], band) for band in bands if band.word in used)

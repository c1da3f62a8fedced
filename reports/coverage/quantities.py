"""Whether the quantifiers of a paragraph fit the number of voices behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

STRENGTH = ("one", "few", "some", "several", "many", "most")


class Limits(Protocol):
    """A band: from `lowest` to `highest` voices, or per cent of the voices on the item; both belong to it."""

    @property
    def word(self) -> str:
        """The quantifier, one of STRENGTH."""

    @property
    def unit(self) -> str:
        """What is counted: "voices" or "per_cent"."""

    @property
    def lowest(self) -> int:
        """The smallest number of the band."""

    @property
    def highest(self) -> int:
        """The greatest number of the band."""


class Verdict(StrEnum):
    """What the numbers say to a word."""

    FITS = "fits"
    TOO_STRONG = "too_strong"
    TOO_WEAK = "too_weak"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class Finding:
    """A quantifier of a paragraph beside the numbers: `voices` behind it, of `among` that spoke to the item."""

    word: str
    phrase: str
    voices: int
    among: int
    verdict: Verdict
    fitting: tuple[str, ...]

    @property
    def per_cent(self) -> int:
        """The share of the voices on the item, rounded half up; 0 where nobody spoke to it."""
        return per_cent(self.voices, self.among)

    @property
    def disagrees(self) -> bool:
        """Whether the word says more, or less, than the numbers."""
        return self.verdict in (Verdict.TOO_STRONG, Verdict.TOO_WEAK)


def per_cent(voices: int, among: int) -> int:
    """A whole number of per cent, rounded half up, so that no share falls between two bands."""
    return (200 * voices + among) // (2 * among) if among else 0


def weighed(
    phrases: Iterable[tuple[str, str]], *, voices: int, among: int, bands: Sequence[Limits]
) -> tuple[Finding, ...]:
    """A finding for each quantifier, given as pairs of word and the phrase as it stands in the text.

    The voices behind a paragraph are known, not which of its sentences each stands behind. So where it has several
    quantifiers the strongest is held against all of them, and those that are weaker are not counted.
    """
    found = list(phrases)
    strongest = max((STRENGTH.index(word) for word, _phrase in found), default=0)
    fitting = tuple(band.word for band in bands if _holds(band, voices, among))
    return tuple(
        Finding(word, phrase, voices, among, _verdict(word, strongest, bands, voices, among), fitting)
        for word, phrase in found
    )


def _verdict(word: str, strongest: int, bands: Sequence[Limits], voices: int, among: int) -> Verdict:
    band = next((band for band in bands if band.word == word), None)
    if band is None or STRENGTH.index(word) < strongest:
        return Verdict.NOT_COUNTED
    if _holds(band, voices, among):
        return Verdict.FITS
    return Verdict.TOO_STRONG if _counted(band, voices, among) < band.lowest else Verdict.TOO_WEAK


def _holds(band: Limits, voices: int, among: int) -> bool:
    return band.lowest <= _counted(band, voices, among) <= band.highest


def _counted(band: Limits, voices: int, among: int) -> int:
    return voices if band.unit == "voices" else per_cent(voices, among)

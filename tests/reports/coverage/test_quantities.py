"""Whether a quantifier fits the number of voices behind it."""

from dataclasses import dataclass

import pytest

from reports.coverage.quantities import Verdict, per_cent, weighed


@dataclass(frozen=True)
class Limits:
    """A band as the check sees it."""

    word: str
    unit: str
    lowest: int
    highest: int


BANDS = (
    Limits("one", "voices", 1, 1), Limits("few", "voices", 2, 3), Limits("some", "per_cent", 4, 20),
    Limits("several", "per_cent", 21, 40), Limits("many", "per_cent", 41, 75), Limits("most", "per_cent", 76, 100),
)  # fmt: skip


def verdict(word: str, voices: int, among: int) -> str:
    """What is said to one quantifier alone in its paragraph."""
    (finding,) = weighed([(word, word.title())], voices=voices, among=among, bands=BANDS)
    return finding.verdict


@pytest.mark.parametrize(
    ("word", "voices", "among", "said"),
    [
        ("one", 1, 40, "fits"), ("one", 0, 40, "too_strong"), ("one", 2, 40, "too_weak"),
        ("few", 2, 40, "fits"), ("few", 3, 40, "fits"), ("few", 4, 40, "too_weak"), ("few", 1, 40, "too_strong"),
        ("some", 4, 100, "fits"), ("some", 20, 100, "fits"), ("some", 3, 100, "too_strong"),
        ("some", 21, 100, "too_weak"), ("many", 40, 100, "too_strong"), ("many", 41, 100, "fits"),
        ("many", 75, 100, "fits"), ("many", 76, 100, "too_weak"), ("most", 76, 100, "fits"),
        ("most", 100, 100, "fits"), ("most", 75, 100, "too_strong"), ("many", 0, 0, "too_strong"),
    ],
)  # fmt: skip
def test_both_ends_of_each_band(word, voices, among, said):
    assert verdict(word, voices, among) == said


@pytest.mark.parametrize("among", range(1, 60))
def test_no_share_falls_between_two_bands(among):
    """Bands in whole per cent that follow one another leave no gap: 20.5 per cent is 21."""
    for voices in range(among + 1):
        share = per_cent(voices, among)
        assert sum(band.lowest <= share <= band.highest for band in BANDS if band.unit == "per_cent") == (share >= 4)


def test_half_is_rounded_up():
    assert (per_cent(41, 200), per_cent(1, 200), per_cent(0, 0)) == (21, 1, 0)


def test_only_the_strongest_of_several_words_is_counted():
    """Nobody has said which sentence each voice stands behind, so the weaker word cannot be held against a number."""
    some, many = weighed([("some", "Some"), ("many", "many")], voices=50, among=100, bands=BANDS)
    assert (some.verdict, many.verdict) == (Verdict.NOT_COUNTED, Verdict.FITS)
    assert not some.disagrees


def test_the_words_that_would_fit_are_named():
    (finding,) = weighed([("many", "Many")], voices=3, among=40, bands=BANDS)
    assert finding.fitting == ("few", "some")
    assert finding.disagrees


def test_a_word_without_a_band_is_not_counted():
    (finding,) = weighed([("many", "Many")], voices=3, among=40, bands=BANDS[:3])
    assert finding.verdict == Verdict.NOT_COUNTED

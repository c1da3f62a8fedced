"""Sketches and bands: how well they estimate, and that they are the same everywhere."""

import struct

import pytest

from consultation.likeness.minhash import BANDS, ORDERS, band_keys, estimated_likeness, sketch
from consultation.likeness.shingles import likeness, shingles
from tests.consultation.likeness.texts import edited, text


def test_a_sketch_is_the_same_on_every_machine() -> None:
    known = sketch(shingles("one two three four"))
    assert struct.unpack(">128I", known)[:3] == (1938573070, 1568988295, 1451992749)
    assert band_keys(known, among=5)[:2] == [-8950107697482849723, -6287799951130050994]


def test_a_sketch_has_a_value_for_each_order_and_none_of_nothing() -> None:
    assert len(sketch(shingles(text()))) == 4 * ORDERS
    assert sketch(set()) == b""
    assert band_keys(b"", among=1) == []
    assert estimated_likeness(b"", b"") == estimated_likeness(sketch({1}), b"") == 0.0


@pytest.mark.parametrize("script", ["latin", "arabic", "cyrillic"])
@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.2, 1.0])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_estimate_is_close_to_the_likeness(script: str, share: float, seed: int) -> None:
    one, other = (
        shingles(text(300, seed, script)),
        shingles(edited(text(300, seed, script), share=share, script=script)),
    )
    assert abs(estimated_likeness(sketch(one), sketch(other)) - likeness(one, other)) < 0.14


def test_texts_that_are_alike_share_a_band_and_others_do_not() -> None:
    known = sketch(shingles(text(300)))
    copies = [sketch(shingles(edited(text(300), share=0.08, seed=seed))) for seed in range(20)]
    others = [sketch(shingles(text(300, seed))) for seed in range(100, 120)]
    keys = set(band_keys(known, among=1))
    assert all(keys & set(band_keys(copy, among=1)) for copy in copies)
    assert not any(keys & set(band_keys(other, among=1)) for other in others)


def test_bands_keep_processes_apart() -> None:
    known = sketch(shingles(text()))
    assert len(set(band_keys(known, among=1))) == BANDS
    assert not set(band_keys(known, among=1)) & set(band_keys(known, among=2))


def test_keys_fit_into_a_column_of_the_database() -> None:
    assert all(-(2**63) <= key < 2**63 for key in band_keys(sketch(shingles(text())), among=2**40))

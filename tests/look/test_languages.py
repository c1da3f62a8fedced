"""The direction of a language."""

import pytest

from look.languages import direction_of


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("AR-eg", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("zh-Hans", "ltr"),
     ("ru", "ltr"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("ku-Latn-TR", "ltr"), ("ckb", "rtl"), ("", "ltr")],
)  # fmt: skip
def test_the_direction_follows_from_the_language_or_its_script(language: str, direction: str) -> None:
    assert direction_of(language) == direction

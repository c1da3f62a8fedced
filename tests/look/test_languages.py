"""The direction of a language, and its comma."""

import pytest
from django.utils.translation import override

from look.languages import comma, direction_of


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("AR-eg", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("zh-Hans", "ltr"),
     ("ru", "ltr"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("ku-Latn-TR", "ltr"), ("ckb", "rtl"), ("", "ltr")],
)  # fmt: skip
def test_the_direction_follows_from_the_language_or_its_script(language: str, direction: str) -> None:
    assert direction_of(language) == direction


@pytest.mark.parametrize(
    ("language", "mark"), [("en", ", "), ("fr", ", "), ("ar", "، "), ("ru", ", "), ("es", ", "), ("zh-hans", "，")]
)
def test_the_parts_of_a_line_are_set_off_as_the_readers_language_does(language: str, mark: str) -> None:
    with override(language):
        assert comma() == mark

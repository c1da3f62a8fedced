"""Row 31: text that is slow to read costs no more than a small multiple of plain text of its length."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.forms import Field

from consultation.submissions.forms.draft import WrittenField
from consultation.submissions.text import as_html, normalised, word_count
from stakeholders.accounts.forms import NameField
from stakeholders.accounts.names import is_mixed_script, skeleton
from tests.hostile.corpora import LONG, SLOW_TO_READ
from tests.steps import steps

TRIED = 200_000
"""Signs tried of each: enough to tell a square from a line."""

PLAIN = ("What we have seen works. " * (TRIED // 25)).replace("works. What", "works.\n\nWhat")
MOST_TIMES = 6
"""A quadratic reader takes thousands of times the calls; a linear one so many as its signs weigh."""


@pytest.fixture(scope="module")
def plain_cost() -> int:
    """The calls that a plain text of the same length takes, read as a contribution is."""
    return steps(lambda: read(PLAIN))


def read(text: str) -> str:
    kept = normalised(text)
    word_count(kept, "en")
    return as_html(kept)


@pytest.mark.parametrize("kind", SLOW_TO_READ)
def test_row_31_no_text_is_slow_to_read(kind: str, plain_cost: int) -> None:
    assert steps(lambda: read(SLOW_TO_READ[kind][:TRIED])) < MOST_TIMES * plain_cost


@pytest.mark.parametrize("kind", SLOW_TO_READ)
def test_row_31_no_name_is_slow_to_read(kind: str, plain_cost: int) -> None:
    """A name of 200,000 combining marks once took a minute to be put in order before it was found too long."""
    assert steps(lambda: cleaned(NameField(max_length=200), SLOW_TO_READ[kind][:TRIED])) < MOST_TIMES * plain_cost


@pytest.mark.parametrize("kind", ["combining marks", "Arabic ligatures"])
def test_row_31_the_longest_name_that_is_read_is_read_fast(kind: str, plain_cost: int) -> None:
    name = SLOW_TO_READ[kind][:2_000]
    assert steps(lambda: (cleaned(NameField(max_length=200), name), is_mixed_script(name), skeleton(name))) < plain_cost


def cleaned(field: Field, text: str) -> None:
    """Have the field read the text, whether it takes it or not."""
    with suppress(ValidationError):
        field.clean(text)


def test_row_31_a_text_beyond_the_limit_is_refused() -> None:
    field = WrittenField()
    with pytest.raises(ValidationError, match="at most 400000 characters"):
        field.clean("[" * LONG)

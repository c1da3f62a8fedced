"""What is stored and what is printed use one vocabulary, although the engine and the contents know no database."""

from enum import Enum

import pytest

from reports.documents import contents, engine
from reports.documents.models import Letterhead
from reports.documents.states import Arrangement, DocumentKind, Variant
from reports.summaries.models import Summary


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        (DocumentKind, contents.Kind), (Arrangement, contents.Order), (Variant, engine.Variant),
        (Letterhead.Paper, contents.Paper), (Summary.Attribution, contents.Attribution),
    ],
)  # fmt: skip
def test_what_is_stored_can_be_printed(stored: type[Enum], printed: type[Enum]) -> None:
    assert {word.value for word in stored} == {word.value for word in printed}

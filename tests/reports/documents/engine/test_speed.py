"""What makes the engine faster changes nothing of what it makes, and knows the versions it was tried with."""

from io import BytesIO

import pydyf
import pytest
import weasyprint
from weasyprint import CSS, HTML

from reports.documents.engine import speed
from tests.reports.documents.engine.samples import ENTRIES, STYLES, page


def written() -> bytes:
    """A document as WeasyPrint writes it alone, tags and all."""
    target = BytesIO()
    source = HTML(string=page(ENTRIES))
    source.write_pdf(
        target, stylesheets=[CSS(string=style) for style in STYLES], pdf_variant="pdf/ua-1", pdf_identifier=b"x"
    )
    return target.getvalue()


def test_the_same_is_made_in_less_time() -> None:
    alone = written()
    with speed.swift():
        assert written() == alone


def test_what_was_replaced_comes_back_even_after_an_error() -> None:
    before = pydyf.PDF.page_references
    with pytest.raises(ZeroDivisionError), speed.swift():
        _fail_with(pydyf.PDF.page_references is not before)
    assert pydyf.PDF.page_references is before


def _fail_with(is_replaced: bool) -> None:
    assert is_replaced
    raise ZeroDivisionError


def test_pages_added_later_are_referred_to() -> None:
    with speed.swift():
        pdf = pydyf.PDF()
        for count in (1, 2):
            pdf.add_page(pydyf.Dictionary())
            assert pdf.page_references == tuple(b"%d 0 R" % number for number in range(3, 3 + count))


def test_only_what_is_there_is_replaced() -> None:
    """A name that a newer version no longer has must not be brought back silently."""
    with pytest.raises(KeyError), speed.replaced(pydyf, no_such_name=1):
        pass


def test_an_unknown_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    speed.must_be_known()
    monkeypatch.setattr(weasyprint, "VERSION", "71.0")
    with pytest.raises(speed.UnknownVersion, match=r"weasyprint 71\.0 is installed, and the engine knows 70\.0"):
        speed.must_be_known()

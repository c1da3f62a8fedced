"""The judge of accessible PDF: veraPDF finds nothing against PDF/UA-1 in any kind of document, in any language."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from reports.documents.contents import Attribution, Kind, ReportContents
from tests.reports.documents.bound import bound
from tests.reports.documents.judge import verdict
from tests.reports.documents.samples import (
    ARABIC,
    ARABIC_REPORT,
    ENGLISH,
    FRENCH_REPORT,
    NAMES_OF_LANGUAGES,
    OF_EACH_KIND,
    REPORT,
)

LONG = replace(
    ENGLISH,
    anchor="c-long",
    organisation="International Association of Very Long Named Associations " * 4,
    text="\n\n".join(f"## Part {part}\n\n" + "Small teams cannot answer at all hours. " * 60 for part in range(1, 9)),
)
LISTS = replace(
    ENGLISH,
    anchor="c-lists",
    text="1. One.\n\n   More of it.\n\n2. Two, with\n\n   - a part\n\n   - another part\n\n   > and a quotation\n\n- tight\n- list\n\n"
    + "\n\n".join(f"{number}. {'Small teams cannot answer at all hours. ' * 30}" for number in range(1, 13)),
)
CASES = {
    "French": FRENCH_REPORT,
    "Arabic": ARABIC_REPORT,
    "non-attributed": replace(REPORT, attribution=Attribution.NON_ATTRIBUTED),
    "Chatham House Rule": replace(REPORT, attribution=Attribution.CHATHAM_HOUSE),
    "lists of paragraphs": replace(REPORT, sections=(), contributions=(LISTS,)),
    "compilation of long texts": replace(REPORT, kind=Kind.COMPILATION, sections=(), contributions=(LONG, ARABIC)),
}


@pytest.mark.slow
def test_documents_break_no_rule_of_pdf_ua_1(tmp_path: Path) -> None:
    paths = [_bound(contents, tmp_path / name) for name, contents in CASES.items()]
    judged = verdict(*paths)
    assert judged.stdout.count(" assertions kept\n") == len(CASES), judged.stdout + judged.stderr
    assert judged.returncode == 0


@pytest.mark.slow
def test_no_kind_breaks_a_rule_in_any_language(bound_sample: Callable[[str, str], Path]) -> None:
    paths = [bound_sample(kind, language) for kind in OF_EACH_KIND for language in NAMES_OF_LANGUAGES]
    judged = verdict(*paths)
    assert judged.stdout.count(" assertions kept\n") == len(paths), judged.stdout + judged.stderr
    assert judged.returncode == 0


@pytest.mark.slow
def test_the_judge_does_find_faults(tmp_path: Path, bound_sample: Callable[[str, str], Path]) -> None:
    """Without what links say the same document breaks a rule, or the tests above prove nothing."""
    with pikepdf.open(bound_sample("summary", "en")) as document:
        for page in document.pages:
            for link in page.get("/Annots", []):
                del link.Contents
        document.save(tmp_path / "silent.pdf")
    judged = verdict(tmp_path / "silent.pdf")
    assert "clause 7.18.5" in judged.stdout
    assert judged.returncode == 1


def _bound(contents: ReportContents, folder: Path) -> Path:
    folder.mkdir()
    return bound(contents, folder)

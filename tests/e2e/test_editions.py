"""The HTML edition, opened from a disk as people open what they have downloaded: no barrier, on any screen."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reports.documents.contents import ReportContents
from reports.documents.editions import write_all
from reports.documents.states import Format
from tests.e2e.browsing import DESK, PHONE, looked_at
from tests.reports.documents.samples import ARABIC_REPORT, DISPOSITION_TABLE, REPORT, STATISTICS, in_language

pytestmark = pytest.mark.slow

MIXED = replace(REPORT, dispositions=DISPOSITION_TABLE.dispositions, charts=STATISTICS.charts)
DOCUMENTS: Mapping[str, ReportContents] = {
    "a report with everything": MIXED,
    "a report in Arabic": ARABIC_REPORT,
    "comments and figures in Arabic": in_language(replace(MIXED, sections=()), "ar"),
}


@pytest.mark.parametrize("contents", DOCUMENTS.values(), ids=DOCUMENTS)
def test_nothing_stands_in_anybodys_way(contents: ReportContents, chromium: Browser, tmp_path: Path) -> None:
    path = write_all(contents, assets={}, folder=tmp_path)[Format.HTML]
    context = chromium.new_context(viewport={"width": DESK, "height": 900})
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        assert looked_at(page, DESK, PHONE) == []
        assert asked == [path.as_uri()], "the page fetches nothing"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#text"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "text"
    finally:
        context.close()

"""Documents set and bound in tests, as the pipeline does it, but at once and in one process."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from reports.documents import engine
from reports.documents.contents import ReportContents
from reports.documents.layout import book_of, front_html, html_of, styles_of
from reports.documents.plan import parts_of

LIMITS = engine.Limits(seconds=60, memory=1 << 30)


def bound(contents: ReportContents, folder: Path, assets: Mapping[str, bytes] | None = None) -> Path:
    """The PDF of the contents, made in that folder."""
    parts = []
    for number, part in enumerate(parts_of(contents)):
        sheet = folder / f"part-{number}"
        facts = engine.set_part(html_of(part.payload), styles=styles_of(part.payload), limits=LIMITS, to=sheet)
        parts.append((sheet, facts))
    front = engine.set_front(
        lambda pages: front_html(contents, pages=pages), [facts for _, facts in parts], styles=styles_of(contents),
        assets=assets, limits=LIMITS, to=folder / "front",
    )  # fmt: skip
    engine.assemble((folder / "front", front), parts, book_of(contents), limits=LIMITS, to=folder / "bound.pdf")
    return folder / "bound.pdf"


def told_by(pdf: Path) -> str:
    """What a reader of the PDF is told, page after page, without the marks of direction that pdftotext adds."""
    told = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return re.sub("[\u202a-\u202e\u200e\u200f]", "", told)

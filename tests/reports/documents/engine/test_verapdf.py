"""The judge of accessible PDF and of archive files finds nothing in what the engine makes, in any direction."""

from pathlib import Path

import pytest

from reports.documents.engine import Attached, Variant
from tests.reports.documents.engine.samples import ARABIC, CHINESE, ENTRIES, LONG, TEXT, bound, page
from tests.reports.documents.engine.test_binding import SQUARE
from tests.reports.documents.judge import verdict

DATA = Attached(name="contents.json", mime="application/json", description="What it was made of", content=b"{}")
BOOKS = {
    "en": ([page(TEXT), page(ENTRIES)], {}),
    "ar": (
        [
            page(f"<h1>ملخص</h1><p>{ARABIC * 30}</p><ol><li>{ARABIC}</ol>", language="ar", direction="rtl"),
            page(f'<h2 id="s-1">{ARABIC}</h2><p lang="en" dir="ltr">{LONG}</p>', language="ar", direction="rtl"),
        ],
        {"language": "ar", "direction": "rtl", "title": "ملخص الرئيس", "running_title": "ملخص الرئيس"},
    ),
    "picture": ([page('<h1>x</h1><p><img alt="a square" src="asset:square.png">')], {"assets": {"square.png": SQUARE}}),
    "zh": ([page(f"<h1>概要</h1><p>{CHINESE * 80}</p>", language="zh")], {"language": "zh", "title": "主席的概要"}),
    "strange": (
        [
            page(
                "<h1>x</h1><p>\U0010fffd \ue000 \U0001f600 a\u0301\u0301 ﷽ क्षत्रिय กรุงเทพ"
                + "".join(map(chr, range(0x2000, 0x2100)))
            )
        ],
        {},
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("variant", "flavours"), [(Variant.UA1, ["ua1"]), (Variant.A3A, ["ua1", "3a"])])
def test_books_break_no_rule(tmp_path: Path, variant: Variant, flavours: list[str]) -> None:
    paths = []
    for name, (pages, changes) in BOOKS.items():
        (tmp_path / name).mkdir()
        attachments = (DATA,) if variant is Variant.A3A else ()
        paths.append(bound(tmp_path / name, *pages, variant=variant, attachments=attachments, **changes))
    for flavour in flavours:
        judged = verdict(*paths, flavour=flavour)
        assert judged.stdout.count(" assertions kept\n") == len(BOOKS), judged.stdout
        assert "Undefined font" not in judged.stderr
        assert judged.returncode == 0


@pytest.mark.slow
def test_an_accessible_file_is_no_archive_file(tmp_path: Path) -> None:
    """Or the judge of archive files would find nothing in anything."""
    judged = verdict(bound(tmp_path, page(TEXT), page(ENTRIES)), flavour="3a")
    assert "clause 6.6.4" in judged.stdout
    assert judged.returncode == 1

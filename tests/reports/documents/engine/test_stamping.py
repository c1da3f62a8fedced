"""Headers and footers: at the right edge of each page, in any script, and silent."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.reports.documents.engine.samples import LONG, bound, page

A4 = 595


def words_of(path: Path, number: int) -> dict[str, tuple[float, float]]:
    """The words of a page with their left edge and their height above its foot, as far as they are not in its text."""
    command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), str(path), "-"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = {}
    for line in lines:
        if "<word " in line:
            edges = dict(piece.split("=") for piece in line.partition(">")[0].split()[1:])
            x, y = float(edges["xMin"].strip('"')), float(edges["yMax"].strip('"'))
            if not 80 < y < 760:
                found[line.partition(">")[2].partition("<")[0]] = (x, y)
    return found


@pytest.mark.parametrize(("direction", "page_with_symbol_at_the_right"), [("ltr", 3), ("rtl", 2)])
def test_the_symbol_and_the_number_stand_where_a_thumb_turns_the_page(
    tmp_path: Path, direction: str, page_with_symbol_at_the_right: int
) -> None:
    path = bound(
        tmp_path, page(f"<p>{LONG * 2}"), direction=direction, running_title="Running", disclaimer="Unofficial"
    )
    for number in (2, 3):
        words = words_of(path, number)
        is_right = number == page_with_symbol_at_the_right
        assert (words["WG.7/2026/2/CRP.1"][0] > A4 / 2) == is_right
        assert (words["Page"][0] > A4 / 2) == is_right
        assert (words["Running"][0] < A4 / 2) == is_right
        assert (words["Unofficial"][0] < A4 / 2) == is_right
        assert words["Running"][1] < 60
        assert words["Page"][1] > 780


def test_the_first_page_has_a_masthead_for_a_header(tmp_path: Path) -> None:
    path = bound(tmp_path, page("<p>x"), disclaimer="Unofficial")
    assert set(words_of(path, 1)) == {"Page", "1", "of"}


def test_wide_pages_have_wide_heads(tmp_path: Path) -> None:
    wide = '<style>@page { size: A4 landscape }</style><p style="break-after: page">x<p>y<p style="break-after: page">z<p>a'
    words = words_of(bound(tmp_path, page(wide), running_title="Running"), 3)
    assert words["WG.7/2026/2/CRP.1"][0] > A4


def test_a_title_too_long_for_its_place_is_cut(tmp_path: Path) -> None:
    path = bound(tmp_path, page(f"<p>{LONG}"), running_title="An endless title of a document " * 9)
    words = words_of(path, 2)
    assert any(word.endswith("…") for word in words)
    assert all(56 < x < 540 for x, _ in words.values())


@pytest.mark.parametrize("title", ["能力建设", "Краткий отчёт", "الفرق الصغيرة"])
def test_a_title_may_be_in_any_script(tmp_path: Path, title: str) -> None:
    path = bound(tmp_path, page(f"<p>{LONG}"), running_title=title)
    told = subprocess.run(["pdftotext", "-f", "2", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert all(word in told for word in title.split())


def test_heads_are_artifacts_of_pagination(tmp_path: Path) -> None:
    with pikepdf.open(bound(tmp_path, page(f"<p>{LONG}"))) as pdf:
        stamps = [bytes(stream.read_bytes()) for stream in list(pdf.pages[1].Contents)[:-1]]
    assert [stamp.split(b" BDC")[0] for stamp in stamps] == [
        b"/Artifact <</Type /Pagination/Subtype /Header>>", b"/Artifact <</Type /Pagination/Subtype /Footer>>",
    ]  # fmt: skip
    assert all(stamp.count(b"BDC") == stamp.count(b"EMC") == 1 for stamp in stamps)

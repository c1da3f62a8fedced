"""The tags of a book as a screen reader is told them, in their order (poppler reads them out)."""

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.reports.documents.engine.samples import CHART, LONG, SENTENCE, TEXT, bound, page


def tags_of(path: Path) -> str:
    """The structure tree with its texts, lines of a text put together."""
    told = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return re.sub(r'"\n +"', " ", told.stdout)


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The structure elements of one kind."""
    return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of everything."""
    return bound(tmp_path_factory.mktemp("book"), page(TEXT), page('<h2 id="s-1">C.1</h2>'))


@pytest.fixture
def pdf(path: Path) -> pikepdf.Pdf:
    """The same, open."""
    return pikepdf.open(path)


def test_a_paragraph_over_two_pages_is_one(path: Path) -> None:
    (paragraph,) = re.findall(r'P \(block\)\n    "(Small teams [^"]+)"', tags_of(path))
    assert paragraph.split() == LONG.split()


def test_nothing_inside_a_text_is_an_element_without_need(path: Path) -> None:
    assert '"See "\n    Link (inline)\n      Object' in tags_of(path)
    assert 'H2 (block)\n    "I. Threats"' in tags_of(path)
    assert 'Lbl (block)\n        "1. "\n      LBody (block)\n        "A number."' in tags_of(path)


def test_containers_over_several_pages_are_one_each(tmp_path: Path) -> None:
    entry = (
        f'<section><h2>One</h2><article lang="fr"><p>{LONG}</p><ul><li><p>{LONG}</p><li>end</ul></article></section>'
    )
    path = bound(tmp_path, page(entry + entry.replace("One", "Two")))
    kinds = re.findall(r"^ *(\w+)", re.sub(r'"[^"]*"', "", tags_of(path)), re.MULTILINE)
    section = ["Sect", "H2", "Art", "P", "L", "LI", "Lbl", "LBody", "P", "LI", "Lbl", "LBody"]
    assert kinds == ["Document", *section, *section]


def test_sections_that_share_a_page_stay_apart(tmp_path: Path) -> None:
    """They were joined where a section ended on a page and the next began there."""
    sections = "".join(f"<section><h2>{number}</h2><p>{SENTENCE * 30}</p></section>" for number in range(8))
    path = bound(tmp_path, page(sections))
    assert tags_of(path).count("Sect\n") == 8
    assert re.findall(r'H2 \(block\)\n      "(\d)"', tags_of(path)) == list("01234567")


def test_languages_are_told_where_they_change(pdf: pikepdf.Pdf) -> None:
    told = {(str(item.S), str(item.Lang)) for item in pdf.objects if _has(item, "/Lang") and _has(item, "/S")}
    assert told == {("/NonStruct", "ar"), ("/Span", "zh"), ("/P", "ru")}


def _has(item: pikepdf.Object, key: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and key in item


def test_header_cells_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    heads = elements(pdf, "/TH")
    assert [str(head.A.Scope) for head in heads] == ["/Column", "/Column", "/Row", "/Row"]
    assert not any("/ID" in head for head in heads)
    assert not any("/Headers" in cell.get("/A", {}) for cell in elements(pdf, "/TD"))


def test_header_cells_that_do_not_say_so_are_told_by_their_row(tmp_path: Path) -> None:
    table = "<table><tr><th>a<th>b<tr><th>c<td>1</table>"
    with pikepdf.open(bound(tmp_path, page(table))) as pdf:
        assert [str(head.A.Scope) for head in elements(pdf, "/TH")] == ["/Column", "/Column", "/Row"]


def test_items_hold_a_number_and_a_body(pdf: pikepdf.Pdf) -> None:
    items = elements(pdf, "/LI")
    assert len(items) == 3
    assert all([str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"] for item in items)


def test_a_link_over_bold_words_is_one_link(pdf: pikepdf.Pdf) -> None:
    links = elements(pdf, "/Link")
    assert [sum(_is_object(kid) for kid in link.K) for link in links] == [2, 1, 1]
    assert not any(_has(kid, "/S") for link in links for kid in link.K)


def _is_object(kid: pikepdf.Object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def test_a_figure_says_what_it_shows_and_where(tmp_path: Path) -> None:
    with pikepdf.open(bound(tmp_path, page(f"<div>{CHART}</div>"))) as pdf:
        (figure,) = elements(pdf, "/Figure")
        assert figure.Alt == "Four of ten came from Africa"
        left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
        assert (round(right - left), round(top - bottom)) == (150, 30)  # 200 by 40 pixels in points
        assert 841.9 - 30 * 72 / 25.4 - 10 < top < 841.9 - 30 * 72 / 25.4  # just below the margin

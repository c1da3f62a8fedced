"""The PDF file as it is written: numbers move, strings do not."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.documents.engine.volume import BODY, CATALOG, PAGES, Volume, array, reference, references, renumbered, text


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        (b"<</K [3 16 0 R 17 0 R 4]/P 9 0 R>>", b"<</K [3 116 0 R 117 0 R 4]/P 109 0 R>>"),
        (b"[0 12 0 R 1 0 2]", b"[0 112 0 R 1 0 2]"),
        (b"<</T (see 12 0 R)/A 12 0 R>>", b"<</T (see 12 0 R)/A 112 0 R>>"),
        (rb"<</T (a \) 12 0 R \\)/A 12 0 R>>", rb"<</T (a \) 12 0 R \\)/A 112 0 R>>"),
        (b"<</ID <313220302052>/A 12 0 R>>", b"<</ID <313220302052>/A 112 0 R>>"),
        (b"<</StructParents 3/StructParent 0>>", b"<</StructParents 3/StructParent 0>>"),
        (b"<</StructParents 3/StructParent 0/X 12 0 R>>", b"<</StructParents 3/StructParent 0/X 112 0 R>>"),
        (b"<</X (/StructParents 3)/StructParents 3>>", b"<</X (/StructParents 3)/StructParents 3>>"),
    ],
)
def test_references_move_and_strings_stay(written: bytes, moved: bytes) -> None:
    spaced = written.replace(b"Parents3", b"Parents 3")
    assert renumbered(spaced, lambda number: number + 100) == moved


def test_keys_of_the_parent_tree_are_raised() -> None:
    written = b"<</StructParents 3/T (/StructParents 3)/X 1 0 R/StructParent 0>>"
    assert renumbered(written, lambda number: number, key=40) == (
        b"<</StructParents 43/T (/StructParents 3)/X 1 0 R/StructParent 40>>"
    )


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.integers(1, 99))
def test_whatever_a_string_holds_it_stays(string: str, number: int) -> None:
    written = b"<</T %b/P %d 0 R>>" % (text(string), number)
    assert renumbered(written, lambda old: old + 1) == b"<</T %b/P %d 0 R>>" % (text(string), number + 1)
    assert references(written) == [number]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=450))
def test_objects_written_are_objects_read(strings: list[str]) -> None:
    """Across more than one object stream, and with numbers named before their objects are there."""
    file = BytesIO()
    volume = Volume(file)
    first = volume.reserve(len(strings))
    for order, string in enumerate(strings):
        volume.add(b"<</T %b>>" % text(string), first + order)
    data = volume.add_pressed(b"/Kind /Data", b"x" * 1000)
    volume.add(b"<</Type /Pages/Count 0/Kids []>>", PAGES)
    volume.add(array(reference(first + order) for order in range(len(strings))), BODY)
    volume.add(b"<</Type /Catalog/Pages 2 0 R/Data %b/All 4 0 R>>" % reference(data), CATALOG)
    volume.close(volume.add(b"<</Title (t)>>"))
    with pikepdf.open(BytesIO(file.getvalue())) as pdf:
        assert [str(item.T) for item in pdf.Root.All] == strings
        assert pdf.Root.Data.read_bytes() == b"x" * 1000
        assert pdf.docinfo["/Title"] == "t"
        assert pdf.check_pdf_syntax() == []


def test_a_tree_of_names_is_found_in_by_halving() -> None:
    file = BytesIO()
    volume = Volume(file)
    names = sorted(f"name-{number:04}" for number in range(600))
    tree = volume.add_tree(b"Names", [(text(name), b"(%b)" % name.encode()) for name in names])
    volume.add(b"<</Type /Pages/Count 0/Kids []>>", PAGES)
    volume.add(b"<</Type /Catalog/Pages 2 0 R/Tree %b>>" % reference(tree), CATALOG)
    volume.close(volume.add(b"<<>>"))
    with pikepdf.open(BytesIO(file.getvalue())) as pdf:
        assert len(pdf.Root.Tree.Kids) == 3
        assert [str(limit) for limit in pdf.Root.Tree.Kids[1].Limits] == ["name-0256", "name-0511"]
        assert {name: str(value) for name, value in pikepdf.NameTree(pdf.Root.Tree).items()} == {n: n for n in names}

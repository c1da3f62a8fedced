"""A bound book: one file of which every reference, place, bookmark and page number holds, the same each time."""

import re
import subprocess
import zlib
from base64 import b64decode
from pathlib import Path
from tempfile import gettempdir

import pikepdf
import pytest

from reports.documents.engine import Attached, PartFailed, Variant, assemble, set_part
from reports.documents.engine.binding import bind
from reports.documents.engine.fonts import Face, FontsMissing
from reports.documents.engine.jail import Refused
from reports.documents.engine.sheets import Sheets
from tests.reports.documents.engine.samples import ENTRIES, LIMITS, STYLES, TEXT, book, bound, page, set_here

# Four pixels by three, red, seen through.
SQUARE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAYAAAC09K7GAAAAFUlEQVR4nGM8wcUVxYAEmBjQAIYAADwsATwoBc+TAAAAAElFTkSuQmCC"
)
DATA = Attached(name="contents.json", mime="application/json", description="What it was made of", content=b'{"a": 1}')


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Text and contributions, bound: five pages."""
    return bound(tmp_path_factory.mktemp("book"), page(TEXT), page(ENTRIES))


@pytest.fixture
def pdf(path: Path) -> pikepdf.Pdf:
    """The same, open."""
    return pikepdf.open(path)


def text_of(path: Path) -> list[str]:
    """What pdftotext reads on each page."""
    command = ["pdftotext", "-layout", str(path), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return told.stdout.split("\f")[:-1]


def test_the_file_is_sound(pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []
    assert pdf.pdf_version == "1.7"
    assert len(pdf.pages) == int(pdf.Root.Pages.Count) == 5


def test_the_same_parts_give_the_same_bytes(tmp_path: Path, path: Path) -> None:
    """Set in the jail this time, and not in this process."""
    facts = [
        set_part(page(html), styles=STYLES, limits=LIMITS, to=tmp_path / f"part-{number}")
        for number, html in enumerate((TEXT, ENTRIES))
    ]
    parts = [(tmp_path / f"part-{number}", fact) for number, fact in enumerate(facts)]
    pages = assemble(parts[0], parts[1:], book(), to=tmp_path / "again.pdf", limits=LIMITS)
    assert pages == 5
    assert (tmp_path / "again.pdf").read_bytes() == path.read_bytes()


def test_pages_stand_in_order_and_say_which_they_are(path: Path) -> None:
    pages = text_of(path)
    assert [re.findall(r"Page (\d) of 5", page) for page in pages] == [[str(number)] for number in range(1, 6)]
    assert "I. Threats" in pages[0]
    assert "II. Ways forward" in pages[1]
    assert "C.1, Forum" in pages[2]
    assert "研究所" in "".join(pages[3:])


def test_each_mark_on_a_page_belongs_to_the_element_that_claims_it(pdf: pikepdf.Pdf) -> None:
    """The parent tree and the structure tree tell the same, in every page and link of every part."""
    claimed = dict(_claims(pdf.Root.StructTreeRoot.K[0], None))
    owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    keys = [int(leaf.StructParents) for leaf in pdf.pages]
    assert len(set(keys)) == len(keys)
    for leaf, key in zip(pdf.pages, keys, strict=True):
        assert [claimed.pop((leaf.objgen, mark)) for mark in range(len(owners[key]))] == [o.objgen for o in owners[key]]
        for link in leaf.get("/Annots", []):
            assert claimed.pop((link.objgen, "link")) == owners[int(link.StructParent)].objgen
    assert claimed == {}
    assert len(owners) == int(pdf.Root.StructTreeRoot.ParentTreeNextKey)


def _claims(element: pikepdf.Object, leaf: pikepdf.Object | None):
    leaf = element.get("/Pg", leaf)
    for kid in element.K:
        if isinstance(kid, int):
            yield (leaf.objgen, kid), element.objgen
        elif kid.get("/Type") == "/MCR":
            yield (kid.Pg.objgen, int(kid.MCID)), element.objgen
        elif kid.get("/Type") == "/OBJR":
            yield (kid.Obj.objgen, "link"), element.objgen
        else:
            assert kid.P.objgen == element.objgen
            yield from _claims(kid, leaf)


def test_links_lead_to_their_places_and_say_what_is_there(pdf: pikepdf.Pdf) -> None:
    places = pikepdf.NameTree(pdf.Root.Names.Dests)
    numbers = {leaf.objgen: number for number, leaf in enumerate(pdf.pages)}
    assert {name: numbers[place[0].objgen] for name, place in places.items()} == {
        "start": 0, "ch-1": 0, "ch-2": 1, "s-1": 2, "s-2": 3, "s-3": 3,
    }  # fmt: skip
    links = [link for leaf in pdf.pages for link in leaf.get("/Annots", [])]
    inside = [(str(link.Dest), str(link.Contents)) for link in links if "/Dest" in link]
    assert inside == [("s-1", "C.1, Forum"), ("s-1", "C.1, Forum"), ("ch-2", "II. Ways forward")]
    outside = [(str(link.A.URI), str(link.Contents)) for link in links if "/A" in link]
    assert outside == [("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2")]
    assert {int(link.F) for link in links} == {4}


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="links lead nowhere: s-9"):
        bound(tmp_path, page('<p><a href="part:s-9">x</a>'))


def test_a_book_that_cannot_be_bound_leaves_no_file(tmp_path: Path) -> None:
    facts = set_part(page('<p><a href="part:s-9">x</a>'), styles=STYLES, limits=LIMITS, to=tmp_path / "part")
    with pytest.raises(PartFailed) as failed:
        assemble((tmp_path / "part", facts), [], book(), to=tmp_path / "it.pdf", limits=LIMITS)
    assert (failed.value.reason, failed.value.detail) == ("refused", "links lead nowhere: s-9")
    assert [path.name for path in tmp_path.iterdir()] == ["part"]


def test_a_place_named_twice_is_the_first(tmp_path: Path) -> None:
    path = bound(tmp_path, page('<p id="s-1">one<p><a href="part:s-1">x</a>'), page('<p id="s-1">two'))
    with pikepdf.open(path) as pdf:
        assert pikepdf.NameTree(pdf.Root.Names.Dests)["s-1"][0].objgen == pdf.pages[0].objgen


def test_bookmarks_nest_by_their_levels_across_parts(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        (root,) = outline.root
        assert root.title == "Summary"
        assert [item.title for item in root.children] == [
            "I. Threats", "II. Ways forward", "C.1, Forum", "C.2, جمعية", "C.3, 研究所",
        ]  # fmt: skip
        assert root.children[2].destination[0].objgen == pdf.pages[2].objgen


def test_bookmarks_of_any_levels_make_a_tree(tmp_path: Path) -> None:
    path = bound(tmp_path, page("<h3>a</h3><h4>b</h4><h2>c</h2>"), page("<h1>d</h1><h3>e</h3><h3>f</h3><h2>g</h2>"))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert _titles(outline.root) == [("a", [("b", [])]), ("c", []), ("d", [("e", []), ("f", []), ("g", [])])]
        assert int(pdf.Root.Outlines.Count) == 3


def _titles(items: list[pikepdf.OutlineItem]) -> list[tuple[str, list]]:
    return [(item.title, _titles(item.children)) for item in items]


def test_a_book_without_headings_has_no_bookmarks(tmp_path: Path) -> None:
    with pikepdf.open(bound(tmp_path, page("<p>x"))) as pdf:
        assert "/Outlines" not in pdf.Root
        assert "/Names" in pdf.Root
        assert not len(pdf.Root.Names)


def test_each_face_is_embedded_once(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    assert all(leaf.Resources.Font.objgen == fonts.objgen for leaf in pdf.pages)
    names = [str(font.BaseFont).partition("+")[2] for font in fonts.values()]
    assert len(set(names)) == len(names)
    assert {"Noto-Serif", "Noto-Serif-Bold", "Noto-Naskh-Arabic", "Noto-Sans", "Noto-Sans-Bold"} <= set(names)
    assert sum(name.startswith("Noto-Serif-CJK-SC") for name in names) == 2
    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_a_font_exchanged_in_between_is_noticed(tmp_path: Path) -> None:
    """A font may be upgraded while a document is compiled; glyphs would be taken for others."""
    set_here(tmp_path / "part", page("<p>x"))
    sheets = Sheets.read(tmp_path / "part")
    for name, face in sheets.faces.items():
        sheets.faces[name] = Face(described=face.described, fingerprint="0-0-0", texts=face.texts, widths=face.widths)
    sheets.write(tmp_path / "part")
    with pytest.raises(FontsMissing, match="Noto Serif is no longer the one that pages were set in"):
        bind([tmp_path / "part"], book(), pages=1, to=tmp_path / "it.pdf")


def test_pictures_come_through_with_their_transparency(tmp_path: Path) -> None:
    path = bound(tmp_path, page('<p><img alt="a square" src="asset:square.png">'), assets={"square.png": SQUARE})
    with pikepdf.open(path) as pdf:
        (picture,) = pdf.pages[0].Resources.XObject.values()
        assert (int(picture.Width), int(picture.Height)) == (4, 3)
        assert pikepdf.PdfImage(picture).as_pil_image().getpixel((0, 0)) == (200, 10, 10, 90)
        assert not picture.get("/Interpolate", False)


# --- what the file says of itself -------------------------------------------------------------------------------------


def test_metadata_say_what_it_is_and_nothing_of_the_tools(path: Path, pdf: pikepdf.Pdf) -> None:
    assert dict(pdf.docinfo.items()) == {
        "/Title": "Chair’s summary", "/Creator": "Plenum", "/Producer": "Plenum", "/CreationDate": "D:20260302093000Z",
    }  # fmt: skip
    with pdf.open_metadata(update_docinfo=False) as told:
        assert told["dc:title"] == "Chair’s summary"
        assert told["dc:language"] == {"en"}
        assert told["pdfuaid:part"] == "1"
        assert told["xmp:CreateDate"] == "2026-03-02T09:30:00Z"
        assert "pdfaid:part" not in told
        assert "dc:creator" not in told
    assert pdf.Root.Lang == "en"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.ViewerPreferences.Direction == "/L2R"
    places = (re.escape(f"{place}/") for place in (gettempdir(), Path.home(), Path(__file__).parent))
    assert not re.search("|".join(("(?i)weasy", "pydyf", "pikepdf", *places)).encode(), _unpacked(path))


def _unpacked(path: Path) -> bytes:
    """The file with its streams unpacked, fonts and all."""
    raw = path.read_bytes()
    pieces = re.split(rb"stream\r?\n", raw)
    return raw + b"".join(zlib.decompressobj().decompress(piece) for piece in pieces if piece.startswith(b"x"))


def test_an_author_is_told_where_there_is_one_and_signs_that_xml_forbids_are_left_out(tmp_path: Path) -> None:
    with pikepdf.open(bound(tmp_path, page("<p>x"), author="The Chair", title="A <b> & \x0b title")) as pdf:
        assert pdf.docinfo["/Author"] == "The Chair"
        with pdf.open_metadata(update_docinfo=False) as told:
            assert told["dc:creator"] == ["The Chair"]
            assert told["dc:title"] == "A <b> &  title"


def test_an_archive_file_holds_its_data(tmp_path: Path) -> None:
    with pikepdf.open(bound(tmp_path, page("<p>x"), variant=Variant.A3A, attachments=(DATA,))) as pdf:
        file = pdf.attachments["contents.json"]
        assert file.get_file().read_bytes() == DATA.content
        assert file.get_file().mime_type == "application/json"
        assert file.description == DATA.description
        (associated,) = pdf.Root.AF
        assert associated.AFRelationship == "/Data"
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        with pdf.open_metadata(update_docinfo=False) as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")

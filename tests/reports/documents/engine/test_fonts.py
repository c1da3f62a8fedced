"""Fonts: found wherever the machine has them, missed in words that help, and gathered glyph by glyph."""

from pathlib import Path

import pydyf
import pytest

from reports.documents.engine import VERSION, FontsMissing, fonts, set_part
from reports.documents.engine.fonts import Cupboard, Face
from reports.documents.engine.sheets import Sheets
from tests.reports.documents.engine.samples import LIMITS, STYLES, page, set_here

ALL = frozenset((family, f"/fonts/{family}.ttf") for family in fonts.PACKAGES)


def test_this_machine_has_what_documents_are_set_in() -> None:
    assert {family for family, _path in fonts._installed()} >= set(fonts.PACKAGES)


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ({"Noto Serif"}, r"Fonts are missing: Noto Serif\. Install the packages fonts-noto-core\."),
        (
            {"Noto Sans CJK SC", "Noto Sans"},
            r"Fonts are missing: Noto Sans, Noto Sans CJK SC\. Install the packages fonts-noto-cjk fonts-noto-core\.",
        ),
    ],
)
def test_missing_fonts_are_named_with_the_packages_that_bring_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: set[str], message: str
) -> None:
    there = frozenset((family, path) for family, path in ALL if family not in missing)
    monkeypatch.setattr(fonts, "_installed", lambda: there)
    with pytest.raises(FontsMissing, match=message):
        set_part(page("x"), styles=STYLES, limits=LIMITS, to=tmp_path / "part")


def test_the_fingerprint_tells_a_font_that_was_exchanged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    font = tmp_path / "a.ttf"

    def fingerprint(content: bytes, name: str = "a.ttf") -> str:
        font.write_bytes(content)
        monkeypatch.setattr(fonts, "_installed", lambda: frozenset({("A", str(font)), ("B", str(tmp_path / name))}))
        return fonts.fingerprint.__wrapped__()

    assert fingerprint(b"one") == fingerprint(b"two")  # of the same size: contents are not read
    assert fingerprint(b"one") != fingerprint(b"three")
    assert len(VERSION) == 16


def test_what_was_told_first_of_a_glyph_stands_unless_it_was_nothing() -> None:
    cupboard = Cupboard()
    cupboard.add({"X": Face(described="Noto Sans", fingerprint="f", texts={1: "a", 2: ""}, widths={1: 500})})
    cupboard.add({"X": Face(described="Noto Sans", fingerprint="f", texts={1: "b", 2: "c"}, widths={1: 501, 2: 600})})
    (face,) = cupboard._faces.values()
    assert face.texts == {1: "a", 2: "c"}
    assert face.widths == {1: 500, 2: 600}


def test_a_face_of_two_files_is_noticed() -> None:
    cupboard = Cupboard()
    cupboard.add({"X": Face(described="Noto Sans", fingerprint="one")})
    with pytest.raises(FontsMissing, match="The font Noto Sans was exchanged while the document was compiled"):
        cupboard.add({"X": Face(described="Noto Sans", fingerprint="two")})


def test_every_glyph_stands_for_something(tmp_path: Path) -> None:
    """Of a letter set as two glyphs the second has no character of its own."""
    set_here(tmp_path / "part", page("<p lang='hi'>क्षत्रिय ज्ञान ॐ"))
    cupboard = Cupboard()
    cupboard.add(Sheets.read(tmp_path / "part").faces)
    pdf = pydyf.PDF()
    cupboard.embed(pdf)
    maps = [
        line
        for item in pdf.objects
        if isinstance(item, pydyf.Stream)
        for line in item.stream
        if isinstance(line, bytes) and line.startswith(b"<") and line.count(b"<") == 2
    ]
    assert len(maps) > 5
    assert not any(line.endswith(b"<>") for line in maps)


def test_a_part_carries_no_font(tmp_path: Path) -> None:
    set_here(tmp_path / "part", page("<p lang='zh'>能力建设 and Latin"))
    assert (tmp_path / "part").stat().st_size < 8_000

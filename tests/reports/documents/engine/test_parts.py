"""A part: the facts that are known of it, and the front that tells on what pages the places in the others are."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reports.documents.engine import PartFacts, PartFailed, page_numbers, set_front, set_part
from reports.documents.engine.sheets import Sheets
from tests.reports.documents.engine.samples import ENTRIES, LIMITS, LONG, STYLES, TEXT, page, set_here

FACTS = PartFacts(key="k", pages=3, anchors={"a": 0, "b": 2}, not_shown=("\ue000",), seconds=1.5, peak_memory=4096)


def test_the_facts_say_where_each_place_is(tmp_path: Path) -> None:
    facts = set_part(page(TEXT), styles=STYLES, limits=LIMITS, to=tmp_path / "part")
    assert facts.anchors == {"start": 0, "ch-1": 0, "ch-2": 1}
    assert facts.pages == len(Sheets.read(tmp_path / "part").pages) == 2
    assert facts.not_shown == ()
    assert 0 < facts.seconds < 60
    assert facts.peak_memory > 1 << 20


def test_a_place_that_is_split_between_pages_begins_on_the_first(tmp_path: Path) -> None:
    assert set_here(tmp_path / "part", page(ENTRIES)).anchors["s-1"] == 0


def test_facts_come_back_from_json() -> None:
    assert PartFacts.from_json(FACTS.to_json()) == FACTS


def test_the_key_is_that_of_what_was_set(tmp_path: Path) -> None:
    def key(html: str = "<p>x", styles: tuple[str, ...] = STYLES, assets: dict[str, bytes] | None = None) -> str:
        return set_part(page(html), styles=styles, assets=assets, limits=LIMITS, to=tmp_path / "part").key

    keys = [key(), key("<p>y"), key(styles=("", *STYLES)), key(assets={"a.png": b"1"}), key(assets={"a.png": b"2"})]
    assert len(set(keys)) == 5
    assert key() == keys[0]


def test_sheets_come_back_from_their_file(tmp_path: Path) -> None:
    set_here(tmp_path / "part", page(TEXT))
    sheets = Sheets.read(tmp_path / "part")
    sheets.write(tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "part").read_bytes()


def test_a_file_that_is_no_part_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ValueError, match="part is not a part of a document"):
        Sheets.read(tmp_path / "part")


def test_characters_that_no_font_has_are_told(tmp_path: Path) -> None:
    facts = set_here(tmp_path / "part", page("<p>a\U0010fffdb</p><p>&#xE000;"))
    assert facts.not_shown == ("\ue000", "\U0010fffd")
    texts = "".join(text for face in Sheets.read(tmp_path / "part").faces.values() for text in face.texts.values())
    assert "\N{REPLACEMENT CHARACTER}" in texts


def test_pages_are_numbered_through() -> None:
    second = replace(FACTS, anchors={"c": 1, "a": 2})
    assert page_numbers([FACTS, second], after=2) == {"a": 3, "b": 5, "c": 7}


# --- the front ----------------------------------------------------------------------------------------------------


class Front:
    """Front matter of which each line is about a page, and that notes what it was asked."""

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.asked: list[dict[str, int]] = []

    def __call__(self, pages: Mapping[str, int]) -> str:
        self.asked.append(dict(pages))
        return page("".join(f'<p>{LONG}<a href="part:a">{pages["a"]}</a></p>' for _ in range(self.lines)))


def front(make_html: Front, to: Path, last: PartFacts | None = None) -> PartFacts:
    return set_front(make_html, [FACTS], styles=STYLES, limits=LIMITS, to=to, last=last)


def test_the_front_is_set_until_its_own_length_is_known(tmp_path: Path) -> None:
    make_html = Front(lines=2)
    facts = front(make_html, tmp_path / "front")
    assert facts.pages == 3
    assert make_html.asked == [{"a": 2, "b": 4}, {"a": 4, "b": 6}]


def test_a_length_known_from_before_saves_a_round(tmp_path: Path) -> None:
    last = front(Front(lines=2), tmp_path / "front")
    make_html = Front(lines=2)
    (tmp_path / "front").unlink()
    assert replace(front(make_html, tmp_path / "front", last), seconds=0, peak_memory=0) == replace(
        last, seconds=0, peak_memory=0
    )
    assert len(make_html.asked) == 1
    assert (tmp_path / "front").exists()


def test_a_front_that_stays_the_same_is_left_alone(tmp_path: Path) -> None:
    last = front(Front(lines=1), tmp_path / "front")
    (tmp_path / "front").write_bytes(b"not touched")
    assert front(Front(lines=1), tmp_path / "front", last) is last
    assert (tmp_path / "front").read_bytes() == b"not touched"
    assert front(Front(lines=2), tmp_path / "front", last).pages == 3


def test_a_front_that_never_fits_is_refused(tmp_path: Path) -> None:
    def contrary(pages: Mapping[str, int]) -> str:
        return page('<p style="break-after: page">x</p><p>y</p>' if pages["a"] == 2 else "<p>z</p>")

    with pytest.raises(PartFailed) as failed:
        set_front(contrary, [FACTS], styles=STYLES, limits=LIMITS, to=tmp_path / "front")
    assert failed.value.reason == "refused"
    assert not list(tmp_path.iterdir())

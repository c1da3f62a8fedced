"""A hundred contributions written to do harm, made by rule: heavy, deep, endless, of every plane, and full of code."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.factories.files import docx, jpeg, office, png
from tests.hostile.corpora import SCRIPTS, SLOW_TO_READ

MARK = "h0stile"
"""Stands in the title of each, with its number, so that one that is missing is seen to be missing."""

ROWS, LEVELS, LETTERS = 20_000, 5_000, 1_000_000

HEAVY = {
    "a table of 20,000 rows": "| what | who |\n|---|---|\n" + "| a | b |\n" * ROWS,
    "a table of 1,000 rows in HTML": "<table>" + "<tr><td>a</td></tr>\n" * (ROWS // 20) + "</table>",
    "a table of 5,000 columns": "| a " * LEVELS + "|\n" + "|-" * LEVELS + "|\n",
    "5,000 lists in one another": "- " * LEVELS + "x",
    "5,000 numbered lists in one another": "1. " * LEVELS + "x",
    "5,000 quotations in one another": "> " * LEVELS + "x",
    "5,000 lists in one another in HTML": "<ul><li>" * LEVELS + "x",
    "500 lists beside one another": "- a\n\n1. b\n\n" * 250,
    "a paragraph of 1 MB without a space": "i" * LETTERS,
    "Arabic without a space": "\u0633" * (LETTERS // 100),
    "Chinese without a stop": "能力建设" * (LETTERS // 400),
    "letters that change direction": "a\u06331" * (LETTERS // 300),
}
"""What is large or deep; the sizes of the first kinds are such as one would choose who wants to stop a machine."""

SLOW = {f"slow to read: {kind}": text[: LETTERS // 200] for kind, text in SLOW_TO_READ.items()}

STYLES = (
    "<style>* {{ display: none }} p {{ content: url({address}/p) }}</style>",
    "<style>@import url({address}/import);</style>",
    "<style>@font-face {{ font-family: x; src: url({address}/font) }} p {{ font-family: x }}</style>",
    "<style>@page {{ size: 100000cm 100000cm; background: url({address}/page) }}</style>",
    "<p style=\"background: url('{address}/background')\">x</p>",
    '<p style="position: fixed; inset: 0; width: 1000000px; background: white url({address}/fixed)">x</p>',
    '<li style="list-style-image: url({address}/item)">x</li>',
    "</p></div></main><style>main {{ content: url({address}/main) }}</style>",
    '<link rel="stylesheet" href="{address}/sheet.css">',
    '<link rel="attachment" href="{address}/attachment">',
)
"""Style sheets and styles; `address` is what they would have fetched."""

FETCHES = (
    "![x]({address}/picture.png)",
    '<img src="{address}/img.png">',
    '<object data="{address}/object"></object><embed src="{address}/embed">',
    '<iframe src="{address}/frame"></iframe>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/image"/><use href="{address}/use#x"/></svg>',
    '<a rel="attachment" href="{address}/attachment">x</a>',
    "[x]: {address}/definition\n\n![x][x] [x]",
    '<?xml-stylesheet href="{address}/xml.css"?><!DOCTYPE x [<!ENTITY e SYSTEM "{address}/entity">]>&e;',
)
"""What asks for a resource at an address."""


BOMBS = {
    "zeros.docx": docx(extra={"word/media/zeros.bin": b"\0" * (15 * 1024 * 1024)}),
    "parts.docx": office({"[Content_Types].xml": b"<Types/>", **{f"word/{number}": b"" for number in range(5_001)}}),
    "wide.png": png(width=60_000, height=60_000),
    "wide.jpg": jpeg(width=65_000, height=65_000),
}
"""Small files that would unpack to something very large."""


@dataclass(frozen=True)
class Hostile:
    """A contribution that means harm: what is tried, and the text that tries it."""

    number: int
    kind: str
    text: str

    @property
    def title(self) -> str:
        """A title that is hostile itself, with the mark by which the contribution is found."""
        return f"<b onclick=x>{MARK}{self.number:03}</b> url(file:///etc/passwd)"


def hundred(*, loopback: str, file: str) -> tuple[Hostile, ...]:
    """The hundred; `loopback` and `file` are the addresses that they try to have read."""
    pairs = [*HEAVY.items(), *SLOW.items(), *_planes(), *_addressed(loopback=loopback, file=file)]
    pairs += [(f"script {number}", text) for number, text in enumerate(SCRIPTS)]
    return tuple(Hostile(number, kind, text) for number, (kind, text) in enumerate(pairs[:100], start=1))


def _planes() -> Iterator[tuple[str, str]]:
    """The seventeen planes of Unicode, each by 64 characters spread over it; half of a pair is none."""
    for plane in range(17):
        places = [plane << 16 | place for place in range(0x21, 0x10000, 0x400)]
        yield f"plane {plane}", " ".join(chr(place) for place in places if not 0xD800 <= place < 0xE000)


def _addressed(*, loopback: str, file: str) -> Iterator[tuple[str, str]]:
    for where, address in (("loopback", loopback), ("a file", file)):
        for pattern in (*STYLES, *FETCHES):
            yield f"{pattern[:24]}… to {where}", pattern.format(address=address)

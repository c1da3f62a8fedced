"""Sheets: a part as it waits to be bound, its objects numbered from `FIRST` on and its pages compressed already."""

import json
import zlib
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydyf
from weasyprint.document import Document

from reports.documents.engine.fonts import Face, faces_of
from reports.documents.engine.repairs import Tree, at, dictionaries
from reports.documents.engine.volume import BODY, COLOURS, FIRST, FONTS, PAGES, references, renumbered, stream_of

MAGIC = b"Plenum sheets 1\n"
STAMPS = "/Stamps"  # stands before the content of a page, where header and footer will


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """The objects of a part, and what of it goes into the tables of the book. Numbers are those of objects."""

    objects: int  # how many numbers are taken, from FIRST on
    root: int  # the node that holds the pages
    loose: list[tuple[int, str]]
    streams: list[tuple[int, str, bytes]]  # number, dictionary, data
    pages: list[int]
    sizes: list[tuple[float, float]]  # width and height of each page in points
    kids: list[int]  # elements just below the document
    parents: list[str]  # of each page the elements that its marked content belongs to, then of each link its element
    places: list[tuple[str, str]]  # name and destination
    links: list[tuple[int, str]]  # to places in this part or another
    bookmarks: list[tuple[int, str, int, float, float]]  # level, label, page counted from 0, x, y
    faces: dict[str, Face] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the part to a file."""
        head = self.__dict__ | {
            "streams": [(number, extra, len(data)) for number, extra, data in self.streams],
            "faces": {name: face.to_plain() for name, face in self.faces.items()},
        }
        packed = zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 6)
        with path.open("wb") as file:
            file.write(MAGIC + len(packed).to_bytes(8, "big") + packed)
            file.writelines(data for _number, _extra, data in self.streams)

    @classmethod
    def read(cls, path: Path) -> "Sheets":
        """Read a part that was written."""
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ValueError(f"{path.name} is not a part of a document.")
            head: dict[str, Any] = json.loads(zlib.decompress(file.read(int.from_bytes(file.read(8), "big"))))
            head["streams"] = [(number, extra, file.read(length)) for number, extra, length in head["streams"]]
        head["faces"] = {name: Face.from_plain(plain) for name, plain in head["faces"].items()}
        return cls(**head)


def sheets_of(document: Document, pdf: pydyf.PDF) -> Sheets:
    """Take what a book needs of a document that is drawn and repaired; catalogue, metadata and outlines stay behind."""
    tree, pages = Tree(pdf), [at(pdf, b"%d" % number) for number in pdf.pages["Kids"][::3]]
    pdf.pages["Parent"] = pdf.catalog.reference  # stands for the pages of the book: nothing else names a catalogue
    for page in pages:
        page["Contents"] = pydyf.Array([STAMPS, page["Contents"]])
    resources = at(pdf, pages[0]["Resources"])
    known = {
        pdf.catalog.number: PAGES,
        tree.body.number: BODY,
        _number(resources["Font"]): FONTS,
        _number(resources["ColorSpace"]): COLOURS,
    }
    roots = [pdf.pages.number, *map(_number, tree.body["K"])]
    written = _reachable(pdf, roots, known)
    numbers = known | {old: new for new, old in enumerate(written, start=FIRST)}

    def moved(data: bytes) -> str:
        return renumbered(data, numbers.__getitem__).decode()

    return Sheets(
        objects=len(written),
        root=numbers[pdf.pages.number],
        loose=[(numbers[old], moved(data)) for old, (data, stream) in written.items() if stream is None],
        streams=[(numbers[old], moved(data), stream) for old, (data, stream) in written.items() if stream is not None],
        pages=[numbers[page.number] for page in pages],
        sizes=[(page["MediaBox"][2], page["MediaBox"][3]) for page in pages],
        kids=[numbers[_number(kid)] for kid in tree.body["K"]],
        parents=[moved(pydyf._to_bytes(entry)) for entry in tree.parents[1::2]],
        places=[(name.string, moved(place.data)) for name, place in _places(pdf)],
        links=[
            (numbers[link.number], link["Dest"].string)
            for link in dictionaries(pdf)
            if link.get("Subtype") == "/Link" and "Dest" in link
        ],
        bookmarks=_bookmarks(document),
        faces=faces_of(document.fonts.values()),
    )


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _reachable(pdf: pydyf.PDF, roots: list[int], known: dict[int, int]) -> dict[int, tuple[bytes, bytes | None]]:
    """The objects that the roots lead to, in the order of the file: what they say, and the data of streams."""
    found: dict[int, tuple[bytes, bytes | None]] = {}
    ahead = deque(roots)
    while ahead:
        number = ahead.popleft()
        if number not in found and number not in known:
            item = pdf.objects[number]
            found[number] = stream_of(item) if isinstance(item, pydyf.Stream) else (item.data, None)
            ahead.extend(references(found[number][0]))
    return dict(sorted(found.items()))


def _places(pdf: pydyf.PDF) -> list[tuple[Any, Any]]:
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    return list(zip(named[::2], named[1::2], strict=True))


def _bookmarks(document: Document) -> list[tuple[int, str, int, float, float]]:
    """The bookmarks with the levels that the style sheet gave them, so that parts agree on them."""
    return [
        (level, label, number, round(x * 0.75, 2), round((page.height - y) * 0.75, 2))
        for number, page in enumerate(document.pages)
        for level, label, (x, y), _state in page.bookmarks
    ]

"""A PDF file (ISO 32000-1, 7.5), written object by object: what is kept in memory is where each of them lies."""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable
from typing import BinaryIO

import pydyf

# Objects that every book has, under numbers that parts know them by already.
CATALOG, PAGES, TREE, BODY, FONTS, COLOURS = 1, 2, 3, 4, 5, 6
FIRST = 16  # the number of the first object of a part

OBJECTS_A_STREAM = 200
LEVEL = 6

_REFERENCE = re.compile(
    rb"\([^\\()]*(?:\\.[^\\()]*)*\)|<[0-9A-Fa-f]*>"  # strings
    rb"|\b(\d+) 0 R"
    rb"|(?<=/StructParent )\d+|(?<=/StructParents )\d+",
    re.DOTALL,
)


def reference(number: int) -> bytes:
    """Return how other objects name this one."""
    return b"%d 0 R" % number


def array(items: Iterable[bytes]) -> bytes:
    """Return an array of what is written already."""
    return b"[%b]" % b" ".join(items)


def text(string: str) -> bytes:
    """Return a text string (ISO 32000-1, 7.9.2.2): as it is, or in UTF-16."""
    if string.isascii() and string.isprintable():
        return pydyf.String(string).data
    return b"<feff%b>" % string.encode("utf-16-be").hex().encode()


def renumbered(written: bytes, number: Callable[[int], int], key: int = 0) -> bytes:
    """Return an object with every reference in it passed through `number`, and its keys of the parent tree raised.

    Strings are stepped over, whatever they look like.
    """

    def replaced(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return b"%d 0 R" % number(int(match[1]))
        found = match[0]
        return b"%d" % (int(found) + key) if found[0] not in b"(<" else found

    return _REFERENCE.sub(replaced, written)


def references(written: bytes) -> list[int]:
    """Return the numbers of the objects that this one names."""
    return [int(number) for number in _REFERENCE.findall(written) if number]


class Volume:
    """The file being written. Objects may be added in any order; a number may be named before its object is added."""

    def __init__(self, file: BinaryIO) -> None:
        """Open the file with its header: version 1.7, and the comment that tells transfer programs it is binary."""
        self._file = file
        self._digest = hashlib.sha256()
        self._places: dict[int, tuple[int, int, int]] = {}
        self._waiting: list[tuple[int, bytes]] = []
        self._position = 0
        self._next = FIRST
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self, count: int = 1) -> int:
        """Return the first of so many numbers that nobody else is given."""
        self._next += count
        return self._next - count

    def add(self, written: bytes, number: int = 0) -> int:
        """Add an object and return its number; small objects are pressed together."""
        number = number or self.reserve()
        self._waiting.append((number, written))
        if len(self._waiting) == OBJECTS_A_STREAM:
            self._press()
        return number

    def add_stream(self, extra: bytes, data: bytes, number: int = 0) -> int:
        """Add a stream, its data being as its dictionary `extra` (without brackets) says, and return its number."""
        number = number or self.reserve()
        self._places[number] = (1, self._position, 0)
        head = b"%d 0 obj\n<<%b/Length %d>>\nstream\n" % (number, extra, len(data))
        self._write(head + data + b"\nendstream\nendobj\n")
        return number

    def add_pressed(self, extra: bytes, data: bytes, number: int = 0) -> int:
        """Add a stream whose data is yet to be compressed."""
        return self.add_stream(extra + b"/Filter /FlateDecode", zlib.compress(data, LEVEL), number)

    def add_drawn(self, pdf: pydyf.PDF, *, since: int, root: pydyf.Object, number: int) -> None:
        """Add what was added to a file of pydyf `since` then, its root under a number of our choice."""
        start = self.reserve(len(pdf.objects) - since) - since
        place = {root.number: number}
        for item in pdf.objects[since:]:
            mine = place.get(item.number, item.number + start)
            if isinstance(item, pydyf.Stream):
                extra, data = stream_of(item)
                self.add_stream(renumbered(extra, lambda old: place.get(old, old + start)), data, mine)
            else:
                self.add(renumbered(item.data, lambda old: place.get(old, old + start)), mine)

    def add_tree(self, kind: bytes, entries: list[tuple[bytes, bytes]], size: int = 256) -> int:
        """Add a name tree or a number tree of sorted entries (ISO 32000-1, 7.9.6 and 7.9.7) and return its number."""
        leaves = []
        for start in range(0, len(entries), size):
            some = entries[start : start + size]
            written = b" ".join(b"%b %b" % entry for entry in some)
            leaves.append(self.add(b"<</Limits [%b %b]/%b [%b]>>" % (some[0][0], some[-1][0], kind, written)))
        return self.add(b"<</Kids %b>>" % array(map(reference, leaves)))

    def close(self, info: int) -> None:
        """Write the cross-reference stream; the identifier of the file is the digest of all that is in it."""
        self._press()
        number = self.reserve()
        self._places[number] = (1, self._position, 0)
        identifier = b"<%b>" % self._digest.hexdigest()[:32].encode()
        extra = b"/Type /XRef/Size %d/W [1 4 2]/Root %b/Info %b/ID [%b %b]/Filter /FlateDecode" % (
            self._next, reference(CATALOG), reference(info), identifier, identifier,
        )  # fmt: skip
        free = (0, 0, 65535)
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, place, index in (self._places.get(number, free) for number in range(self._next))
        )
        start = self._position
        self.add_stream(extra, zlib.compress(rows, LEVEL), number)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _press(self) -> None:
        """Write the small objects that wait as one object stream (ISO 32000-1, 7.5.7)."""
        if not self._waiting:
            return
        holder, index, body, position = self.reserve(), [], [], 0
        for order, (number, written) in enumerate(self._waiting):
            self._places[number] = (2, holder, order)
            index.append(b"%d %d" % (number, position))
            body.append(written)
            position += len(written) + 1
        head = b" ".join(index) + b"\n"
        extra = b"/Type /ObjStm/N %d/First %d" % (len(body), len(head))
        self._waiting = []
        self.add_pressed(extra, head + b"\n".join(body), holder)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._position += len(data)


def stream_of(item: pydyf.Stream) -> tuple[bytes, bytes]:
    """Return dictionary (without brackets) and data of a stream of pydyf, compressed if it is not yet."""
    whole = pydyf.Dictionary({key: value for key, value in item.extra.items() if key != "Length"})
    data = b"\n".join(map(pydyf._to_bytes, item.stream))
    if "Filter" in whole:
        return whole.data[2:-2], data
    return whole.data[2:-2] + b"/Filter /FlateDecode", zlib.compress(data, LEVEL)

"""The file of a Word document: an archive of parts whose bytes depend on nothing but what is in them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Protocol, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first instant that an archive can tell: no part has a time of its own."""

_BUFFERED = 1 << 16

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
CORE_NAMESPACES = (
    f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_TYPES = {
    "document": f"{_WORD}.document.main+xml",
    "styles": f"{_WORD}.styles+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "settings": f"{_WORD}.settings+xml",
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
}
_PICTURES = {"png": "image/png", "jpg": "image/jpeg"}


class Writer(Protocol):
    """Takes pieces of a part, one after another."""

    def __call__(self, text: str) -> None:
        """Write a piece."""


class Package:
    """An archive of parts that is written from the first to the last."""

    def __init__(self, path: Path) -> None:
        """Begin the file."""
        self._zip = ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6)

    def __enter__(self) -> Self:
        """Write parts."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Write the directory of the archive."""
        self._zip.close()

    @contextmanager
    def part(self, name: str) -> Iterator[Writer]:
        """Open a part of XML and yield what writes to it, a piece at a time."""
        with self._zip.open(_named(name), "w") as stream:
            waiting: list[str] = [_HEAD]
            held = 0

            def write(text: str) -> None:
                nonlocal held
                waiting.append(text)
                held += len(text)
                if held > _BUFFERED:
                    stream.write("".join(waiting).encode())
                    waiting.clear()
                    held = 0

            yield write
            stream.write("".join(waiting).encode())

    def stream(self, name: str, pieces: Iterable[str]) -> None:
        """Write a part of XML from its pieces."""
        with self.part(name) as write:
            for piece in pieces:
                write(piece)

    def put(self, name: str, content: str | bytes) -> None:
        """Write a whole part: XML without its first line, or the bytes of a picture."""
        self._zip.writestr(_named(name), (_HEAD + content).encode() if isinstance(content, str) else content)


def types_xml(parts: Mapping[str, str]) -> str:
    """Return the list of content types; `parts` tells of each part of XML what it is, such as "header"."""
    pictures = "".join(f'<Default Extension="{end}" ContentType="{mime}"/>' for end, mime in _PICTURES.items())
    named = "".join(f'<Override PartName="/{name}" ContentType="{_TYPES[kind]}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{pictures}{named}</Types>'
    )


def relationships_xml(inside: Iterable[tuple[str, str, str]], outside: Mapping[str, str]) -> Iterator[str]:
    """Yield the relationships of a part: key, kind and path of those inside; address and key of those outside."""
    yield f'<Relationships xmlns="{_PACKAGE}/relationships">'
    for key, kind, path in inside:
        of = f"{_PACKAGE}/relationships/metadata/core-properties" if kind == "core" else _relation(kind)
        yield f'<Relationship Id="{key}" Type="{of}" Target="{path}"/>'
    for address, key in outside.items():
        where = f'Target="{escape(address)}" TargetMode="External"'
        yield f'<Relationship Id="{key}" Type="{_relation("hyperlink")}" {where}/>'
    yield "</Relationships>"


def _relation(kind: str) -> str:
    return f"{_OFFICE}/relationships/{kind}"


def _named(name: str) -> ZipInfo:
    entry = ZipInfo(name, _BEGINNING)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry

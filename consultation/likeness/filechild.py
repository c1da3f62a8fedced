"""The program that reads one file: bytes on its input, text on its output, and next to nothing that it may do.

It is started by `filetext` as a program of its own and imports nothing of Plenum. Its first act is to take its limits:
processor time, memory, no file to write; once the libraries are there and the bytes are read, no file or connection can
be opened at all.
"""

import codecs
import io
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

import pypdfium2  # type: ignore[import-untyped]

MEMORY = 1 << 30
LARGEST_PART = 64 << 20
CHUNK = 1 << 16
NEEDED_LATER = ("ascii", "cp437", "cp1252", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\r?\n(?=[^\W\d_])")


def main(kind: str, longest: int, seconds: int) -> None:
    """Read standard input as that kind of file and write at most `longest` characters of its text."""
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    content = sys.stdin.buffer.read()
    for name in NEEDED_LATER:
        codecs.lookup(name)  # read from a file at first use
    _limit(resource.RLIMIT_NOFILE, 0)
    left = longest
    for piece in READERS[kind](content):
        said = piece.replace("\0", "")[:left]
        sys.stdout.buffer.write(said.encode("utf-8", errors="replace"))
        left -= len(said)
        if left <= 0:
            break
    sys.stdout.buffer.flush()


def _limit(what: int, amount: int) -> None:
    resource.setrlimit(what, (amount, amount))


def of_pdf(content: bytes) -> Iterator[str]:
    """Page after page; a word that a line end cuts in two is put together again."""
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_bounded()
            yield _HYPHENATED.sub("", text).replace("\r\n", "\n") + "\n\n"


def of_text(content: bytes) -> Iterator[str]:
    """UTF-8, UTF-16 with its mark, or else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield content.decode("utf-16", errors="replace")
        return
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield content.decode("cp1252", errors="replace")


def of_docx(content: bytes) -> Iterator[str]:
    """The paragraphs of the main part (ISO/IEC 29500-1, 17.3): text runs, not what was struck out under review."""
    breaks = {f"{_WORD} {name}": text for name, text in (("p", "\n\n"), ("br", "\n"), ("tab", "\t"))}
    return _marked_up(content, "word/document.xml", holding={f"{_WORD} t"}, breaks=breaks)


def of_odt(content: bytes) -> Iterator[str]:
    """The paragraphs and headings of an OpenDocument text (ISO/IEC 26300-3, 5.1)."""
    holding = {f"{_ODF} p", f"{_ODF} h"}
    breaks = {f"{_ODF} {name}": text for name, text in (("p", "\n\n"), ("h", "\n\n"), ("s", " "), ("tab", "\t"))}
    return _marked_up(content, "content.xml", holding=holding, breaks={**breaks, f"{_ODF} line-break": "\n"})


def _marked_up(content: bytes, part: str, *, holding: set[str], breaks: dict[str, str]) -> Iterator[str]:
    reader = _Reader(holding, breaks)
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as stream:
        for _position in range(0, LARGEST_PART, CHUNK):
            chunk = stream.read(CHUNK)
            yield reader.fed(chunk)
            if not chunk:
                return


class _Reader:
    """Collects the characters inside the elements `holding`; where an element of `breaks` ends, its text follows."""

    def __init__(self, holding: set[str], breaks: dict[str, str]) -> None:
        self.holding, self.breaks, self.depth = holding, breaks, 0
        self.found: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.StartElementHandler = self.started
        self.parser.EndElementHandler = self.ended
        self.parser.CharacterDataHandler = self.said

    def fed(self, chunk: bytes) -> str:
        """What the next bytes hold; no bytes are the end."""
        self.parser.Parse(chunk, not chunk)
        text = "".join(self.found)
        self.found.clear()
        return text

    def started(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += name in self.holding

    def ended(self, name: str) -> None:
        """An element ends."""
        self.depth -= name in self.holding
        self.found.append(self.breaks.get(name, ""))

    def said(self, text: str) -> None:
        """Characters."""
        if self.depth:
            self.found.append(text)


def _refuse(*_declaration: object) -> None:
    raise ValueError("A document type declaration could declare entities.")


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": of_pdf, "docx": of_docx, "odt": of_odt, "txt": of_text,
}  # fmt: skip

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""Whether a file is what its name says and can be opened without harm: decided by its bytes, never by what is claimed.

The kinds are those that a secretariat can open, print and keep (PDF, DOCX, ODT, XLSX, TXT, PNG, JPEG). Nothing is
unpacked to disk, no image is decoded and no document is interpreted; the checks follow the OWASP File Upload Cheat
Sheet and the OWASP Application Security Verification Standard 5.0, sections 5.2 and 5.3.
"""

import hashlib
import lzma
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext as _

MOST_ENTRIES = 5_000
"""Parts of an office document; a presentation-sized report has a few hundred."""

MOST_UNPACKED = 300 * 1024 * 1024
"""Bytes that all parts of an office document may claim together."""

HIGHEST_RATIO, RATIO_COUNTS_FROM = 100, 10 * 1024 * 1024
"""How many times larger than the file its parts may be together, once they are larger than RATIO_COUNTS_FROM bytes."""

MOST_PIXELS = 100_000_000
"""Of one picture; a page scanned at 600 dots an inch has 35 million."""

LONGEST_NAME = 180
"""Bytes of a file name in UTF-8, so that every file system can keep it."""

_PROLOG = 64 * 1024
_CHUNK = 1024 * 1024


class FileRefused(Exception):
    """The file is not taken; the text of the exception says why and what to do, in the person's language."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What is known of a file that was checked."""

    name: str
    content_type: str
    size: int
    sha256: str


def checked_file(file: BinaryIO, *, name: str, limit: int) -> CheckedFile:
    """What the file is; `limit` is in bytes. Raises FileRefused. The file is left at its beginning."""
    name = safe_name(name)
    size = file.seek(0, 2)
    _check_size(size, limit)
    _stem, dot, ending = name.rpartition(".")
    kind = _KINDS.get(ending.lower()) if dot else None
    if kind is None:
        raise FileRefused(
            _("This kind of file is not taken. Save it as PDF, DOCX, ODT, XLSX, TXT, PNG or JPEG and choose it again.")
        )
    kind.check(file)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return CheckedFile(name=name, content_type=kind.content_type, size=size, sha256=digest)


def _check_size(size: int, limit: int) -> None:
    if size == 0:
        raise FileRefused(_("The file is empty: it has 0 bytes. See whether it was saved, then choose it again."))
    if size > limit:
        raise FileRefused(
            _("The file has %(size)s MB; a file may have %(limit)s MB. Make it smaller or split it.")
            % {"size": f"{size / 1024 / 1024:.1f}", "limit": limit // 1024 // 1024}
        )


# --- the name ---------------------------------------------------------------------------------------------------------

_RESERVED = re.compile(r'[<>:"|?*\\/]')
_NOT_IN_NAMES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_KEPT_MARKS = "\u200c\u200d\u200e\u200f\u061c"


def safe_name(name: str) -> str:
    """The person's own file name without folders, controls, or characters that turn the direction of the text.

    A name such as "gnp.exe" behind U+202E would read "exe.png" (Unicode Technical Report #36, section 3.3). The ending
    is kept when a long name is cut.
    """
    base = " ".join(re.split(r"[\\/]", name)[-1].split())
    kept = "".join(c for c in base if c in _KEPT_MARKS or unicodedata.category(c) not in _NOT_IN_NAMES)
    plain = _RESERVED.sub("_", unicodedata.normalize("NFC", kept)).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return _cut(plain, LONGEST_NAME) or "file"
    return f"{_cut(stem, LONGEST_NAME - 10) or 'file'}.{_cut(ending.strip(), 9)}"


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode(errors="ignore").rstrip()


# --- the kinds --------------------------------------------------------------------------------------------------------


def _not_what_it_says(kind: str) -> FileRefused:
    return FileRefused(
        _("The file is not what its name says: it is no %(kind)s file. Save it as %(kind)s and choose it again.")
        % {"kind": kind}
    )


def _protected(kind: str) -> FileRefused:
    return FileRefused(
        _("The file is protected by a password or is of an old format. Save it as %(kind)s without a password.")
        % {"kind": kind}
    )


def _hidden_archive() -> FileRefused:
    return FileRefused(_("The file hides another file inside it. Export it again from the program it was made with."))


def _start(file: BinaryIO, length: int = _PROLOG) -> bytes:
    file.seek(0)
    return file.read(length)


def _end(file: BinaryIO, length: int) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - length))
    return file.read(length)


_ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")


def _check_pdf(file: BinaryIO) -> None:
    """ISO 32000-2, 7.5: a header at the first byte, an end mark at the end, no encryption, no archive stuck to it."""
    if not _start(file).startswith(b"%PDF-") or b"%%EOF" not in _end(file, 2048):
        raise _not_what_it_says("PDF")
    if zipfile.is_zipfile(file):
        raise _hidden_archive()
    if _found(file, _ENCRYPTED_PDF):
        raise _protected("PDF")


def _found(file: BinaryIO, pattern: re.Pattern[bytes]) -> bool:
    file.seek(0)
    tail = b""
    while chunk := file.read(_CHUNK):
        if pattern.search(tail + chunk):
            return True
        tail = chunk[-64:]
    return False


def _check_text(file: BinaryIO) -> None:
    """Text in UTF-8, in UTF-16 with its mark, or in a one-byte encoding; no page, no program."""
    start = _start(file)
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16" if marked else "latin-1", errors="replace")
    if _CONTROL.search(text) or _is_a_page_or_program(start, text):
        raise _not_what_it_says("TXT")


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_PAGE = re.compile(r"\s*(?:<(?:\?xml|!doctype|html|svg|script|head|body|iframe|!--)|\{\\rtf|%PDF-|#!)", re.IGNORECASE)


def _is_a_page_or_program(start: bytes, text: str) -> bool:
    if _PAGE.match(text.lstrip("\ufeff")) or _PAGE.match(start.decode("utf-8-sig", errors="replace")):
        return True
    try:
        best = max(puremagic.magic_string(start), key=lambda match: match.confidence)
    except (puremagic.PureError, ValueError):
        return False
    return best.confidence >= 0.4 and not best.mime_type.startswith("text/") and best.mime_type != ""


def _check_png(file: BinaryIO) -> None:
    """ISO/IEC 15948: signature, header chunk, end chunk as the very last bytes."""
    start = _start(file)
    if not start.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") or len(start) < 33:
        raise _not_what_it_says("PNG")
    if _end(file, 12) != b"\0\0\0\0IEND\xaeB`\x82":
        raise _hidden_archive() if zipfile.is_zipfile(file) else _not_what_it_says("PNG")
    _check_pixels(*struct.unpack(">II", start[16:24]))


def _check_jpeg(file: BinaryIO) -> None:
    """ISO/IEC 10918-1: start of image, a frame header with its size, no archive stuck to it."""
    if not _start(file).startswith(b"\xff\xd8\xff"):
        raise _not_what_it_says("JPEG")
    if zipfile.is_zipfile(file):
        raise _hidden_archive()
    _check_pixels(*_jpeg_size(file))


def _jpeg_size(file: BinaryIO) -> tuple[int, int]:
    file.seek(2)
    while True:
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            raise _not_what_it_says("JPEG")
        marker, length = head[1], int.from_bytes(head[2:4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">xHH", file.read(5).ljust(5, b"\0"))
            return width, height
        file.seek(length - 2, 1)


def _check_pixels(width: int, height: int) -> None:
    if not width * height or width * height > MOST_PIXELS:
        raise FileRefused(
            _("The picture says that it has %(width)s by %(height)s points, which is too many. Make it smaller.")
            % {"width": width, "height": height}
        )


# --- office documents: ZIP archives of XML ----------------------------------------------------------------------------


def _check_docx(file: BinaryIO) -> None:
    _check_office_open(file, "DOCX", b"wordprocessingml.document.main+xml")


def _check_xlsx(file: BinaryIO) -> None:
    _check_office_open(file, "XLSX", b"spreadsheetml.sheet.main+xml")


def _check_office_open(file: BinaryIO, kind: str, main_part: bytes) -> None:
    """ISO/IEC 29500-2: the list of content types names the main part of that kind, and no macros."""
    with _archive(file, kind) as archive:
        types = _part(archive, "[Content_Types].xml", kind)
        if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            raise _has_macros()
        if main_part not in types:
            raise _not_what_it_says(kind)


def _check_odt(file: BinaryIO) -> None:
    """OASIS OpenDocument 1.3 part 2: the media type as the first part; no macros, no encryption."""
    with _archive(file, "ODT") as archive:
        if _part(archive, "mimetype", "ODT").strip() != b"application/vnd.oasis.opendocument.text":
            raise _not_what_it_says("ODT")
        if b"encryption-data" in _part(archive, "META-INF/manifest.xml", "ODT"):
            raise _protected("ODT")
        if any(name.startswith(("Basic/", "Scripts/")) for name in archive.namelist()):
            raise _has_macros()


def _has_macros() -> FileRefused:
    return FileRefused(_("The document holds macros, which are programs. Save it without them and choose it again."))


_BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, ValueError, OSError,
)  # fmt: skip


def _archive(file: BinaryIO, kind: str) -> zipfile.ZipFile:
    """The document as an archive whose parts are few, modest, plainly named and free of document type declarations."""
    start = _start(file, 8)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _protected(kind)
    if not start.startswith(b"PK\x03\x04"):
        raise _not_what_it_says(kind)
    try:
        archive = zipfile.ZipFile(file)
        _check_parts(archive, file.seek(0, 2), kind)
    except _BROKEN_ARCHIVE as error:
        raise _not_what_it_says(kind) from error
    return archive


def _check_parts(archive: zipfile.ZipFile, size: int, kind: str) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > RATIO_COUNTS_FROM and unpacked > HIGHEST_RATIO * size
    if len(parts) > MOST_ENTRIES or unpacked > MOST_UNPACKED or is_bomb:
        raise FileRefused(
            _("The document would unpack to far more than it should. Save it again from the program it was made with.")
        )
    if any(_is_outside(part) for part in parts):
        raise _hidden_archive()
    if any(part.flag_bits & 0x1 for part in parts):
        raise _protected(kind)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")) and part.file_size:
            _check_prolog(archive, part, kind)


def _is_outside(part: zipfile.ZipInfo) -> bool:
    folders = part.filename.replace("\\", "/").split("/")
    return ".." in folders or part.filename.startswith(("/", "\\")) or stat.S_ISLNK(part.external_attr >> 16)


_ROOT = re.compile(rb"<[A-Za-z_]")


def _check_prolog(archive: zipfile.ZipFile, part: zipfile.ZipInfo, kind: str) -> None:
    """No entity can be declared before the root element: neither "billion laughs" nor a file read through an entity."""
    with archive.open(part) as stream:
        prolog = stream.read(_PROLOG).replace(b"\0", b"")
    root = _ROOT.search(prolog)
    if root is None or b"<!DOCTYPE" in prolog[: root.start()]:
        raise _not_what_it_says(kind)


def _part(archive: zipfile.ZipFile, name: str, kind: str) -> bytes:
    try:
        with archive.open(name) as stream:
            return stream.read(_CHUNK)
    except (KeyError, *_BROKEN_ARCHIVE) as error:
        raise _not_what_it_says(kind) from error


@dataclass(frozen=True, slots=True)
class _Kind:
    content_type: str
    check: Callable[[BinaryIO], None]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_JPEG = _Kind("image/jpeg", _check_jpeg)
_KINDS = {
    "pdf": _Kind("application/pdf", _check_pdf),
    "docx": _Kind(_OFFICE + "wordprocessingml.document", _check_docx),
    "xlsx": _Kind(_OFFICE + "spreadsheetml.sheet", _check_xlsx),
    "odt": _Kind("application/vnd.oasis.opendocument.text", _check_odt),
    "txt": _Kind("text/plain", _check_text),
    "png": _Kind("image/png", _check_png),
    "jpg": _JPEG,
    "jpeg": _JPEG,
}
ACCEPTED = ",".join(f".{ending}" for ending in _KINDS)
"""For the `accept` attribute of a file field: a courtesy to the person, never a check."""

"""Small files of each kind that a person may attach, whole enough to pass as such, made in memory."""

import io
import struct
import zipfile
import zlib

_WORD = b"<Types>application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml</Types>"
_SHEET = b"<Types>application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml</Types>"


def pdf(*, trailer: bytes = b"") -> bytes:
    """A PDF without a page."""
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R" + trailer + b">>\nstartxref\n9\n%%EOF\n"


def office(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of those parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(
    *, document: bytes = b'<w:document xmlns:w="w"/>', types: bytes = _WORD, extra: dict[str, bytes] | None = None
) -> bytes:
    """A document of a word processor."""
    return office({"[Content_Types].xml": types, "word/document.xml": document, **(extra or {})})


def xlsx(*, extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook."""
    return office({"[Content_Types].xml": _SHEET, "xl/workbook.xml": b"<workbook/>", **(extra or {})})


def odt(*, manifest: bytes = b"<manifest/>", extra: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text."""
    return office(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest,
            "content.xml": b"<office/>", **(extra or {}),
        }
    )  # fmt: skip


def png(*, width: int = 1, height: int = 1) -> bytes:
    """A picture that says it is of that size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def jpeg(*, width: int = 1, height: int = 1) -> bytes:
    """The frame of a photograph that says it is of that size."""
    frame = b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\0"
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
        + frame
        + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\0\xff\xd9"
    )

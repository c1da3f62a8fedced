"""Files that say something, as small as they can be."""

import hashlib
import zlib
from typing import Any
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile

from consultation.submissions.models import Attachment, Submission
from tests.factories import NOON, files

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
TXT = "text/plain"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
O = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'  # noqa: E741


def pdf_saying(*pages: str) -> bytes:
    """A PDF with a line of Latin text on each page."""
    return pdf_of(*(f"BT /F1 12 Tf 40 700 Td ({page}) Tj ET".encode("latin-1") for page in pages))


def pdf_of(*contents: bytes) -> bytes:
    """A PDF whose pages have those content streams."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, content in enumerate(contents):
        packed = zlib.compress(content)
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        stream = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream"
        objects += [page.encode(), stream]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n9\n%%%%EOF\n" % (len(objects) + 1)


def docx_saying(*paragraphs: str) -> bytes:
    """A document of a word processor; each word is a run of its own, as after a long time of editing."""
    runs = ("".join(f"<w:r><w:t>{escape(word)} </w:t></w:r>" for word in one.split()) for one in paragraphs)
    body = "".join(f"<w:p>{run}<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>" for run in runs)
    return files.docx(document=f"<w:document {W}><w:body>{body}</w:body></w:document>".encode())


def odt_saying(heading: str, *paragraphs: str) -> bytes:
    """An OpenDocument text."""
    body = "".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs)
    content = f"<o:document {O}><text:h>{escape(heading)}</text:h>{body}</o:document>"
    return files.odt(extra={"content.xml": content.encode()})


def attach(
    submission: Submission, content: bytes, *, kind: str = PDF, name: str = "paper.pdf", **fields: Any
) -> Attachment:
    """The file as received with the current revision."""
    received = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "uploaded_at": NOON}
    revision = submission.revisions.get(number=submission.revision_number)
    return Attachment.objects.create(
        revision=revision, file=ContentFile(content, name="x"), name=name, content_type=kind, **{**received, **fields}
    )

"""A file of inputs as far as pages speak of it: what its columns are called, and its digest."""

import hashlib
from typing import BinaryIO

FIELDS = (
    "source_id", "title", "body", "organisation", "stakeholder_group", "country", "language", "submitted_at", "url",
)  # fmt: skip
REQUIRED = ("source_id", "title", "body")
ALIASES = {
    "id": "source_id", "identifier": "source_id", "reference": "source_id", "subject": "title", "text": "body",
    "content": "body", "contribution": "body", "organization": "organisation", "author": "organisation",
    "submitted_by": "organisation", "group": "stakeholder_group", "stakeholder_group_guess": "stakeholder_group",
    "sector": "stakeholder_group", "seat": "country", "lang": "language", "date": "submitted_at",
    "received_at": "submitted_at", "link": "url",
}  # fmt: skip


def digest(file: BinaryIO) -> str:
    """SHA-256 of the whole file, in hexadecimal."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]

"""A book: what is said of a document as a whole, beside its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Variant(StrEnum):
    """What a file promises: to be accessible (ISO 14289-1), or fit for archives as well (ISO 19005-3, level A)."""

    UA1 = "ua1"
    A3A = "a3a"


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file inside the file, such as the data that the document was made of."""

    name: str
    mime: str
    description: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Book:
    """Title page matter, running heads and metadata. Texts are in the document's language."""

    title: str
    language: str  # BCP 47
    direction: str  # "ltr" or "rtl"
    symbol: str
    running_title: str
    created: datetime  # aware
    variant: Variant = Variant.UA1
    page_of_pages: str = "{page}/{pages}"  # "Page {page} of {pages}" in the language
    disclaimer: str = ""  # at the foot of each page but the first
    author: str = ""
    attachments: tuple[Attached, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)  # anchor -> what a link to it says

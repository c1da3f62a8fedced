"""The engine: in a jail, parts in HTML become sheets, and sheets one tagged PDF. It knows nothing of Django."""

import hashlib
from pathlib import Path

import pydyf
import weasyprint
from weasyprint.text.ffi import pango

from reports.documents.engine.binding import assemble
from reports.documents.engine.book import Attached, Book, Variant
from reports.documents.engine.fonts import FontsMissing, fingerprint
from reports.documents.engine.jail import Limits, PartFailed
from reports.documents.engine.parts import PartFacts, page_numbers, set_front, set_part

__all__ = [
    "VERSION", "Attached", "Book", "FontsMissing", "Limits", "PartFacts", "PartFailed", "Variant", "assemble",
    "page_numbers", "set_front", "set_part",
]  # fmt: skip


def _version() -> str:
    """Tell everything that the look of a part depends on beside what it is set from."""
    told = [weasyprint.VERSION, pydyf.VERSION, str(pango.pango_version()), fingerprint()]
    told += [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


VERSION = _version()

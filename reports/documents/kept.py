"""What is kept of a document, read back: apart from the keeping, so that no page loads what draws pictures."""

from reports.documents.contents import ReportContents
from reports.documents.models import Document
from reports.documents.states import Format


def contents_kept(document: Document) -> ReportContents:
    """The snapshot that the document stands on. Raises UnreadableContents where an older version of Plenum kept it."""
    with document.editions.get(format=Format.JSON).file.open("rb") as kept:
        return ReportContents.from_json(kept.read().decode())

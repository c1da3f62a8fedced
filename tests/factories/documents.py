"""Documents for tests: of a summary or of a call, in any state, with a file where one must be."""

from typing import Any

from django.core.files.base import ContentFile

from consultation.submissions.models import Call
from reports.documents.models import Document, Edition
from reports.documents.states import COMPLETE, Arrangement, DocumentKind
from reports.summaries.models import Summary
from tests.factories import NOON, make_user


def make_document(of: Summary | Call, state: str = "ready", **fields: Any) -> Document:
    """A document of a summary, or the compilation of a call; complete ones have a small PDF."""
    if isinstance(of, Summary):
        told = {"kind": DocumentKind.CHAIRS_SUMMARY, "summary": of, "process": of.session.process}
    else:
        told = {"kind": DocumentKind.COMPILATION, "call": of, "process": of.process,
                "arrangement": Arrangement.BY_GROUP}  # fmt: skip
    defaults: dict[str, Any] = {
        **told, "state": state, "language": "en", "title": of.title, "symbol": of.symbol, "queued_at": NOON,
        **fields_of_state(state),
    }  # fmt: skip
    document = Document(**{**defaults, **fields})
    document.same_as = document.likeness()
    document.save()
    if state in COMPLETE:
        make_edition(document)
    return document


def fields_of_state(state: str) -> dict[str, Any]:
    """What the constraints want of a document in that state."""
    if state == "failed":
        return {"failure": "The worker was killed.", "finished_at": NOON}
    if state == "issued":
        return {**fields_of_state("ready"), "issued_at": NOON, "issued_by": make_user()}
    if state == "ready":
        return {"pages": 1, "as_of": NOON, "finished_at": NOON}
    return {"heartbeat_at": NOON} if state == "running" else {}


def make_edition(document: Document, format_: str = "pdf", content: bytes = b"%PDF-1.7") -> Edition:
    """One of the document's files."""
    return Edition.objects.create(
        document=document, format=format_, file=ContentFile(content, name="x"), size=len(content), sha256="a" * 64
    )

"""What a document stands on, read as its kind asks, with the letterhead of its process."""

import hashlib
from datetime import datetime

from reports.documents import snapshot
from reports.documents.contents import Logo, MastheadSettings, Order, Paper, ReportContents
from reports.documents.models import Document, Letterhead

PNG = b"\x89PNG\r\n\x1a\n"


def contents_for(document: Document, *, as_of: datetime) -> ReportContents:
    """The contents of the document, read now. Raises DoesNotExist where what it stands on is gone."""
    return snapshot.contents_of(
        document.kind, summary_id=document.summary_id, call_id=document.call_id, process_id=document.process_id,
        language=document.language, title=document.title, order=document.arrangement or Order.GROUP,
        masthead=masthead_of(document), as_of=as_of,
    )  # fmt: skip


def masthead_of(document: Document) -> MastheadSettings:
    """What the letterhead and the document say of the head of the first page."""
    letterhead = document.letterhead or Letterhead()
    return MastheadSettings(
        body=letterhead.body_line, organ=letterhead.organ_line, symbol=document.full_symbol,
        distribution=letterhead.distribution, paper=Paper(letterhead.paper), logo=_logo(letterhead),
        disclaimer=letterhead.disclaimer, correction=document.reason,
    )  # fmt: skip


def _logo(letterhead: Letterhead) -> Logo | None:
    if not letterhead.logo:
        return None
    with letterhead.logo.open("rb") as file:
        picture = file.read()
    name = "logo.png" if picture.startswith(PNG) else "logo.jpg"
    return Logo(name=name, sha256=hashlib.sha256(picture).hexdigest(), description="")

"""Helpers that compile documents in tests: what the messages would do, one after the other."""

from datetime import datetime
from typing import Any

from reports.documents import actions, pipeline
from reports.documents.models import Document
from reports.summaries import actions as summaries
from reports.summaries.models import Summary
from tests import factories as make


def queued(summary: Summary, by: Any, at: datetime, language: str = "en", variant: str = "ua1") -> Document:
    """A document of the summary that waits for a worker."""
    wanted = actions.summary_wanted(summary, language=language, variant=variant)
    return actions.ask_for_document(wanted=wanted, by=by, at=at)


def go_on(document: Document, at: datetime) -> Document:
    """Do what waits, part after part, to the end."""
    while pipeline.do_next_part(document_id=document.pk, at=at):
        pass
    document.refresh_from_db()
    return document


def compiled(document: Document, at: datetime) -> Document:
    """The document after everything that one worker does for it."""
    pipeline.begin_document(document_id=document.pk, at=at)
    return go_on(document, at)


def file_of(document: Document, format_: str = "pdf") -> bytes:
    """One of its files."""
    with document.editions.get(format=format_).file.open("rb") as file:
        content: bytes = file.read()
    return content


def make_call() -> Any:
    """A call of an eleventh session with one agenda item."""
    session = make.make_session(make.make_process(organ="Assembly of Networks"), ordinal=11)
    call = make.make_call(session)
    call.agenda_items.set([make.make_agenda_item(session, "5", title="Existing and potential threats")])
    return call


def make_summary(call: Any, chair: Any, at: datetime, *, contributions: int = 1) -> Summary:
    """A Chair's summary of one paragraph that rests on the first contribution."""
    summary = summaries.begin_summary(
        session=call.session, calls=[call], title="Chair’s summary of the consultation", symbol="WG.7/2026/CS.1",
        language="en", attribution="attributed", by=chair, at=at,
    )  # fmt: skip
    paragraph = summaries.add_paragraph(
        section=summary.sections.get(), text="It was highlighted that trust grows slowly.", by=chair, at=at
    )
    for number in range(contributions):
        submission = make.make_submission(
            call, make.make_organisation(f"Canary Forum {number}"), state="published", body="A *text*.",
            reference=f"{call.symbol}/{number + 1:03d}", title=f"Title {number}",
        )  # fmt: skip
        if not number:
            summaries.cite(paragraph=paragraph, submission=submission, by=chair, at=at)
    return summary

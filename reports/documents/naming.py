"""Whose names a document tells though its summary is to name nobody, read from what the document stands on."""

from reports.documents.contents import ReportContents
from reports.documents.models import Document
from reports.documents.plain import UnreadableContents
from reports.documents.states import Format
from reports.summaries.models import Summary
from reports.summaries.names import names_among
from reports.summaries.names import names_told as names_told_now


def names_told(document: Document) -> tuple[str, ...]:
    """The names that stand in the text of a ready document; none where it stands on no summary, or an attributed one.

    Asks three queries. The text is that of the snapshot, the names are those of the rows: under the Chatham House Rule
    no name is kept with the snapshot. Where an earlier version of Plenum kept it, the text is that of the summary now.
    """
    summary = document.summary
    if summary is None or summary.attribution == Summary.Attribution.ATTRIBUTED:
        return ()
    kept = document.editions.filter(format=Format.JSON).first()
    if kept is None:
        return names_told_now(summary)
    with kept.file.open("rb") as file:
        written = file.read().decode()
    try:
        return names_among(summary, ReportContents.from_json(written).own_words())
    except UnreadableContents:
        return names_told_now(summary)

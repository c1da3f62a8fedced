"""Whose names a document tells though its summary is to name nobody, read from what the document stands on."""

from reports.documents.contents import UnreadableContents
from reports.documents.kept import contents_kept
from reports.documents.models import Document, Edition
from reports.summaries.models import Summary
from reports.summaries.names import names_among
from reports.summaries.names import names_told as names_told_now


def names_told(document: Document) -> tuple[str, ...]:
    """The names that stand in the text of a ready document; none where it stands on no summary, or an attributed one.

    Asks three queries. The text is that of the snapshot, the names are those of the rows: under the Chatham House Rule
    no name is kept with the snapshot. Where it cannot be read any more, the text is that of the summary now.
    """
    summary = document.summary
    if summary is None or summary.attribution == Summary.Attribution.ATTRIBUTED:
        return ()
    try:
        words = contents_kept(document).own_words()
    except (Edition.DoesNotExist, UnreadableContents):
        return names_told_now(summary)
    return names_among(summary, words)

"""The editions of a document besides its PDF, written in one pass from the same pieces."""

from collections.abc import Mapping
from pathlib import Path

from reports.documents.contents import ReportContents
from reports.documents.editions.docx import docx_edition
from reports.documents.editions.html import html_edition
from reports.documents.editions.pages import pieces_of
from reports.documents.states import Format


def write_all(contents: ReportContents, *, assets: Mapping[str, bytes], folder: Path) -> dict[Format, Path]:
    """Write the DOCX and HTML editions into the folder, without what the attribution policy hides.

    `assets` are the pictures that the contents name, by those names. The same contents give the same bytes.
    """
    contents = contents.disclosed()
    paths = {Format.DOCX: folder / "document.docx", Format.HTML: folder / "document.html"}
    with (
        docx_edition(contents, assets=assets, path=paths[Format.DOCX]) as add_to_docx,
        html_edition(contents, assets=assets, path=paths[Format.HTML]) as add_to_html,
    ):
        for piece in pieces_of(contents):
            add_to_docx(piece)
            add_to_html(piece)
    return paths

"""The pieces of a document as HTML, in their order: the text of the PDF, from which the other editions are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.documents import layout
from reports.documents.contents import ReportContents
from reports.documents.matter import Matter
from reports.documents.outline import Form, has_text_in_front
from reports.documents.plan import Role, parts_of

_NO_TEXT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file can hold, and what a parser of HTML may end at (Extensible Markup Language 1.0, production 2)."""

_PARAGRAPH = re.compile('<div class="paragraph"')


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of the document as HTML without head or body tags; `form` is None for the first pages.

    `is_annexed` tells that its headings stand below that of an annex, `begins` that it starts on a page of its own.
    """

    html: str
    form: Form | None = None
    is_annexed: bool = False
    begins: bool = False


def pieces_of(contents: ReportContents) -> Iterator[Piece]:
    """Yield the first pages, then part after part, held one at a time. The contents must be disclosed ones.

    Every numbered paragraph has the id "p14", so that a link can point to it.
    """
    numbers = (paragraph.number for section in contents.sections for paragraph in section.paragraphs)
    yield Piece(html=_with_anchors(layout.front_html(contents, pages={}), numbers))
    for part in parts_of(contents):
        matter = Matter.from_json(part.payload)
        yield Piece(
            html=_with_anchors(layout.html_of(part.payload), numbers),
            form=matter.form,
            is_annexed=matter.form is not Form.TEXT and not has_text_in_front(contents),
            begins=part.role is not Role.CHUNK,
        )


def legal(text: str) -> str:
    """Put the sign for an unreadable character (U+FFFD) in place of what is none, so that a reader sees the gap."""
    return _NO_TEXT.sub("\ufffd", text)


def _with_anchors(page: str, numbers: Iterator[int]) -> str:
    start, end = page.index(">", page.index("<body")) + 1, page.rindex("</body>")
    return _PARAGRAPH.sub(lambda found: f'{found[0]} id="p{next(numbers)}"', legal(page[start:end]))

"""From parts and contents to HTML pages in the document's own language; links to other parts are "part:ANCHOR"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from consultation.processes.naming import date_in_words
from look.languages import direction_of, name_of, tag_of
from reports.documents.contents import CommentType, Kind, Paper, ReportContents
from reports.documents.engine import Attached, Book, Variant
from reports.documents.matter import Matter
from reports.documents.outline import Line, chapters_of, has_text_in_front, labels_of, lines_of
from reports.documents.plan import parts_of
from reports.documents.setting import as_set, set_chapters
from reports.documents.wording import comment_type_in_words, direction_in, distribution_line, folio_phrase, speaking

STYLES = Path(__file__).parent / "print"


@dataclass(frozen=True, kw_only=True)
class SetLine:
    """A line of the table of contents with its page, which is "" as long as it is not known."""

    line: Line
    page: int | str

    @property
    def lang(self) -> str:
        """The tag of its language; "" for a name, which is of no language in particular."""
        return tag_of(self.line.language) if self.line.language else ""

    @property
    def dir(self) -> str:
        """The direction of its language, or what its first letter says."""
        return direction_of(self.line.language) if self.line.language else direction_in(self.line.text)


def html_of(payload: str) -> str:
    """Return the HTML page of a part. It depends on nothing but the payload."""
    matter = Matter.from_json(payload)
    with speaking(matter.language):
        return _directed(render_to_string("reports/documents/part.html", as_set(matter)), matter.direction)


def front_html(contents: ReportContents, *, pages: Mapping[str, int]) -> str:
    """Return the first pages: masthead, introductory text where the document has one, table of contents, colophon.

    `pages` tells on which page of the document an anchor is; 0 and missing ones are left blank.
    """
    contents = contents.disclosed()
    with speaking(contents.language):
        return _directed(
            render_to_string("reports/documents/front.html", _of_front(contents, pages)), contents.direction
        )


def page_of(contents: ReportContents) -> str:
    """Return the whole document as one page, its links pointing inside it: what a single run of an engine is given."""
    contents = contents.disclosed()
    with speaking(contents.language):
        parts = [as_set(Matter.from_json(part.payload)) for part in parts_of(contents)]
        page = render_to_string("reports/documents/whole.html", {**_of_front(contents, {}), "parts": parts})
    return _directed(page, contents.direction).replace('href="part:', 'href="#')


def styles_of(contents_or_payload: ReportContents | str) -> tuple[str, ...]:
    """Return the style sheets of a document or of a part: the size of its paper, and the look of all documents."""
    if isinstance(contents_or_payload, ReportContents):
        paper = contents_or_payload.masthead.paper
    else:
        paper = Matter.from_json(contents_or_payload).paper
    return _style_sheet("a4" if paper is Paper.A4 else "letter"), _style_sheet("report")


def whole_styles_of(contents: ReportContents) -> tuple[str, ...]:
    """Return the style sheets of `page_of`: the engine's own running heads and page numbers come with them."""
    return *styles_of(contents), _style_sheet("whole")


def is_landscape(contents: ReportContents) -> bool:
    """Whether the pages are wide: the table of comments has eight columns (ISO template for comments, 2012-03)."""
    return contents.kind is Kind.DISPOSITIONS


_NAME = re.compile(r"<bdi>([^<]*)</bdi>")
_UNDIRECTED = re.compile(r"<bdi((?:(?! dir=)[^>])*)>([^<]*)")
_LEFTWARDS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def _directed(html: str, direction: str) -> str:
    """Say the direction of each name that is set apart: WeasyPrint would take that of the text around it.

    Where all runs rightwards there is nothing to set apart (Unicode Standard Annex #9), and a long list is set in half
    the time.
    """
    if direction == "ltr":
        html = _NAME.sub(lambda name: name[0] if _LEFTWARDS.search(name[1]) else name[1], html)
    return _UNDIRECTED.sub(lambda bdi: f'<bdi{bdi[1]} dir="{direction_in(bdi[2])}">{bdi[2]}', html)


def book_of(
    contents: ReportContents, *, variant: Variant = Variant.UA1, attachments: tuple[Attached, ...] = ()
) -> Book:
    """Return what is said of the document as a whole; nobody is named as its author."""
    contents = contents.disclosed()
    masthead = contents.masthead
    with speaking(contents.language):
        return Book(
            title=f"{contents.title} ({masthead.symbol})", language=tag_of(contents.language),
            direction=contents.direction, symbol=masthead.symbol, running_title=contents.title,
            created=contents.as_of, variant=variant, page_of_pages=folio_phrase(), disclaimer=_disclaimer(contents),
            attachments=attachments, labels=labels_of(contents),
        )  # fmt: skip


def _disclaimer(contents: ReportContents) -> str:
    return contents.masthead.disclaimer or _("Not an official document of the United Nations")


@cache
def _style_sheet(name: str) -> str:
    return (STYLES / f"{name}.css").read_text(encoding="utf-8")


# --- the first pages ----------------------------------------------------------------------------------------------


def _of_front(contents: ReportContents, pages: Mapping[str, int]) -> dict[str, object]:
    masthead = contents.masthead
    moment = contents.as_of.astimezone(UTC)
    return {
        "contents": contents,
        "symbol": masthead.symbol.partition("/"),
        "distribution": distribution_line(masthead.distribution),
        "issued": date_in_words(masthead.issued_on, contents.language),
        "original": name_of(masthead.original_language),
        "disclaimer": _disclaimer(contents),
        "responsibility": masthead.responsibility or _responsibility(contents.kind),
        "chapters": set_chapters(chapters_of(contents), contents) if has_text_in_front(contents) else (),
        "lines": [SetLine(line=line, page=pages.get(line.anchor) or "") for line in lines_of(contents)],
        "legend": _legend() if contents.kind is Kind.DISPOSITIONS else (),
        "is_landscape": is_landscape(contents),
        "as_of": format_html('<bdi dir="ltr">{}</bdi>', moment.strftime("%Y-%m-%d %H:%M")),
        "created": moment.isoformat(timespec="seconds"),
    }  # fmt: skip


def _responsibility(kind: Kind) -> str:
    """What a Chair's summary says of itself: it claims neither completeness nor consensus."""
    if kind is not Kind.CHAIRS_SUMMARY:
        return ""
    return _(
        "Prepared by the Chair under own responsibility. It is not exhaustive, does not represent a consensus or "
        "agreed view, and is without prejudice to any position."
    )


def _legend() -> list[tuple[str, str]]:
    """The codes of the table of comments with what they mean."""
    return [(kind.value, comment_type_in_words(kind)) for kind in CommentType]

"""From parts and contents to HTML pages in the document's own language; links to other parts are "part:ANCHOR"."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from consultation.processes.naming import date_in_words
from consultation.submissions.text import as_html
from look.languages import direction_of, name_of, tag_of
from reports.documents.charts import drawing
from reports.documents.contents import (
    Answer,
    Bar,
    Chart,
    CommentType,
    Contribution,
    Disposition,
    Kind,
    Paper,
    Paragraph,
    ReportContents,
    Section,
)
from reports.documents.engine import Attached, Book, Variant
from reports.documents.outline import (
    Chapter,
    Form,
    Line,
    Opening,
    chapters_of,
    has_text_in_front,
    labels_of,
    lines_of,
)
from reports.documents.plan import Attendance, Entry, Matter, parts_of
from reports.documents.wording import (
    comment_type_in_words,
    distribution_line,
    folio_phrase,
    number_in_figures,
    paragraph_label,
    speaking,
    verdict_in_words,
)

STYLES = Path(__file__).parent / "print"


@dataclass(frozen=True, kw_only=True)
class SetParagraph:
    """A paragraph as set: its number stands inside the first line, so that it is read together with it."""

    paragraph: Paragraph
    html: SafeString


@dataclass(frozen=True, kw_only=True)
class SetChapter:
    """A chapter as set, with the language and direction in which its author wrote."""

    chapter: Chapter
    language: str
    direction: str
    paragraphs: Sequence[SetParagraph]


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
        return direction_of(self.line.language) if self.line.language else _direction_in(self.line.text)


@dataclass(frozen=True, kw_only=True)
class SetAnswer:
    """An answer to a guiding question as set; `html` is empty where the question was left open."""

    answer: Answer
    html: SafeString


@dataclass(frozen=True, kw_only=True)
class SetEntry:
    """A contribution as set, its dates in words."""

    contribution: Contribution
    opens: Opening | None
    submitted: str
    withdrawn: str
    html: SafeString
    answers: Sequence[SetAnswer]

    @property
    def parties(self) -> str:
        """Country and stakeholder group on one line, as far as they are known."""
        return " · ".join(part for part in (self.contribution.country, self.contribution.group) if part)

    @property
    def outline(self) -> str:
        """What the bookmark says."""
        return f"{self.contribution.reference} {self.contribution.organisation}".strip()

    @property
    def may_break_inside(self) -> bool:
        """Whether it is long enough to run over a page without looking torn."""
        return len(self.contribution.text) > 400 or bool(self.contribution.answers)


@dataclass(frozen=True, kw_only=True)
class Roll:
    """Participants below one heading; `opens` is None where they continue those of the part before."""

    opens: Opening | None
    attendances: Sequence[Attendance]

    @property
    def has_people(self) -> bool:
        """Whether persons are listed below the names of delegations."""
        return any(row.participant.representatives for row in self.attendances)


@dataclass(frozen=True, kw_only=True)
class SetDisposition:
    """A row of the table of comments as set."""

    row: Disposition
    verdict: str
    comment: SafeString
    proposal: SafeString
    observation: SafeString


@dataclass(frozen=True, kw_only=True)
class SetRow:
    """A row of a chart: its bar, and its numbers in the figures of the language, the sum last."""

    label: str
    svg: SafeString
    numbers: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class SetChart:
    """A chart as set."""

    anchor: str
    chart: Chart
    rows: Sequence[SetRow]
    totals: Sequence[str]


def html_of(payload: str) -> str:
    """Return the HTML page of a part. It depends on nothing but the payload."""
    matter = Matter.from_json(payload)
    with speaking(matter.language):
        return _directed(render_to_string("reports/documents/part.html", _of_part(matter)))


def front_html(contents: ReportContents, *, pages: Mapping[str, int]) -> str:
    """Return the first pages: masthead, introductory text where the document has one, table of contents, colophon.

    `pages` tells on which page of the document an anchor is; 0 and missing ones are left blank.
    """
    contents = contents.disclosed()
    with speaking(contents.language):
        return _directed(render_to_string("reports/documents/front.html", _of_front(contents, pages)))


def page_of(contents: ReportContents) -> str:
    """Return the whole document as one page, its links pointing inside it: what a single run of an engine is given."""
    contents = contents.disclosed()
    with speaking(contents.language):
        parts = [_of_part(Matter.from_json(part.payload)) for part in parts_of(contents)]
        page = render_to_string("reports/documents/whole.html", {**_of_front(contents, {}), "parts": parts})
    return _directed(page).replace('href="part:', 'href="#')


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


_UNDIRECTED = re.compile(r"<bdi((?:(?! dir=)[^>])*)>([^<]*)")


def _directed(html: str) -> str:
    """Say the direction of each name that is set apart: WeasyPrint would take that of the text around it."""
    return _UNDIRECTED.sub(lambda bdi: f'<bdi{bdi[1]} dir="{_direction_in(bdi[2])}">{bdi[2]}', html)


def _direction_in(text: str) -> str:
    """The direction of the first letter that has one (Unicode Standard Annex #9, rules P2 and P3)."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return "rtl" if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


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
        "chapters": _set_chapters(chapters_of(contents), contents) if has_text_in_front(contents) else (),
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


# --- parts --------------------------------------------------------------------------------------------------------


def _of_part(matter: Matter) -> dict[str, object]:
    return {
        "matter": matter,
        "template": f"reports/documents/_{_template(matter.form)}.html",
        "chapters": _set_chapters(matter.chapters, matter),
        "entries": [_set_entry(entry, matter) for entry in matter.entries],
        "rolls": _rolls(matter.attendances),
        "rows": [_set_disposition(row) for row in matter.dispositions],
        "charts": [_set_chart(number, chart, matter) for number, chart in enumerate(matter.charts, start=1)],
        "own_language": tag_of(matter.original_language),
        "own_direction": direction_of(matter.original_language),
        "entry_tag": f"h{matter.level}",
        "title_tag": f"h{matter.level + 1}",
    }


def _template(form: Form) -> str:
    return "received" if form is Form.ANSWERS else form.value


def _set_chapters(chapters: Sequence[Chapter], written: Matter | ReportContents) -> list[SetChapter]:
    """The chapters as set; what their author wrote keeps its own language and direction."""
    own = written.original_language if isinstance(written, Matter) else written.masthead.original_language
    return [
        SetChapter(
            chapter=chapter,
            language=tag_of(own),
            direction=direction_of(own),
            paragraphs=_numbered(chapter.section, written.language),
        )
        for chapter in chapters
    ]


def _numbered(section: Section, language: str) -> list[SetParagraph]:
    """The paragraphs with their numbers; headings inside them come below that of the section."""
    below = section.level + 2 if section.heading else 2
    return [
        SetParagraph(paragraph=paragraph, html=_with_number(paragraph, language, below))
        for paragraph in section.paragraphs
    ]


def _with_number(paragraph: Paragraph, language: str, top_heading: int) -> SafeString:
    """Put the number into the first paragraph of the text, or before it where the text opens with a list."""
    number = f'<span class="number">{paragraph_label(paragraph.number, language)}</span> '
    html = as_html(paragraph.text, top_heading=top_heading)
    html = html.replace("<p>", f"<p>{number}", 1) if html.startswith("<p>") else f"<p>{number}</p>{html}"
    return mark_safe(html)  # noqa: S308 - as_html is the wall


def _set_entry(entry: Entry, matter: Matter) -> SetEntry:
    contribution = entry.contribution
    withdrawn = contribution.withdrawn_on
    below = matter.level + 2 if contribution.title else matter.level + 1
    return SetEntry(
        contribution=contribution,
        opens=entry.opens,
        submitted=date_in_words(contribution.submitted_on, matter.language),
        withdrawn=date_in_words(withdrawn, matter.language) if withdrawn else "",
        html=_safe(contribution.text, below),
        answers=[SetAnswer(answer=answer, html=_safe(answer.text, below)) for answer in contribution.answers],
    )


def _safe(text: str, top_heading: int) -> SafeString:
    """The author's headings come below the title of the contribution."""
    return mark_safe(as_html(text, top_heading=top_heading))  # noqa: S308 - as_html is the wall


def _rolls(attendances: Sequence[Attendance]) -> list[Roll]:
    starts = [place for place, row in enumerate(attendances) if row.opens or place == 0]
    return [
        Roll(opens=attendances[start].opens, attendances=attendances[start:end])
        for start, end in pairwise([*starts, len(attendances)])
    ]


def _set_disposition(row: Disposition) -> SetDisposition:
    return SetDisposition(
        row=row,
        verdict=verdict_in_words(row.verdict),
        comment=_safe(row.comment, 3),
        proposal=_safe(row.proposal, 3),
        observation=_safe(row.observation, 3),
    )


def _set_chart(number: int, chart: Chart, matter: Matter) -> SetChart:
    columns = zip(*(bar.values for bar in chart.bars), strict=True)
    return SetChart(
        anchor=f"figure-{number}",
        chart=chart,
        rows=[_set_row(chart, bar, matter) for bar in chart.bars],
        totals=_figures(Bar(label="", values=tuple(map(sum, columns))), matter.language),
    )


def _set_row(chart: Chart, bar: Bar, matter: Matter) -> SetRow:
    svg = drawing(chart, bar, language=matter.language, direction=matter.direction)
    return SetRow(label=bar.label, svg=svg, numbers=_figures(bar, matter.language))


def _figures(bar: Bar, language: str) -> list[str]:
    numbers = bar.values if len(bar.values) < 2 else (*bar.values, sum(bar.values))
    return [number_in_figures(number, language) for number in numbers]

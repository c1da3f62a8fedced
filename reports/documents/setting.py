"""The pieces of a part as they are set: Markdown as HTML, dates and numbers in words, bars drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from consultation.processes.naming import date_in_words
from consultation.submissions.text import as_html
from look.languages import direction_of, tag_of
from reports.documents.charts import drawing
from reports.documents.contents import Answer, Bar, Chart, Contribution, Disposition, Paragraph, ReportContents, Section
from reports.documents.matter import Attendance, Entry, Matter
from reports.documents.outline import Chapter, Form, Opening
from reports.documents.wording import number_in_figures, paragraph_label, verdict_in_words


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


def as_set(matter: Matter) -> dict[str, object]:
    """What the template of a part is given, in the active language."""
    return {
        "matter": matter,
        "template": f"reports/documents/_{_template(matter.form)}.html",
        "chapters": set_chapters(matter.chapters, matter),
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


def set_chapters(chapters: Sequence[Chapter], written: Matter | ReportContents) -> list[SetChapter]:
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

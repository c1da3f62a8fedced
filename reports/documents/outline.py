"""The outline of a document: its chapters with their labels, what follows the text, and what links can point to."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from consultation.processes.naming import date_in_words
from reports.documents.contents import Contribution, Kind, Order, ReportContents, Section
from reports.documents.wording import annex_label, chapter_label, section_label, speaking

MOST_LISTED_IN_FRONT = 400
"""Papers of a compilation that the table of contents names one by one, with their pages; more have a list of theirs."""

_TEXT_APART = frozenset({Kind.CHAIRS_SUMMARY, Kind.SPECIMEN})


class Form(StrEnum):
    """What a part of a document is set as."""

    TEXT = "text"
    PARTICIPANTS = "participants"
    LIST = "list"
    RECEIVED = "received"
    ANSWERS = "answers"
    REPLIES = "replies"
    DISPOSITIONS = "dispositions"
    CHARTS = "charts"


_FORM_IN = {Order.QUESTION: Form.ANSWERS, Order.REPLIES: Form.REPLIES}
"""The orders of a compilation in which contributions are not printed as they came, in one piece."""

BY_GROUP = frozenset({Order.GROUP, Order.REPLIES})
"""The orders in which each stakeholder group has a heading."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A section with its label ("I.", "A." or nothing) and the name under which the table of contents finds it."""

    anchor: str
    label: str
    section: Section


@dataclass(frozen=True, kw_only=True)
class Annex:
    """What follows the text: its label ("Annex II", empty where it is the document itself), heading and form."""

    anchor: str
    label: str
    heading: str
    form: Form

    @property
    def is_headed(self) -> bool:
        """Whether the heading is printed; below the title of the document most forms need no other."""
        return bool(self.label) or self.form in (Form.LIST, Form.DISPOSITIONS)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A heading before the first entry of a stakeholder group or of a question."""

    anchor: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the table of contents; `note` is set small after it; `language` is that of the text, "" for a name."""

    level: int
    anchor: str
    label: str
    text: str
    note: str = ""
    language: str


def has_text_in_front(contents: ReportContents) -> bool:
    """Whether the text is a few introductory paragraphs that stand on the first page, below the title."""
    return contents.kind not in _TEXT_APART


def chapters_of(contents: ReportContents) -> list[Chapter]:
    """The sections with their labels, chapters and sections counted apart; one without a heading has no label."""
    chapter = part = 0
    labelled = []
    for position, section in enumerate(contents.sections):
        label = ""
        if section.heading and section.level == 1:
            chapter, part = chapter + 1, 0
            label = chapter_label(chapter, contents.language)
        elif section.heading and not _is_only_part(contents.sections, position):
            part += 1
            label = section_label(part, contents.language)
        labelled.append(Chapter(anchor=f"section-{position + 1}", label=label, section=section))
    return labelled


def _is_only_part(sections: Sequence[Section], position: int) -> bool:
    """Tell whether a section stands alone in its chapter: if there is an A there must be a B (UN Editorial Manual)."""
    neighbours = [sections[i].level for i in (position - 1, position + 1) if 0 <= i < len(sections)]
    return 2 not in neighbours


def annexes_of(contents: ReportContents) -> list[Annex]:
    """What follows the text, as far as there is something to put into it; annexes are numbered without gaps."""
    is_annexed = contents.kind in _TEXT_APART
    with speaking(contents.language):
        return [
            Annex(
                anchor=f"annex-{number}",
                label=_label_of(number, contents.language) if is_annexed else "",
                heading=heading,
                form=form,
            )
            for number, (heading, form) in enumerate(_matter_of(contents), start=1)
        ]


def _label_of(number: int, language: str) -> str:
    return _("Annex %(number)s") % {"number": annex_label(number, language)}


def _matter_of(contents: ReportContents) -> Iterator[tuple[str, Form]]:
    if contents.participants and contents.kind is not Kind.COMPILATION:
        yield _("Participating organisations"), Form.PARTICIPANTS
    if contents.contributions and has_list(contents):
        yield _("List of written contributions"), Form.LIST
    if contents.contributions:
        order = contents.order if contents.kind is Kind.COMPILATION else Order.GROUP
        yield _("Contributions as received"), _FORM_IN.get(order, Form.RECEIVED)
    if contents.dispositions:
        yield _("Comments and decisions"), Form.DISPOSITIONS
    if contents.charts:
        yield _("Figures"), Form.CHARTS


def has_list(contents: ReportContents) -> bool:
    """Whether the contributions have a list of their own, besides or in place of the table of contents."""
    if contents.kind is not Kind.COMPILATION:
        return True
    return contents.order is Order.QUESTION or len(contents.contributions) > MOST_LISTED_IN_FRONT


def group_opening(group: str) -> Opening:
    """The heading of a stakeholder group, or of another category of participants."""
    return Opening(anchor=f"g-{hashlib.sha256(group.encode()).hexdigest()[:12]}", heading=group)


def question_openings(contents: ReportContents) -> list[Opening]:
    """The headings of the guiding questions, and of what is said besides the answers if there is such."""
    openings = [Opening(anchor=f"q-{number}", heading=text) for number, text in enumerate(contents.questions, start=1)]
    if any(map(says_more_than_answers, contents.contributions)):
        openings.append(Opening(anchor="q-general", heading=_("General comments")))
    return openings


def says_more_than_answers(contribution: Contribution) -> bool:
    """Whether there is something to print of a contribution once its answers are printed elsewhere."""
    return bool(contribution.text or contribution.attachments or not contribution.answers)


def lines_of(contents: ReportContents) -> list[Line]:
    """The table of contents, in the order of the document; none where there is nothing to choose from."""
    with speaking(contents.language):
        lines = list(_text_lines(contents))
        for annex in annexes_of(contents):
            lines += _annex_lines(contents, annex)
    return lines if len(lines) > 1 else []


def _text_lines(contents: ReportContents) -> Iterator[Line]:
    if has_text_in_front(contents):
        return
    for chapter in chapters_of(contents):
        if chapter.section.heading:
            yield Line(
                level=chapter.section.level, anchor=chapter.anchor, label=chapter.label, text=chapter.section.heading,
                language=contents.masthead.original_language,
            )  # fmt: skip


def _annex_lines(contents: ReportContents, annex: Annex) -> Iterator[Line]:
    own = contents.language
    if annex.is_headed:
        label = f"{annex.label}." if annex.label and own not in ("ar", "zh") else annex.label
        yield Line(level=1, anchor=annex.anchor, label=label, text=annex.heading, language=own)
    if annex.label:
        return
    if annex.form is Form.PARTICIPANTS:
        yield from (_opening_line(group_opening(group.group)) for group in contents.participants)
    if annex.form is Form.CHARTS:
        for number, chart in enumerate(contents.charts, start=1):
            yield Line(level=1, anchor=f"figure-{number}", label="", text=chart.title, language=own)
    if annex.form is Form.ANSWERS:
        yield from map(_opening_line, question_openings(contents))
    if annex.form in (Form.RECEIVED, Form.REPLIES):
        yield from _paper_lines(contents)


def _opening_line(opening: Opening) -> Line:
    return Line(level=1, anchor=opening.anchor, label="", text=opening.heading, language="")


def _paper_lines(contents: ReportContents) -> Iterator[Line]:
    """Groups, and below them papers: number, submitter, date of submission, as FCCC/SBI/1997/MISC.7 has them."""
    by_group = contents.order in BY_GROUP
    group = ""
    for entry in contents.contributions:
        if by_group and entry.group != group:
            group = entry.group
            yield _opening_line(group_opening(group))
        if not has_list(contents):
            yield _paper_line(entry, level=2 if by_group else 1, language=contents.language)


def _paper_line(entry: Contribution, *, level: int, language: str) -> Line:
    note = _("(submission dated %(date)s)") % {"date": date_in_words(entry.submitted_on, language)}
    return Line(
        level=level, anchor=entry.anchor, label=entry.reference, text=entry.organisation, note=note, language=""
    )


def labels_of(contents: ReportContents) -> dict[str, str]:
    """What links inside the document say: name of a place to what is found there. Contents are disclosed ones."""
    chapters = [chapter for chapter in chapters_of(contents) if chapter.section.heading]
    labels = {chapter.anchor: _joined(chapter.label, chapter.section.heading) for chapter in chapters}
    for annex in annexes_of(contents):
        if annex.is_headed:
            labels[annex.anchor] = f"{annex.label}: {annex.heading}" if annex.label else annex.heading
    labels |= {line.anchor: labels.get(line.anchor, _joined(line.label, line.text)) for line in lines_of(contents)}
    return labels | {entry.anchor: _named(entry) for entry in contents.contributions}


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _named(entry: Contribution) -> str:
    return ", ".join(part for part in (entry.reference, entry.organisation) if part)

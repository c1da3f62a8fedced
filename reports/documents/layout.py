"""From contents to one HTML page: labels of chapters, numbers in front of paragraphs, annexes, all in one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from consultation.processes.naming import date_in_words
from consultation.submissions.text import as_html
from reports.documents.contents import Answer, Contribution, Paragraph, ReportContents, Section
from reports.documents.wording import annex_label, chapter_label, paragraph_label, section_label

TEMPLATE = "reports/documents/report.html"


@dataclass(frozen=True, kw_only=True)
class NumberedParagraph:
    """A paragraph as set: its number stands inside the first line, so that it is read together with it."""

    paragraph: Paragraph
    html: SafeString


@dataclass(frozen=True, kw_only=True)
class LabelledSection:
    """A section with its label ("I.", "A." or nothing) and the name under which the table of contents finds it."""

    anchor: str
    label: str
    section: Section
    paragraphs: Sequence[NumberedParagraph]


@dataclass(frozen=True, kw_only=True)
class Annex:
    """An annex: its label ("Annex II"), its heading and the template that sets it."""

    anchor: str
    label: str
    heading: str
    template: str


@dataclass(frozen=True, kw_only=True)
class SetAnswer:
    """An answer to a guiding question as set; `html` is empty where the question was left open."""

    answer: Answer
    html: SafeString


@dataclass(frozen=True, kw_only=True)
class SetContribution:
    """A contribution as set, its dates in words."""

    contribution: Contribution
    submitted: str
    withdrawn: str
    html: SafeString
    answers: Sequence[SetAnswer]

    @property
    def parties(self) -> str:
        """Country and stakeholder group on one line, as far as they are known."""
        return " · ".join(part for part in (self.contribution.country, self.contribution.group) if part)


def page_of(contents: ReportContents) -> str:
    """Return the document as one HTML page in its own language. Anything the policy hides must be gone by now."""
    with translation.override(contents.language):
        return render_to_string(TEMPLATE, _context(contents))


def anchors_of(contents: ReportContents) -> dict[str, str]:
    """Return what links point to inside the document: name of the place to what is found there."""
    with translation.override(contents.language):
        found = {section.anchor: _heading(section) for section in _labelled(contents)}
        found |= {annex.anchor: f"{annex.label}: {annex.heading}" for annex in _annexes(contents)}
    return found | {entry.anchor: f"{entry.reference}, {entry.organisation}" for entry in contents.contributions}


def _heading(section: LabelledSection) -> str:
    return f"{section.label} {section.section.heading}".strip()


def _context(contents: ReportContents) -> dict[str, object]:
    return {
        "contents": contents,
        "symbol": contents.masthead.symbol.partition("/"),
        "distribution": _distribution(contents.masthead.distribution),
        "issued": date_in_words(contents.masthead.issued_on, contents.language),
        "original": get_language_info(contents.masthead.original_language)["name_translated"],
        "as_of": format_html('<bdi dir="ltr">{}</bdi>', contents.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M")),
        "created": contents.as_of.astimezone(UTC).isoformat(timespec="seconds"),
        "sections": _labelled(contents),
        "annexes": _annexes(contents),
        "entries": [_set(entry, contents.language) for entry in contents.contributions],
        "group_counts": _group_counts(contents),
    }


def _distribution(code: str) -> str:
    """UN Editorial Manual: the distribution categories of documents."""
    phrases = {"general": _("Distr.: General"), "limited": _("Distr.: Limited"), "restricted": _("Distr.: Restricted")}
    return phrases[code]


def _labelled(contents: ReportContents) -> list[LabelledSection]:
    chapter = part = 0
    labelled = []
    for position, section in enumerate(contents.sections, start=1):
        chapter, part = (chapter + 1, 0) if section.level == 1 else (chapter, part + 1)
        alone = section.level == 2 and _is_only_part(contents.sections, position - 1)
        make = chapter_label if section.level == 1 else section_label
        label = "" if alone else make(chapter if section.level == 1 else part, contents.language)
        paragraphs = [_numbered(paragraph, contents.language) for paragraph in section.paragraphs]
        labelled.append(
            LabelledSection(anchor=f"section-{position}", label=label, section=section, paragraphs=paragraphs)
        )
    return labelled


def _is_only_part(sections: Sequence[Section], position: int) -> bool:
    """Tell whether a section stands alone in its chapter: if there is an A there must be a B (UN Editorial Manual)."""
    neighbours = [sections[i].level for i in (position - 1, position + 1) if 0 <= i < len(sections)]
    return 2 not in neighbours


def _numbered(paragraph: Paragraph, language: str) -> NumberedParagraph:
    """Put the number into the first paragraph of the text, or before it where the text opens with a list."""
    number = f'<span class="number">{paragraph_label(paragraph.number, language)}</span> '
    html = as_html(paragraph.text, top_heading=4)
    html = html.replace("<p>", f"<p>{number}", 1) if html.startswith("<p>") else f"<p>{number}</p>{html}"
    return NumberedParagraph(paragraph=paragraph, html=mark_safe(html))  # noqa: S308 - as_html is the wall


def _annexes(contents: ReportContents) -> list[Annex]:
    """The annexes there is something to put into, numbered without gaps."""
    return [
        Annex(
            anchor=f"annex-{number}",
            label=_("Annex %(number)s") % {"number": annex_label(number, contents.language)},
            heading=heading,
            template=f"reports/documents/_{template}.html",
        )
        for number, (heading, template) in enumerate(_annex_matter(contents), start=1)
    ]


def _annex_matter(contents: ReportContents) -> Iterator[tuple[str, str]]:
    if contents.participants:
        yield _("Participating organisations"), "participants"
    if contents.contributions:
        yield _("List of written contributions"), "list"
        yield _("Contributions as received"), "received"


def _set(contribution: Contribution, language: str) -> SetContribution:
    return SetContribution(
        contribution=contribution,
        submitted=date_in_words(contribution.submitted_on, language),
        withdrawn=date_in_words(contribution.withdrawn_on, language) if contribution.withdrawn_on else "",
        html=_safe(contribution.text),
        answers=[SetAnswer(answer=answer, html=_safe(answer.text)) for answer in contribution.answers],
    )


def _safe(text: str) -> SafeString:
    """The author's headings come below the title of the contribution, which is an h3."""
    return mark_safe(as_html(text, top_heading=4))  # noqa: S308 - as_html is the wall


def _group_counts(contents: ReportContents) -> list[tuple[str, int, int]]:
    """For each stakeholder group: organisations that took part, and contributions received and not withdrawn."""
    standing = [entry.group for entry in contents.contributions if not entry.withdrawn_on]
    return [(group.group, len(group.participants), standing.count(group.group)) for group in contents.participants]

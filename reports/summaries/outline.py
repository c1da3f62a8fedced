"""The summary as it is read: sections with their paragraphs, numbered continuously through the whole document."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from consultation.submissions.models import Submission
from consultation.submissions.states import SubmissionState
from reports.summaries.models import Citation, Paragraph, Section, Summary


@dataclass(slots=True)
class NumberedParagraph:
    """A paragraph with its number in the document and the submissions that it rests on."""

    number: int
    paragraph: Paragraph
    rests_on: list[Submission]


@dataclass(slots=True)
class Chapter:
    """A section with its numbered paragraphs."""

    section: Section
    paragraphs: list[NumberedParagraph] = field(default_factory=list)


def outline(summary: Summary) -> list[Chapter]:
    """Sections in order, paragraphs numbered from 1 without a break (UN Editorial Manual); asks four queries."""
    cited = Submission.objects.select_related("group", "country").defer("body", "search")
    citations = Citation.objects.order_by("submission__reference")
    paragraphs = Paragraph.objects.filter(section__summary=summary).select_related("saved_by")
    paragraphs = paragraphs.prefetch_related(Prefetch("citations", citations), Prefetch("citations__submission", cited))
    chapters = {section.pk: Chapter(section) for section in summary.sections.select_related("agenda_item")}
    by_section: dict[int, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs.order_by("position", "pk"):
        by_section[paragraph.section_id].append(paragraph)
    number = 0
    for chapter in chapters.values():
        for paragraph in by_section[chapter.section.pk]:
            number += 1
            rests_on = [citation.submission for citation in paragraph.citations.all()]
            chapter.paragraphs.append(NumberedParagraph(number, paragraph, rests_on))
    return list(chapters.values())


def number_of(paragraph: Paragraph, chapters: Iterable[Chapter]) -> int:
    """The number of a paragraph in the outline it belongs to; raises LookupError where it is not in it."""
    for chapter in chapters:
        for numbered in chapter.paragraphs:
            if numbered.paragraph.pk == paragraph.pk:
                return numbered.number
    raise LookupError(paragraph.pk)


def shown_as_evidence(submission: Submission) -> bool:
    """Whether a public page may name the submission: published, and not withdrawn or withheld since."""
    return bool(submission.state == SubmissionState.PUBLISHED and not submission.is_confidential)

"""The summary as it is read: sections with their paragraphs, numbered continuously through the whole document."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Left

from consultation.processes.translation import in_six
from consultation.submissions.models import Submission
from consultation.submissions.states import SubmissionState
from reports.summaries.models import Citation, Paragraph, Remark, Section, Summary


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many passages of how many contributions a paragraph rests on, and how many of those were withdrawn since."""

    passages: int = 0
    contributions: int = 0
    withdrawn: int = 0


NOTHING = Evidence()
IN_ORDER = ("section__position", "section_id", "position", "pk")
"""The order of the paragraphs of a summary. A number is a rank in it (UN Editorial Manual), and is stored nowhere."""


@dataclass(slots=True)
class NumberedParagraph:
    """A paragraph with its number in the document and the submissions that it rests on, or only their numbers."""

    number: int
    paragraph: Paragraph
    rests_on: list[Submission] = field(default_factory=list)
    evidence: Evidence = NOTHING
    open_remarks: int = 0


@dataclass(slots=True)
class Chapter:
    """A section with its numbered paragraphs."""

    section: Section
    paragraphs: list[NumberedParagraph] = field(default_factory=list)


_NOT_SHOWN = ("body", "search", *in_six("call__title", "call__invitation"))


def outline(summary: Summary, *, with_evidence: bool = True) -> list[Chapter]:
    """Sections in order, paragraphs numbered from 1 without a break (UN Editorial Manual).

    Asks four queries, two without evidence.
    """
    paragraphs = Paragraph.objects.filter(section__summary=summary).select_related("saved_by")
    if with_evidence:
        cited = Submission.objects.select_related("group", "country", "call").defer(*_NOT_SHOWN)
        citations = Citation.objects.order_by("submission__reference")
        paragraphs = paragraphs.prefetch_related(
            Prefetch("citations", citations), Prefetch("citations__submission", cited)
        )
    chapters = _numbered(summary, paragraphs)
    if with_evidence:
        for chapter in chapters:
            for numbered in chapter.paragraphs:
                resting = {one.submission_id: one.submission for one in numbered.paragraph.citations.all()}
                numbered.rests_on = list(resting.values())
    return chapters


def outline_at_work(summary: Summary) -> list[Chapter]:
    """As `outline`, for those who write: what a paragraph rests on is counted, and so are open remarks.

    Asks four queries, however much stands behind the paragraphs.
    """
    chapters = _numbered(summary, Paragraph.objects.filter(section__summary=summary).only(*_SHOWN))
    evidence, remarks = evidence_of(Q(paragraph__section__summary=summary)), _open_remarks(summary)
    for chapter in chapters:
        for numbered in chapter.paragraphs:
            numbered.evidence = evidence.get(numbered.paragraph.pk, NOTHING)
            numbered.open_remarks = remarks[numbered.paragraph.anchor]
    return chapters


def evidence_of(which: Q) -> dict[int, Evidence]:
    """What paragraphs rest on, by their primary key; `which` chooses among the citations. Asks one query."""
    gone = Q(submission__state__in=(SubmissionState.WITHDRAWN, SubmissionState.WITHHELD))
    rows = Citation.objects.filter(which).order_by().values_list("paragraph")
    counted = rows.annotate(
        passages=Count("point"), contributions=Count("submission", distinct=True),
        withdrawn=Count("submission", distinct=True, filter=gone),
    )  # fmt: skip
    return {paragraph: Evidence(*numbers) for paragraph, *numbers in counted}


def number_of(paragraph: Paragraph, chapters: Iterable[Chapter]) -> int:
    """The number of a paragraph in the outline it belongs to; raises LookupError where it is not in it."""
    for chapter in chapters:
        for numbered in chapter.paragraphs:
            if numbered.paragraph.pk == paragraph.pk:
                return numbered.number
    raise LookupError(paragraph.pk)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its number, its section, and how its text begins."""

    number: int
    pk: int
    section_id: int
    anchor: UUID
    begins: str


def places(summary: Summary) -> list[Place]:
    """The paragraphs of the summary in their order, without their texts; asks one query."""
    rows = Paragraph.objects.filter(section__summary=summary).annotate(begins=Left("text", 80))
    listed = rows.order_by(*IN_ORDER).values_list("pk", "section_id", "anchor", "begins")
    return [Place(number, *row) for number, row in enumerate(listed, start=1)]


def numbers_by_anchor(summary: Summary) -> dict[UUID, int]:
    """The number of each paragraph by its anchor; asks one query."""
    rows = Paragraph.objects.filter(section__summary=summary).order_by(*IN_ORDER)
    return {anchor: number for number, anchor in enumerate(rows.values_list("anchor", flat=True), start=1)}


def shown_as_evidence(submission: Submission) -> bool:
    """Whether a public page may name the submission: still published, and in a call that is not confidential."""
    is_published = submission.state == SubmissionState.PUBLISHED and not submission.is_confidential
    return is_published and not submission.call.is_confidential


# --- parts ------------------------------------------------------------------------------------------------------------

_SHOWN = ("section", "anchor", "position", "text", "version")


def _numbered(summary: Summary, paragraphs: Any) -> list[Chapter]:
    chapters = {section.pk: Chapter(section) for section in summary.sections.select_related("agenda_item")}
    by_section: dict[int, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs.order_by("position", "pk"):
        by_section[paragraph.section_id].append(paragraph)
    number = 0
    for chapter in chapters.values():
        for paragraph in by_section[chapter.section.pk]:
            number += 1
            chapter.paragraphs.append(NumberedParagraph(number, paragraph))
    return list(chapters.values())


def _open_remarks(summary: Summary) -> Counter[UUID]:
    rows = Remark.objects.filter(summary=summary, settled_at=None).order_by().values_list("anchor")
    return Counter(dict(rows.annotate(number=Count(F("pk")))))

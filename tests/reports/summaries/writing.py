"""Paragraphs, points and what stands where, for tests of the editor."""

from typing import Any

from reports.points.models import Point
from reports.summaries import actions
from reports.summaries.models import Paragraph, Section, Summary
from tests import factories as make
from tests.factories import NOON


def written(section: Section, by: Any, *texts: str) -> list[Paragraph]:
    """Paragraphs at the end of the section."""
    return [actions.add_paragraph(section=section, text=text, by=by, at=NOON) for text in texts]


def make_point(submission: Any, quote: str = "What we have seen.", **fields: Any) -> Point:
    """A standing point of the submission."""
    marker = fields.pop("by", None) or make.make_user()
    told: dict[str, Any] = {
        "process": submission.process, "restatement": f"Says: {quote}", "revision": 1, "starts": 0, "ends": len(quote),
        "quote": quote, "marked_at": NOON, "marked_by": marker, "changed_at": NOON, "changed_by": marker,
    }  # fmt: skip
    return Point.objects.create(submission=submission, **{**told, **fields})


def standing(summary: Summary) -> list[list[str]]:
    """The texts of the summary, a list for each section, in their order."""
    return [
        [paragraph.text for paragraph in section.paragraphs.order_by("position", "pk")]
        for section in summary.sections.order_by("position", "pk")
    ]


def evidence(paragraph: Paragraph) -> set[tuple[int, int | None]]:
    """What the paragraph rests on: pairs of submission and point."""
    return set(paragraph.citations.values_list("submission", "point"))


def history(summary: Summary, paragraph: Paragraph) -> list[tuple[int, str, str]]:
    """Version, how it came about, and text, of every wording of the paragraph."""
    return list(summary.wordings.filter(anchor=paragraph.anchor).values_list("version", "how", "text"))

"""What a page of the Chair's team is about: the summary and its parts, where they exist for the person."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from reports.summaries.models import Paragraph, Section, Summary


def summary_of(request: HttpRequest, pk: int) -> Summary:
    """The summary, for those who hold an office in its process; raises Http404 for anybody else."""
    rows = Summary.objects.seen_by_staff(request.user).select_related("session__process")
    found: Summary = get_object_or_404(rows, pk=pk)
    return found


def section_of(summary: Summary, pk: int) -> Section:
    """The section of the summary; raises Http404."""
    section = get_object_or_404(Section.objects.select_related("agenda_item"), pk=pk, summary=summary)
    section.summary = summary
    return section


def paragraph_of(summary: Summary, pk: int) -> Paragraph:
    """The paragraph of the summary, which is not read again; raises Http404."""
    rows = Paragraph.objects.select_related("section__agenda_item", "saved_by")
    paragraph = get_object_or_404(rows, pk=pk, section__summary=summary)
    paragraph.section.summary = summary
    return paragraph

"""What the chair's team does with a summary: begin it, write its paragraphs, cite, finish, issue."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max

from consultation.processes.models import AgendaItem, Session
from consultation.submissions.models import Call, Submission
from consultation.submissions.states import SubmissionState
from reports.summaries.errors import NamesStand, NotCitable, NothingToIssue, NotInDrafting, ParagraphChanged
from reports.summaries.models import Citation, Paragraph, Section, Summary
from reports.summaries.names import names_told
from reports.summaries.states import SummaryState
from reports.summaries.transitions import move_summary

CITABLE = (SubmissionState.PUBLISHED, SubmissionState.ACCEPTED)


@transaction.atomic
def begin_summary(
    *, session: Session, calls: Iterable[Call], title: str, symbol: str, language: str, attribution: str, by: Any,
    at: datetime,
) -> Summary:  # fmt: skip
    """A summary in drafting with one section for each agenda item that the calls address.

    Raises PermissionDenied unless the person presides over the session's process.
    """
    if not by.has_perm("processes.preside", session.process):
        raise PermissionDenied
    summary = Summary.objects.create(
        session=session, title=title, symbol=symbol, language=language, attribution=attribution, created_at=at,
        created_by=by,
    )  # fmt: skip
    summary.calls.set(calls)
    items = AgendaItem.objects.filter(calls__in=summary.calls.all()).distinct().order_by("position", "pk")
    Section.objects.bulk_create(
        Section(summary=summary, agenda_item=item, heading=_in(language, item), position=position)
        for position, item in enumerate(items, start=1)
    )
    summary.events.create(kind="begun", at=at, by=by)
    return summary


@transaction.atomic
def add_section(*, summary: Summary, heading: str, agenda_item: AgendaItem | None, by: Any, at: datetime) -> Section:
    """A section at the end of the summary; raises NotInDrafting or PermissionDenied."""
    _may_write(summary, by)
    last = summary.sections.aggregate(last=Max("position"))["last"] or 0
    section = Section.objects.create(summary=summary, heading=heading, agenda_item=agenda_item, position=last + 1)
    summary.events.create(kind="section_added", at=at, by=by, details={"section": section.pk})
    return section


@transaction.atomic
def add_paragraph(*, section: Section, text: str, by: Any, at: datetime, after: Paragraph | None = None) -> Paragraph:
    """A paragraph at the end of the section, or after another one; raises NotInDrafting or PermissionDenied."""
    _may_write(section.summary, by)
    if after is None:
        position = (section.paragraphs.aggregate(last=Max("position"))["last"] or 0) + 1
    else:
        position = after.position + 1
        section.paragraphs.filter(position__gte=position).update(position=F("position") + 1)
    paragraph = Paragraph.objects.create(section=section, text=text, position=position, saved_at=at, saved_by=by)
    section.summary.events.create(kind="paragraph_added", at=at, by=by, details={"paragraph": paragraph.pk})
    return paragraph


@transaction.atomic
def save_paragraph(*, paragraph: Paragraph, text: str, version: int, by: Any, at: datetime) -> None:
    """Save the text if the paragraph still has the version that the person opened.

    Raises ParagraphChanged where somebody else was faster: nothing is overwritten; NotInDrafting, PermissionDenied.
    """
    summary = paragraph.section.summary
    _may_write(summary, by)
    rows = Paragraph.objects.filter(pk=paragraph.pk, version=version)
    if not rows.update(text=text, version=F("version") + 1, saved_at=at, saved_by=by):
        raise ParagraphChanged
    summary.events.create(
        kind="paragraph_saved",
        at=at,
        by=by,
        details={"paragraph": paragraph.pk, "before": paragraph.text, "text": text},
    )


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, up: bool, by: Any, at: datetime) -> None:
    """Exchange the paragraph with its neighbour in the section; at the end of the section nothing happens."""
    summary = paragraph.section.summary
    _may_write(summary, by)
    siblings = list(Paragraph.objects.select_for_update().filter(section=paragraph.section).order_by("position", "pk"))
    index = next(i for i, sibling in enumerate(siblings) if sibling.pk == paragraph.pk)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(siblings):
        return
    siblings[index], siblings[other] = siblings[other], siblings[index]
    for position, sibling in enumerate(siblings, start=1):
        sibling.position = position
    Paragraph.objects.bulk_update(siblings, ["position"])
    summary.events.create(kind="paragraph_moved", at=at, by=by, details={"paragraph": paragraph.pk, "up": up})


@transaction.atomic
def remove_paragraph(*, paragraph: Paragraph, by: Any, at: datetime) -> None:
    """Remove the paragraph and its citations; its text stays in the event."""
    summary = paragraph.section.summary
    _may_write(summary, by)
    summary.events.create(kind="paragraph_removed", at=at, by=by, details={"text": paragraph.text})
    paragraph.delete()


@transaction.atomic
def cite(*, paragraph: Paragraph, submission: Submission, by: Any, at: datetime) -> Citation:
    """Let the paragraph rest on the submission; citing twice is the same as once.

    Raises NotCitable for one of another process, withheld, withdrawn or undecided; NotInDrafting, PermissionDenied.
    """
    summary = paragraph.section.summary
    _may_write(summary, by)
    if submission.process_id != summary.session.process_id or submission.state not in CITABLE:
        raise NotCitable
    citation, _made = Citation.objects.get_or_create(
        paragraph=paragraph, submission=submission, defaults={"cited_at": at, "cited_by": by}
    )
    return citation


@transaction.atomic
def uncite(*, paragraph: Paragraph, submission: Submission, by: Any, at: datetime) -> None:
    """The paragraph no longer rests on the submission."""
    _may_write(paragraph.section.summary, by)
    paragraph.citations.filter(submission=submission).delete()


@transaction.atomic
def finalise_summary(*, summary: Summary, by: Any, at: datetime) -> None:
    """Close the drafting; raises NothingToIssue for a summary without a paragraph, and what move raises."""
    if not Paragraph.objects.filter(section__summary=summary).exists():
        raise NothingToIssue
    move_summary(summary, "finalised", by=by, at=at)


@transaction.atomic
def reopen_summary(*, summary: Summary, by: Any, at: datetime, reason: str) -> None:
    """Open the drafting again, with a reason; raises what move raises."""
    move_summary(summary, "reopened", by=by, at=at, note=reason)


@transaction.atomic
def issue_summary(*, summary: Summary, by: Any, at: datetime, names_seen: bool = False) -> None:
    """Show the summary to the public.

    Raises NamesStand where nobody is to be named, somebody is, and the person has not said that she has seen it, and
    what move raises.
    """
    if not by.has_perm("summaries.issue_summary", summary):
        raise PermissionDenied
    if not names_seen and (names := names_told(summary)):
        raise NamesStand(names)
    move_summary(summary, "issued", by=by, at=at, issued_at=at)


def _may_write(summary: Summary, by: Any) -> None:
    if not by.has_perm("summaries.write_summary", summary):
        raise PermissionDenied
    if Summary.objects.select_for_update().values_list("state", flat=True).get(pk=summary.pk) != SummaryState.DRAFTING:
        raise NotInDrafting


def _in(language: str, item: AgendaItem) -> str:
    field = f"title_{language.replace('-', '_')}"
    return getattr(item, field) or item.title

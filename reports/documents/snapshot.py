"""Reading a summary and all it stands on, at one instant, into plain data."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Prefetch
from django.utils.translation import override

from consultation.processes.naming import place_and_dates, session_title
from consultation.submissions.models import Answer, Party, Submission
from consultation.submissions.models import Attachment as File
from consultation.submissions.states import SubmissionState
from look.languages import direction_of
from reports.documents.contents import (
    Answer as SaidTo,
)
from reports.documents.contents import (
    Attachment,
    Attribution,
    Citation,
    Contribution,
    Kind,
    Masthead,
    Paragraph,
    Participant,
    ParticipantGroup,
    ReportContents,
    Section,
)
from reports.summaries.models import Summary
from reports.summaries.outline import Chapter, outline, shown_as_evidence


def contents_of(summary_id: int, *, language: str, as_of: datetime) -> ReportContents:
    """The contents of a Chair's summary in that language, all read in one repeatable-read transaction.

    Annexed is what is in the public record of the calls summarised: what was received in confidence, withheld or not
    decided is neither annexed nor named. Raises Summary.DoesNotExist.
    """
    with _one_instant(), override(language):
        summary = Summary.objects.select_related("session__process").get(pk=summary_id)
        contributions = [_contribution(row) for row in _on_record(summary)]
        chapters = outline(summary)
        item = _single_item(chapters)
        process, session = summary.session.process, summary.session
        zone = ZoneInfo(process.time_zone)
        return ReportContents(
            kind=Kind.CHAIRS_SUMMARY,
            language=_tag(language),
            direction=direction_of(language),
            masthead=Masthead(
                body=process.organ or settings.SITE_NAME,
                organ=process.name,
                symbol=summary.symbol,
                distribution="general",
                issued_on=(summary.issued_at or as_of).astimezone(zone).date(),
                original_language=_tag(summary.language),
            ),
            process=process.name,
            session=session_title(session.kind, session.ordinal, language),
            place_and_dates=place_and_dates(session.place, session.starts_on, session.ends_on, language),
            title=summary.title,
            attribution=Attribution(summary.attribution),
            as_of=as_of,
            agenda_item=item.label if item else "",
            agenda_title=item.title if item else "",
            sections=tuple(_section(chapter) for chapter in chapters if chapter.paragraphs),
            participants=tuple(_participants(_on_record(summary))),
            contributions=tuple(contributions),
        )


@contextmanager
def _one_instant() -> Iterator[None]:
    """A read-only transaction that sees one state of the database; inside another transaction it joins that one."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _on_record(summary: Summary) -> Any:
    rows = Submission.objects.public().filter(call__in=summary.calls.all()).order_by("call_id", "received_at", "pk")
    current = File.objects.filter(revision__number=F("revision__submission__revision_number"))
    return (
        rows.select_related("group", "country", "process", "call")
        .defer("search")
        .prefetch_related(
            Prefetch("answers", Answer.objects.select_related("question")),
            Prefetch("parties", Party.objects.filter(confirmed_at__isnull=False)),
            Prefetch("revisions__attachments", current),
        )
    )


def _section(chapter: Chapter) -> Section:
    paragraphs = tuple(
        Paragraph(
            number=numbered.number,
            text=numbered.paragraph.text,
            citations=tuple(
                Citation(reference=submission.reference, anchor=_anchor(submission))
                for submission in numbered.rests_on
                if shown_as_evidence(submission)
            ),
        )
        for numbered in chapter.paragraphs
    )
    label = chapter.section.agenda_item.label if chapter.section.agenda_item else ""
    return Section(heading=chapter.section.heading, agenda_label=label, paragraphs=paragraphs)


def _contribution(row: Submission) -> Contribution:
    withdrawn = row.state == SubmissionState.WITHDRAWN
    said: dict[str, Any] = {} if withdrawn else _said(row)
    return Contribution(
        reference=row.reference,
        anchor=_anchor(row),
        organisation=row.author_name,
        country=row.country.name if row.country else "",
        group=row.group.name,
        title=row.title,
        language=_tag(row.language),
        language_name=str(row.get_language_display()),
        direction=direction_of(row.language),
        submitted_on=_local_day(row, row.received_at),
        is_late=row.is_late,
        withdrawn_on=_local_day(row, row.withdrawn_at) if row.withdrawn_at else None,
        **said,
    )


def _said(row: Submission) -> dict[str, Any]:
    files = [file for revision in row.revisions.all() for file in revision.attachments.all()]
    return {
        "on_behalf_of": tuple(party.name for party in row.parties.all()),
        "text": row.body,
        "answers": tuple(SaidTo(question=answer.question.text, text=answer.text) for answer in row.answers.all()),
        "attachments": tuple(Attachment(name=file.name, size=file.size, sha256=file.sha256) for file in files),
    }


def _participants(rows: Iterable[Submission]) -> Iterator[ParticipantGroup]:
    by_group: dict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        if row.state != SubmissionState.PUBLISHED:
            continue
        by_group[row.group.position, row.group.name].add((row.author_name, row.country.name if row.country else ""))
    for (_position, name), members in sorted(by_group.items()):
        people = sorted(members, key=lambda member: member[0].casefold())
        yield ParticipantGroup(group=name, participants=tuple(Participant(name=n, country=c) for n, c in people))


def _single_item(chapters: Iterable[Chapter]) -> Any:
    items = {c.section.agenda_item.parent or c.section.agenda_item for c in chapters if c.section.agenda_item}
    return items.pop() if len(items) == 1 else None


def _local_day(row: Submission, at: datetime) -> date:
    return at.astimezone(ZoneInfo(row.process.time_zone)).date()


def _anchor(submission: Submission) -> str:
    return f"c{submission.pk}"


def _tag(language: str) -> str:
    return "zh" if language.startswith("zh") else language

"""Reading a summary or a call and all it stands on, at one instant, into the plain contents of a document."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultation.processes.models import AgendaItem, Process, Session
from consultation.processes.naming import place_and_dates, session_title
from consultation.processes.ordering import sort_key
from consultation.submissions.models import Call
from look.languages import direction_of, tag_of
from reports.documents import prose
from reports.documents.contents import (
    Attribution,
    Citation,
    Contribution,
    Kind,
    Masthead,
    MastheadSettings,
    Order,
    Paragraph,
    ParticipantGroup,
    Quantity,
    ReportContents,
    Section,
)
from reports.documents.counting import charts_of
from reports.documents.dispositions import dispositions_of
from reports.documents.evidence import (
    anchor_of,
    contributions_to,
    group_positions,
    items_of,
    local_day,
    participants_among,
    questions_of,
)
from reports.documents.instant import one_instant
from reports.documents.outline import BY_GROUP
from reports.summaries.legend import legend_of
from reports.summaries.models import Summary
from reports.summaries.outline import Chapter, outline, shown_as_evidence


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked for: the language of the version, the instant, the process's masthead, a title of its own."""

    language: str
    as_of: datetime
    masthead: MastheadSettings
    title: str
    order: Order
    participants: Sequence[ParticipantGroup]


def contents_of(
    kind: str, *, summary_id: int | None = None, call_id: int | None = None, process_id: int | None = None,
    language: str, as_of: datetime, order: str = Order.GROUP, title: str = "",
    masthead: MastheadSettings | None = None, participants: Sequence[ParticipantGroup] = (),
) -> ReportContents:  # fmt: skip
    """The contents of a document in that language, all read in one repeatable-read transaction.

    A Chair's summary and the table of its answers stand on `summary_id`, a specimen on `process_id`, every other kind
    on `call_id`. What was received in confidence, withheld or not decided is in none of them, nor is an answer that was
    not released. `participants` (registered delegations with people who agreed to be listed) are plain data, handed
    in. The number of queries does not depend on how much there is to read. Raises DoesNotExist.
    """
    request = Request(
        language=language, as_of=as_of, masthead=masthead or MastheadSettings(), title=title, order=Order(order),
        participants=participants,
    )  # fmt: skip
    with one_instant(), override(language):
        match Kind(kind):
            case Kind.CHAIRS_SUMMARY:
                summary = _one(Summary.objects.select_related("session__process"), summary_id)
                return _chairs_summary(summary, request)
            case Kind.DISPOSITIONS:
                return _disposition_table(_one(Summary.objects.select_related("session__process"), summary_id), request)
            case Kind.SPECIMEN:
                return _specimen(_one(Process.objects.all(), process_id), request)
            case other:
                call = _one(Call.objects.select_related("session__process", "process"), call_id)
                return _FROM_A_CALL[other](call, request)


def _one(rows: QuerySet[Any, Any], key: int | None) -> Any:
    """The row of that key; raises DoesNotExist, without a key too."""
    return rows.get(pk=0 if key is None else key)


# --- the Chair's summary ------------------------------------------------------------------------------------------


def _chairs_summary(summary: Summary, request: Request) -> ReportContents:
    contributions = contributions_to(list(summary.calls.values_list("pk", flat=True)))
    annexed = {entry.anchor for entry in contributions}
    chapters = outline(summary)
    on_agenda = [chapter.section.agenda_item_id for chapter in chapters if chapter.section.agenda_item_id]
    items = AgendaItem.objects.filter(pk__in=on_agenda).select_related("parent")
    return ReportContents(
        kind=Kind.CHAIRS_SUMMARY,
        title=request.title or summary.title,
        attribution=Attribution(summary.attribution),
        sections=tuple(_section(chapter, annexed) for chapter in chapters if chapter.paragraphs),
        quantities=_quantities(summary, chapters),
        participants=participants_among(contributions, language=request.language),
        contributions=tuple(contributions),
        **_around(
            summary.session, items, request, symbol=summary.symbol, issued_at=summary.issued_at,
            written_in=summary.language,
        ),
    )  # fmt: skip


def _quantities(summary: Summary, chapters: Sequence[Chapter]) -> tuple[Quantity, ...]:
    texts = (numbered.paragraph.text for chapter in chapters for numbered in chapter.paragraphs)
    return tuple(
        Quantity(
            phrase=line.phrase, language=_tag(summary.language), lowest=line.band.lowest, highest=line.band.highest,
            is_share=line.band.is_share,
        )
        for line in legend_of(summary, texts)
    )  # fmt: skip


def _section(chapter: Chapter, annexed: Set[str]) -> Section:
    """A section with its citations of what the annex holds, so that each of them leads somewhere."""
    paragraphs = tuple(
        Paragraph(
            number=numbered.number,
            text=numbered.paragraph.text,
            citations=tuple(
                Citation(reference=submission.reference, anchor=anchor_of(submission.pk))
                for submission in numbered.rests_on
                if shown_as_evidence(submission) and anchor_of(submission.pk) in annexed
            ),
        )
        for numbered in chapter.paragraphs
    )
    label = chapter.section.agenda_item.label if chapter.section.agenda_item else ""
    return Section(heading=chapter.section.heading, agenda_label=label, paragraphs=paragraphs)


def _disposition_table(summary: Summary, request: Request) -> ReportContents:
    return ReportContents(
        kind=Kind.DISPOSITIONS,
        title=request.title or _("Comments and observations of the Chair"),
        attribution=Attribution(summary.attribution),
        subject=summary.title,
        dispositions=dispositions_of(summary),
        **_around(
            summary.session, (), request, symbol=summary.symbol, issued_at=summary.issued_at,
            written_in=summary.language,
        ),
    )  # fmt: skip


# --- documents of the secretariat on a call -----------------------------------------------------------------------


def _compilation(call: Call, request: Request) -> ReportContents:
    questions = tuple(question.text for question in questions_of([call.pk]))
    if not questions:
        request = replace(request, order=_WITHOUT_QUESTIONS.get(request.order, request.order))
    contributions = _arranged(contributions_to([call.pk]), request)
    return ReportContents(
        kind=Kind.COMPILATION,
        title=request.title or _("Compilation of submissions"),
        subtitle=_("Note by the secretariat"),
        attribution=Attribution.ATTRIBUTED,
        order=request.order,
        questions=questions,
        sections=prose.before_a_compilation(call, contributions, order=request.order, language=request.language),
        contributions=tuple(contributions),
        **_around_call(call, request),
    )


_WITHOUT_QUESTIONS = {Order.QUESTION: Order.NAME, Order.REPLIES: Order.GROUP}


def _arranged(contributions: Sequence[Contribution], request: Request) -> list[Contribution]:
    """By name in the order of the language, and before that by stakeholder group where this is asked for."""
    groups = group_positions() if request.order in BY_GROUP else {}

    def place(entry: Contribution) -> tuple[Any, ...]:
        return groups.get(entry.group, 0), sort_key(entry.organisation, request.language), entry.reference

    return sorted(contributions, key=place)


def _list_of_participants(call: Call, request: Request) -> ReportContents:
    groups = tuple(request.participants)
    return ReportContents(
        kind=Kind.PARTICIPANTS,
        title=request.title or _("List of participants"),
        attribution=Attribution.ATTRIBUTED,
        sections=prose.before_participants(call, names_people=bool(groups)),
        participants=groups or participants_among(contributions_to([call.pk]), language=request.language),
        **_around_call(call, request),
    )


def _statistics(call: Call, request: Request) -> ReportContents:
    items = items_of([call.pk])
    return ReportContents(
        kind=Kind.STATISTICS,
        title=request.title or _("Participation statistics"),
        subtitle=_("Note by the secretariat"),
        attribution=Attribution.ATTRIBUTED,
        sections=prose.before_statistics(call, language=request.language),
        charts=charts_of([call.pk], items, language=request.language),
        **_around_call(call, request, items),
    )


def _cover_note(call: Call, request: Request) -> ReportContents:
    items = items_of([call.pk])
    return ReportContents(
        kind=Kind.COVER_NOTE,
        title=request.title or call.title,
        subtitle=_("Note by the secretariat"),
        attribution=Attribution.ATTRIBUTED,
        sections=prose.cover_note(
            call, contributions=contributions_to([call.pk]), questions=questions_of([call.pk]), items=items,
            language=request.language,
        ),
        **_around_call(call, request, items),
    )  # fmt: skip


_FROM_A_CALL = {
    Kind.COMPILATION: _compilation,
    Kind.PARTICIPANTS: _list_of_participants,
    Kind.STATISTICS: _statistics,
    Kind.COVER_NOTE: _cover_note,
}


def _specimen(process: Process, request: Request) -> ReportContents:
    """What a letterhead looks like, before anything is printed with it."""
    return ReportContents(
        kind=Kind.SPECIMEN,
        title=request.title or process.name,
        attribution=Attribution.ATTRIBUTED,
        sections=prose.of_a_specimen(process),
        process=process.name,
        session="",
        place_and_dates="",
        masthead=_masthead(process, request, symbol=process.symbol_stem, issued_at=None, written_in=request.language),
        **_told_by(request),
    )


# --- the head of every document -----------------------------------------------------------------------------------


def _around_call(call: Call, request: Request, items: Sequence[AgendaItem] | None = None) -> dict[str, Any]:
    items = items_of([call.pk]) if items is None else items
    return _around(
        call.session, items, request, symbol=call.symbol, issued_at=None, written_in=request.language
    )  # fmt: skip


def _around(
    session: Session, items: Iterable[AgendaItem], request: Request, *, symbol: str, issued_at: datetime | None,
    written_in: str,
) -> dict[str, Any]:  # fmt: skip
    item = _single(items)
    place = place_and_dates(session.place, session.starts_on, session.ends_on, request.language)
    return {
        "process": session.process.name,
        "session": session_title(session.kind, session.ordinal, request.language),
        "place_and_dates": place,
        "agenda_item": _("Agenda item %(item)s") % {"item": item.label} if item else "",
        "agenda_title": item.title if item else "",
        "masthead": _masthead(session.process, request, symbol=symbol, issued_at=issued_at, written_in=written_in),
        **_told_by(request),
    }


def _told_by(request: Request) -> dict[str, Any]:
    return {
        "language": _tag(request.language),
        "direction": direction_of(request.language),
        "as_of": request.as_of,
    }


def _masthead(
    process: Process, request: Request, *, symbol: str, issued_at: datetime | None, written_in: str
) -> Masthead:
    chosen = request.masthead
    return Masthead(
        body=chosen.body or process.organ or settings.SITE_NAME,
        organ=chosen.organ or process.name,
        symbol=chosen.symbol or symbol,
        distribution=chosen.distribution,
        issued_on=local_day(issued_at or request.as_of, process.time_zone),
        original_language=_tag(written_in),
        paper=chosen.paper,
        logo=chosen.logo,
        disclaimer=chosen.disclaimer,
        correction=chosen.correction,
        responsibility=chosen.responsibility,
    )


def _single(items: Iterable[AgendaItem]) -> AgendaItem | None:
    """The one agenda item that all belongs to, a sub-item standing for its item; None where there are several."""
    tops = {item.parent or item for item in items}
    return tops.pop() if len(tops) == 1 else None


def _tag(language: str) -> str:
    return "zh" if language.startswith("zh") else tag_of(language)

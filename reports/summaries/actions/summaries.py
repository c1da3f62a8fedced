"""What is done to a summary as a whole: begin it, send it round, close it, issue it, correct it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.processes.models import AgendaItem, Session
from consultation.sittings.attribution import called_for_by, is_looser
from consultation.submissions.models import Call
from register.errors import ReasonMissing
from reports.summaries.correcting import copy_text, next_correction
from reports.summaries.errors import LooserThanHeld, NamesStand, NothingToIssue, NotTheLatest
from reports.summaries.models import Paragraph, Section, Summary
from reports.summaries.names import names_told
from reports.summaries.states import SummaryState
from reports.summaries.transitions import move_summary


@transaction.atomic
def begin_summary(
    *, session: Session, calls: Iterable[Call], title: str, symbol: str, language: str, attribution: str, by: Any,
    at: datetime, is_of_other_parts: bool = False,
) -> Summary:  # fmt: skip
    """A summary in drafting with one section for each agenda item that the calls address.

    Raises PermissionDenied unless the person presides over the session's process, and LooserThanHeld where parts of the
    session are held under a stricter rule on names, unless she confirms that the summary is of other parts.
    """
    if not by.has_perm("processes.preside", session.process):
        raise PermissionDenied
    owed = called_for_by(session)
    if is_looser(attribution, owed) and not is_of_other_parts:
        raise LooserThanHeld
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
    looser = {"stricter_elsewhere": owed} if is_looser(attribution, owed) else {}
    summary.events.create(kind="begun", at=at, by=by, details=looser)
    return summary


@transaction.atomic
def send_for_review(*, summary: Summary, by: Any, at: datetime) -> None:
    """Ask the team to read it; the text can still be changed. Raises NothingToIssue, and what move raises."""
    _has_text(summary)
    move_summary(summary, "sent_for_review", by=by, at=at)


@transaction.atomic
def circulate_summary(*, summary: Summary, by: Any, at: datetime) -> None:
    """Let it stand still while facts are checked. Raises NothingToIssue, and what move raises."""
    _has_text(summary)
    move_summary(summary, "circulated", by=by, at=at)


@transaction.atomic
def finalise_summary(*, summary: Summary, by: Any, at: datetime) -> None:
    """Close the drafting; raises NothingToIssue for a summary without a paragraph, and what move raises."""
    _has_text(summary)
    move_summary(summary, "finalised", by=by, at=at)


@transaction.atomic
def reopen_summary(*, summary: Summary, by: Any, at: datetime, reason: str) -> None:
    """Open the drafting again, with a reason; raises what move raises."""
    move_summary(summary, "reopened", by=by, at=at, note=reason)


@transaction.atomic
def abandon_summary(*, summary: Summary, by: Any, at: datetime, reason: str) -> None:
    """Give up a summary that was never issued; its text stays readable for the team. Raises what move raises."""
    move_summary(summary, "abandoned", by=by, at=at, note=reason)


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


@transaction.atomic
def correct_summary(*, summary: Summary, reason: str, by: Any, at: datetime) -> Summary:
    """A further summary, in drafting, that will supersede the issued one, with all of its text and evidence.

    Paragraphs keep their anchors. Raises NotTheLatest unless it is issued and has no correction yet, SymbolTooLong,
    ReasonMissing, PermissionDenied.
    """
    if not by.has_perm("summaries.issue_summary", summary):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    now = Summary.objects.select_for_update(no_key=True).get(pk=summary.pk)
    if now.state != SummaryState.ISSUED or Summary.objects.standing().filter(supersedes=now).exists():
        raise NotTheLatest
    symbol, number = next_correction(now)
    corrected = Summary.objects.create(
        session=now.session, title=now.title, symbol=symbol, language=now.language, attribution=now.attribution,
        created_at=at, created_by=by, supersedes=now, correction=number, reason=reason.strip(),
    )  # fmt: skip
    copy_text(now, corrected, by=by, at=at)
    corrected.events.create(kind="begun", at=at, by=by, note=corrected.reason, details={"corrects": now.symbol})
    return corrected


def _has_text(summary: Summary) -> None:
    if not Paragraph.objects.filter(section__summary=summary).exists():
        raise NothingToIssue


def _in(language: str, item: AgendaItem) -> str:
    field = f"title_{language.replace('-', '_')}"
    return getattr(item, field) or item.title

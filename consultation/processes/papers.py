"""What was asked and issued about a session, item by item: calls, summaries, documents.

These live in other apps and storeys; here they are known by the names of their relations only. A summary of informal
consultations between two sessions goes to the session that follows, so it stands there too (as the Chair's summary of
the consultative meeting of December 2019 went to the second session under A/RES/73/27).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from consultation.processes.agenda import Branch, flat
from consultation.processes.models import Session

BETWEEN = Session.Kind.INTERSESSIONAL


@dataclass(frozen=True, slots=True)
class Paper:
    """A call, a summary or a document, by `what` it is; `items` are the agenda items it concerns."""

    what: str
    row: Any
    items: frozenset[int]


@dataclass(slots=True)
class Papers:
    """What concerns the session as a whole, and what came of the meetings between it and the session before."""

    of_session: list[Paper] = field(default_factory=list)
    from_between: list[tuple[Session, list[Paper]]] = field(default_factory=list)


def papers_of(session: Session, tree: Iterable[Branch], calls: Iterable[Any], *, user: Any) -> Papers:
    """Put what concerns an item on its branch, and return the rest. Asks three queries and those for the items."""
    before = meetings_before(session)
    issued = [*_summaries([session, *before], user), *_documents([session, *before], user)]
    asked = [Paper("call", call, frozenset(item.pk for item in call.agenda_items.all())) for call in calls]
    of_session = [paper for paper in issued if _session_of(paper.row) == session.pk]
    branches = {branch.item.pk: branch for branch in flat(tree)}
    rest = []
    for paper in [*asked, *of_session]:
        for item in paper.items & branches.keys():
            branches[item].papers.append(paper)
        if not paper.items & branches.keys() and paper.what != "call":
            rest.append(paper)
    return Papers(rest, [(one, _those_of(one, issued)) for one in before if _those_of(one, issued)])


def meetings_before(session: Session) -> list[Session]:
    """The intersessional meetings whose next formal session this is, the first one first."""
    if session.kind == BETWEEN:
        return []
    others = list(Session.objects.filter(process=session.process_id).order_by("starts_on", "pk"))
    return [one for one in others if one.kind == BETWEEN and next_formal(one, others) == session]


def next_formal(meeting: Session, sessions: Iterable[Session]) -> Session | None:
    """The first formal session that begins once the meeting is over; `sessions` come in the order of their days."""
    following = (one for one in sessions if one.kind != BETWEEN and one.starts_on >= meeting.ends_on)
    return next(following, None)


def _those_of(session: Session, papers: Iterable[Paper]) -> list[Paper]:
    return [paper for paper in papers if _session_of(paper.row) == session.pk]


def _session_of(row: Any) -> int:
    """The session of a summary, or of the summary or the call that a document stands on."""
    key: int = row.session_id if hasattr(row, "session_id") else (row.summary or row.call).session_id
    return key


def _summaries(sessions: Iterable[Session], user: Any) -> list[Paper]:
    model: Any = Session._meta.get_field("summaries").related_model
    issued = model._default_manager.visible_to(user).filter(session__in=list(sessions), state="issued")
    latest = issued.exclude(corrections__state="issued").prefetch_related("sections").order_by("issued_at", "pk")
    return [Paper("summary", row, _items_of_summary(row)) for row in latest]


def _items_of_summary(summary: Any) -> frozenset[int]:
    return frozenset(section.agenda_item_id for section in summary.sections.all() if section.agenda_item_id)


def _documents(sessions: Iterable[Session], user: Any) -> list[Paper]:
    model: Any = Session._meta.get_field("process").related_model._meta.get_field("documents").related_model  # type: ignore[union-attr]
    some = list(sessions)
    concerning = Q(summary__session__in=some) | Q(call__session__in=some)
    issued = model._default_manager.visible_to(user).filter(concerning, state="issued").current()
    related = issued.select_related("summary", "call", "supersedes").order_by("issued_at", "pk")
    whole = related.prefetch_related("summary__sections", "call__agenda_items")
    return [Paper("document", row, _items_of_document(row)) for row in whole]


def _items_of_document(document: Any) -> frozenset[int]:
    if document.summary:
        return _items_of_summary(document.summary)
    return frozenset(item.pk for item in document.call.agenda_items.all())

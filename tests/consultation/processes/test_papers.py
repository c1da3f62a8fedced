"""What was asked and issued about a session stands under the item that it concerns, and a meeting's under the next one."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from consultation.processes.models import Session
from consultation.processes.papers import meetings_before
from consultation.sittings.models import Meeting, Segment
from reports.summaries.models import Section, Summary
from tests import factories as make
from tests.factories import NOON
from tests.factories.documents import make_document
from tests.factories.sittings import make_meeting, make_segment

pytestmark = pytest.mark.django_db


def make_session_in(process: Any, month: int, kind: str = "substantive", ordinal: int = 1) -> Session:
    return make.make_session(
        process, kind=kind, ordinal=ordinal, starts_on=date(2027, month, 1), ends_on=date(2027, month, 5)
    )


def issue(session: Session, title: str, item: Any = None, state: str = "issued") -> Summary:
    summary = Summary.objects.create(
        session=session, title=title, symbol=f"{session.symbol}/CS", created_at=NOON, state=state,
        created_by=make.make_chair(session.process), issued_at=NOON if state == "issued" else None,
    )  # fmt: skip
    Section.objects.create(summary=summary, heading="Trust", position=1, agenda_item=item)
    return summary


def page_of(client: Client, session: Session) -> str:
    return str(client.get(reverse("processes:session", args=[session.symbol])).content.decode())


def test_calls_summaries_and_documents_stand_under_their_item(client: Client) -> None:
    session = make_session_in(make.make_process(), 3)
    other, item = make.make_agenda_item(session, "4", title="Other"), make.make_agenda_item(session, "5", title="Trust")
    call = make.make_call(session, title="Asked of trust")
    call.agenda_items.add(item)
    summary = issue(session, "Heard on trust", item)
    make_document(summary, "issued", title="Printed on trust")
    make_document(summary, "ready", title="Not issued yet")
    before, _sep, under = page_of(client, session).partition(f">{item.label}</bdi>")
    assert f">{other.label}</bdi>" in before
    under = under.partition("</main>")[0].partition("Calls for input")[0]
    assert [title in under for title in ("Asked of trust", "Heard on trust", "Printed on trust")] == [True] * 3
    assert "Heard on trust" not in before
    assert "Not issued yet" not in page_of(client, session)


def test_what_concerns_no_item_stands_under_the_session(client: Client) -> None:
    session = make_session_in(make.make_process(), 3)
    issue(session, "Heard in general")
    issue(make_session_in(session.process, 6, ordinal=2), "Heard elsewhere")
    page = page_of(client, session)
    assert "Heard in general" in page.partition("Documents of the session")[2]
    assert "Heard elsewhere" not in page


def test_row_01_a_summary_of_a_meeting_between_sessions_stands_under_the_next_formal_session_too(
    client: Client,
) -> None:
    """The Chair's summary of an informal consultative meeting goes to the session that follows, and to no other."""
    process = make.make_process()
    before, after, later = (make_session_in(process, month, ordinal=month) for month in (2, 6, 9))
    meeting = make_session_in(process, 4, "intersessional")
    issue(meeting, "Heard between sessions")
    for session, expected in ((meeting, True), (before, False), (after, True), (later, False)):
        assert ("Heard between sessions" in page_of(client, session)) is expected, session
    assert "From the meetings between sessions" in page_of(client, after)


def test_row_01_a_draft_summary_is_under_no_session(client: Client) -> None:
    """Before it is issued nobody but the Chair's team knows of it."""
    process = make.make_process()
    after = make_session_in(process, 6)
    issue(make_session_in(process, 4, "intersessional"), "Not yet", state="drafting")
    assert "Not yet" not in page_of(client, after)


@pytest.mark.parametrize(
    ("meetings", "session", "expected"),
    [
        ([(4, 1), (5, 2)], 6, [4, 5]),
        ([(4, 1)], 9, []),
        ([(10, 1)], 9, []),
    ],
    ids=["two", "not-the-one-after-next", "not-before"],
)
def test_which_meetings_lie_before_a_session(
    meetings: list[tuple[int, int]], session: int, expected: list[int]
) -> None:
    process = make.make_process()
    for month, ordinal in meetings:
        make_session_in(process, month, "intersessional", ordinal)
    formal = {month: make_session_in(process, month, ordinal=month) for month in (2, 6, 9)}
    assert [one.starts_on.month for one in meetings_before(formal[session])] == expected


def test_row_28_an_unofficial_event_stands_under_no_documents(client: Client) -> None:
    """The page of a session with its agenda and documents tells nothing of events that are no part of the process."""
    session = make_session_in(make.make_process(), 3)
    issue(session, "Heard in general")
    make_segment(make_meeting(session, is_official=False, organiser="Friends of Talk"), "unofficial_dialogue")
    page = page_of(client, session)
    assert "Friends of Talk" not in page
    assert reverse("sittings:programme", args=[session.symbol]) in page


def test_row_28_nothing_that_has_a_symbol_can_belong_to_an_unofficial_event() -> None:
    """Documents, summaries, calls and contributions belong to sessions: no row with a symbol refers to a meeting."""
    with_symbol = {
        model for model in apps.get_models() if {"symbol", "reference"} & {one.name for one in model._meta.get_fields()}
    }
    assert {"Call", "Submission", "Summary", "Document"} <= {model.__name__ for model in with_symbol}
    held = {
        (model.__name__, field.related_model)
        for model in with_symbol
        for field in model._meta.get_fields()
        if field.concrete and field.related_model in (Meeting, Segment)
    }
    assert held == set()
    numbered = {"is_official": False, "organiser": "Friends of Talk", "number": 7}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_meeting(make.make_session(), **numbered)


def test_the_programme_is_linked_once_it_is_public(client: Client) -> None:
    session = make_session_in(make.make_process(), 3)
    assert "Programme of work" not in page_of(client, session)
    make_meeting(session)
    assert "Programme of work" in page_of(client, session)

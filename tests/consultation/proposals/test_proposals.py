"""Proposing an agenda item in writing: whom the modalities let, who decides, who is told.

Source of the rule: ECOSOC resolution 1996/31, paragraphs 28 and 34: organisations in general consultative status may
propose items, those in special status and on the roster may not.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from consultation.participation.errors import NotGranted
from consultation.processes.models import AgendaItem
from consultation.proposals import actions
from consultation.proposals.actions import Written
from consultation.proposals.errors import NotRecognised, SessionOver
from consultation.proposals.models import Proposal
from register.errors import OutOfDate, ReasonMissing
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Organisation
from tests.factories import (
    NOON,
    join,
    make_agenda_item,
    make_chair,
    make_focal_point,
    make_member,
    make_officer,
    make_organisation,
    make_process,
    make_secretariat,
    make_session,
    make_user,
)
from tests.factories.modalities import make_modalities, make_of_category
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
WRITTEN = Written(title="Repair of undersea cables", text="Cables carry what States say.", language="en")
POSTED = {"title": "Repair of undersea cables", "text": "Cables carry what States say.", "language": "en"}


def session_under(preset: str, **fields: Any) -> Any:
    session = make_session(make_process(), **fields)
    make_modalities(session.process, preset)
    return session


def propose(session: Any, of: Organisation, at: datetime = NOON) -> Proposal:
    return actions.propose_item(session=session, organisation=of, written=WRITTEN, by=make_focal_point(of), at=at)


@pytest.mark.parametrize(
    ("category", "may"),
    [
        ("state", True), ("ecosoc_general", True), ("ecosoc_special", False), ("ecosoc_roster", False),
        ("accredited", False), ("not_accredited", False), ("igo", False),
    ],
)  # fmt: skip
def test_row_08_states_and_general_status_propose_and_the_roster_is_refused_with_the_clause(
    category: str, may: bool
) -> None:
    """Under the multilateral rules a State and an organisation in general status propose; nobody else does."""
    session = session_under("multilateral")
    of = make_of_category(category, session.process)
    if may:
        made = propose(session, of)
        assert (made.state, made.category, made.author_name) == ("proposed", category, of.name)
        assert [event.kind for event in made.events.all()] == ["proposed"]
        return
    with pytest.raises(NotGranted, match=r"propose agenda items.*Clause \d+ of the modalities \(version 1\)"):
        propose(session, of)
    assert not Proposal.objects.exists()


def test_row_08_without_modalities_nobody_proposes() -> None:
    """What is not provided for is not granted."""
    session = make_session()
    with pytest.raises(NotGranted, match="No modalities are in force"):
        propose(session, make_of_category("state", session.process))


def test_row_08_what_was_proposed_becomes_an_item_in_the_words_of_those_who_write_the_agenda() -> None:
    """Accepted: last on the agenda, with its own wording; the proposal stays as sent, and the proposer is told."""
    session = session_under("multilateral")
    make_agenda_item(session, "1")
    proposal = propose(session, make_of_category("ecosoc_general", session.process))
    by = make_chair(session.process)
    item = AgendaItem(session=session, label="2", title_en="Resilience of cables")
    actions.put_on_agenda(proposal=proposal, item=item, by=by, at=NOON)
    kept = Proposal.objects.get()
    assert kept.item
    assert (kept.state, kept.item.label, kept.item.title) == ("accepted", "2", "Resilience of cables")
    assert [item.label for item in session.agenda_items.order_by("position")] == ["1", "2"]
    assert kept.title == "Repair of undersea cables"
    assert [(event.kind, event.by) for event in kept.events.all()][-1] == ("put_on_the_agenda", by)
    assert [event.kind for event in session.process.events.all()][-1] == "agenda_item_added"
    letter = Letter.objects.order_by("pk").last()
    assert letter
    assert "is on the agenda" in letter.text
    assert "2. Resilience of cables" in letter.text


def test_row_08_whoever_is_declined_is_told_why() -> None:
    """No without a reason is refused; the reason reaches the proposer."""
    session = session_under("multilateral")
    of = make_of_category("ecosoc_general", session.process)
    proposal, by = propose(session, of), make_secretariat()
    with pytest.raises(ReasonMissing):
        actions.decline_proposal(proposal=proposal, reason="  ", by=by, at=NOON)
    actions.decline_proposal(proposal=proposal, reason="It is part of item 5.", by=by, at=NOON)
    assert Proposal.objects.get().state == "declined"
    letters = list(Letter.objects.order_by("pk"))
    assert [("received" in one.key, "declined" in one.key) for one in letters] == [(True, False), (False, True)]
    assert "It is part of item 5." in letters[1].text
    assert {one.to for one in letters} == {of.memberships.get().user.email}


def test_it_is_decided_once_and_not_after_it_was_withdrawn() -> None:
    proposal, by = make_proposal(), make_secretariat()
    actions.withdraw_proposal(proposal=proposal, by=proposal.proposed_by, at=NOON)
    stale = Proposal.objects.get()
    with pytest.raises(OutOfDate):
        actions.decline_proposal(proposal=stale, reason="No.", by=by, at=NOON)
    with pytest.raises(OutOfDate):
        actions.put_on_agenda(
            proposal=stale, item=AgendaItem(session=stale.session, label="1", title_en="T"), by=by, at=NOON
        )
    assert not AgendaItem.objects.exists()


def test_an_item_of_another_agenda_or_with_a_number_that_is_taken_is_refused() -> None:
    proposal, by = make_proposal(), make_secretariat()
    make_agenda_item(proposal.session, "1")
    for item in (
        AgendaItem(session=make_session(proposal.session.process, kind="resumed"), label="2", title_en="T"),
        AgendaItem(session=proposal.session, label="1", title_en="T"),
    ):
        with pytest.raises(OutOfDate):
            actions.put_on_agenda(proposal=proposal, item=item, by=by, at=NOON)
    assert Proposal.objects.get().state == "proposed"


def test_who_may_decide_and_who_may_withdraw() -> None:
    proposal = make_proposal()
    process, own = proposal.session.process, proposal.organisation
    colleague = make_secretariat()
    join(colleague, own)
    for person in (
        proposal.proposed_by, make_user(), colleague, make_chair(make_process()), make_officer(process, "team"),
        make_officer(process, "secretariat", second_factor=False),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            actions.decline_proposal(proposal=proposal, reason="No.", by=person, at=NOON)
    for person in (make_member(own), make_chair(process), make_focal_point(make_organisation())):
        with pytest.raises(PermissionDenied):
            actions.withdraw_proposal(proposal=proposal, by=person, at=NOON)
    actions.decline_proposal(proposal=proposal, reason="No.", by=make_officer(process, "co_chair"), at=NOON)


def test_only_the_focal_point_of_a_recognised_organisation_proposes() -> None:
    session = session_under("multistakeholder")
    of = make_organisation()
    with pytest.raises(PermissionDenied):
        actions.propose_item(session=session, organisation=of, written=WRITTEN, by=make_member(of), at=NOON)
    with pytest.raises(NotRecognised):
        propose(session, make_organisation(state="proposed"))


@pytest.mark.parametrize(("hour", "is_over"), [(23, False), (24, True)])
def test_one_proposes_until_the_session_is_over_where_it_meets(hour: int, is_over: bool) -> None:
    session = session_under("multistakeholder", starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 27))
    session.process.time_zone = "America/New_York"
    at = datetime(2026, 11, 27, tzinfo=ZoneInfo("America/New_York")) + timedelta(hours=hour)
    if is_over:
        with pytest.raises(SessionOver):
            propose(session, make_organisation(), at)
    else:
        assert propose(session, make_organisation(), at).state == "proposed"


def test_the_database_keeps_what_was_sent() -> None:
    proposal = make_proposal()
    rows = Proposal.objects.filter(pk=proposal.pk)
    for act in (
        lambda: rows.update(title="Another"), lambda: rows.update(text="Another"), lambda: rows.update(state="accepted"),
        lambda: rows.update(item=make_agenda_item(proposal.session)), lambda: rows.delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


# --- on the pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def at_noon(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)


def page_of(client: Client, name: str, *args: Any) -> str:
    return str(client.get(reverse(f"proposals:{name}", args=args)).content.decode())


@pytest.mark.usefixtures("at_noon")
def test_one_proposes_on_the_page_of_the_session_and_follows_what_becomes_of_it(client: Client) -> None:
    session = session_under("multilateral")
    of = make_of_category("ecosoc_general", session.process, name="Cable Forum")
    client.force_login(make_focal_point(of))
    address = reverse("proposals:propose", args=[session.symbol])
    assert address in client.get(reverse("processes:session", args=[session.symbol])).content.decode()
    done = client.post(address, {"organisation": of.pk, **POSTED}, follow=True).content.decode()
    assert "Repair of undersea cables" in done
    proposal = Proposal.objects.get()
    chair = Client()
    chair.force_login(make_chair(session.process))
    assert "Cable Forum" in page_of(chair, "desk")
    told = chair.post(reverse("proposals:decide", args=[proposal.public_id]), {"act": "decline", "reason": ""})
    assert "This field is required" in told.content.decode()
    chair.post(reverse("proposals:decide", args=[proposal.public_id]),
               {"act": "accept", "label": "3", "title_en": "Resilience of cables", "parent": ""})  # fmt: skip
    said = page_of(client, "proposal", proposal.public_id)
    assert "It is on the agenda as item" in said
    assert "Resilience of cables" in said
    public = Client().get(reverse("processes:session", args=[session.symbol])).content.decode()
    assert "Resilience of cables" in public
    assert "Cable Forum" not in public


@pytest.mark.usefixtures("at_noon")
def test_row_08_whoever_may_not_gets_no_form_and_the_clause_as_a_page(client: Client) -> None:
    """Roster: the page says on which clause the answer rests, and a POST is refused with it."""
    session = session_under("multilateral")
    of = make_of_category("ecosoc_roster", session.process)
    client.force_login(make_focal_point(of))
    said = page_of(client, "propose", session.symbol)
    assert "You may not: propose agenda items (clause " in said
    assert 'name="title"' not in said
    address = reverse("proposals:propose", args=[session.symbol])
    answer = client.post(address, {"organisation": of.pk, **POSTED})
    assert answer.status_code == 403
    assert "of the modalities (version 1)" in answer.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("at_noon")
def test_the_page_asks_the_same_however_many_organisations(client: Client, django_assert_num_queries: Any) -> None:
    session = session_under("multilateral")
    person = make_focal_point(make_of_category("ecosoc_general", session.process))
    client.force_login(person)
    page_of(client, "propose", session.symbol)
    for more in (0, 3):
        for _number in range(more):
            join(person, make_organisation(), role="focal_point")
        with django_assert_num_queries(5):
            page_of(client, "propose", session.symbol)


def test_a_proposal_is_its_organisation_s_and_the_officers_until_it_is_on_the_agenda(client: Client) -> None:
    proposal = make_proposal()
    process = proposal.session.process
    shown = {
        "own": make_member(proposal.organisation), "chair": make_chair(process), "serves": make_secretariat(),
    }  # fmt: skip
    hidden = {"other": make_focal_point(make_organisation()), "other chair": make_chair(make_process())}
    for name, person in (shown | hidden).items():
        assert Proposal.objects.visible_to(person).exists() is (name in shown), name
    client.force_login(hidden["other chair"])
    assert "undersea" not in page_of(client, "desk")
    assert client.get(reverse("proposals:decide", args=[proposal.public_id])).status_code == 404

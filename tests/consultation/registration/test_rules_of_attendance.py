"""Who may register for a session, how a delegation is made up, and when nobody may be listed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from consultation.participation.errors import NotGranted
from consultation.processes.models import Session
from consultation.registration.actions import deciding
from consultation.registration.actions.late import confirm_incomplete, register_late
from consultation.registration.actions.persons import Person, register_person, withdraw_registration
from consultation.registration.actions.windows import publish_participants, take_back_participants
from consultation.registration.errors import (
    CanStillBeCompleted,
    ChathamHouseRuleHolds,
    DelegationIncomplete,
    GroupDoesNotMeet,
    NotAccredited,
    NothingLacking,
    NotRecognised,
    TooManyOfOneSide,
)
from consultation.registration.models import Registration, RegistrationWindow
from consultation.sittings.kinds import Attribution
from register.errors import OutOfDate, ReasonMissing
from stakeholders.organisations.models import Organisation
from tests.factories import NOON, make_focal_point, make_organisation, make_secretariat, make_session
from tests.factories.accreditation import make_round
from tests.factories.modalities import make_modalities
from tests.factories.registration import (
    accredit,
    in_group,
    make_associate,
    make_registration,
    make_window,
    refuse_accreditation,
)
from tests.factories.sittings import make_meeting, make_segment, make_sub_group

pytestmark = pytest.mark.django_db


def register(window: RegistrationWindow, organisation: Organisation, name: str = "Amina Otieno", **person: Any) -> Any:
    return register_person(
        window=window, organisation=organisation, by=make_focal_point(organisation), at=NOON,
        person={"name": name, "email": "amina@people.example", "language": "en", **person},
    )  # fmt: skip


def test_row_01_an_organisation_objected_to_registers_for_an_informal_consultative_meeting_only() -> None:
    """An informal meeting between sessions is open regardless of standing; formal sessions are not."""
    formal = make_session()
    informal = make_session(formal.process, kind=Session.Kind.INTERSESSIONAL)
    organisation = refuse_accreditation(make_organisation(), formal.process)
    with pytest.raises(NotAccredited):
        register(make_window(formal), organisation)
    registration = register(make_window(informal, open_to_unaccredited=True), organisation)
    assert (registration.category, registration.state) == ("not_accredited", "registered")


def _accredited(session: Session) -> Organisation:
    return accredit(make_organisation(), session.process)


def _ecosoc(_session: Session) -> Organisation:
    return make_organisation(ecosoc_status="roster")


def _state(_session: Session) -> Organisation:
    return in_group("state")


def _igo(_session: Session) -> Organisation:
    return in_group("intergovernmental")


@pytest.mark.parametrize(
    ("sender", "category"),
    [(_accredited, "accredited"), (_ecosoc, "ecosoc_roster"), (_state, "state"), (_igo, "igo")],
)
def test_those_in_good_standing_register_for_a_formal_session(
    sender: Callable[[Session], Organisation], category: str
) -> None:
    session = make_session()
    assert register(make_window(session), sender(session)).category == category


def test_an_organisation_in_status_that_has_not_notified_is_not_listed_and_does_not_register() -> None:
    session = make_session()
    make_round(session.process)
    with pytest.raises(NotAccredited):
        register(make_window(session), make_organisation(ecosoc_status="special"))


def test_a_proposed_organisation_waits_for_the_secretariat_even_where_all_may_come() -> None:
    with pytest.raises(NotRecognised):
        register(make_window(open_to_unaccredited=True), make_organisation(state="proposed"))


def test_row_17_an_associate_registers_for_meetings_of_its_group_only() -> None:
    """Associates are tied to one study group: they are nobody at the meetings of another, and at plenaries."""
    session = make_session()
    organisation, own = make_organisation(), make_sub_group(session.process, "sg-1")
    other = make_sub_group(session.process, "sg-2")
    make_associate(organisation, session.process, sub_group=own)
    at_own = make_meeting(session, sub_group=own)
    elsewhere, plenary = make_meeting(session, sub_group=other), make_meeting(session)
    registration = register(make_window(session), organisation)
    assert registration.sub_group == own
    deciding.confirm_registration(registration=registration, by=make_secretariat(), at=NOON)
    assert list(Registration.objects.for_meeting(at_own)) == [registration]
    assert list(Registration.objects.for_meeting(elsewhere)) == []
    assert list(Registration.objects.for_meeting(plenary)) == []


def test_row_17_an_associate_does_not_register_where_its_group_does_not_meet() -> None:
    """A session without a meeting of the associate's group has nothing that it may attend."""
    session = make_session()
    organisation = make_organisation()
    make_associate(organisation, session.process, sub_group=make_sub_group(session.process, "sg-1"))
    make_meeting(session, sub_group=make_sub_group(session.process, "sg-2"))
    make_meeting(session, sub_group=make_sub_group(session.process, "sg-3"), cancelled_at=NOON)
    with pytest.raises(GroupDoesNotMeet):
        register(make_window(session), organisation)


# --- by the rules of participation ------------------------------------------------------------------------------------


def ruled(preset: str = "oewg-2022", **fields: Any) -> Session:
    """A session of a process in which the preset is in force."""
    session = make_session(**fields)
    make_modalities(session.process, preset)
    return session


def test_row_01_the_rules_let_an_objected_organisation_into_the_informal_meeting_and_name_the_clause_elsewhere() -> (
    None
):
    """Clause 6 opens meetings between sessions to all, clause 8 keeps formal ones for those accredited."""
    formal = ruled()
    informal = make_session(formal.process, kind=Session.Kind.INTERSESSIONAL)
    organisation = refuse_accreditation(make_organisation(), formal.process)
    with pytest.raises(NotGranted, match=r"Clause 8 of the modalities \(version 1\): Formal meetings"):
        register(make_window(formal, open_to_unaccredited=True), organisation)
    assert register(make_window(informal), organisation).category == "not_accredited"


@pytest.mark.parametrize("sender", [_accredited, _ecosoc, _state, _igo])
def test_whom_the_rules_let_attend_registers_before_there_is_a_programme(sender: Callable[[Session], Any]) -> None:
    session = ruled()
    assert register(make_window(session), sender(session)).state == "registered"


def test_row_13_nobody_but_members_registers_for_a_closed_group() -> None:
    """Accredited or not: the clause on closed membership says why."""
    session = ruled("gge")
    for sender in (_accredited, _ecosoc, _igo):
        with pytest.raises(NotGranted, match=r"Clause 2 .*The group is closed"):
            register(make_window(make_session(session.process)), sender(session))
    assert register(make_window(session), _state(session)).category == "state"


def test_one_part_of_the_session_that_may_be_attended_is_enough() -> None:
    session = ruled()
    organisation = accredit(make_organisation(), session.process)
    make_segment(make_meeting(session), "negotiation")
    with pytest.raises(NotGranted, match=r"attend\. Where: Negotiation of a text\. Clause 7"):
        register(make_window(session), organisation)
    make_segment(make_meeting(session), "dedicated_stakeholder")
    assert register(session.registration_window, organisation).category == "accredited"


def test_a_silent_onlooker_registers_too() -> None:
    """Observers may be present at negotiations of the committee on cybercrime, and say nothing."""
    session = ruled("ahc-cybercrime")
    make_segment(make_meeting(session), "negotiation")
    assert register(make_window(session), _accredited(session)).category == "accredited"


def test_row_28_nobody_registers_for_a_session_because_of_an_event_that_is_no_part_of_it() -> None:
    """An unofficial dialogue has an organiser of its own, and is open to all."""
    session = ruled()
    make_segment(kind="unofficial_dialogue", meeting=make_meeting(session, is_official=False))
    make_segment(make_meeting(session), "exchange_of_views")
    with pytest.raises(NotGranted, match="Clause 8"):
        register(make_window(session), make_organisation())


@pytest.mark.parametrize("has_rules", [True, False])
def test_a_meeting_open_to_those_who_are_not_accredited_opens_registration(has_rules: bool) -> None:
    session = ruled() if has_rules else make_session()
    make_segment(make_meeting(session), "exchange_of_views")
    window, organisation = make_window(session), make_organisation()
    with pytest.raises(NotGranted if has_rules else NotAccredited):
        register(window, organisation)
    meeting = make_meeting(session, open_to_unaccredited=True)
    make_segment(meeting, "exchange_of_views")
    assert register(window, organisation).category == "not_accredited"


def test_a_meeting_without_parts_yet_counts_as_one_of_its_session() -> None:
    session = ruled()
    make_meeting(session)
    make_segment(make_meeting(session), "negotiation")
    assert register(make_window(session), _accredited(session)).category == "accredited"


@pytest.mark.parametrize("has_parts", [True, False])
def test_row_17_by_the_rules_an_associate_registers_for_meetings_of_its_group_only(has_parts: bool) -> None:
    """Outside its group the clause on associates refuses it."""
    session = ruled("itu-study-group")
    own, other = (make_sub_group(session.process, code, name=code) for code in ("sg-1", "sg-2"))
    organisation = make_organisation()
    make_associate(organisation, session.process, sub_group=own)
    window, elsewhere = make_window(session), make_meeting(session, sub_group=other)
    if has_parts:
        make_segment(elsewhere, "exchange_of_views")
    with pytest.raises(NotGranted, match="one study group, and of no other"):
        register(window, organisation)
    at_own = make_meeting(session, sub_group=own)
    if has_parts:
        make_segment(at_own, "exchange_of_views")
    registration = register(window, organisation)
    assert (registration.sub_group, registration.category) == (own, "not_accredited")


def test_row_17_a_member_is_limited_to_no_group() -> None:
    """A sector member takes part in every study group."""
    session = ruled("itu-study-group")
    make_segment(make_meeting(session, sub_group=make_sub_group(session.process)), "exchange_of_views")
    assert register(make_window(session), _accredited(session)).sub_group is None


def test_whoever_attends_all_meetings_is_expected_at_those_of_a_group_too() -> None:
    session = make_session()
    registration = make_registration(make_window(session), state="confirmed")
    meeting = make_meeting(session, sub_group=make_sub_group(session.process))
    assert list(Registration.objects.for_meeting(meeting)) == [registration]


def tripartite(*roles: str) -> tuple[RegistrationWindow, Organisation, list[Registration]]:
    window, mission = make_window(composition="tripartite"), in_group("state", "The mission")
    return window, mission, [register(window, mission, f"Delegate {n}", role=role) for n, role in enumerate(roles)]


def test_row_18_three_government_delegates_are_refused() -> None:
    """Per State two government, one employers' and one workers' delegate: 3:1:1 does not come about."""
    window, mission, _delegates = tripartite("government", "government", "employer", "worker")
    with pytest.raises(TooManyOfOneSide):
        register(window, mission, "The third", role="government")


@pytest.mark.parametrize("role", ["employer", "worker"])
def test_row_18_a_second_delegate_of_the_other_sides_is_refused(role: str) -> None:
    """One employer and one worker: no second one."""
    window, mission, _delegates = tripartite(role)
    with pytest.raises(TooManyOfOneSide):
        register(window, mission, "The second", role=role)


def test_row_18_two_one_one_is_accepted_and_confirmed() -> None:
    """Two government, one employers' and one workers' delegate, with any number of advisers."""
    window, mission, delegates = tripartite("government", "worker", "government", "employer")
    delegates.append(register(window, mission, "An adviser"))
    by = make_secretariat()
    assert deciding.confirm_registrations(registrations=delegates, by=by, at=NOON) == 5
    assert set(Registration.objects.values_list("state", flat=True)) == {"confirmed"}


def test_row_18_an_incomplete_delegation_may_register_and_is_told_of_but_not_confirmed() -> None:
    """The delegation can be completed until registration closes; until it is, its delegates are not confirmed."""
    _window, _mission, delegates = tripartite("government", "government", "employer")
    with pytest.raises(DelegationIncomplete):
        deciding.confirm_registration(registration=delegates[0], by=make_secretariat(), at=NOON)
    assert set(Registration.objects.values_list("state", flat=True)) == {"registered"}


AFTER = NOON + timedelta(days=4)


def test_row_18_an_incomplete_delegation_is_confirmed_late_with_a_reason_that_is_kept() -> None:
    """Not while it can be completed, and never without saying why: what it lacked stands beside the reason."""
    _window, _mission, delegates = tripartite("government", "employer")
    late = {"registration": delegates[0], "by": make_secretariat()}
    with pytest.raises(CanStillBeCompleted):
        confirm_incomplete(**late, note="No worker was named.", at=NOON)
    with pytest.raises(ReasonMissing):
        confirm_incomplete(**late, note=" ", at=AFTER)
    confirm_incomplete(**late, note="No worker was named.", at=AFTER)
    event = delegates[0].events.get(kind="confirmed_incomplete")
    assert event.note == "No worker was named."
    assert event.details == {"lacking": {"government": 1, "worker": 1}}
    with pytest.raises(DelegationIncomplete):
        deciding.confirm_registration(registration=delegates[1], by=make_secretariat(), at=AFTER)


def test_row_18_nothing_is_incomplete_about_an_adviser_or_a_whole_delegation() -> None:
    """They are confirmed as everybody is."""
    window, mission, delegates = tripartite("government", "government", "employer", "worker")
    delegates.append(register(window, mission, "An adviser"))
    for delegate in (delegates[0], delegates[4]):
        with pytest.raises(NothingLacking):
            confirm_incomplete(registration=delegate, note="Why not.", by=make_secretariat(), at=AFTER)


def test_row_18_the_secretariat_registers_late_whom_a_delegation_lacks() -> None:
    """Only a side that lacks somebody, only once registration is closed, only with a reason, and not one's own."""
    window, mission, delegates = tripartite("government", "government", "employer")
    person = Person(name="Wanjiru Mwangi", email="w@people.example", language="en", role="worker")
    who: dict[str, Any] = {"window": window, "organisation": mission, "note": "Late.", "by": make_secretariat()}
    with pytest.raises(CanStillBeCompleted):
        register_late(**who, person=person, at=NOON)
    with pytest.raises(ReasonMissing):
        register_late(**who | {"note": ""}, person=person, at=AFTER)
    with pytest.raises(NothingLacking):
        register_late(**who, person=Person(**person | {"role": "employer"}), at=AFTER)
    with pytest.raises(PermissionDenied):
        register_late(**who | {"by": make_focal_point(mission)}, person=person, at=AFTER)
    colleague = make_secretariat()
    mission.memberships.create(user=colleague, state="active", requested_at=NOON)
    with pytest.raises(PermissionDenied):
        register_late(**who | {"by": colleague}, person=person, at=AFTER)
    delegates.append(register_late(**who, person=person, at=AFTER))
    assert delegates[3].events.get().note == "Late."
    assert deciding.confirm_registrations(registrations=delegates, by=make_secretariat(), at=AFTER) == 4


def test_row_18_nobody_is_registered_late_for_a_delegation_that_is_none() -> None:
    """The rule is one for delegations of States that have begun to register."""
    window, mission, _delegates = tripartite()
    person = Person(name="Wanjiru Mwangi", email="w@people.example", language="en", role="worker")
    with pytest.raises(NothingLacking):
        register_late(window=window, organisation=mission, person=person, note="Late.", by=make_secretariat(), at=AFTER)


def test_row_18_a_withdrawn_delegate_leaves_the_seat_to_another() -> None:
    """Seats are counted among those on the list."""
    window, mission, delegates = tripartite("worker")
    withdraw_registration(registration=delegates[0], by=make_focal_point(mission), at=NOON)
    assert register(window, mission, "The next", role="worker").role == "worker"


def test_the_composition_binds_states_only() -> None:
    window = make_window(composition="tripartite")
    organisation = accredit(make_organisation(), window.session.process)
    assert [register(window, organisation, name, role="worker").role for name in ("One", "Two")] == ["", ""]


def test_row_26_under_the_chatham_house_rule_nobody_is_listed(client: Client) -> None:
    """Neither the identity nor the affiliation of any participant: the list is withheld, even one published before."""
    session = make_session()
    window = make_window(session, list_published_at=NOON)
    make_registration(window, make_organisation("Lake Watch"), state="confirmed", name="Amina Otieno", is_listed=True)
    address = reverse("registration:participants", args=[session.pk])
    assert "Amina Otieno" in client.get(address).content.decode()
    make_segment(make_meeting(session), attribution=Attribution.CHATHAM_HOUSE)
    page = client.get(address).content.decode()
    assert "Chatham House Rule" in page
    assert [word for word in ("Amina", "Otieno", "Lake Watch", "Kenya", "Civil society") if word in page] == []


def test_row_26_a_part_under_the_rule_hides_only_who_came_for_it(client: Client) -> None:
    """The list of a session does not tell who was in one part; that somebody came for one group only would."""
    session = make_session()
    window = make_window(session, list_published_at=NOON)
    closed, open_ = make_sub_group(session.process, "closed"), make_sub_group(session.process, "open")
    make_segment(make_meeting(session), "dedicated_stakeholder")
    make_segment(make_meeting(session, sub_group=closed), attribution=Attribution.CHATHAM_HOUSE)
    make_segment(make_meeting(session, sub_group=open_))
    for name, group in {"Lake Watch": None, "Hill Watch": open_, "Cave Watch": closed}.items():
        make_registration(
            window, make_organisation(name), state="confirmed", is_listed=True, name=f"Of {name}", sub_group=group
        )
    page = client.get(reverse("registration:participants", args=[session.pk])).content.decode()
    assert [word for word in ("Of Lake Watch", "Of Hill Watch", "Cave Watch") if word in page] == [
        "Of Lake Watch", "Of Hill Watch",
    ]  # fmt: skip


def test_row_26_a_list_is_not_published_under_the_chatham_house_rule() -> None:
    """The secretariat cannot publish it by mistake; a cancelled meeting holds nobody back."""
    session = make_session()
    window, by = make_window(session), make_secretariat()
    meeting = make_meeting(session)
    make_segment(meeting, attribution=Attribution.CHATHAM_HOUSE)
    with pytest.raises(ChathamHouseRuleHolds):
        publish_participants(window=window, by=by, at=NOON)
    session.meetings.update(cancelled_at=NOON)
    publish_participants(window=window, by=by, at=NOON)
    window.refresh_from_db()
    assert (window.list_published_at, window.list_published_by) == (NOON, by)


def test_a_list_is_taken_back_once_and_by_the_secretariat_of_its_process() -> None:
    window = make_window(list_published_at=NOON)
    with pytest.raises(PermissionDenied):
        take_back_participants(window=window, note="A mistake.", by=make_focal_point(make_organisation()), at=NOON)
    take_back_participants(window=window, note="A mistake.", by=make_secretariat(), at=NOON)
    window.refresh_from_db()
    assert (window.list_published_at, window.list_published_by) == (None, None)
    with pytest.raises(OutOfDate):
        take_back_participants(window=window, note="Again.", by=make_secretariat(), at=NOON)

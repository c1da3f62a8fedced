"""Errors that a naive build of such a portal makes, by number; each test fails where we make the error too.

Further numbers are in the names of tests beside what they test: 4 and 6 in accreditation (test_confidence,
test_standing), 9 in modalities (test_presets), 11 in submissions (test_public_files), 12 wherever a deadline is.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from consultation.accreditation.actions import applications, objecting
from consultation.accreditation.clockwork import write_what_is_due
from consultation.accreditation.errors import SilenceOver
from consultation.accreditation.models import Application, Objection
from consultation.accreditation.standing import category_of
from consultation.accreditation.states import APPLICATION_MOVES, ApplicationState
from consultation.participation.rights import right_to
from consultation.processes.models import Session
from consultation.registration.actions.persons import register_person, withdraw_registration
from consultation.registration.models import Registration
from consultation.sittings.actions import segments
from consultation.submissions.actions.moderation import publish_submission
from consultation.submissions.actions.submitting import submit_draft
from tests import factories as make
from tests.factories import NOON
from tests.factories.accreditation import (
    SILENCE_ENDS,
    make_application,
    make_circulated,
    make_circulation,
    make_delegate,
    make_mission,
    make_objection,
    make_round,
)
from tests.factories.modalities import make_modalities
from tests.factories.registration import accredit, make_window
from tests.factories.sittings import TEN, make_meeting, make_segment

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)
AFTER = SILENCE_ENDS + INSTANT


def register(session: Session, organisation: object) -> Registration:
    return register_person(
        window=make_window(session), organisation=organisation, by=make.make_focal_point(organisation), at=NOON,
        person={"name": "Amina Otieno", "email": "amina@people.example", "language": "en"},
    )  # fmt: skip


def test_item_01_the_standing_of_an_organisation_and_the_attendance_of_a_person_have_two_lives() -> None:
    """Accreditation lasts for the mandate; a person is registered session by session, and her leaving changes nothing."""
    first = make.make_session()
    second = make.make_session(first.process, kind="resumed")
    of = accredit(make.make_organisation(), first.process)
    registration = register(first, of)
    assert not Registration.objects.filter(session=second).exists()
    withdraw_registration(registration=registration, by=registration.organisation.memberships.get().user, at=NOON)
    assert category_of(of, first.process, NOON) == "accredited"
    assert register(second, of).state == "registered"


def test_item_02_nobody_approves_what_lies_before_the_missions() -> None:
    """No move that a person could make leads from circulated to an outcome; the end of silence does, and it is a yes."""
    outcomes = {ApplicationState.ACCREDITED, ApplicationState.NOT_ACCREDITED, ApplicationState.REFERRED}
    moves = [one for one in APPLICATION_MOVES if ApplicationState.CIRCULATED in one.sources and one.target in outcomes]
    assert {one.name: one.permission for one in moves} == {
        "accredited": "", "not_accredited": "", "referred_to_body": "",
    }  # fmt: skip
    application = make_circulated(make_round())
    assert Application.objects.standing_at(AFTER).get().standing == "accredited"
    application.refresh_from_db()
    assert application.state == "circulated"


def test_item_03_an_organisation_in_consultative_status_is_never_before_the_missions() -> None:
    """It notifies; neither an action nor the database lets it be circulated or objected to."""
    round_ = make_round()
    notified, mission = make_application(round_, state="notified"), make_mission()
    with pytest.raises(SilenceOver):
        objecting.lodge_objection(application=notified, mission=mission, by=make_delegate(mission), at=NOON)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Application.objects.update(circulation=make_circulation(round_))
    assert not Objection.objects.exists()


def test_item_05_an_objection_needs_no_reason_and_leaving_one_out_changes_nothing() -> None:
    """The general basis is voluntary: without a word the objection stands as any other."""
    application, mission = make_circulated(make_round()), make_mission()
    objecting.lodge_objection(application=application, mission=mission, by=make_delegate(mission), at=NOON)
    assert Objection.objects.get().general_basis == ""
    assert Application.objects.standing_at(AFTER).get().standing == "not_accredited"


def test_item_07_an_organisation_objected_to_is_not_locked_out_of_all() -> None:
    """It speaks in an informal consultative meeting, and applies again in the next round, tied to the one before."""
    round_ = make_round()
    make_modalities(round_.process)
    before = make_circulated(round_)
    of = before.organisation
    make_objection(before, make_mission())
    write_what_is_due(at=AFTER)
    meeting = make.make_session(round_.process, kind="intersessional")
    informal = make_segment(make_meeting(meeting), "intersessional")
    assert right_to("speak", of=of, process=round_.process, at=AFTER, segment=informal).is_granted
    following = make_round(round_.process, closes_at=AFTER + timedelta(days=30))
    again = applications.begin_application(round_=following, organisation=of, by=make.make_focal_point(of), at=AFTER)
    assert (again.state, again.previous) == ("draft", before)


def test_item_08_the_mode_changes_within_a_meeting() -> None:
    """The formal meeting is suspended to go on in informal mode: two modes in one meeting, and none on the session."""
    session = make.make_session()
    clerk = make.make_officer(session.process, "secretariat")
    meeting = make_meeting(session)
    make_segment(meeting)
    segments.suspend_segment(
        segment=meeting.segments.get(), kind="informal_mode", starts_at=TEN + timedelta(hours=1), ends_at=None,
        by=clerk, at=NOON,
    )  # fmt: skip
    assert [one.kind for one in meeting.segments.order_by("starts_at")] == ["exchange_of_views", "informal_mode"]
    assert not {"mode", "is_formal", "is_informal"} & {field.name for field in Session._meta.get_fields()}


def test_item_20_what_was_sent_keeps_the_name_the_group_and_the_country_of_that_day() -> None:
    """A later name, group or seat of the organisation rewrites no contribution; what was declared stays beside."""
    call = make.make_call()
    of = make.make_organisation("Lake Forum", group_declared=make.group("civil-society"), seat=make.country("KE"))
    by = make.make_member(of)
    submission = submit_draft(draft=make.make_draft(call, of, by), by=by, at=NOON).submission
    publish_submission(submission=submission, by=make.make_chair(call.process), at=NOON)
    of.name, of.group_verified, of.seat = "River Bank", make.group("business"), make.country("NO")
    of.group_verified_at, of.group_verified_by = NOON, make.make_user()
    of.save()
    page = Client().get(reverse("submissions:submission", args=[submission.reference])).content.decode()
    assert [word in page for word in ("Lake Forum", "Civil society", "Kenya")] == [True] * 3
    assert [word in page for word in ("River Bank", "Norway")] == [False] * 2


def test_item_21_a_body_without_a_country_applies_registers_and_writes_with_others() -> None:
    """Global bodies have no seat, and a text has more than one author: nothing asks for one country or one name."""
    session = make.make_session()
    call = make.make_call(session)
    of = make.make_organisation("Everywhere", is_global=True)
    by, other = make.make_focal_point(of), make.make_organisation("Another author")
    draft = make.make_draft(call, of, by)
    draft.others.add(other)
    submission = submit_draft(draft=draft, by=by, at=NOON).submission
    assert (submission.country, [party.name for party in submission.parties.all()]) == (None, ["Another author"])
    accredit(of, session.process)
    assert register(session, of).country is None
    assert applications.begin_application(round_=make_round(), organisation=of, by=by, at=NOON).state == "draft"

"""What people may do in a round, what stops them, and what is written and told when they do."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from consultation.accreditation.actions import applications, checking, objecting, rounds
from consultation.accreditation.clockwork import write_what_is_due
from consultation.accreditation.errors import (
    AppliedAlready,
    AskedAlready,
    FixedOnceAnnounced,
    FixedWhileChecked,
    HasStanding,
    Incomplete,
    NothingToCirculate,
    NothingWritten,
    NotRecognised,
    ProcessNotAnnounced,
    RoundNotOpen,
    SilenceNotLonger,
    SilenceOver,
    SilenceRuns,
    SilenceTooShort,
)
from consultation.accreditation.models import Application, Circulation, Disclosure, Objection, Round
from consultation.accreditation.whole import lacking
from consultation.processes.filecheck import FileRefused
from register.errors import OutOfDate, ReasonMissing
from stakeholders.mailroom.models import Letter
from tests.factories import (
    NOON,
    make_chair,
    make_focal_point,
    make_member,
    make_organisation,
    make_process,
    make_secretariat,
    make_user,
)
from tests.factories.accreditation import (
    MANDATE_ENDS,
    SILENCE_ENDS,
    make_application,
    make_circulated,
    make_delegate,
    make_letter,
    make_mission,
    make_objection,
    make_round,
    make_standing,
)
from tests.factories.files import pdf

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def standing(application: Application, at: Any) -> str:
    found: str = Application.objects.standing_at(at).values_list("standing", flat=True).get(pk=application.pk)
    return found


# --- rounds -----------------------------------------------------------------------------------------------------------


def test_a_round_gets_the_next_number_and_is_announced_once() -> None:
    staff, process = make_secretariat(), make_process()
    make_round(process)
    round_ = make_round(process)
    new = Round(process=process, title="T", invitation="I", zone="UTC", opens_at=NOON, closes_at=NOON + timedelta(1),
                valid_until=MANDATE_ENDS)  # fmt: skip
    rounds.create_round(round_=new, by=staff, at=NOON)
    assert (round_.number, new.number, new.created_at) == (2, 3, NOON)
    rounds.announce_round(round_=new, by=staff, at=NOON)
    with pytest.raises(OutOfDate):
        rounds.announce_round(round_=new, by=staff, at=NOON)
    assert [event.kind for event in new.events.all()] == ["created", "announced"]


def test_a_round_of_a_process_that_nobody_sees_is_not_announced() -> None:
    with pytest.raises(ProcessNotAnnounced):
        rounds.announce_round(
            round_=make_round(make_process(announced_at=None), announced_at=None), by=make_secretariat(), at=NOON
        )


def test_once_announced_only_the_texts_of_a_round_change() -> None:
    staff, round_ = make_secretariat(), make_round()
    round_.title_en = "Another title"
    rounds.change_round(round_=round_, by=staff, at=NOON)
    round_.objection_effect = "refer_to_body"
    with pytest.raises(FixedOnceAnnounced):
        rounds.change_round(round_=round_, by=staff, at=NOON)
    kept = Round.objects.get(pk=round_.pk)
    assert (kept.title, kept.objection_effect) == ("Another title", "final")


def test_only_its_secretariat_runs_a_round() -> None:
    round_ = make_round()
    for person in (make_user(), make_chair(round_.process), make_secretariat(second_factor=False)):
        with pytest.raises(PermissionDenied):
            rounds.change_round(round_=round_, by=person, at=NOON)
        with pytest.raises(PermissionDenied):
            rounds.publish_list(round_=round_, by=person, at=NOON)


# --- applying ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["begin_application", "notify"])
def test_a_round_takes_what_comes_until_its_last_minute_is_over(way: str) -> None:
    round_ = make_round()
    act = getattr(applications, way)
    for at, is_taken in ((round_.opens_at - INSTANT, False), (round_.opens_at, True), (round_.closes_at, True),
                         (round_.closes_at + INSTANT, False)):  # fmt: skip
        organisation = make_organisation(ecosoc_status="special")
        person = make_focal_point(organisation)
        if is_taken:
            assert act(round_=round_, organisation=organisation, by=person, at=at).round == round_
        else:
            with pytest.raises(RoundNotOpen):
                act(round_=round_, organisation=organisation, by=person, at=at)


def test_the_first_submission_is_bound_to_the_deadline_a_completed_one_is_not() -> None:
    round_, organisation = make_round(), make_organisation()
    person = make_focal_point(organisation)
    draft = make_application(round_, organisation, state="draft")
    with pytest.raises(RoundNotOpen):
        applications.submit_application(application=draft, by=person, at=round_.closes_at + INSTANT)
    applications.submit_application(application=draft, by=person, at=round_.closes_at)
    staff = make_secretariat()
    checking.return_application(
        application=draft, missing=["letter"], note="The letter.", by=staff, at=round_.closes_at
    )
    returned = Application.objects.get(pk=draft.pk)
    assert (returned.state, returned.missing) == ("returned", ["letter"])
    applications.submit_application(application=draft, by=person, at=round_.closes_at + timedelta(days=2))
    sent = Application.objects.get(pk=draft.pk)
    assert (sent.state, sent.missing) == ("submitted", [])


def test_only_the_focal_point_of_a_recognised_organisation_sends() -> None:
    round_, organisation = make_round(), make_organisation(state="proposed")
    person = make_focal_point(organisation)
    draft = applications.begin_application(round_=round_, organisation=organisation, by=person, at=NOON)
    with pytest.raises(NotRecognised):
        applications.submit_application(application=draft, by=person, at=NOON)
    with pytest.raises(PermissionDenied):
        applications.save_application(application=draft, written={}, by=make_member(organisation), at=NOON)
    with pytest.raises(PermissionDenied):
        applications.begin_application(round_=round_, organisation=organisation, by=make_user(), at=NOON)


def test_beginning_twice_finds_the_first_and_notifying_twice_is_refused() -> None:
    round_, organisation = make_round(), make_organisation(ecosoc_status="roster")
    person = make_focal_point(organisation)
    who = {"round_": round_, "organisation": organisation, "by": person, "at": NOON}
    assert applications.begin_application(**who) == applications.begin_application(**who)
    with pytest.raises(AppliedAlready):
        applications.notify(**who)


def test_what_is_missing_is_named_and_nothing_incomplete_is_circulated() -> None:
    application, staff = make_application(make_round(), interactions=" "), make_secretariat()
    assert lacking(application) == ["letter", "interactions"]
    with pytest.raises(Incomplete):
        checking.find_complete(application=application, by=staff, at=NOON)
    Application.objects.filter(pk=application.pk).update(interactions="None so far.")
    make_letter(application)
    checking.find_complete(application=application, by=staff, at=NOON)
    assert [event.kind for event in application.events.all()] == ["check_begun", "found_complete"]


def test_without_a_purpose_nothing_is_sent() -> None:
    organisation = make_organisation()
    draft = make_application(make_round(), organisation, state="draft", purpose="")
    with pytest.raises(NothingWritten):
        applications.submit_application(application=draft, by=make_focal_point(organisation), at=NOON)


def test_a_letter_is_taken_for_what_its_bytes_are_and_the_newest_counts() -> None:
    organisation = make_organisation()
    person, draft = make_focal_point(organisation), make_application(make_round(), organisation, state="draft")
    with pytest.raises(FileRefused):
        applications.attach_letter(application=draft, upload=SimpleUploadedFile("a.pdf", b"<html>"), by=person, at=NOON)
    for number, name in enumerate(("first.pdf", "second.pdf")):
        at = NOON + timedelta(minutes=number)
        applications.attach_letter(application=draft, upload=SimpleUploadedFile(name, pdf()), by=person, at=at)
    newest = draft.letters.first()
    assert newest is not None
    assert (newest.name, newest.content_type) == ("second.pdf", "application/pdf")
    assert newest.file.name.startswith("accreditation/")
    assert "second" not in newest.file.name


def test_what_was_sent_stays_as_it_is() -> None:
    organisation = make_organisation()
    sent, person = make_application(make_round(), organisation), make_focal_point(organisation)
    with pytest.raises(FixedWhileChecked):
        applications.save_application(application=sent, written={"purpose": "Another."}, by=person, at=NOON)


def test_a_status_that_is_not_found_turns_the_notification_into_an_application() -> None:
    organisation = make_organisation()
    person, round_ = make_focal_point(organisation), make_round()
    notified = applications.notify(round_=round_, organisation=organisation, by=person, at=NOON)
    checking.status_not_found(application=notified, note="Not in the list.", by=make_secretariat(), at=NOON)
    turned = Application.objects.get(pk=notified.pk)
    assert (turned.track, turned.state) == ("application", "returned")
    assert turned.missing == ["letter", "purpose", "programmes", "interactions"]
    letter = Letter.objects.get(key__startswith="accreditation-status_not_found")
    assert "the purpose of the organisation" in letter.text
    assert "Not in the list." in letter.text


@pytest.mark.parametrize("how", ["accredited", "listed", "entered"])
@pytest.mark.parametrize("shorter", [False, True])
def test_who_has_standing_for_the_rest_of_the_mandate_need_not_apply_again(how: str, shorter: bool) -> None:
    process, organisation = make_process(), make_organisation()
    until = MANDATE_ENDS - timedelta(days=1) if shorter else MANDATE_ENDS
    if how == "entered":
        make_standing(organisation, process, valid_until=until)
    else:
        make_application(make_round(process, valid_until=until), organisation, state=how)
    round_, person = make_round(process, ecosoc_track="notify"), make_focal_point(organisation)
    if shorter:
        assert applications.begin_application(round_=round_, organisation=organisation, by=person, at=NOON).pk
        return
    for begin in (applications.begin_application, applications.notify):
        with pytest.raises(HasStanding):
            begin(round_=round_, organisation=organisation, by=person, at=NOON)
    assert not round_.applications.exists()


def test_the_next_round_knows_the_application_before() -> None:
    process, organisation = make_process(), make_organisation()
    person = make_focal_point(organisation)
    before = make_circulated(make_round(process), organisation, state="not_accredited")
    again = applications.begin_application(round_=make_round(process), organisation=organisation, by=person, at=NOON)
    assert again.previous == before
    elsewhere = applications.begin_application(round_=make_round(), organisation=organisation, by=person, at=NOON)
    assert elsewhere.previous is None


def test_a_standing_that_nobody_wrote_down_can_be_withdrawn_and_one_that_is_over_cannot() -> None:
    organisation = make_organisation()
    person, application = make_focal_point(organisation), make_circulated(make_round(), organisation)
    after = SILENCE_ENDS + INSTANT
    applications.withdraw_application(application=application, by=person, at=after)
    assert standing(application, after) == "withdrawn"
    assert [event.kind for event in application.events.all()] == ["accredited", "withdrawn_by_organisation"]
    contested = make_circulated(make_round(), organisation)
    make_objection(contested, make_mission())
    with pytest.raises(OutOfDate):
        applications.withdraw_application(application=contested, by=person, at=after)


# --- circulation ------------------------------------------------------------------------------------------------------


def test_section_4_7_a_silence_period_has_72_hours_at_least() -> None:
    round_, staff = make_round(), make_secretariat()
    make_application(round_, state="complete")
    who = {"round_": round_, "zone": "UTC", "by": staff, "at": NOON}
    with pytest.raises(SilenceTooShort):
        rounds.circulate(silence_ends_at=NOON + timedelta(hours=72) - INSTANT, **who)
    rounds.circulate(silence_ends_at=NOON + timedelta(hours=72), **who)
    with pytest.raises(NothingToCirculate):
        rounds.circulate(silence_ends_at=SILENCE_ENDS, **who)


def test_missions_and_applicants_are_told_of_a_circulation_and_applicants_only_by_policy() -> None:
    staff, delegate = make_secretariat(), make_delegate(make_mission())
    make_delegate(make_mission("PS"))  # an observer State is no Member State
    for tells in (True, False):
        Letter.objects.all().delete()
        organisation = make_organisation()
        person, round_ = make_focal_point(organisation), make_round(tells_of_circulation=tells)
        make_application(round_, organisation, state="complete")
        rounds.circulate(round_=round_, silence_ends_at=SILENCE_ENDS, zone="UTC", by=staff, at=NOON)
        assert set(Letter.objects.values_list("to", flat=True)) == {delegate.email} | (
            {person.email} if tells else set()
        )


def test_section_4_7_longer_silence_is_a_new_circulation_that_keeps_the_objections() -> None:
    application, staff = make_circulated(make_round()), make_secretariat()
    first, later = Circulation.objects.get(), SILENCE_ENDS + timedelta(days=4)
    make_objection(application, make_mission())
    who = {"circulation": first, "by": staff, "at": NOON}
    with pytest.raises(SilenceNotLonger):
        rounds.extend_silence(silence_ends_at=SILENCE_ENDS, reason="A holiday.", **who)
    with pytest.raises(ReasonMissing):
        rounds.extend_silence(silence_ends_at=later, reason=" ", **who)
    longer = rounds.extend_silence(silence_ends_at=later, reason="A holiday.", **who)
    with pytest.raises(OutOfDate):
        rounds.extend_silence(silence_ends_at=later + timedelta(days=1), reason="Another.", **who)
    assert (longer.extends, longer.zone) == (first, first.zone)
    assert standing(application, later) == "circulated"
    assert standing(application, later + INSTANT) == "not_accredited"


def test_a_silence_period_that_is_over_is_not_made_longer() -> None:
    make_circulated(make_round())
    with pytest.raises(SilenceOver):
        rounds.extend_silence(
            circulation=Circulation.objects.get(), silence_ends_at=SILENCE_ENDS + timedelta(days=9), reason="Late.",
            by=make_secretariat(), at=SILENCE_ENDS + INSTANT,
        )  # fmt: skip


def test_a_circulation_is_never_changed() -> None:
    make_circulated(make_round())
    with pytest.raises(DatabaseError), transaction.atomic():
        Circulation.objects.update(silence_ends_at=NOON)


# --- objecting --------------------------------------------------------------------------------------------------------


def test_an_objection_is_taken_in_the_last_instant_and_refused_in_the_next() -> None:
    mission, round_ = make_mission(), make_round()
    by = make_delegate(mission)
    in_time, too_late = make_circulated(round_), make_circulated(round_)
    objecting.lodge_objection(application=in_time, mission=mission, by=by, at=SILENCE_ENDS)
    with pytest.raises(SilenceOver):
        objecting.lodge_objection(application=too_late, mission=mission, by=by, at=SILENCE_ENDS + INSTANT)
    with pytest.raises(SilenceOver):
        objecting.withdraw_objection(application=in_time, mission=mission, by=by, at=SILENCE_ENDS + INSTANT)
    assert [standing(one, SILENCE_ENDS + INSTANT) for one in (in_time, too_late)] == ["not_accredited", "accredited"]


def test_what_the_clock_has_written_down_is_closed_to_objections_that_come_late_with_an_early_time() -> None:
    application, mission = make_circulated(make_round()), make_mission()
    assert write_what_is_due(at=SILENCE_ENDS + INSTANT) == 1
    with pytest.raises(SilenceOver):
        objecting.lodge_objection(application=application, mission=mission, by=make_delegate(mission), at=SILENCE_ENDS)


def test_a_state_objects_once_withdraws_and_may_object_again() -> None:
    application, mission = make_circulated(make_round()), make_mission()
    who = {"application": application, "mission": mission, "by": make_delegate(mission), "at": NOON}
    first = objecting.lodge_objection(**who, basis="  ", basis_shareable=True)
    assert (first.general_basis, first.basis_shareable) == ("", False)
    assert objecting.lodge_objection(**who, basis="Something") == first
    objecting.withdraw_objection(**who)
    with pytest.raises(OutOfDate):
        objecting.withdraw_objection(**who)
    assert objecting.lodge_objection(**who) != first
    assert Objection.objects.standing().count() == 1


def test_nobody_objects_to_an_organisation_in_consultative_status() -> None:
    mission = make_mission()
    for state in ("notified", "confirmed", "listed"):
        application = make_application(make_round(), state=state)
        with pytest.raises(SilenceOver):
            objecting.lodge_objection(application=application, mission=mission, by=make_delegate(mission), at=NOON)


def test_only_the_focal_point_of_a_member_states_mission_with_a_second_factor_acts_for_it() -> None:
    application, mission = make_circulated(make_round()), make_mission()
    observer, unverified = make_mission("VA"), make_mission("FR", group_verified=None, group_verified_at=None,
                                                            group_verified_by=None)  # fmt: skip
    proposed = make_mission("BR", state="proposed")
    others = [
        (mission, make_delegate(mission, second_factor=False)),
        (mission, make_member(mission)),
        (mission, make_secretariat()),
        (mission, make_chair(application.round.process)),
        (observer, make_delegate(observer)),
        (unverified, make_delegate(unverified)),
        (proposed, make_delegate(proposed)),
    ]
    for of_mission, person in others:
        who = {"application": application, "mission": of_mission, "by": person, "at": NOON}
        for act in (objecting.lodge_objection, objecting.withdraw_objection, objecting.ask_chair):
            with pytest.raises(PermissionDenied):
                act(**who)  # type: ignore[operator]
    assert not Objection.objects.exists()


def test_an_objection_never_changes_but_by_its_withdrawal_and_is_never_deleted() -> None:
    objection = make_objection(make_circulated(make_round()), make_mission())
    with pytest.raises(DatabaseError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(general_basis="Another")
    with pytest.raises(DatabaseError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_objection(objection.application, objection.mission, lodged_by=objection.lodged_by)


# --- the Chair's answer -----------------------------------------------------------------------------------------------


def test_the_chair_answers_once_and_what_was_told_is_kept() -> None:
    application, asking = make_circulated(make_round()), make_mission("BR")
    delegate, chair = make_delegate(asking), make_chair(application.round.process)
    make_objection(application, make_mission("NO"), general_basis="Kept", basis_shareable=False)
    question = objecting.ask_chair(application=application, mission=asking, by=delegate, at=NOON)
    with pytest.raises(AskedAlready):
        objecting.ask_chair(application=application, mission=asking, by=delegate, at=NOON)
    with pytest.raises(PermissionDenied):
        objecting.answer_state(disclosure=question, by=delegate, at=NOON)
    objecting.answer_state(disclosure=question, by=chair, at=NOON)
    with pytest.raises(OutOfDate):
        objecting.answer_state(disclosure=question, by=chair, at=NOON)
    kept = Disclosure.objects.get()
    assert (kept.told, kept.answered_by) == ([{"state": "NO", "basis": ""}], chair)
    letter = Letter.objects.get()
    assert letter.to == delegate.email
    assert "Norway" not in letter.text + letter.html
    with pytest.raises(DatabaseError), transaction.atomic():
        Disclosure.objects.update(told=[])


# --- the end ----------------------------------------------------------------------------------------------------------


def test_the_clock_writes_down_what_was_decided_with_the_instant_at_which_it_was() -> None:
    round_ = make_round()
    organisation = make_organisation()
    person = make_focal_point(organisation)
    free, contested = make_circulated(round_, organisation), make_circulated(round_)
    make_objection(contested, make_mission())
    assert write_what_is_due(at=SILENCE_ENDS) == 0
    late = SILENCE_ENDS + timedelta(days=3)
    assert write_what_is_due(at=late) == 2
    assert write_what_is_due(at=late) == 0
    told = [(one.state, [(event.kind, event.at, event.by) for event in one.events.all()])
            for one in Application.objects.order_by("pk")]  # fmt: skip
    assert told == [
        ("accredited", [("accredited", SILENCE_ENDS, None)]),
        ("not_accredited", [("not_accredited", SILENCE_ENDS, None)]),
    ]
    assert Letter.objects.get().to == person.email
    assert write_what_is_due(at=MANDATE_ENDS + INSTANT) == 1
    assert free.events.get(kind="lapsed").at == MANDATE_ENDS


def test_the_list_waits_for_the_end_of_silence_and_lists_those_in_status() -> None:
    round_, staff = make_round(), make_secretariat()
    accredited, confirmed = make_circulated(round_), make_application(round_, state="confirmed")
    with pytest.raises(SilenceRuns):
        rounds.publish_list(round_=round_, by=staff, at=SILENCE_ENDS)
    rounds.publish_list(round_=round_, by=staff, at=SILENCE_ENDS + INSTANT)
    with pytest.raises(OutOfDate):
        rounds.publish_list(round_=round_, by=staff, at=SILENCE_ENDS + INSTANT)
    states = Application.objects.in_bulk([accredited.pk, confirmed.pk])
    assert (states[accredited.pk].state, states[confirmed.pk].state) == ("accredited", "listed")
    late = make_application(round_, state="notified")
    checking.confirm_status(application=late, by=staff, at=SILENCE_ENDS + INSTANT)
    assert standing(late, SILENCE_ENDS + INSTANT) == "listed"


def test_nobody_checks_the_application_of_her_own_organisation() -> None:
    staff, organisation = make_secretariat(), make_organisation()
    application = make_application(make_round(), organisation)
    organisation.memberships.create(user=staff, state="active", requested_at=NOON)
    with pytest.raises(PermissionDenied):
        checking.begin_check(application=application, by=staff, at=NOON)

"""What the chair's team decides, who may, and what is kept of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from consultation.likeness import actions, tasks
from consultation.likeness.actions import confirm_member, judge_family, look_now, put_back, take_out
from consultation.likeness.errors import InAnotherFamily, OnlyTwoLeft
from consultation.likeness.models import Family, Member, Sketch
from consultation.likeness.states import FamilyState
from consultation.processes.models import Office
from register.errors import OutOfDate
from tests.consultation.likeness.texts import text
from tests.factories import (
    NOON,
    join,
    make_chair,
    make_family,
    make_member,
    make_officer,
    make_organisation,
    make_party,
    make_process,
    make_secretariat,
    make_submission,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(ground: Any) -> Family:
    return make_family(*(make_submission(ground.call) for _n in range(3)))


def test_a_decision_is_kept_with_its_note_and_can_be_changed(ground: Any, family: Family) -> None:
    chair, later = ground.chair(), NOON + timedelta(hours=1)
    judge_family(family=family, judgement="judged_campaign", by=chair, at=NOON, note="A template of a coalition.")
    family.refresh_from_db()
    assert (family.state, family.decided_at, family.decided_by) == (FamilyState.SAME_CAMPAIGN, NOON, chair)
    judge_family(family=family, judgement="judged_not_same", by=chair, at=later)
    family.refresh_from_db()
    assert (family.state, family.decided_at) == (FamilyState.NOT_SAME, later)
    assert list(family.events.values_list("kind", "note")) == [
        ("formed", ""), ("judged_campaign", "A template of a coalition."), ("judged_not_same", ""),
    ]  # fmt: skip


def test_who_decides_first_decides(ground: Any, family: Family) -> None:
    chair, colleague = ground.chair(), Family.objects.get(pk=family.pk)
    judge_family(family=family, judgement="judged_campaign", by=chair, at=NOON)
    with pytest.raises(OutOfDate):
        judge_family(family=colleague, judgement="judged_author", by=chair, at=NOON)


def test_a_decision_holds_for_all_that_stand_there(ground: Any, family: Family) -> None:
    family.members.update(is_new=True)
    judge_family(family=family, judgement="judged_campaign", by=ground.chair(), at=NOON)
    assert not family.members.filter(is_new=True).exists()


@pytest.mark.parametrize("kind", [Office.Kind.CHAIR, Office.Kind.CO_CHAIR, Office.Kind.SECRETARIAT])
def test_the_team_of_the_process_decides(ground: Any, family: Family, kind: str) -> None:
    judge_family(family=family, judgement="judged_author", by=make_officer(ground.process, kind), at=NOON)
    assert Family.objects.decided().get() == family


def test_nobody_decides_in_her_own_case(ground: Any, family: Family) -> None:
    chair = ground.chair()
    member = family.members.select_related("submission__organisation").first()
    join(chair, member.submission.organisation)
    for decision in (
        lambda: judge_family(family=family, judgement="judged_author", by=chair, at=NOON),
        lambda: take_out(member=member, by=chair, at=NOON),
    ):
        with pytest.raises(PermissionDenied):
            decision()


def test_nobody_decides_on_a_text_that_speaks_for_her_organisation_too(ground: Any, family: Family) -> None:
    chair, ours = ground.chair(), make_organisation()
    make_party(family.members.first().submission, ours)
    join(chair, ours)
    with pytest.raises(PermissionDenied):
        judge_family(family=family, judgement="judged_author", by=chair, at=NOON)


def test_nobody_else_decides(ground: Any, family: Family) -> None:
    member = family.members.all()[2]
    strangers = [
        make_chair(make_process()), make_secretariat(), make_member(make_organisation()),
        make_officer(ground.process, Office.Kind.CHAIR, second_factor=False),
    ]  # fmt: skip
    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            judge_family(family=family, judgement="judged_author", by=stranger, at=NOON)
        for change in (take_out, put_back, confirm_member):
            with pytest.raises(PermissionDenied):
                change(member=member, by=stranger, at=NOON)
    assert list(family.events.values_list("kind", flat=True)) == ["formed"]


def test_a_text_is_taken_out_once_and_put_back(ground: Any, family: Family) -> None:
    chair, member = ground.chair(), family.members.all()[2]
    take_out(member=member, by=chair, at=NOON)
    member.refresh_from_db()
    assert (member.left_out_at, member.left_out_by) == (NOON, chair)
    put_back(member=member, by=chair, at=NOON)
    member.refresh_from_db()
    assert (member.left_out_at, member.left_out_by) == (None, None)
    with pytest.raises(OutOfDate):
        put_back(member=member, by=chair, at=NOON)
    kinds = list(family.events.values_list("kind", "details__submission"))
    assert kinds == [
        ("formed", None),
        ("text_taken_out", member.submission_id),
        ("text_put_back", member.submission_id),
    ]


def test_what_is_out_cannot_be_taken_out_again(ground: Any) -> None:
    family = make_family(*(make_submission(ground.call) for _n in range(4)))
    chair, member = ground.chair(), family.members.all()[3]
    take_out(member=member, by=chair, at=NOON)
    with pytest.raises(OutOfDate):
        take_out(member=member, by=chair, at=NOON)


def test_of_two_none_is_taken_out(ground: Any, family: Family) -> None:
    chair = ground.chair()
    take_out(member=family.members.all()[2], by=chair, at=NOON)
    with pytest.raises(OnlyTwoLeft):
        take_out(member=family.members.all()[1], by=chair, at=NOON)


def test_what_stands_elsewhere_by_now_is_not_put_back(ground: Any, family: Family) -> None:
    chair, member = ground.chair(), family.members.all()[2]
    take_out(member=member, by=chair, at=NOON)
    make_family(member.submission, make_submission(ground.call))
    with pytest.raises(InAnotherFamily):
        put_back(member=member, by=chair, at=NOON)


def test_only_a_newcomer_is_confirmed(ground: Any, family: Family) -> None:
    chair, member = ground.chair(), family.members.all()[2]
    with pytest.raises(OutOfDate):
        confirm_member(member=member, by=chair, at=NOON)
    Member.objects.filter(pk=member.pk).update(is_new=True)
    confirm_member(member=member, by=chair, at=NOON)
    member.refresh_from_db()
    assert not member.is_new
    assert family.events.last().kind == "text_confirmed"


def test_the_database_lets_no_text_stand_in_two_families(family: Family) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_family(family.members.all()[0].submission)


def test_the_database_refuses_a_move_that_is_none(ground: Any, family: Family) -> None:
    judge_family(family=family, judgement="judged_campaign", by=ground.chair(), at=NOON)
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Family.objects.filter(pk=family.pk).update(state="dissolved", decided_at=None, decided_by=None)


def test_looking_now_tells_a_worker_of_what_waits(
    ground: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[bool] = []
    monkeypatch.setattr(tasks.sketch_new_texts, "delay", lambda: told.append(True))
    ground.said(text())
    waiting = make_submission(ground.call)
    Sketch.objects.create(submission=waiting, nudged_at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        assert look_now(process=ground.process, by=ground.chair()) == 1
    assert told == [True]
    assert Sketch.objects.get(submission=waiting).nudged_at is None


def test_without_a_broker_the_clock_finds_what_waits(
    ground: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def refused() -> None:
        raise actions.OperationalError

    monkeypatch.setattr(tasks.sketch_new_texts, "delay", refused)
    with django_capture_on_commit_callbacks(execute=True):
        assert look_now(process=ground.process, by=ground.chair()) == 0
    assert "the clock will find the texts" in caplog.text


def test_only_who_sees_them_has_them_looked_for(ground: Any) -> None:
    with pytest.raises(PermissionDenied):
        look_now(process=ground.process, by=make_chair(make_process()))

"""The one way to move a row: every transition from every state, with and without permission, and in a race."""

import threading
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction

from consultation.submissions.models import Submission, SubmissionEvent
from consultation.submissions.states import SUBMISSION_MOVES, SubmissionState
from register.errors import OutOfDate, ReasonMissing
from register.moves import move, move_all, open_moves
from register.states import Transition, named
from stakeholders.accounts.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db

LEGAL = {
    ("submitted", "resubmitted"), ("returned", "resubmitted"),
    ("submitted", "published"), ("withheld", "published"),
    ("submitted", "accepted"), ("withheld", "accepted"),
    ("submitted", "returned"),
    ("submitted", "withheld"), ("published", "withheld"), ("accepted", "withheld"),
    ("submitted", "withdrawn"), ("returned", "withdrawn"), ("published", "withdrawn"), ("accepted", "withdrawn"),
    ("withheld", "withdrawn"),
}  # fmt: skip


def in_state(state: str) -> Submission:
    fields = {"is_confidential": True} if state == "accepted" else {}
    return make.make_submission(make.make_call(), state=state, **fields)


def person_for(transition: Transition, submission: Submission) -> User:
    if transition.permission == "submissions.decide_submission":
        return make.make_chair(submission.process)
    return make.make_focal_point(submission.organisation)


@pytest.mark.parametrize("transition", SUBMISSION_MOVES, ids=lambda transition: transition.name)
@pytest.mark.parametrize("state", SubmissionState.values)
def test_each_move_starts_only_where_the_table_says(
    transition: Transition, state: str, noon: datetime, django_user_model: type[User]
) -> None:
    submission = in_state(state)
    changes = {"withdrawn": {"withdrawn_at": noon}, "published": {"published_at": noon}}.get(transition.name, {})
    by = person_for(transition, submission)
    if transition.name == "accepted":
        changes = {"is_confidential": True}
    if (state, transition.name) in LEGAL:
        event = move(submission, transition, by=by, at=noon, note="Because.", **changes)
        submission.refresh_from_db()
        assert submission.state == transition.target
        assert (event.kind, event.by, event.note, event.at) == (transition.name, by, "Because.", noon)
    else:
        with pytest.raises(OutOfDate):
            move(submission, transition, by=by, at=noon, note="Because.", **changes)
        submission.refresh_from_db()
        assert submission.state == state
        assert submission.events.count() == 0


def test_a_stranger_is_refused_before_anything_happens(noon: datetime) -> None:
    submission = in_state("submitted")
    with pytest.raises(PermissionDenied):
        move(submission, named(SUBMISSION_MOVES, "published"), by=make.make_user(), at=noon)
    assert submission.events.count() == 0


def test_the_clock_cannot_make_a_move_that_needs_a_person(noon: datetime) -> None:
    submission = in_state("submitted")
    with pytest.raises(PermissionDenied):
        move(submission, named(SUBMISSION_MOVES, "published"), by=None, at=noon)


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_a_move_that_needs_a_reason_is_refused_without_one(noon: datetime, note: str) -> None:
    submission = in_state("submitted")
    chair = make.make_chair(submission.process)
    with pytest.raises(ReasonMissing):
        move(submission, named(SUBMISSION_MOVES, "returned"), by=chair, at=noon, note=note)
    submission.refresh_from_db()
    assert submission.state == "submitted"


def test_of_two_who_decide_at_once_the_second_is_told(noon: datetime) -> None:
    submission = in_state("submitted")
    chair = make.make_chair(submission.process)
    as_the_other_saw_it = Submission.objects.get(pk=submission.pk)
    move(submission, named(SUBMISSION_MOVES, "published"), by=chair, at=noon, published_at=noon)
    with pytest.raises(OutOfDate):
        move(as_the_other_saw_it, named(SUBMISSION_MOVES, "returned"), by=chair, at=noon, note="Too long.")
    assert [event.kind for event in submission.events.all()] == ["published"]


@pytest.mark.django_db(transaction=True)
def test_row_26_fifty_parallel_decisions_make_one_event(noon: datetime) -> None:
    submission = in_state("submitted")
    chair = make.make_chair(submission.process)
    start, refused = threading.Barrier(10), []

    def decide() -> None:
        start.wait(timeout=30)
        for _attempt in range(5):
            row = Submission.objects.get(pk=submission.pk)
            try:
                move(row, named(SUBMISSION_MOVES, "published"), by=chair, at=noon, published_at=noon)
            except OutOfDate:
                refused.append(1)
        connection.close()

    threads = [threading.Thread(target=decide) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(refused) == 49
    assert SubmissionEvent.objects.filter(subject=submission).count() == 1


def test_the_database_itself_refuses_an_illegal_move() -> None:
    submission = in_state("withdrawn")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(state="submitted", withdrawn_at=None)


def test_the_database_itself_refuses_to_change_or_remove_an_event(noon: datetime) -> None:
    submission = in_state("submitted")
    event = submission.events.create(kind="submitted", at=noon)
    with pytest.raises(ProgrammingError), transaction.atomic():
        SubmissionEvent.objects.filter(pk=event.pk).update(note="Changed.")
    with pytest.raises(ProgrammingError), transaction.atomic():
        SubmissionEvent.objects.filter(pk=event.pk).delete()
    with pytest.raises(ProgrammingError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk)._raw_delete(using="default")


def test_a_page_offers_only_what_the_server_accepts() -> None:
    submission = in_state("submitted")
    chair = make.make_chair(submission.process)
    member = make.make_focal_point(submission.organisation)
    assert [m.name for m in open_moves(submission, SUBMISSION_MOVES, by=chair)] == [
        "published", "accepted", "returned", "withheld",
    ]  # fmt: skip
    assert [m.name for m in open_moves(submission, SUBMISSION_MOVES, by=member)] == ["resubmitted", "withdrawn"]
    assert open_moves(submission, SUBMISSION_MOVES, by=make.make_user()) == []


def test_a_superuser_has_no_say_in_a_consultation() -> None:
    submission = in_state("submitted")
    superuser = make.with_second_factor(User.objects.create_superuser("root@people.example"))
    assert open_moves(submission, SUBMISSION_MOVES, by=superuser) == []
    assert superuser.has_perm("accounts.change_user")


# --- many at once -----------------------------------------------------------------------------------------------------


def test_many_rows_move_at_once_each_with_its_event(noon: datetime) -> None:
    call = make.make_call()
    chair = make.make_chair(call.process)
    waiting = [make.make_submission(call) for _ in range(3)]
    published = make.make_submission(call, state="published")
    rows = Submission.objects.filter(call=call)
    assert move_all(rows, named(SUBMISSION_MOVES, "published"), by=chair, at=noon, published_at=noon) == 3
    assert set(rows.values_list("state", flat=True)) == {"published"}
    told = SubmissionEvent.objects.values_list("subject", "kind", "at", "by")
    assert set(told) == {(row.pk, "published", noon, chair.pk) for row in waiting}
    assert not published.events.exists()


def test_a_move_that_needs_a_reason_is_not_made_of_many(noon: datetime) -> None:
    submission = make.make_submission(make.make_call())
    with pytest.raises(ReasonMissing):
        move_all(Submission.objects.all(), named(SUBMISSION_MOVES, "returned"), by=None, at=noon)
    submission.refresh_from_db()
    assert submission.state == "submitted"

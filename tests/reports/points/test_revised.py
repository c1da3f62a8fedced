"""Contributions that are submitted again: points go with their passage, or say that it is lost."""

from datetime import datetime
from typing import Any

import pytest

from consultation.submissions.models import Answer, Revision, Submission
from reports.points import tasks
from reports.points.actions.marking import Said, change_point
from reports.points.clockwork import AT_ONCE, seek_passages, seek_passages_of_revised_texts
from reports.points.models import Point
from reports.points.passages import answer_to
from tests import factories as make
from tests.factories.points import make_point

pytestmark = pytest.mark.django_db

OLD = "We agree. States should name contacts for requests. We agree. That is all."


def submitted(call: Any, body: str = OLD) -> Submission:
    return make.make_submission(call, body=body)


def submit_again(submission: Submission, body: str) -> None:
    """As the contributor does: a new revision, and the text as it now is."""
    number = submission.revision_number + 1
    if number == 2:  # what the factory left out of the first revision
        Revision.objects.create(
            submission=submission, number=90, content={"body": submission.body, "answers": []}, sha256="0" * 64,
            submitted_at=make.NOON, deadline=make.NOON,
        )  # fmt: skip
    Submission.objects.filter(pk=submission.pk).update(revision_number=number, body=body)
    submission.refresh_from_db()


def told(point: Point) -> tuple[str, int, int, str]:
    point.refresh_from_db()
    return point.anchor, point.revision, point.sought, point.submission.body[point.starts : point.ends]


def test_held_moved_and_lost(call: Any, noon: datetime) -> None:
    submission = submitted(call)
    held = make_point(submission, "We agree.")
    changed = make_point(submission, "States should name contacts for requests.")
    lost = make_point(submission, "That is all.")
    submit_again(submission, "We agree. And then: states should name contacts for urgent requests. Nothing else.")
    assert seek_passages_of_revised_texts(at=noon) == 3
    assert told(held) == ("held", 2, 2, "We agree.")
    assert told(changed) == ("moved", 2, 2, "states should name contacts for urgent requests.")
    assert told(lost)[:3] == ("lost", 1, 2)
    assert changed.quote == "States should name contacts for requests."  # as it was marked
    assert [(e.kind, e.by, e.details["words_changed"]) for e in changed.events.all()] == [("passage_moved", None, 1)]
    assert lost.events.get().kind == "passage_lost"
    assert not held.events.exists()
    assert (changed.version, lost.version) == (1, 1)
    assert seek_passages_of_revised_texts(at=noon) == 0


def test_what_was_lost_may_come_back(call: Any, noon: datetime) -> None:
    submission = submitted(call)
    point = make_point(submission, "That is all.")
    for body, expected in ((OLD[:60], ("lost", 1, 2)), (OLD[:50], ("lost", 1, 3)), (OLD, ("held", 4, 4))):
        submit_again(submission, body)
        seek_passages_of_revised_texts(at=noon)
        assert told(point)[:3] == expected
    assert [event.kind for event in point.events.all()] == ["passage_lost", "passage_held"]


def test_the_words_around_it_tell_which_of_two_is_meant(call: Any, noon: datetime) -> None:
    body = "First we say: keep it. Second we say: keep it. The end of the text."
    submission = make.make_submission(call, body=body)
    point = make_point(submission, starts=body.rindex("keep it."), ends=body.rindex("keep it.") + 8, quote="keep it.",
                       revision=90, sought=1)  # fmt: skip
    submit_again(submission, "Second we say: keep it. The end of the text. First we say: keep it.")
    seek_passages_of_revised_texts(at=noon)
    assert told(point)[0] == "moved"
    assert point.starts == 15


def test_a_passage_that_went_into_an_answer_is_found_there(call: Any, noon: datetime) -> None:
    submission = submitted(call)
    point = make_point(submission, "States should name contacts for requests.")
    question = make.make_question(call)
    submit_again(submission, "We agree.")
    Answer.objects.create(
        submission=submission, question=question, text="Yes. States should name contacts for requests."
    )
    seek_passages_of_revised_texts(at=noon)
    point.refresh_from_db()
    assert (point.anchor, point.source, point.starts) == ("moved", answer_to(question.pk), 5)


def test_an_answer_of_an_earlier_revision_is_known_by_its_question(call: Any, noon: datetime) -> None:
    question = make.make_question(call, "What works?")
    submission = make.make_submission(call, body="")
    answer = Answer.objects.create(submission=submission, question=question, text="A: keep it. B: keep it.")
    point = make_point(
        submission, starts=15, ends=23, quote="keep it.", source=answer_to(question.pk), revision=90, sought=1
    )
    Revision.objects.create(
        submission=submission, number=90, sha256="0" * 64, submitted_at=noon, deadline=noon,
        content={"body": "", "answers": [{"question": "What works?", "answer": answer.text}, {"question": "?", "answer": ""}]},
    )  # fmt: skip
    Answer.objects.filter(pk=answer.pk).update(text="B: keep it. And then A: keep it.")
    Submission.objects.filter(pk=submission.pk).update(revision_number=2)
    seek_passages_of_revised_texts(at=noon)
    point.refresh_from_db()
    assert (point.anchor, point.starts) == ("moved", 3)


def test_a_dropped_point_is_not_looked_for(call: Any, noon: datetime) -> None:
    submission = submitted(call)
    make_point(submission, "That is all.", dropped_at=noon)
    submit_again(submission, "Else.")
    assert seek_passages_of_revised_texts(at=noon) == 0


def test_a_point_that_changes_meanwhile_waits_for_the_next_tick(call: Any, noon: datetime) -> None:
    submission = submitted(call)
    point = make_point(submission, "That is all.")
    submit_again(submission, "Else.")
    old = Point.objects.get(pk=point.pk)
    change_point(point=point, version=1, said=Said("That it ends."), by=make.make_chair(call.process), at=noon)
    assert seek_passages(submission, [old], at=noon) == []
    assert told(point)[0] == "held"
    seek_passages_of_revised_texts(at=noon)
    assert told(point)[0] == "lost"


def test_a_tick_of_the_clock_is_bounded_and_the_next_goes_on(call: Any, noon: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr("reports.points.clockwork.AT_ONCE", 2)
    submission = submitted(call)
    for _ in range(3):
        make_point(submission, "That is all.")
    submit_again(submission, "Else.")
    assert AT_ONCE == 500
    assert [seek_passages_of_revised_texts(at=noon) for _ in range(3)] == [2, 1, 0]


def test_the_task_of_the_clock(call: Any) -> None:
    submission = submitted(call)
    point = make_point(submission, "That is all.")
    submit_again(submission, "Else.")
    tasks.seek_moved_passages(something_new=1)
    assert told(point)[0] == "lost"

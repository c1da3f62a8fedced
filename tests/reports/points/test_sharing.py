"""Who has read what, whose part it is, and the list of topics."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from consultation.submissions.models import Submission
from reports.points.actions.sharing import give_back, give_share, mark_read, mark_unread, take_share
from reports.points.actions.topics import add_topic, merge_topics, move_topic, rename_topic
from reports.points.errors import ItemOfElsewhere, NotOnTeam, NotReadable, TakenBySomebody, TopicThere
from reports.points.models import Reading, Share, Topic
from tests import factories as make
from tests.factories.points import make_point, make_topic

pytestmark = pytest.mark.django_db


def test_reading_is_noted_once_and_for_the_revision_that_was_read(
    submission: Submission, bola: Any, noon: datetime
) -> None:
    mark_read(submission=submission, by=bola, at=noon)
    Submission.objects.filter(pk=submission.pk).update(revision_number=2)
    submission.refresh_from_db()
    mark_read(submission=submission, by=bola, at=noon)
    assert [(row.reader, row.revision) for row in Reading.objects.all()] == [(bola, 2)]
    mark_unread(submission=submission, by=bola, at=noon)
    assert not Reading.objects.exists()


def test_what_a_colleague_took_is_not_taken_from_her(
    submission: Submission, bola: Any, chair: Any, noon: datetime
) -> None:
    take_share(submission=submission, by=bola, at=noon)
    take_share(submission=submission, by=bola, at=noon)
    with pytest.raises(TakenBySomebody, match="Bola Adeyemi is reading"):
        take_share(submission=submission, by=chair, at=noon)
    with pytest.raises(TakenBySomebody):
        give_back(submission=submission, by=chair)
    assert Share.objects.get().reader == bola
    give_back(submission=submission, by=bola)
    give_back(submission=submission, by=bola)
    assert not Share.objects.exists()


def test_the_reading_is_shared_out_within_the_team(
    submission: Submission, bola: Any, chair: Any, secretary: Any, noon: datetime
) -> None:
    give_share(submission=submission, to=bola, by=chair, at=noon)
    give_share(submission=submission, to=chair, by=bola, at=noon)
    share = Share.objects.get()
    assert (share.reader, share.given_by, share.given_at) == (chair, bola, noon)
    for stranger in (secretary, make.make_user(), make.make_chair(make.make_process())):
        with pytest.raises(NotOnTeam):
            give_share(submission=submission, to=stranger, by=chair, at=noon)


def test_who_does_not_work_for_the_chair_reads_only(submission: Submission, secretary: Any, noon: datetime) -> None:
    other = make.make_chair(make.make_process())
    for person in (secretary, other, make.make_user()):
        for refused in (
            lambda by: mark_read(submission=submission, by=by, at=noon),
            lambda by: mark_unread(submission=submission, by=by, at=noon),
            lambda by: take_share(submission=submission, by=by, at=noon),
            lambda by: give_share(submission=submission, to=by, by=by, at=noon),
            lambda by: give_back(submission=submission, by=by),
            lambda by: add_topic(process=submission.process, label="T", by=by, at=noon),
        ):
            with pytest.raises(PermissionDenied):
                refused(person)


def test_what_was_withheld_is_not_read(call: Any, bola: Any, noon: datetime) -> None:
    with pytest.raises(NotReadable):
        mark_read(submission=make.make_submission(call, state="withheld"), by=bola, at=noon)


# --- topics -----------------------------------------------------------------------------------------------------------


def test_a_topic_is_added_once_whatever_its_capitals(submission: Submission, bola: Any, noon: datetime) -> None:
    first = add_topic(process=submission.process, label="Points of  contact ", by=bola, at=noon)
    assert add_topic(process=submission.process, label="POINTS of contact", by=bola, at=noon) == first
    second = add_topic(process=submission.process, label="Funding", by=bola, at=noon)
    assert [(t.label, t.position) for t in Topic.objects.all()] == [("Points of contact", 1), ("Funding", 2)]
    assert submission.process.events.filter(kind="topic_added").count() == 2
    assert second.process == submission.process


def test_a_topic_is_renamed_but_not_into_another_one(submission: Submission, bola: Any, noon: datetime) -> None:
    topic, other = make_topic(submission.process, "Contacts"), make_topic(submission.process, "Money")
    rename_topic(topic=topic, label="contacts", by=bola, at=noon)
    with pytest.raises(TopicThere):
        rename_topic(topic=other, label="CONTACTS", by=bola, at=noon)
    assert set(Topic.objects.values_list("label", flat=True)) == {"contacts", "Money"}


def test_merging_gives_the_points_to_the_other_topic(submission: Submission, bola: Any, noon: datetime) -> None:
    topic, into = make_topic(submission.process, "Contact"), make_topic(submission.process, "Contacts")
    point, other = make_point(submission, topic=topic), make_point(submission)
    assert merge_topics(topic=topic, into=into, by=bola, at=noon) == 1
    point.refresh_from_db()
    other.refresh_from_db()
    assert (point.topic, point.version, other.topic, other.version) == (into, 2, None, 1)
    assert list(Topic.objects.all()) == [into]
    assert submission.process.events.get(kind="topic_merged").details == {
        "label": "Contact", "into": "Contacts", "points": 1,
    }  # fmt: skip
    for wrong in (into, make_topic(make.make_process(), "Elsewhere")):
        with pytest.raises(ItemOfElsewhere):
            merge_topics(topic=into, into=wrong, by=bola, at=noon)


def test_topics_are_put_in_order(submission: Submission, bola: Any, noon: datetime) -> None:
    topics = [make_topic(submission.process, label) for label in "ABC"]
    move_topic(topic=topics[2], up=True, by=bola, at=noon)
    move_topic(topic=topics[0], up=True, by=bola, at=noon)  # is the first already
    assert [topic.label for topic in Topic.objects.all()] == ["A", "C", "B"]
    for action in (lambda by: move_topic(topic=topics[0], up=True, by=by, at=noon),
                   lambda by: rename_topic(topic=topics[0], label="Z", by=by, at=noon),
                   lambda by: merge_topics(topic=topics[0], into=topics[1], by=by, at=noon)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            action(make.make_officer(submission.process, "secretariat"))

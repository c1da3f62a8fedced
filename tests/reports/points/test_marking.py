"""Marking, changing, moving and dropping points: by whom, in what, and that nobody overwrites anybody."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from consultation.processes.models import AgendaItem
from consultation.submissions.models import Answer, Submission
from reports.points.actions.marking import Place, Said, change_point, drop_point, mark_point, re_mark_point
from reports.points.errors import (
    ItemOfElsewhere,
    NoPassage,
    NotReadable,
    PointChanged,
    PointCited,
    PointDropped,
    TextRevised,
)
from reports.points.models import Point, Topic
from reports.points.passages import answer_to, reading_text
from reports.summaries import actions as summaries
from tests import factories as make
from tests.factories.points import make_point, make_topic

pytestmark = pytest.mark.django_db

QUOTE = "States should name points of contact."


def place_of(submission: Submission, quote: str = QUOTE, **fields: Any) -> Place:
    starts = reading_text(submission.body).text.index(quote)
    return Place(**{"source": "body", "revision": 1, "starts": starts, "ends": starts + len(quote), **fields})


def marked(submission: Submission, by: Any, at: datetime, **said: Any) -> Point:
    return mark_point(
        submission=submission, place=place_of(submission), said=Said(**{"restatement": "Name contacts.", **said}),
        key=uuid.uuid4(), by=by, at=at,
    )  # fmt: skip


# --- marking ----------------------------------------------------------------------------------------------------------


def test_a_passage_is_marked(submission: Submission, item: AgendaItem, bola: Any, noon: datetime) -> None:
    point = marked(
        submission, bola, noon, kind="proposal", asks=True, agenda_item=item, topic="  Points of   contact "
    )  # fmt: skip
    point.refresh_from_db()
    assert (point.quote, point.source, point.starts, point.ends) == (QUOTE, "body", 19, 56)
    assert (point.kind, point.asks, point.agenda_item, str(point.topic)) == (
        "proposal",
        True,
        item,
        "Points of contact",
    )
    assert (point.process, point.marked_by, point.marked_at, point.revision, point.sought, point.version) == (
        submission.process, bola, noon, 1, 1, 1,
    )  # fmt: skip
    assert [(event.kind, event.by) for event in point.events.all()] == [("marked", bola)]


def test_white_space_round_a_selection_is_left_out(submission: Submission, bola: Any, noon: datetime) -> None:
    place = place_of(submission, f"\n\n{QUOTE} ")
    point = mark_point(
        submission=submission, place=place, said=Said("Name them."), key=uuid.uuid4(), by=bola, at=noon
    )  # fmt: skip
    assert point.quote == QUOTE


def test_a_passage_may_reach_over_several_blocks(submission: Submission, bola: Any, noon: datetime) -> None:
    place = place_of(submission, "one list.\n\nTest the list")
    point = mark_point(submission=submission, place=place, said=Said("One."), key=uuid.uuid4(), by=bola, at=noon)
    assert point.quote == "one list.\n\nTest the list"


def test_an_answer_to_a_question_is_a_text_of_its_own(submission: Submission, bola: Any, noon: datetime) -> None:
    question = make.make_question(submission.call)
    Answer.objects.create(submission=submission, question=question, text="A **list** of 👩🏽‍💻 people")
    place = Place(source=answer_to(question.pk), revision=1, starts=2, ends=16)
    point = mark_point(submission=submission, place=place, said=Said("A list."), key=uuid.uuid4(), by=bola, at=noon)
    assert point.quote == "list of 👩🏽‍💻 p"


def test_a_form_that_is_sent_twice_makes_one_point(submission: Submission, bola: Any, noon: datetime) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        mark_point(
            submission=submission, place=place_of(submission), said=Said("Name them.", topic="Contacts"), key=key,
            by=bola, at=noon,
        )  # fmt: skip
    assert (Point.objects.count(), Topic.objects.count()) == (1, 1)
    assert Point.objects.get().events.count() == 1


@pytest.mark.parametrize(
    ("source", "starts", "ends"),
    [("body", 5, 5), ("body", 9, 5), ("body", 0, 10_000), ("body", 17, 19), ("answer:7", 0, 3), ("", 0, 3)],
)
def test_what_is_no_passage(
    submission: Submission, bola: Any, noon: datetime, source: str, starts: int, ends: int
) -> None:
    with pytest.raises(NoPassage):
        mark_point(
            submission=submission, place=Place(source, 1, starts, ends), said=Said("X"), key=uuid.uuid4(), by=bola,
            at=noon,
        )  # fmt: skip
    assert not Point.objects.exists()


@pytest.mark.parametrize(
    ("state", "readable"),
    [("submitted", True), ("returned", True), ("published", True), ("accepted", True), ("withheld", False),
     ("withdrawn", False)],
)  # fmt: skip
def test_in_what_state_a_contribution_can_be_marked(
    call: Any, bola: Any, noon: datetime, state: str, readable: bool
) -> None:
    submission = make.make_submission(call, state=state, body=QUOTE, is_confidential=state == "accepted")
    if readable:
        assert marked(submission, bola, noon).quote == QUOTE
    else:
        with pytest.raises(NotReadable):
            marked(submission, bola, noon)


def test_a_text_that_was_revised_meanwhile_is_not_marked_blindly(
    submission: Submission, bola: Any, noon: datetime
) -> None:
    Submission.objects.filter(pk=submission.pk).update(revision_number=2, body="Another text altogether, and long.")
    with pytest.raises(TextRevised):
        marked(submission, bola, noon)


def test_an_item_of_another_process_is_refused(submission: Submission, bola: Any, noon: datetime) -> None:
    with pytest.raises(ItemOfElsewhere):
        marked(submission, bola, noon, agenda_item=make.make_agenda_item(make.make_session()))


def test_who_may_mark(submission: Submission, noon: datetime) -> None:
    process = submission.process
    people = {
        "chair": make.make_chair(process),
        "co-chair": make.make_officer(process, "co_chair"),
        "team": make.make_officer(process, "team"),
        "team without a second factor": make.make_officer(process, "team", second_factor=False),
        "secretariat": make.make_officer(process, "secretariat"),
        "portal secretariat": make.make_secretariat(),
        "other chair": make.make_chair(make.make_process()),
        "author": make.make_focal_point(submission.organisation),
    }
    point = make_point(submission)
    may = set()
    for name, person in people.items():
        try:
            marked(submission, person, noon)
            may.add(name)
        except PermissionDenied:
            with pytest.raises(PermissionDenied):
                change_point(point=point, version=1, said=Said("Mine."), by=person, at=noon)
            with pytest.raises(PermissionDenied):
                drop_point(point=point, version=1, by=person, at=noon)
            with pytest.raises(PermissionDenied):
                re_mark_point(point=point, version=1, place=place_of(submission), by=person, at=noon)
    assert may == {"chair", "co-chair", "team"}
    readers = {name for name, person in people.items() if person.has_perm("points.read_for_summary", process)}
    assert readers == may | {"secretariat"}
    seers = {name for name, person in people.items() if Point.objects.visible_to(person).filter(pk=point.pk).exists()}
    assert seers == readers
    of_team = {name for name, person in people.items() if Point.objects.of_team(person).filter(pk=point.pk).exists()}
    assert of_team == may


# --- changing ---------------------------------------------------------------------------------------------------------


def test_a_change_is_kept_with_what_was_before(
    submission: Submission, item: AgendaItem, bola: Any, chair: Any, noon: datetime
) -> None:
    point = marked(submission, bola, noon, topic="Contacts")
    later = noon + timedelta(hours=1)
    change_point(
        point=point, version=1, said=Said("Name contacts.", kind="concern", agenda_item=item, topic="contacts"),
        by=chair, at=later,
    )  # fmt: skip
    point.refresh_from_db()
    assert (point.kind, point.version, point.changed_at, point.changed_by) == ("concern", 2, later, chair)
    assert point.events.last().details == {"fields": {"kind": ["view", "concern"], "agenda_item": [None, item.pk]}}
    assert Topic.objects.count() == 1  # capitals make no other topic


def test_two_who_change_one_point_overwrite_nothing(
    submission: Submission, bola: Any, chair: Any, noon: datetime
) -> None:
    point = marked(submission, bola, noon)
    change_point(point=point, version=1, said=Said("Hers."), by=chair, at=noon)
    with pytest.raises(PointChanged):
        change_point(point=point, version=1, said=Said("His."), by=bola, at=noon)
    with pytest.raises(PointChanged):
        drop_point(point=point, version=1, by=bola, at=noon)
    point.refresh_from_db()
    assert (point.restatement, point.version, point.dropped_at) == ("Hers.", 2, None)


def test_a_dropped_point_stays_in_the_history_and_cannot_be_changed(
    submission: Submission, bola: Any, noon: datetime
) -> None:
    point = marked(submission, bola, noon)
    drop_point(point=point, version=1, by=bola, at=noon, reason="Said twice.")
    assert not Point.objects.standing().exists()
    assert [(event.kind, event.note) for event in point.events.all()] == [("marked", ""), ("dropped", "Said twice.")]
    with pytest.raises(PointDropped):
        change_point(point=point, version=2, said=Said("Again."), by=bola, at=noon)
    with pytest.raises(PointDropped):
        drop_point(point=point, version=2, by=bola, at=noon)


def test_a_point_on_which_paragraphs_rest_is_not_dropped(
    submission: Submission, call: Any, chair: Any, noon: datetime
) -> None:
    point = marked(submission, chair, noon)
    call.agenda_items.add(make.make_agenda_item(call.session))
    summary = summaries.begin_summary(
        session=call.session, calls=[call], title="S", symbol="WG.7/CS.1", language="en", attribution="attributed",
        by=chair, at=noon,
    )  # fmt: skip
    for number in range(3):
        paragraph = summaries.add_paragraph(section=summary.sections.get(), text=f"No. {number}", by=chair, at=noon)
        if number:
            paragraph.citations.create(submission=submission, point=point, cited_at=noon, cited_by=chair)
    with pytest.raises(PointCited) as refused:
        drop_point(point=point, version=1, by=chair, at=noon)
    assert str(refused.value) == (
        "The summary rests on this point: paragraph 2 of WG.7/CS.1; paragraph 3 of WG.7/CS.1. Take it away there first."
    )
    assert Point.objects.standing().get() == point


def test_a_point_is_given_another_passage(submission: Submission, bola: Any, noon: datetime) -> None:
    point = make_point(submission, QUOTE, anchor="lost")
    re_mark_point(
        point=point, version=1, place=place_of(submission, "Small responders need one list."), by=bola, at=noon
    )  # fmt: skip
    point.refresh_from_db()
    assert (point.quote, point.anchor, point.version) == ("Small responders need one list.", "held", 2)
    assert point.events.get().details["before"]["quote"] == QUOTE
    with pytest.raises(PointChanged):
        re_mark_point(point=point, version=1, place=place_of(submission), by=bola, at=noon)


@pytest.mark.parametrize(
    "wrong",
    [{"restatement": ""}, {"starts": 5, "ends": 5}, {"version": 0}, {"dropped_at": None, "dropped_by_id": 1}],
)
def test_the_database_refuses_what_is_no_point(submission: Submission, wrong: dict[str, Any]) -> None:
    point = make_point(submission)
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.filter(pk=point.pk).update(**wrong)


# --- which points? ----------------------------------------------------------------------------------------------------


def found(words: str) -> set[str]:
    return {point.restatement for point in Point.objects.standing().found_by(words)}


def test_points_are_found_by_restatement_and_passage_in_their_languages(call: Any) -> None:
    french = make.make_submission(call, state="published", language="fr", body="Les équipes demandent une liste.")
    arabic = make.make_submission(call, state="published", language="ar", body="تحتاج الفرق الصغيرة إلى قائمة")
    chinese = make.make_submission(call, state="published", language="zh", body="小型应急小组需要一份名单。")
    make_point(french, restatement="Funding is requested")
    make_point(arabic, restatement="A list")
    make_point(chinese, restatement="One directory")
    make_point(french, restatement="Dropped funding", dropped_at=make.NOON)
    assert found("fund") == {"Funding is requested"}  # English, beside a French passage
    assert found("liste équipe") == {"Funding is requested"}
    assert found("القائمة") == {"A list"}
    assert found("名单") == {"One directory"}
    assert found(french.reference) == {"Funding is requested"}
    assert found('"') == set()
    assert found("nothing like it") == set()


def test_the_search_follows_a_changed_restatement(submission: Submission, bola: Any, noon: datetime) -> None:
    point = marked(submission, bola, noon)
    change_point(point=point, version=1, said=Said("Rehearse yearly."), by=bola, at=noon)
    assert found("rehearsal") == {"Rehearse yearly."}
    assert found("restate") == set()


def test_points_are_narrowed_by_what_they_are_about(submission: Submission, item: AgendaItem) -> None:
    topic = make_topic(submission.process)
    on_item = make_point(submission, agenda_item=item, kind="fact")
    on_topic = make_point(submission, topic=topic, asks=True)
    points = Point.objects.standing()
    assert list(points.about(agenda_item=item)) == [on_item]
    assert list(points.about(topic=topic, agenda_item=None, kind="")) == [on_topic]
    assert list(points.about(kind="fact", group=submission.group)) == [on_item]
    assert list(points.about(asks=True)) == [on_topic]
    assert list(points.about(language="fr")) == []
    assert set(points.to_calls([submission.call])) == {on_item, on_topic}
    assert not points.to_calls([make.make_call()]).exists()
    with pytest.raises(TypeError):
        points.about(submission__organisation__name="X")


def test_points_of_what_was_withheld_or_withdrawn_are_not_read(call: Any) -> None:
    there = make_point(make.make_submission(call, state="accepted", is_confidential=True))
    make_point(make.make_submission(call, state="withdrawn"))
    make_point(make.make_submission(call, state="withheld"))
    assert list(Point.objects.readable()) == [there]

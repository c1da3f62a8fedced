"""What a summary stands on and leaves out, read from rows with a constant number of queries."""

from datetime import timedelta

from reports.coverage.actions.asides import set_aside
from reports.coverage.balance import coverage, coverage_of_items
from reports.coverage.facts import Tally, facts_of, open_inputs, open_points
from tests import factories as make
from tests.factories.points import make_point
from tests.reports.coverage.conftest import Making


def test_what_is_neither_cited_nor_set_aside_is_open(making: Making) -> None:
    one, two, three, four = making.said
    making.write("It was noted.", one)
    set_aside(summary=making.summary, submissions=[two], reason="Said elsewhere.", by=making.chair, at=making.at)
    assert set(open_inputs(making.summary)) == {three, four}
    assert coverage(facts_of(making.summary)) == Tally(total=4, cited=1, aside=1)


def test_only_what_is_before_the_chair_counts(making: Making) -> None:
    for state in ("submitted", "returned", "withheld", "withdrawn"):
        make.make_submission(making.call, state=state)
    make.make_submission(making.call, state="accepted", is_confidential=True)
    make.make_submission(make.make_call(making.call.session), state="published")
    assert coverage(facts_of(making.summary)).total == 5


def test_late_ones_need_not_be_considered(making: Making) -> None:
    late = make.make_submission(making.call, state="published", is_late=True)
    make_point(late)
    assert late not in open_inputs(making.summary)
    assert not open_points(making.summary).exists()


def test_points_follow_what_is_said_of_the_whole(making: Making) -> None:
    one, two, three, four = making.said
    cited, alone, with_whole, left, dropped = (make_point(row) for row in (one, two, three, four, four))
    type(dropped).objects.filter(pk=dropped.pk).update(dropped_at=making.at, dropped_by=making.chair)
    making.write("It was noted.", cited)
    kept = {"summary": making.summary, "reason": "Said elsewhere.", "by": making.chair, "at": making.at}
    set_aside(points=[alone], **kept)
    set_aside(submissions=[three], **kept)
    assert list(open_points(making.summary)) == [left]
    assert facts_of(making.summary).points_on_item == {None: Tally(total=4, cited=1, aside=2)}
    assert with_whole not in open_points(making.summary)


def test_a_contribution_cited_by_a_point_is_cited(making: Making) -> None:
    making.write("It was noted.", make_point(making.said[0]))
    assert making.said[0] not in open_inputs(making.summary)


def test_items(making: Making) -> None:
    item = making.summary.sections.first().agenda_item
    making.write("It was noted.", making.said[0])
    assert coverage_of_items(facts_of(making.summary))[item.pk] == Tally(4, 1)


def test_a_contribution_speaks_to_an_item_where_a_point_of_it_was_marked(making: Making) -> None:
    silent = make.make_submission(making.call, state="published")  # its author named no agenda item
    item = make.make_agenda_item(making.call.session)
    for _again in range(2):
        make_point(silent, agenda_item=item)
    facts = facts_of(making.summary)
    assert facts.on_item[item.pk] == {silent.pk}
    assert facts.voices_of(facts.on_item[item.pk]) == 1


def test_who_takes_part_for_the_first_time(making: Making) -> None:
    before = making.call.opens_at - timedelta(days=100)
    earlier = make.make_call(opens_at=before - timedelta(days=9), closes_at=before + timedelta(days=9))
    make.make_submission(earlier, making.said[0].organisation, received_at=before)
    first = {key for key, entry in facts_of(making.summary).inputs.items() if entry.is_first}
    assert first == {submission.pk for submission in making.said[1:]}


def test_gender_is_what_the_person_said(making: Making) -> None:
    woman = make.make_user(gender="woman")
    submission = make.make_submission(making.call, state="published", submitted_by=woman)
    assert facts_of(making.summary).inputs[submission.pk].gender == "woman"
    assert facts_of(making.summary).inputs[making.said[0].pk].gender == ""


def test_the_number_of_queries_does_not_grow(making: Making, django_assert_num_queries) -> None:
    for submission in making.said[:3]:
        making.write("It was noted.", make_point(submission))
    with django_assert_num_queries(6):
        facts_of(making.summary)

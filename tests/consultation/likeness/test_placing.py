"""Families as the clock makes them: who joins, who leaves, and what a person decided stays."""

from typing import Any

import pytest

from consultation.likeness.actions import judge_family, take_out
from consultation.likeness.models import Band, Family, Member, Sketch
from consultation.likeness.pipeline import sketch_submission
from consultation.likeness.search import is_alike
from consultation.likeness.states import FamilyState
from consultation.submissions.models import Submission
from tests.consultation.likeness.conftest import families
from tests.consultation.likeness.texts import edited, text
from tests.factories import NOON, make_call, make_question, make_submission

pytestmark = pytest.mark.django_db


def said_again(submission: Submission, body: str) -> None:
    """The submission's next revision, compared."""
    number = submission.revision_number + 1
    Submission.objects.filter(pk=submission.pk).update(body=body, revision_number=number)
    submission.refresh_from_db()
    assert sketch_submission(submission_id=submission.pk, at=NOON)


def test_texts_that_are_alike_find_one_another_and_others_do_not(ground: Any) -> None:
    first, second, third = ground.family(3)
    alone = ground.said(text(120, seed=50))
    assert families(first, second, third, alone) == [1, 1, 1, None]
    family = Family.objects.get()
    assert (family.state, family.formed_at) == (FamilyState.UNDECIDED, NOON)
    shares = {member.submission_id: member.similarity for member in family.members.all()}
    assert shares[first.pk] == 1.0
    assert 0.6 < shares[second.pk] < 1.0
    assert list(family.events.values_list("kind", flat=True)) == ["formed", "text_joined", "text_joined", "text_joined"]


def test_two_campaigns_are_two_families(ground: Any) -> None:
    one, other = ground.family(2, seed=1), ground.family(2, seed=2)
    assert families(*one, *other) == [1, 1, 2, 2]


def test_processes_are_kept_apart(ground: Any) -> None:
    here = ground.said(text())
    there = ground.said(text(), call=make_call())
    assert families(here, there) == [None, None]


def test_calls_of_one_process_are_compared_with_one_another(ground: Any) -> None:
    here = ground.said(text())
    there = ground.said(text(), call=make_call(ground.call.session))
    assert families(here, there) == [1, 1]


def test_answers_count_and_the_template_does_not(ground: Any) -> None:
    question = make_question(ground.call, "Which measures have you seen work between States, and why did they work?")
    ground.call.invitation_en = text(150, seed=9)
    ground.call.save()
    answers = [make_submission(ground.call, body=text(150, seed=9)) for _n in range(3)]
    for submission, seed in zip(answers, (1, 1, 2), strict=True):
        submission.answers.create(question=question, text=f"{question.text}\n{text(40, seed)}")
        sketch_submission(submission_id=submission.pk, at=NOON)
    assert families(*answers) == [1, 1, None]


def test_what_says_too_little_is_not_compared(ground: Any) -> None:
    said = [ground.said("We support this statement.") for _n in range(2)]
    assert families(*said) == [None, None]
    assert Sketch.objects.count() == 2
    assert not Band.objects.exists()


def test_a_text_is_sketched_once(ground: Any) -> None:
    first, _second = ground.family(2)
    assert not sketch_submission(submission_id=first.pk, at=NOON)
    assert Member.objects.count() == 2


def test_a_withdrawn_text_is_left_in_peace(ground: Any) -> None:
    ground.said(text())
    gone = make_submission(ground.call, body=text(), state="withdrawn")
    assert not sketch_submission(submission_id=gone.pk, at=NOON)
    assert not Family.objects.exists()


def test_a_corrected_text_leaves_what_it_no_longer_resembles(ground: Any) -> None:
    first, second, third = ground.family(3)
    said_again(second, text(120, seed=60))
    assert families(first, second, third) == [1, None, 1]
    assert Sketch.objects.get(pk=second.pk).revision_number == 2
    assert Band.objects.filter(sketch=second.pk).count() == 42
    said_again(second, edited(text(120), share=0.02))
    assert families(first, second, third) == [1, 1, 1]


def test_a_family_of_one_is_none(ground: Any) -> None:
    first, second = ground.family(2)
    said_again(first, text(120, seed=60))
    assert families(first, second) == [None, None]
    assert Family.objects.get().state == FamilyState.DISSOLVED
    third = ground.said(text(120))
    assert families(second, third) == [1, 1]
    assert Family.objects.count() == 2


def test_a_corrected_text_goes_to_the_family_it_resembles_now(ground: Any) -> None:
    one, other = ground.family(3, seed=1), ground.family(2, seed=2)
    said_again(one[2], edited(text(120, seed=2), share=0.03, seed=33))
    assert families(*one, *other) == [1, 1, 2, 2, 2]


def test_a_decision_holds_a_corrected_text_where_it_is(ground: Any) -> None:
    first, second = ground.family(2)
    judge_family(family=Family.objects.get(), judgement="judged_campaign", by=ground.chair(), at=NOON)
    said_again(second, text(120, seed=60))
    assert families(first, second) == [1, 1]


def test_a_newcomer_waits_for_a_look_of_its_own(ground: Any) -> None:
    first, second = ground.family(2)
    judge_family(family=Family.objects.get(), judgement="judged_campaign", by=ground.chair(), at=NOON)
    assert not Family.objects.to_decide().exists()
    third = ground.said(edited(text(120), share=0.03, seed=44))
    assert families(first, second, third) == [1, 1, 1]
    assert list(Member.objects.filter(is_new=True).values_list("submission", flat=True)) == [third.pk]
    family = Family.objects.to_decide().get()
    assert family.state == FamilyState.SAME_CAMPAIGN
    said_again(third, text(120, seed=61))
    assert families(first, second, third) == [1, 1, None]
    assert Family.objects.get().state == FamilyState.SAME_CAMPAIGN


def in_between(seed: int, other: int) -> str:
    """A letter of the paragraphs of two others."""
    return text(200, seed) + "\n\n" + text(200, other)


def test_letters_of_offered_paragraphs_unite_their_families(ground: Any) -> None:
    one = [ground.said(text(200, 1)) for _n in range(2)]
    other = [ground.said(text(200, 2)) for _n in range(2)]
    assert families(*one, *other) == [1, 1, 2, 2]
    between = ground.said(in_between(1, 2))
    assert families(*one, *other, between) == [1, 1, 1, 1, 1]
    kept, emptied = Family.objects.order_by("pk").values_list("state", flat=True)
    assert {kept, emptied} == {FamilyState.UNDECIDED, FamilyState.DISSOLVED}


def test_a_judged_family_is_not_united_with_another(ground: Any) -> None:
    one = [ground.said(text(200, 1)) for _n in range(2)]
    judge_family(family=Family.objects.get(), judgement="judged_campaign", by=ground.chair(), at=NOON)
    other = [ground.said(text(200, 2)) for _n in range(2)]
    between = ground.said(in_between(1, 2))
    standing = families(*one, *other, between)
    assert standing[:4] == [1, 1, 2, 2]
    assert standing[4] in (1, 2)


def test_whom_a_person_parted_is_not_united(ground: Any) -> None:
    *one, parted = [ground.said(text(200, 1)) for _n in range(3)]
    take_out(member=Member.objects.get(submission=parted), by=ground.chair(), at=NOON)
    said_again(parted, text(200, 2))
    other = ground.said(text(200, 2))
    between = ground.said(in_between(1, 2))
    assert families(*one, parted, other)[:4] == [1, 1, 2, 2]
    assert families(between) != [None]


def test_what_a_person_took_out_is_not_proposed_again(ground: Any) -> None:
    first, second, third = ground.family(3)
    take_out(member=Member.objects.get(submission=third), by=ground.chair(), at=NOON)
    said_again(third, text(120))
    said_again(first, text(120))
    assert families(first, second, third) == [1, 1, None]
    fourth = ground.said(text(120))
    assert families(first, second, third, fourth) == [1, 1, None, 1]


@pytest.mark.parametrize(
    ("share", "pieces", "other", "alike"),
    [
        (0.4, 100, 100, True),
        (0.39, 100, 100, False),
        (0.4, 10, 1000, True),
        (0.25, 100, 400, True),  # nearly all of the short one stands in the long one
        (0.25, 200, 300, False),
        (0.19, 100, 500, False),  # too little to be sure of
        (0.0, 0, 0, False),
    ],
)
def test_what_is_shown_to_a_person(share: float, pieces: int, other: int, alike: bool) -> None:
    assert is_alike(share, pieces, other) is alike
    assert is_alike(share, other, pieces) is alike


def test_a_letter_with_as_much_again_added_is_alike(ground: Any) -> None:
    letter = ground.said(text(200))
    longer = ground.said(text(200) + "\n\n" + text(330, seed=5))
    assert families(letter, longer) == [1, 1]
    assert Member.objects.get(submission=longer).similarity < 0.5


def test_who_was_taken_out_may_find_others_elsewhere(ground: Any) -> None:
    *others, third = ground.family(3)
    take_out(member=Member.objects.get(submission=third), by=ground.chair(), at=NOON)
    said_again(third, text(120, seed=70))
    fourth = ground.said(edited(text(120, seed=70), share=0.03))
    assert families(*others, third, fourth) == [1, 1, 2, 2]


def test_judged_not_the_same_is_not_proposed_again(ground: Any) -> None:
    first, second = ground.family(2)
    judge_family(family=Family.objects.get(), judgement="judged_not_same", by=ground.chair(), at=NOON)
    said_again(first, text(120))
    assert Family.objects.count() == 1
    assert not Family.objects.to_decide().exists()
    assert families(first, second) == [1, 1]


def test_a_burst_of_copies_is_one_family_and_the_search_stays_short(ground: Any) -> None:
    copies = [ground.said(text(60)) for _n in range(30)]
    assert set(families(*copies)) == {1}

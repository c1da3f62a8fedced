"""Counting voices: a campaign once, an organisation once, and only what a person judged."""

from typing import Any

import pytest

from consultation.likeness.actions import confirm_member, judge_family, put_back, take_out
from consultation.likeness.models import Family, Member
from consultation.likeness.voices import voices, with_voice
from consultation.submissions.models import Submission
from tests.consultation.likeness.texts import text
from tests.factories import NOON, make_organisation, make_submission

pytestmark = pytest.mark.django_db


def voice_of(submission: Submission) -> str:
    return str(with_voice(Submission.objects.filter(pk=submission.pk)).get().voice)


def all_voices() -> int:
    return voices(Submission.objects.all())


def test_without_families_an_organisation_is_a_voice_and_so_is_a_person(ground: Any) -> None:
    organisation = make_organisation()
    mine = make_submission(ground.call, organisation)
    make_submission(ground.call, organisation)
    person = make_submission(ground.call, author_name="Ada ÉMILE")
    Submission.objects.filter(pk=person.pk).update(organisation=None)
    again = make_submission(ground.call, author_name="ada émile")
    Submission.objects.filter(pk=again.pk).update(organisation=None)
    assert voice_of(mine) == f"o{organisation.pk}"
    assert voice_of(person) == voice_of(again) == "aada émile"
    assert all_voices() == 2


@pytest.mark.parametrize(
    ("judgement", "number"), [("judged_campaign", 1), ("judged_author", 1), ("judged_not_same", 3)]
)
def test_a_family_is_one_voice_once_a_person_says_so(ground: Any, judgement: str, number: int) -> None:
    ground.family(3)
    family = Family.objects.get()
    assert all_voices() == 3
    judge_family(family=family, judgement=judgement, by=ground.chair(), at=NOON)
    assert all_voices() == number


def test_who_is_taken_out_speaks_for_itself_and_a_newcomer_until_it_is_looked_at(ground: Any) -> None:
    *_others, last = ground.family(4)
    family, chair = Family.objects.get(), ground.chair()
    judge_family(family=family, judgement="judged_campaign", by=chair, at=NOON)
    member = Member.objects.get(submission=last)
    take_out(member=member, by=chair, at=NOON)
    assert voice_of(last) == f"o{last.organisation_id}"
    assert all_voices() == 2
    put_back(member=member, by=chair, at=NOON)
    assert voice_of(last) == f"f{family.pk}"
    newcomer = ground.said(text(120))
    assert voice_of(newcomer) == f"o{newcomer.organisation_id}"
    confirm_member(member=Member.objects.get(submission=newcomer), by=chair, at=NOON)
    assert voice_of(newcomer) == f"f{family.pk}"
    assert all_voices() == 1


def test_one_query_however_many(ground: Any, django_assert_num_queries: Any) -> None:
    ground.family(3)
    judge_family(family=Family.objects.get(), judgement="judged_author", by=ground.chair(), at=NOON)
    with django_assert_num_queries(1):
        assert voices(Submission.objects.order_by("-received_at").select_related("call")) == 1
    with django_assert_num_queries(1):
        assert len({row.voice for row in with_voice(Submission.objects.filter(call=ground.call))}) == 1

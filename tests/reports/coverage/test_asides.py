"""Setting aside with a reason, taking it back, and keeping a word that the numbers do not bear out."""

import pytest
from django.core.exceptions import PermissionDenied

from register.errors import ReasonMissing
from reports.coverage.actions.asides import keep_word, set_aside, take_back
from reports.coverage.errors import AlreadyIssued, NotOpen
from reports.coverage.facts import facts_of
from reports.coverage.gate import weighed_paragraphs
from reports.coverage.models import SetAside
from reports.summaries.actions import save_paragraph
from reports.summaries.errors import ParagraphChanged
from tests import factories as make
from tests.factories.points import make_point
from tests.reports.coverage.conftest import Making


@pytest.mark.parametrize(
    ("role", "may"),
    [("chair", True), ("co_chair", True), ("team", True), ("secretariat", False), ("outsider", False)],
)
def test_who_may_set_aside(making: Making, role: str, may: bool) -> None:
    person = make.make_user() if role == "outsider" else make.make_officer(making.call.process, role)
    if may:
        set_aside(summary=making.summary, submissions=making.said[:1], reason="Said.", by=person, at=making.at)
        assert SetAside.objects.get().by == person
    else:
        with pytest.raises(PermissionDenied):
            set_aside(summary=making.summary, submissions=making.said[:1], reason="Said.", by=person, at=making.at)
        assert not SetAside.objects.exists()


def test_no_second_factor_no_decision(making: Making) -> None:
    person = make.make_officer(making.call.process, "team", second_factor=False)
    with pytest.raises(PermissionDenied):
        set_aside(summary=making.summary, submissions=making.said[:1], reason="Said.", by=person, at=making.at)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_owed(making: Making, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        set_aside(summary=making.summary, submissions=making.said, reason=reason, by=making.chair, at=making.at)


def test_all_or_none(making: Making) -> None:
    """One of them was cited meanwhile: nobody is left to guess which of the ticks were taken."""
    making.write("It was noted.", making.said[1])
    with pytest.raises(NotOpen):
        set_aside(summary=making.summary, submissions=making.said, reason="Said.", by=making.chair, at=making.at)
    assert not SetAside.objects.exists()


def test_of_another_call_nothing_is_set_aside(making: Making) -> None:
    other = make.make_submission(make.make_call(making.call.session), state="published")
    with pytest.raises(NotOpen):
        set_aside(summary=making.summary, submissions=[other], reason="Said.", by=making.chair, at=making.at)


def test_it_is_told_who_set_what_aside_and_who_took_it_back(making: Making) -> None:
    point = make_point(making.said[0])
    set_aside(summary=making.summary, points=[point], reason=" Said. ", by=making.chair, at=making.at)
    take_back(aside=SetAside.objects.get(), by=making.member, at=making.at)
    told = making.summary.events.get(kind="set_aside")
    assert (told.note, told.details["points"], told.by) == ("Said.", [point.pk], making.chair)
    back = making.summary.events.get(kind="taken_back")
    assert (back.details["point"], back.by, SetAside.objects.count()) == (point.pk, making.member, 0)


def test_after_issue_nothing_is_set_aside_or_taken_back(making: Making) -> None:
    set_aside(summary=making.summary, submissions=making.said[:1], reason="Said.", by=making.chair, at=making.at)
    making.put_in("issued")
    with pytest.raises(AlreadyIssued):
        take_back(aside=SetAside.objects.get(), by=making.chair, at=making.at)
    with pytest.raises(AlreadyIssued):
        set_aside(summary=making.summary, submissions=making.said[1:], reason="S.", by=making.chair, at=making.at)


def disagreeing(making: Making) -> list[int]:
    """Numbers of the paragraphs with a word that the numbers do not bear out."""
    found = weighed_paragraphs(making.summary, facts_of(making.summary))
    return [one.paragraph.number for one in found if one.disagrees]


def test_many_that_rests_on_one_voice_of_four(making: Making) -> None:
    making.write("Many participants noted it.", making.said[0])
    making.write("Many participants noted it.", *making.said[:2])
    making.write("It was noted.", making.said[0])
    assert disagreeing(making) == [1]


def test_several_texts_of_one_organisation_are_one_voice(making: Making) -> None:
    again = make.make_submission(making.call, making.said[0].organisation, state="published")
    making.write("A few participants noted it.", making.said[0], again)
    assert disagreeing(making) == [1]


def test_a_kept_word_holds_until_the_text_changes(making: Making) -> None:
    paragraph = making.write("Many participants noted it.", making.said[0])
    keep_word(paragraph=paragraph, version=1, reason="In the room many more.", by=making.member, at=making.at)
    assert disagreeing(making) == []
    save_paragraph(paragraph=paragraph, text="Many did.", version=1, by=making.chair, at=making.at)
    assert disagreeing(making) == [1]
    with pytest.raises(ParagraphChanged):
        keep_word(paragraph=paragraph, version=1, reason="In the room.", by=making.member, at=making.at)

"""The gate before issue, what issue brings with it, and that everybody who contributed is told once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from register.errors import OutOfDate
from reports.coverage import clockwork
from reports.coverage.actions.asides import keep_word, set_aside
from reports.coverage.actions.gates import set_gate
from reports.coverage.actions.issuing import issue_through_gate
from reports.coverage.clockwork import summaries_to_tell_of, tell_some
from reports.coverage.errors import StillOpen
from reports.coverage.models import Gate, SummaryTold
from reports.dispositions.models import Disposition
from reports.dispositions.states import DispositionState
from reports.summaries.models import Remark
from stakeholders.mailroom.models import Letter
from tests import factories as make
from tests.factories.points import make_point
from tests.reports.coverage.conftest import Making


def issue(making: Making) -> None:
    """As the Chair presses the button."""
    issue_through_gate(summary=making.summary, by=making.chair, at=making.at, names_seen=True)
    making.summary.refresh_from_db()


def closed(making: Making, **switches: bool) -> None:
    """The process wants these at zero, and the drafting is closed."""
    Gate.objects.create(process=making.call.process, **switches)
    making.write("It was noted.", making.said[0])
    making.finish()


def blocked_by(making: Making) -> set[str]:
    """What keeps the summary from issue."""
    with pytest.raises(StillOpen) as refusal:
        issue(making)
    making.summary.refresh_from_db()
    assert making.summary.state == "final"
    return {str(line.what) for line in refusal.value.lines}


def test_without_a_gate_nothing_is_kept_back(making: Making) -> None:
    make_point(making.said[1], asks=True)
    making.write("Many noted it.", making.said[0])
    making.finish()
    issue(making)
    assert making.summary.state == "issued"


def test_contributions_at_zero(making: Making) -> None:
    closed(making, contributions=True)
    assert blocked_by(making) == {"contributions"}
    set_aside(summary=making.summary, submissions=making.said[1:], reason="Said.", by=making.chair, at=making.at)
    issue(making)


def test_points_at_zero(making: Making) -> None:
    point = make_point(making.said[0])
    closed(making, points=True)
    assert blocked_by(making) == {"points"}
    set_aside(summary=making.summary, points=[point], reason="Said.", by=making.chair, at=making.at)
    issue(making)


def test_answers_at_zero(making: Making) -> None:
    point = make_point(making.said[0], asks=True)
    closed(making, answers=True)
    assert blocked_by(making) == {"answers"}
    answer = Disposition.objects.create(
        summary=making.summary, point=point, outcome="noted", reason="Seen.", saved_at=making.at, saved_by=making.member,
        state=DispositionState.REVIEWED, reviewed_at=making.at, reviewed_by=making.chair,
    )  # fmt: skip
    issue(making)
    answer.refresh_from_db()
    assert answer.state == DispositionState.RELEASED


def test_words_at_zero(making: Making) -> None:
    paragraph = making.write("Many participants noted it.", making.said[0])
    closed(making, words=True)
    assert blocked_by(making) == {"words"}
    keep_word(paragraph=paragraph, version=1, reason="In the room.", by=making.chair, at=making.at)
    issue(making)


def test_remarks_at_zero(making: Making) -> None:
    paragraph = making.write("It was noted.", making.said[0])
    remark = Remark.objects.create(
        summary=making.summary, anchor=paragraph.anchor, text="Is it so?", at=making.at, by=making.member
    )
    closed(making, remarks=True)
    assert blocked_by(making) == {"remarks"}
    Remark.objects.filter(pk=remark.pk).update(settled_at=making.at, settled_by=making.chair)
    issue(making)


def test_every_switch_holds_at_once(making: Making) -> None:
    making.write("Many participants noted it.", making.said[0])
    make_point(making.said[1], asks=True)
    closed(making, contributions=True, points=True, answers=True, words=True, remarks=True, families=True)
    assert blocked_by(making) == {"contributions", "points", "answers", "words"}


@pytest.mark.parametrize("role", ["team", "secretariat"])
def test_only_who_presides_issues(making: Making, role: str) -> None:
    making.write("It was noted.", making.said[0])
    making.finish()
    person = make.make_officer(making.call.process, role)
    with pytest.raises(PermissionDenied):
        issue_through_gate(summary=making.summary, by=person, at=making.at)


def test_pressed_twice_it_is_issued_once(making: Making) -> None:
    making.write("It was noted.", making.said[0])
    making.finish()
    issue(making)
    with pytest.raises(OutOfDate):
        issue(making)
    assert SummaryTold.objects.count() == 1


@pytest.mark.parametrize(("role", "may"), [("secretariat", True), ("chair", False), ("team", False)])
def test_who_sets_the_gate(making: Making, role: str, may: bool) -> None:
    person = make.make_officer(making.call.process, role)
    if not may:
        with pytest.raises(PermissionDenied):
            set_gate(process=making.call.process, wanted={"words": True}, by=person, at=making.at)
        return
    set_gate(process=making.call.process, wanted={"words": True, "points": False}, by=person, at=making.at)
    assert making.call.process.events.get(kind="gate_set").details == {"words": True}
    set_gate(process=making.call.process, wanted={"words": True, "points": False}, by=person, at=making.at)
    assert making.call.process.events.filter(kind="gate_set").count() == 1


# --- letters ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def contributed(making: Making) -> list:
    """Each contribution was sent by a person of its organisation, who reads in French."""
    people = []
    for submission in making.said:
        submission.submitted_by = make.make_member(submission.organisation, language="fr")
        submission.save(update_fields=["submitted_by"])
        people.append(submission.submitted_by)
    return people


def test_each_is_told_once_where_her_words_went(making: Making, contributed: list) -> None:
    making.write("It was noted.", making.said[0])
    making.write("It was said.", make_point(making.said[1]), making.said[0])
    kept = {"reason": "Said elsewhere.", "by": making.chair, "at": making.at}
    set_aside(summary=making.summary, submissions=[making.said[2]], **kept)
    making.finish()
    issue(making)
    for _again in range(2):
        for summary_id in summaries_to_tell_of():
            tell_some(summary_id=summary_id, at=making.at)
    letters = {letter.to: letter for letter in Letter.objects.filter(key__startswith="told:")}
    assert set(letters) == {person.email for person in contributed}
    first, second, third, fourth = (letters[person.email] for person in contributed)
    assert {letter.language for letter in letters.values()} == {"fr"}
    assert "#p1" in first.text
    assert "#p2" in first.text
    assert "1, 2" in first.text
    assert "#p2" in second.text
    assert "#p1" not in second.text
    assert "Said elsewhere." in third.text
    assert "#p" not in fourth.text
    assert "Said elsewhere." not in first.text + second.text + fourth.text
    assert summaries_to_tell_of() == []


def test_work_cut_short_goes_on_behind_the_last_letter(
    making: Making, contributed: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clockwork, "LETTERS_AT_A_TIME", 3)
    making.write("It was noted.", making.said[0])
    making.finish()
    issue(making)
    assert tell_some(summary_id=making.summary.pk, at=making.at)
    assert Letter.objects.filter(key__startswith="told:").count() == 3
    assert not tell_some(summary_id=making.summary.pk, at=making.at + timedelta(minutes=1))
    assert Letter.objects.filter(key__startswith="told:").count() == len(contributed)


def test_nobody_is_told_who_has_no_account_of_her_own(making: Making, contributed: list) -> None:
    """What came by mail was typed in by the secretariat; a person whose account is closed gets no letter."""
    type(making.said[0]).objects.filter(pk=making.said[0].pk).update(via="mail")
    contributed[1].is_active = False
    contributed[1].save()
    making.write("It was noted.", making.said[2])
    making.finish()
    issue(making)
    tell_some(summary_id=making.summary.pk, at=making.at)
    told = set(Letter.objects.filter(key__startswith="told:").values_list("to", flat=True))
    assert told == {person.email for person in contributed[2:]}


def test_nobody_is_told_before_issue(making: Making, contributed: list) -> None:
    making.write("It was noted.", making.said[0])
    making.finish()
    assert summaries_to_tell_of() == []
    assert not tell_some(summary_id=making.summary.pk, at=making.at)

"""Answers from draft to release: who may, what is owed, what two people at once do to each other."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from register.errors import OutOfDate
from reports.dispositions.actions import answers
from reports.dispositions.actions.answers import Observation
from reports.dispositions.actions.releasing import carry_over_dispositions, release_dispositions
from reports.dispositions.errors import (
    AnswerChanged,
    NamesInAnswer,
    NoSuchParagraph,
    NotToAnswer,
    ReasonOwed,
    SummaryIssued,
)
from reports.dispositions.models import Boilerplate, Disposition
from reports.dispositions.scope import open_points, points_to_answer
from reports.summaries.models import Paragraph, Summary
from tests import factories as make
from tests.factories import NOON
from tests.factories.answers import make_answer, make_asking_point, make_summary, second_paragraph
from tests.reports.dispositions.conftest import Team

pytestmark = pytest.mark.django_db

NOTED = Observation(outcome="noted", reason="It is taken up elsewhere.")
ACCEPTED = Observation(outcome="accepted")


def saved(team: Team, said: Observation = NOTED, *, version: int = 0, by: Any = None) -> Disposition:
    return answers.save_answer(
        summary=team.summary, point=team.point, said=said, version=version, by=by or team.member, at=NOON
    )


def kinds(answer: Disposition) -> list[str]:
    return list(answer.events.values_list("kind", flat=True))


# --- drafting ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["chair", "co_chair", "member"])
def test_everybody_on_the_team_drafts(team: Team, who: str) -> None:
    answer = saved(team, by=getattr(team, who))
    assert (answer.state, answer.version, answer.outcome, answer.reason) == ("drafted", 1, "noted", NOTED.reason)
    assert kinds(answer) == ["drafted"]


def test_nobody_else_drafts(team: Team) -> None:
    outsiders = [
        team.author, make.make_secretariat(), make.make_officer(team.process, "secretariat"),
        make.make_chair(make.make_process()), make.make_officer(team.process, "team", second_factor=False),
    ]  # fmt: skip
    for person in outsiders:
        with pytest.raises(PermissionDenied):
            saved(team, by=person)
    assert not Disposition.objects.exists()


@pytest.mark.parametrize("outcome", ["noted", "not_accepted", "out_of_scope"])
def test_an_outcome_that_disappoints_needs_a_reason(team: Team, outcome: str) -> None:
    with pytest.raises(ReasonOwed):
        saved(team, Observation(outcome=outcome, reason=" \n"))
    with pytest.raises(IntegrityError, match="disposition_gives_its_reason"), transaction.atomic():
        make_answer(team.summary, team.point, team.member, outcome=outcome, reason="")


@pytest.mark.parametrize("outcome", ["accepted", "accepted_modified"])
def test_what_is_accepted_needs_none(team: Team, outcome: str) -> None:
    assert saved(team, Observation(outcome=outcome)).reason == ""


def test_the_answer_points_to_a_paragraph_of_this_summary_only(team: Team) -> None:
    there = second_paragraph(team.summary).anchor
    assert saved(team, Observation(outcome="accepted", led_to=there)).led_to == there
    elsewhere = second_paragraph(make_summary(team.call, team.chair)).anchor
    with pytest.raises(NoSuchParagraph):
        saved(team, Observation(outcome="accepted", led_to=elsewhere), version=1)


@pytest.mark.parametrize(
    "of_point", [{"asks": False}, {"dropped_at": NOON}], ids=["asks for nothing", "dropped"]
)  # fmt: skip
def test_a_point_that_asks_for_nothing_or_was_dropped_has_no_answer(team: Team, of_point: dict[str, Any]) -> None:
    dropped = {"dropped_by": team.member} if "dropped_at" in of_point else {}
    team.point = make_asking_point(team.submission, team.member, **of_point, **dropped)
    with pytest.raises(NotToAnswer):
        saved(team)


@pytest.mark.parametrize("state", ["submitted", "returned", "withheld", "withdrawn"])
def test_what_is_not_before_the_chair_has_no_answer(team: Team, state: str) -> None:
    team.point = make_asking_point(make.make_submission(team.call, state=state), team.member)
    with pytest.raises(NotToAnswer):
        saved(team)


def test_a_point_of_another_call_has_no_answer_here(team: Team) -> None:
    another = make.make_call(team.call.session)
    team.point = make_asking_point(make.make_submission(another, state="published"), team.member)
    with pytest.raises(NotToAnswer):
        saved(team)


def test_who_comes_second_overwrites_nothing(team: Team) -> None:
    saved(team)
    saved(team, Observation(outcome="noted", reason="First."), version=1)
    for version in (0, 1, 3):
        with pytest.raises(AnswerChanged):
            saved(team, Observation(outcome="noted", reason="Second."), version=version, by=team.co_chair)
    answer = Disposition.objects.get()
    assert (answer.reason, answer.version, answer.saved_by) == ("First.", 2, team.member)


def test_a_change_keeps_what_was_said_before(team: Team) -> None:
    saved(team)
    changed = saved(team, ACCEPTED, version=1)
    assert changed.events.get(kind="changed").details["before"]["reason"] == "It is taken up elsewhere."


# --- many alike -------------------------------------------------------------------------------------------------------


def test_many_points_get_one_answer_and_nobody_s_answer_is_replaced(team: Team) -> None:
    text = Boilerplate.objects.create(
        process=team.process, title="Elsewhere", text="T", saved_at=NOON, saved_by=team.chair
    )
    points = [team.point, *(make_asking_point(team.submission, team.member) for _ in range(3))]
    written = make_answer(team.summary, points[1], team.co_chair, reason="Written by hand.")
    silent = make_asking_point(team.submission, team.member, asks=False)
    said = Observation(outcome="out_of_scope", reason="Beyond the mandate.", boilerplate=text)
    done = answers.answer_alike(
        summary=team.summary, points=[*points, silent], said=said, by=team.member, at=NOON
    )  # fmt: skip
    assert done == (3, 2)
    written.refresh_from_db()
    assert written.reason == "Written by hand."
    assert {row.point for row in text.answers.all()} == {points[0], points[2], points[3]}
    assert [kinds(row) for row in text.answers.all()] == [["drafted"]] * 3


def test_a_text_of_another_process_is_refused(team: Team) -> None:
    text = Boilerplate.objects.create(
        process=make.make_process(), title="Elsewhere", text="T", saved_at=NOON, saved_by=team.chair
    )
    with pytest.raises(PermissionDenied):
        saved(team, Observation(outcome="noted", reason="R", boilerplate=text))


# --- review -----------------------------------------------------------------------------------------------------------


def reviewed(team: Team, by: Any, **fields: Any) -> Disposition:
    answer = Disposition.objects.select_related("summary__session__process", "point__submission").get()
    answers.review_answer(answer=answer, version=answer.version, by=by, at=NOON, **fields)
    return answer


def test_the_chair_reviews_what_the_team_drafted(team: Team) -> None:
    saved(team)
    answer = reviewed(team, team.chair)
    answer.refresh_from_db()
    assert (answer.state, answer.reviewed_by, answer.reviewed_at) == ("reviewed", team.chair, NOON)


def test_a_member_of_the_team_does_not_review(team: Team) -> None:
    saved(team, by=team.chair)
    with pytest.raises(PermissionDenied):
        reviewed(team, team.member)


def test_who_wrote_it_does_not_review_while_another_presides(team: Team) -> None:
    saved(team, by=team.chair)
    with pytest.raises(PermissionDenied):
        reviewed(team, team.chair)
    assert reviewed(team, team.co_chair).state == "reviewed"


def test_a_chair_alone_reviews_her_own_words(team: Team) -> None:
    saved(team, by=team.chair)
    team.co_chair.offices.update(ended_at=NOON, ended_by=team.chair)
    assert reviewed(team, team.chair).state == "reviewed"


def test_nobody_reviews_in_her_own_case(team: Team) -> None:
    saved(team)
    make.join(team.chair, team.submission.organisation)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        reviewed(team, team.chair)


def test_what_was_changed_since_it_was_read_is_not_reviewed(team: Team) -> None:
    saved(team)
    answer = Disposition.objects.select_related("summary__session__process", "point__submission").get()
    saved(team, ACCEPTED, version=1)
    with pytest.raises(AnswerChanged):
        answers.review_answer(answer=answer, version=1, by=team.chair, at=NOON)


def test_a_reviewed_answer_that_is_changed_has_to_be_reviewed_again(team: Team) -> None:
    saved(team)
    reviewed(team, team.chair)
    answer = saved(team, ACCEPTED, version=1)
    assert (answer.state, answer.reviewed_at, answer.reviewed_by) == ("drafted", None, None)
    assert kinds(answer) == ["drafted", "reviewed", "reopened", "changed"]


def test_an_answer_is_reviewed_once(team: Team) -> None:
    saved(team)
    stale = Disposition.objects.select_related("summary__session__process", "point__submission").get()
    reviewed(team, team.chair)
    with pytest.raises(OutOfDate):
        answers.review_answer(answer=stale, version=1, by=team.co_chair, at=NOON)


@pytest.mark.parametrize("field", ["restatement", "reason", "change_text"])
def test_a_name_in_an_answer_that_names_nobody_has_to_be_looked_at(team: Team, field: str) -> None:
    told = "As CANF and the Canary Forum ask"
    if field == "restatement":
        team.point = make_asking_point(team.submission, team.member, told)
        saved(team)
    else:
        saved(team, Observation(outcome="noted", **{"reason": "R", field: told}))
    with pytest.raises(NamesInAnswer) as refusal:
        reviewed(team, team.chair)
    assert refusal.value.names == ("CANF", "Canary Forum")
    assert reviewed(team, team.chair, names_seen=True).state == "reviewed"


def test_an_attributed_summary_may_name_who_asked(team: Team) -> None:
    Summary.objects.filter(pk=team.summary.pk).update(attribution="attributed")
    saved(team, Observation(outcome="noted", reason="As the Canary Forum asks."))
    assert reviewed(team, team.chair).state == "reviewed"


# --- release ----------------------------------------------------------------------------------------------------------


def issue(summary: Summary) -> None:
    Summary.objects.filter(pk=summary.pk).update(state="issued", issued_at=NOON)
    summary.refresh_from_db()


def test_the_release_lets_out_what_is_reviewed_and_nothing_else(team: Team) -> None:
    dropped = make_asking_point(team.submission, team.member)
    out = make_answer(
        team.summary, team.point, team.member, "reviewed", led_to=second_paragraph(team.summary).anchor
    )  # fmt: skip
    whole = make_answer(team.summary, make_asking_point(team.submission, team.member), team.member, "reviewed")
    draft = make_answer(team.summary, make_asking_point(team.submission, team.member), team.member)
    stays = make_answer(team.summary, dropped, team.member, "reviewed")
    type(dropped).objects.filter(pk=dropped.pk).update(dropped_at=NOON, dropped_by=team.member)
    other = make_answer(make_summary(team.call, team.chair), team.point, team.member, "reviewed")
    at = NOON + timedelta(hours=1)
    assert release_dispositions(summary=team.summary, by=team.chair, at=at) == 2
    for row in (out, whole, draft, stays, other):
        row.refresh_from_db()
    assert [row.state for row in (out, whole, draft, stays, other)] == [
        "released", "released", "drafted", "reviewed", "reviewed"
    ]  # fmt: skip
    assert (out.clause, whole.clause, out.released_at, out.released_by) == (2, 0, at, team.chair)
    assert kinds(out) == ["released"]
    assert kinds(draft) == []


def test_only_who_presides_releases(team: Team) -> None:
    make_answer(team.summary, team.point, team.member, "reviewed")
    for person in (team.member, team.author, make.make_officer(team.process, "secretariat")):
        with pytest.raises(PermissionDenied):
            release_dispositions(summary=team.summary, by=person, at=NOON)
    assert Disposition.objects.get().state == "reviewed"


def test_the_queries_of_a_release_do_not_grow(team: Team, django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        summary = make_summary(team.call, team.chair)
        for _ in range(number):
            make_answer(summary, make_asking_point(team.submission, team.member), team.member, "reviewed")
        team.chair.has_perm("dispositions.release_answers", summary)
        with django_assert_num_queries(8):
            assert release_dispositions(summary=summary, by=team.chair, at=NOON) == number


def test_a_released_answer_never_changes(team: Team) -> None:
    answer = make_answer(team.summary, team.point, team.member, "released")
    for change in ({"reason": "Another."}, {"state": "drafted", "reviewed_at": None, "released_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Disposition.objects.filter(pk=answer.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        answer.delete()


def test_after_the_issue_nothing_is_drafted_or_reviewed(team: Team) -> None:
    saved(team)
    issue(team.summary)
    with pytest.raises(SummaryIssued):
        saved(team, version=1)
    with pytest.raises(SummaryIssued):
        reviewed(team, team.chair)
    with pytest.raises(SummaryIssued):
        answers.answer_alike(summary=team.summary, points=[team.point], said=NOTED, by=team.member, at=NOON)


# --- what is open -----------------------------------------------------------------------------------------------------


def test_a_point_is_open_until_its_answer_is_reviewed(team: Team) -> None:
    assert list(open_points(team.summary)) == [team.point]
    saved(team)
    assert list(open_points(team.summary)) == [team.point]
    reviewed(team, team.chair)
    assert list(open_points(team.summary)) == []
    assert list(points_to_answer(team.summary)) == [team.point]


def test_what_was_received_in_confidence_is_owed_an_answer_too(team: Team) -> None:
    confidential = make.make_submission(team.call, state="accepted", is_confidential=True)
    point = make_asking_point(confidential, team.member)
    assert set(open_points(team.summary)) == {team.point, point}


# --- corrections ------------------------------------------------------------------------------------------------------


def correction_of(team: Team) -> Summary:
    issue(team.summary)
    corrected = make_summary(team.call, team.chair, supersedes=team.summary, correction=1, reason="A number was wrong.")
    for old, new in zip(
        Paragraph.objects.filter(section__summary=team.summary), Paragraph.objects.filter(section__summary=corrected),
        strict=True,
    ):  # fmt: skip
        Paragraph.objects.filter(pk=new.pk).update(anchor=old.anchor)
    return corrected


def test_a_correction_takes_over_what_was_released(team: Team) -> None:
    anchor = second_paragraph(team.summary).anchor
    former = make_answer(team.summary, team.point, team.member, "released", led_to=anchor, clause=2)
    renewed_point = make_asking_point(team.submission, team.member)
    make_answer(team.summary, renewed_point, team.member, "released")
    corrected = correction_of(team)
    renewed = make_answer(corrected, renewed_point, team.member, reason="Said anew.")
    assert carry_over_dispositions(from_summary=team.summary, to_summary=corrected, by=team.chair, at=NOON) == 1
    taken = corrected.dispositions.exclude(pk=renewed.pk).get()
    assert (taken.point, taken.reason, taken.led_to, taken.state) == (team.point, former.reason, anchor, "reviewed")
    assert kinds(taken) == ["carried_over"]
    assert list(open_points(corrected)) == [renewed_point]
    assert release_dispositions(summary=corrected, by=team.chair, at=NOON) == 1
    taken.refresh_from_db()
    assert (taken.state, taken.clause) == ("released", 2)


def test_a_draft_of_the_former_is_not_taken_over(team: Team) -> None:
    make_answer(team.summary, team.point, team.member, "reviewed")
    corrected = correction_of(team)
    assert carry_over_dispositions(from_summary=team.summary, to_summary=corrected, by=team.chair, at=NOON) == 0


def test_answers_are_taken_over_into_the_correction_only(team: Team) -> None:
    issue(team.summary)
    with pytest.raises(ValueError, match=r"WG\.7"):
        carry_over_dispositions(
            from_summary=team.summary, to_summary=make_summary(team.call, team.chair), by=team.chair, at=NOON
        )

"""What of an answer is read outside the team, when, and what it tells of who asked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.dispositions.reading import answers_for, public_answers, rows_of
from reports.documents.snapshot import contents_of
from reports.exports.sheets import Choice, sheet_of
from reports.exports.snapshot import batches
from reports.summaries.models import Summary
from tests import factories as make
from tests.factories import NOON
from tests.factories.answers import make_answer, make_asking_point, make_summary
from tests.reports.dispositions.conftest import Team

pytestmark = pytest.mark.django_db

CANARIES = ("Canary Forum", "CANF", "WG.7/2026/C1/001", "Canary title", "What Canary Forum wrote", "civil-society")
SAID = ("Wants a directory of contact points", "It is taken up elsewhere.")


def issued(team: Team, attribution: str = "non_attributed", state: str = "released", **fields: Any) -> Summary:
    """An issued summary with an answer in that state to the team's point."""
    symbol = f"WG.7/{attribution.replace('_', '-')}"
    summary = make_summary(team.call, team.chair, "issued", symbol=symbol, attribution=attribution)
    make_answer(summary, team.point, team.member, state, **fields)
    return summary


def page(path: str, user: Any = None) -> str:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(path).content.decode()


def everything_public(team: Team, summary: Summary) -> str:
    """All that a stranger can get hold of and that could tell an answer: pages, search, data, document."""
    of_summary, of_process = f"/summaries/{summary.symbol}/", f"/processes/{team.process.slug}/"
    there = [
        of_summary, f"{of_summary}inquiries/", of_process, f"{of_process}record/?q=directory", "/documents/",
        f"/documents/of/{summary.symbol}/", "/",
    ]  # fmt: skip
    client = Client()
    assert {path: client.get(path).status_code for path in there} == dict.fromkeys(there, 200)
    told = [page(path) for path in (*there, f"{of_summary}answers/", f"/submissions/{team.submission.reference}/")]
    rows = batches(sheet_of("dispositions"), Choice(team.process.pk, "public"))
    contents = contents_of("dispositions", summary_id=summary.pk, language="en", as_of=NOON)
    return "\n".join([*told, str(list(rows)), contents.to_json(), contents.disclosed().to_json()])


@pytest.mark.parametrize("attribution", ["attributed", "non_attributed", "chatham_house"])
@pytest.mark.parametrize("state", ["drafted", "reviewed"])
def test_before_the_release_nothing_is_told_to_anybody_outside(team: Team, attribution: str, state: str) -> None:
    summary = issued(team, attribution, state, change_text="Telltale change")
    own = page(reverse("submissions:sent", args=[team.submission.public_id]), team.author)
    assert "Canary title" in own
    told = everything_public(team, summary) + own
    for words in (*SAID, "Telltale change"):
        assert words not in told
    assert list(answers_for(team.submission)) == []


def test_a_release_before_the_issue_would_still_show_nothing(team: Team) -> None:
    make_answer(team.summary, team.point, team.member, "released")
    assert list(answers_for(team.submission)) == []
    assert list(public_answers(team.summary)) == []
    assert Client().get(f"/summaries/{team.summary.symbol}/answers/").status_code == 404


def test_attributed_answers_tell_who_asked(team: Team) -> None:
    told = page(f"/summaries/{issued(team, 'attributed', clause=2).symbol}/answers/")
    for words in (*SAID, "CANF", "WG.7/2026/C1/001", "What Canary Forum wrote", "Civil society", "Noted", "#p2"):
        assert words in told


def test_answers_that_name_nobody_tell_what_was_asked_and_not_by_whom(team: Team) -> None:
    summary = issued(team)
    told = page(f"/summaries/{summary.symbol}/answers/")
    for words in SAID:
        assert words in told
    for canary in CANARIES:
        assert canary not in told
    contents = contents_of("dispositions", summary_id=summary.pk, language="en", as_of=NOON).to_json()
    for canary in CANARIES:
        assert canary not in contents


def test_row_26_under_the_chatham_house_rule_there_is_no_table(team: Team) -> None:
    summary = issued(team, "chatham_house")
    assert Client().get(f"/summaries/{summary.symbol}/answers/").status_code == 404
    told = everything_public(team, summary)
    assert SAID[0] not in told
    assert SAID[1] not in told


@pytest.mark.parametrize("attribution", ["attributed", "non_attributed", "chatham_house"])
def test_who_asked_reads_her_answer_whatever_the_attribution(team: Team, attribution: str) -> None:
    issued(team, attribution)
    (answer,) = answers_for(team.submission)
    assert answer.reason == "It is taken up elsewhere."


def test_who_asked_reads_nobody_else_s_answer(team: Team) -> None:
    other = make.make_submission(team.call, state="published")
    summary = issued(team)
    make_answer(summary, make_asking_point(other, team.member), team.member, "released")
    assert [answer.point for answer in answers_for(team.submission)] == [team.point]
    assert [answer.point.submission for answer in answers_for(other)] == [other]


@pytest.mark.parametrize("state", ["accepted", "withheld", "withdrawn"])
@pytest.mark.parametrize("attribution", ["attributed", "non_attributed"])
def test_an_answer_to_what_is_not_public_is_not_in_the_table(team: Team, attribution: str, state: str) -> None:
    hidden = make.make_submission(team.call, state=state, is_confidential=state == "accepted", published_at=None)
    team.point = make_asking_point(hidden, team.member, "Wants a directory of contact points")
    summary = issued(team, attribution)
    assert SAID[0] not in everything_public(team, summary)
    assert len(answers_for(hidden)) == 1


def test_the_table_does_not_stand_in_the_order_of_drafting(team: Team) -> None:
    summary = make_summary(team.call, team.chair, "issued")
    for _ in range(30):
        make_answer(summary, make_asking_point(team.submission, team.member), team.member, "released")
    shown = [row.answer.point.restatement for row in rows_of(public_answers(summary).order_by("clause", "pk"), summary)]
    assert len(shown) == 30
    assert shown != sorted(shown, key=lambda text: int(text.removeprefix("Asks ")))


def test_a_correction_s_answer_stands_in_the_place_of_the_former(team: Team) -> None:
    former = issued(team, reason="As first said.")
    correction = make_summary(
        team.call, team.chair, "issued", supersedes=former, correction=1, reason="It was wrong.", symbol="WG.7/CS.2"
    )
    make_answer(correction, team.point, team.member, "released", reason="As corrected.")
    assert [answer.reason for answer in answers_for(team.submission)] == ["As corrected."]


def test_before_the_correction_is_issued_the_former_answer_stands(team: Team) -> None:
    former = issued(team, reason="As first said.")
    correction = make_summary(team.call, team.chair, supersedes=former, correction=1, reason="It was wrong.")
    make_answer(correction, team.point, team.member, "reviewed", reason="As corrected.")
    assert [answer.reason for answer in answers_for(team.submission)] == ["As first said."]

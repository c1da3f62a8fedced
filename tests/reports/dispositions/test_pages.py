"""The team's pages of answers: the list and its filters, one answer, two at once, many alike, review, shared texts."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from consultation.processes.models import AgendaItem
from reports.dispositions.models import Boilerplate, Disposition
from reports.points.models import Point, Topic
from reports.summaries.models import Citation, Summary
from tests import factories as make
from tests.factories import NOON
from tests.factories.answers import make_answer, make_asking_point, second_paragraph
from tests.reports.dispositions.conftest import Team

pytestmark = pytest.mark.django_db


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


def list_of(team: Team) -> str:
    return f"/chair/summaries/{team.summary.pk}/answers/"


def page_of(team: Team, point: Point | None = None) -> str:
    return f"{list_of(team)}{(point or team.point).public_id}/"


def boilerplate(team: Team, text: str = "It is taken up elsewhere.", **fields: Any) -> Boilerplate:
    defaults: dict[str, Any] = {"process": team.process, "title": "Elsewhere", "saved_at": NOON, "saved_by": team.chair}
    return Boilerplate.objects.create(text=text, **{**defaults, **fields})


# --- the list ---------------------------------------------------------------------------------------------------------


def asked_in(page: Any) -> set[str]:
    return {
        name
        for name in ("Of the item", "Of the topic", "Of academia", "Noted one", "Reviewed one")
        if name in words(page)
    }


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Of the item", "Of the topic", "Of academia", "Noted one", "Reviewed one"}),
        ("state=unanswered", {"Of the item", "Of the topic", "Of academia"}),
        ("state=drafted", {"Noted one"}),
        ("state=reviewed", {"Reviewed one"}),
        ("state=released", set()),
        ("outcome=noted", {"Noted one"}),
        ("outcome=accepted", {"Reviewed one"}),
        ("group=academia", {"Of academia"}),
        ("item={item}", {"Of the item"}),
        ("topic={topic}", {"Of the topic"}),
        ("topic={topic}&state=drafted", set()),
        ("state=nonsense&item=x&group='", {"Of the item", "Of the topic", "Of academia", "Noted one", "Reviewed one"}),
    ],
)
def test_the_list_shows_what_the_filters_leave(team: Team, query: str, shown: set[str]) -> None:
    item: AgendaItem = make.make_agenda_item(team.call.session, "5")
    team.call.agenda_items.add(item)
    topic = Topic.objects.create(process=team.process, label="Contact points")
    academia = make.make_organisation(group_declared=make.group("academia"))
    make_asking_point(team.submission, team.member, "Of the item", agenda_item=item)
    make_asking_point(team.submission, team.member, "Of the topic", topic=topic)
    make_asking_point(make.make_submission(team.call, academia, state="published"), team.member, "Of academia")
    make_answer(team.summary, make_asking_point(team.submission, team.member, "Noted one"), team.member)
    make_answer(
        team.summary, make_asking_point(team.submission, team.member, "Reviewed one"), team.member, "reviewed",
        outcome="accepted",
    )  # fmt: skip
    page = browser(team.member).get(f"{list_of(team)}?{query.format(item=item.pk, topic=topic.pk)}")
    assert asked_in(page) == shown


def test_the_list_tells_how_many_are_left(team: Team) -> None:
    client = browser(team.member)
    assert "1 point has no reviewed answer yet." in words(client.get(list_of(team)))
    make_answer(team.summary, team.point, team.member, "reviewed")
    assert "Every point that asks for something has a reviewed answer." in words(client.get(list_of(team)))


def test_the_queries_of_the_list_and_of_the_review_do_not_grow(team: Team, django_assert_num_queries: Any) -> None:
    client = browser(team.chair)
    for _ in range(2):
        make_answer(team.summary, make_asking_point(team.submission, team.member), team.member)
        with django_assert_num_queries(10):
            client.get(list_of(team))
        with django_assert_num_queries(5):
            client.get(f"{list_of(team)}review/")
        for _more in range(2):
            make_answer(team.summary, make_asking_point(team.submission, team.member), team.member)


def test_the_public_table_asks_as_much_for_three_as_for_one(team: Team, django_assert_num_queries: Any) -> None:
    Summary.objects.filter(pk=team.summary.pk).update(state="issued", issued_at=NOON, attribution="attributed")
    for _ in (1, 2):
        make_answer(team.summary, make_asking_point(team.submission, team.member), team.member, "released")
        with django_assert_num_queries(3):
            assert Client().get("/summaries/WG.7/CS.1/answers/").status_code == 200


# --- one answer -------------------------------------------------------------------------------------------------------


def test_an_answer_is_written_on_its_page(team: Team) -> None:
    client = browser(team.member)
    anchor = second_paragraph(team.summary).anchor
    page = words(client.get(page_of(team)))
    for told in (
        "Wants a directory of contact points",
        "What Canary Forum wrote",
        "Canary Forum",
        "2. Others cautioned",
    ):
        assert told in page
    typed = {"version": "0", "outcome": "not_accepted", "reason": "Too  early.\r\n", "led_to": str(anchor)}
    client.post(page_of(team), typed)
    answer = Disposition.objects.get()
    assert (answer.outcome, answer.reason, answer.led_to) == ("not_accepted", "Too  early.", anchor)


def test_the_paragraph_that_rests_on_the_point_is_offered_first(team: Team) -> None:
    paragraph = second_paragraph(team.summary)
    Citation.objects.create(
        paragraph=paragraph, submission=team.submission, point=team.point, cited_at=NOON, cited_by=team.member
    )
    page = browser(team.member).get(page_of(team)).content.decode()
    assert f'<option value="{paragraph.anchor}" selected>' in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": "noted"}, "reason"), ({"outcome": "maybe"}, "outcome"), ({}, "outcome"),
        ({"outcome": "accepted", "led_to": "4"}, "led_to"),
        ({"outcome": "accepted", "led_to": "0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0aa"}, "led_to"),
        ({"outcome": "accepted", "reason": "x" * 5001}, "reason"), ({"outcome": "accepted", "reason": "\0"}, "reason"),
        ({"outcome": "accepted", "boilerplate": "404"}, "boilerplate"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_kept(team: Team, typed: dict[str, str], field: str) -> None:
    page = browser(team.member).post(page_of(team), {"version": "0", **typed})
    assert page.context["form"].errors.keys() == {field}
    assert not Disposition.objects.exists()


def test_a_text_gives_the_reason_where_none_is_typed(team: Team) -> None:
    text = boilerplate(team)
    client = browser(team.member)
    client.post(page_of(team), {"version": "0", "outcome": "noted", "boilerplate": text.pk})
    answer = Disposition.objects.get()
    assert (answer.reason, answer.boilerplate) == ("It is taken up elsewhere.", text)
    client.post(page_of(team), {"version": "1", "outcome": "noted", "boilerplate": text.pk, "reason": "Edited."})
    answer.refresh_from_db()
    assert (answer.reason, answer.boilerplate) == ("Edited.", text)


def test_two_at_once_see_both_texts_and_lose_none(team: Team) -> None:
    first, second = browser(team.member), browser(team.co_chair)
    first.post(page_of(team), {"version": "0", "outcome": "noted", "reason": "What the first wrote."})
    response = second.post(
        page_of(team), {"version": "0", "outcome": "accepted", "change_text": "What the second wrote."}
    )
    assert response.status_code == 409
    page = response.content.decode()
    for told in ("What the first wrote.", "What the second wrote.", "Nothing is overwritten", "Noor Haddad"):
        assert told in page
    assert response.context["form"]["version"].value() == "1"
    second.post(page_of(team), {"version": "1", "outcome": "accepted", "change_text": "What the second wrote."})
    answer = Disposition.objects.get()
    assert (answer.version, answer.change_text) == (2, "What the second wrote.")
    assert "What the first wrote." in second.get(page_of(team)).content.decode()  # in the history


def test_an_answer_is_reviewed_and_taken_back_on_its_page(team: Team) -> None:
    answer = make_answer(team.summary, team.point, team.member)
    client = browser(team.chair)
    change = f"{page_of(team)}state/"
    client.post(change, {"move": "reviewed", "version": "7"})
    answer.refresh_from_db()
    assert answer.state == "drafted"
    client.post(change, {"move": "reviewed", "version": "1"})
    answer.refresh_from_db()
    assert answer.state == "reviewed"
    client.post(change, {"move": "reopened"})
    answer.refresh_from_db()
    assert answer.state == "drafted"


def test_names_are_looked_at_before_an_answer_that_names_nobody_is_reviewed(team: Team) -> None:
    answer = make_answer(team.summary, team.point, team.member, reason="As the Canary Forum asks.")
    client = browser(team.chair)
    change = f"{page_of(team)}state/"
    page = words(client.post(change, {"move": "reviewed", "version": "1"}))
    assert "names these organisations although the summary names nobody" in page
    client.post(change, {"move": "reviewed", "version": "1", "names_seen": "on"})
    answer.refresh_from_db()
    assert answer.state == "reviewed"


@pytest.mark.parametrize("public_id", ["0b0c7bd0-5b0f-4f4e-9a43-8f1a3ad0f0aa", "of another process"])
def test_a_point_that_is_none_of_this_summary_is_not_there(team: Team, public_id: str) -> None:
    if public_id == "of another process":
        other = make.make_call()
        public_id = str(make_asking_point(make.make_submission(other, state="published"), team.member).public_id)
    assert browser(team.member).get(f"{list_of(team)}{public_id}/").status_code == 404


def test_nothing_is_offered_that_the_server_would_refuse(team: Team) -> None:
    make_answer(team.summary, team.point, team.member)
    serving = make.make_officer(team.process, "secretariat")
    assert "Save the draft" not in words(browser(serving).get(page_of(team)))
    assert "Reviewed: it may go out" not in words(browser(team.member).get(page_of(team)))
    assert "Reviewed: it may go out" in words(browser(team.chair).get(page_of(team)))
    Summary.objects.filter(pk=team.summary.pk).update(state="issued", issued_at=NOON)
    for person in (team.member, team.chair):
        page = words(browser(person).get(page_of(team)))
        assert "Save the draft" not in page
        assert "Reviewed: it may go out" not in page
        assert "Answer those ticked alike" not in words(browser(person).get(list_of(team)))


# --- many alike, and their review -------------------------------------------------------------------------------------


def test_many_points_are_shown_before_they_are_answered_alike(team: Team) -> None:
    text = boilerplate(team)
    points = [make_asking_point(team.submission, team.member, f"Alike {number}") for number in range(3)]
    ticked = {"points": [str(points[0].public_id), str(points[2].public_id)]}
    client = browser(team.member)
    page = words(client.post(f"{list_of(team)}alike/", ticked))
    assert "2 points without an answer get this one" in page
    assert ("Alike 0" in page, "Alike 1" in page, "Alike 2" in page) == (True, False, True)
    assert not Disposition.objects.exists()
    page = words(client.post(f"{list_of(team)}alike/", {**ticked, "confirmed": "1", "outcome": "noted"}))
    assert "Give a reason" in page
    done = {**ticked, "confirmed": "1", "outcome": "out_of_scope", "boilerplate": text.pk}
    page = words(client.post(f"{list_of(team)}alike/", done, follow=True))
    assert "2 points answered in draft." in page
    assert {row.point for row in text.answers.all()} == {points[0], points[2]}


def test_what_somebody_answered_meanwhile_is_left_and_told_of(team: Team) -> None:
    points = [make_asking_point(team.submission, team.member) for number in range(2)]
    make_answer(team.summary, points[0], team.co_chair, reason="Written meanwhile.")
    posted = {"points": [str(point.public_id) for point in points], "confirmed": "1", "outcome": "accepted"}
    page = words(browser(team.member).post(f"{list_of(team)}alike/", posted, follow=True))
    assert "1 point answered in draft." in page
    assert "1 point had an answer already." in page
    assert Disposition.objects.get(point=points[0]).reason == "Written meanwhile."


def test_all_that_the_filters_show_are_answered_alike(team: Team) -> None:
    topic = Topic.objects.create(process=team.process, label="Contact points")
    of_topic = [make_asking_point(team.submission, team.member, topic=topic) for _ in range(3)]
    make_answer(team.summary, of_topic[0], team.co_chair)
    client = browser(team.member)
    page = client.post(f"{list_of(team)}alike/?topic={topic.pk}", {"everything": "1"})
    assert list(page.context["points"]) == of_topic[1:]


def test_without_a_tick_nothing_happens(team: Team) -> None:
    page = words(browser(team.member).post(f"{list_of(team)}alike/", {}, follow=True))
    assert "Tick at least one point that has no answer yet." in page


def test_the_chair_reviews_those_ticked_as_they_were_read(team: Team) -> None:
    mine = make_answer(team.summary, make_asking_point(team.submission, team.member), team.chair)
    read = make_answer(team.summary, make_asking_point(team.submission, team.member), team.member)
    changed = make_answer(team.summary, make_asking_point(team.submission, team.member), team.member, version=2)
    left = make_answer(team.summary, make_asking_point(team.submission, team.member), team.member)
    client = browser(team.chair)
    page = client.get(f"{list_of(team)}review/").content.decode()
    assert f'value="{read.pk}"' in page
    assert f'value="{mine.pk}"' not in page  # the Chair wrote it herself, and a Co-Chair is there
    posted: dict[str, Any] = {"answer": [str(row.pk) for row in (mine, read, changed)] + ["nonsense"]}
    posted |= {f"version-{row.pk}": "1" for row in (mine, read, changed)}
    page = words(client.post(f"{list_of(team)}review/", posted, follow=True))
    assert "1 answer reviewed." in page
    assert "while you were writing" in page
    assert "You wrote this answer yourself" in page
    assert set(Disposition.objects.filter(state="reviewed")) == {read}
    assert left in Disposition.objects.filter(state="drafted")


# --- texts that many answers share ------------------------------------------------------------------------------------


def test_a_text_is_added_changed_and_retired_and_answers_keep_their_copy(team: Team) -> None:
    client = browser(team.member)
    texts = "/chair/processes/wg-7/texts/"
    client.post(texts, {"title": "Elsewhere", "text": "It is taken up elsewhere."})
    text = Boilerplate.objects.get()
    answer = make_answer(team.summary, team.point, team.member, boilerplate=text, reason=text.text)
    assert "Another text of this process has this title." in words(
        client.post(texts, {"title": "ELSEWHERE", "text": "T"})
    )
    page = f"/chair/texts/{text.pk}/"
    client.post(page, {"title": "Elsewhere", "text": "It is taken up later.", "version": "1"})
    answer.refresh_from_db()
    assert answer.reason == "It is taken up elsewhere."
    told = words(client.get(page))
    assert "Wants a directory of contact points" in told
    assert "with a text of its own" in told
    response = client.post(page, {"title": "Elsewhere", "text": "Mine.", "version": "1"})
    assert response.status_code == 409
    assert "It is taken up later." in response.content.decode()
    assert "Mine." in response.content.decode()
    client.post(f"{page}retire/")
    assert "Retired" in words(client.get(texts))
    assert text.title not in words(client.get(page_of(team, make_asking_point(team.submission, team.member))))
    client.post(texts, {"title": "Elsewhere", "text": "Anew."})
    assert Boilerplate.objects.in_use().get().text == "Anew."
    assert list(text.events.values_list("kind", flat=True)) == ["created", "changed", "retired"]


def test_changing_a_text_does_not_change_what_was_released(team: Team) -> None:
    text = boilerplate(team)
    make_answer(team.summary, team.point, team.member, "released", boilerplate=text, reason=text.text)
    client = browser(team.member)
    client.post(f"/chair/texts/{text.pk}/", {"title": "Elsewhere", "text": "Something else.", "version": "1"})
    Summary.objects.filter(pk=team.summary.pk).update(state="issued", issued_at=NOON)
    page = words(Client().get("/summaries/WG.7/CS.1/answers/"))
    assert "It is taken up elsewhere." in page
    assert "Something else." not in page


def test_a_retired_text_is_not_changed(team: Team) -> None:
    text = boilerplate(team, retired_at=NOON, retired_by=team.chair)
    response = browser(team.member).post(
        f"/chair/texts/{text.pk}/", {"title": "Elsewhere", "text": "New.", "version": "1"}
    )
    assert response.status_code == 409
    text.refresh_from_db()
    assert text.text == "It is taken up elsewhere."

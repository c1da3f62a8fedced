"""The reading desk by its pages: what they show, whom they let do what, what they keep, and how little they ask."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from consultation.processes.models import AgendaItem
from consultation.submissions.models import Answer, Attachment, Submission
from reports.points.actions.marking import Said, change_point
from reports.points.models import Point, Reading, Share, Topic
from reports.points.passages import reading_text
from tests import factories as make
from tests.factories.points import make_point, make_topic

pytestmark = pytest.mark.django_db
QUOTE = "States should name points of contact."


@pytest.fixture
def reader(client: Client, bola: Any) -> Client:
    """The browser of a member of the Chair's team."""
    client.force_login(bola)
    return client


def shelf_of(call: Any, **query: Any) -> str:
    return reverse("points:shelf", args=[call.process.slug], query=query)


def desk_of(submission: Submission, **query: Any) -> str:
    return reverse("points:desk", args=[submission.public_id], query=query)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def titles(client: Client, address: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*><span [^>]*>(.*?)</span>", page(client, address))


def passage(submission: Submission, quote: str = QUOTE) -> dict[str, Any]:
    starts = reading_text(submission.body).text.index(quote)
    return {"source": "body", "starts": starts, "ends": starts + len(quote)}


def marking(submission: Submission, quote: str = QUOTE, **fields: Any) -> dict[str, Any]:
    place = passage(submission, quote)
    return {
        **place, "passage": f"body {place['starts']} {place['ends']}", "revision": 1, "key": str(uuid.uuid4()),
        "restatement": "Name contacts.", "kind": "proposal", **fields,
    }  # fmt: skip


# --- the list ---------------------------------------------------------------------------------------------------------


def test_who_reads_in_one_process_is_led_there(reader: Client, call: Any, bola: Any) -> None:
    assert reader.get("/chair/reading/").headers["Location"] == shelf_of(call)
    other = make.make_process()
    bola.offices.create(process=other, kind="secretariat", given_at=make.NOON)
    assert {call.process.slug, other.slug} <= set(
        re.findall(r"/chair/reading/([\w-]+)/", page(reader, "/chair/reading/"))
    )


def test_the_list_says_who_has_read_what_and_what_was_marked(reader: Client, submission: Submission, bola: Any) -> None:
    text = page(reader, shelf_of(submission.call))
    assert "1 contribution · 1 not read by you · 1 read by nobody" in text
    assert "<span>Read by" not in text
    make_point(submission)
    make_point(submission, anchor="lost")
    make_point(submission, dropped_at=make.NOON)
    reader.post(reverse("points:read", args=[submission.public_id]), {"how": "read"})
    reader.post(reverse("points:share", args=[submission.public_id]), {"how": "take"})
    text = page(reader, shelf_of(submission.call))
    assert "1 contribution · 0 not read by you · 0 read by nobody" in text
    assert "Read by <bdi>Bola Adeyemi</bdi>" in text
    assert "Part of <bdi>Bola Adeyemi</bdi>" in text
    assert "2 points" in text
    assert "1 passage lost" in text
    Submission.objects.filter(pk=submission.pk).update(revision_number=2)
    assert "1 not read by you" in page(reader, shelf_of(submission.call))  # what was read is another text


def test_what_lies_before_the_team(reader: Client, call: Any) -> None:
    for state in ("submitted", "returned", "published", "accepted", "withheld", "withdrawn"):
        make.make_submission(call, state=state, title=state, is_confidential=state == "accepted")
    make.make_submission(make.make_call(), state="published", title="elsewhere")
    assert sorted(titles(reader, shelf_of(call))) == ["accepted", "published", "returned", "submitted"]


def test_every_filter_narrows(reader: Client, call: Any, chair: Any, bola: Any) -> None:
    def contribution(title: str, **fields: Any) -> Submission:
        return make.make_submission(call, state="published", title=title, **fields)

    item = make.make_agenda_item(call.session)
    below = make.make_agenda_item(call.session, parent=item)
    business = make.make_organisation(group_declared=make.group("business"))
    japanese = make.make_organisation(seat=make.country("JP"))
    on_item = contribution("on item")
    on_item.agenda_items.add(below)
    contribution("business", organisation=business)
    contribution("asia", organisation=japanese)
    contribution("french", language="fr", body="Un annuaire des équipes")
    make.make_submission(make.make_call(call.session, symbol="WG/OTHER"), state="published", title="other call")
    mine, hers = contribution("mine"), contribution("hers")
    Share.objects.create(submission=mine, reader=bola, given_at=make.NOON, given_by=chair)
    Share.objects.create(submission=hers, reader=chair, given_at=make.NOON, given_by=chair)
    Reading.objects.create(submission=mine, reader=bola, revision=1, read_at=make.NOON)
    Reading.objects.create(submission=hers, reader=chair, revision=1, read_at=make.NOON)
    make_point(mine)
    make_point(hers, anchor="lost")
    everything = {"on item", "business", "asia", "french", "other call", "mine", "hers"}
    found = {
        "group=business": {"business"}, "region=Asia": {"asia"}, f"item={item.pk}": {"on item"},
        "language=fr": {"french"}, "call=WG/OTHER": {"other call"}, "q=annuaire": {"french"},
        "reading=unread": everything - {"mine"}, "reading=nobody": everything - {"mine", "hers"},
        "reading=mine": {"mine"}, "reading=free": everything - {"mine", "hers"},
        "points=with": {"mine", "hers"}, "points=without": everything - {"mine", "hers"}, "points=lost": {"hers"},
        "reading=unread&points=with": {"hers"}, "group=nonsense": everything,
    }  # fmt: skip
    assert {query: set(titles(reader, f"{shelf_of(call)}?{query}")) for query in found} == found
    assert "This choice does not exist here." in page(reader, shelf_of(call, group="nonsense"))
    assert "No contribution fits this search." in page(reader, shelf_of(call, q="zebra"))


def test_the_list_comes_in_pages(reader: Client, call: Any) -> None:
    for number in range(27):
        make.make_submission(
            call, state="published", title=f"no. {number}", received_at=make.NOON + timedelta(hours=number)
        )
    first = page(reader, shelf_of(call))
    assert len(titles(reader, shelf_of(call))) == 25
    address = re.search(r'href="(\?[^"]*)" rel="next"', first)
    assert address
    assert titles(reader, shelf_of(call) + address[1].replace("&amp;", "&")) == ["no. 25", "no. 26"]


def test_next_leads_through_what_is_unread_and_not_a_colleagues_part(
    reader: Client, call: Any, chair: Any, bola: Any
) -> None:
    rows = [
        make.make_submission(call, state="published", title=f"{n}", received_at=make.NOON + timedelta(hours=n), language=code)
        for n, code in enumerate(("en", "en", "fr", "en"))
    ]  # fmt: skip
    Share.objects.create(submission=rows[1], reader=chair, given_at=make.NOON, given_by=chair)

    def led(**query: str) -> str:
        return reader.get(reverse("points:go_on", args=[call.process.slug], query=query)).headers["Location"]

    assert led() == desk_of(rows[0])
    assert led(**{"from": rows[0].reference}) == desk_of(rows[2])  # the second is a colleague's
    assert led(**{"from": rows[0].reference}, language="en") == desk_of(rows[3], language="en")
    assert led(**{"from": rows[3].reference}) == desk_of(rows[0])  # from the end on at the beginning
    assert led(**{"from": rows[2].reference}, back="1") == desk_of(rows[1])  # back through all
    assert led(**{"from": "no such"}) == desk_of(rows[0])
    for row in rows:
        Reading.objects.create(submission=row, reader=bola, revision=1, read_at=make.NOON)
    assert led(**{"from": rows[0].reference}, language="en") == shelf_of(call, language="en")
    assert "There is nothing left for you to read here." in page(reader, shelf_of(call))


def test_reading_and_going_on_is_one_press(reader: Client, call: Any, submission: Submission, bola: Any) -> None:
    later = make.make_submission(call, state="published", received_at=make.NOON + timedelta(hours=1))
    answer = reader.post(
        reverse("points:read", args=[submission.public_id]) + "?language=en", {"go_on": "1"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == desk_of(later, language="en")
    assert Reading.objects.get().submission == submission
    reader.post(reverse("points:read", args=[submission.public_id]), {"how": "unread"})
    assert not Reading.objects.exists()


# --- the desk ---------------------------------------------------------------------------------------------------------


def test_the_desk_shows_text_answers_files_and_points(reader: Client, submission: Submission, item: AgendaItem) -> None:
    question = make.make_question(submission.call, "What works?")
    Answer.objects.create(submission=submission, question=question, text="A **list**.")
    Attachment.objects.create(
        revision=submission.revisions.get(), file=ContentFile(b"x", name="x"), name="annex.pdf", size=1, sha256="0" * 64,
        content_type="application/pdf", uploaded_at=make.NOON,
    )  # fmt: skip
    make_point(submission, QUOTE, topic=make_topic(submission.process), agenda_item=item, restatement="Name them.")
    make.make_party(submission, make.make_organisation("Standing With Them"))
    text = page(reader, desk_of(submission))
    assert "What works?" in text
    assert f'data-source="answer:{question.pk}" data-start="0" lang="en" dir="ltr">A list.</p>' in text
    assert f'<mark data-points="1" data-ends="1">{QUOTE}</mark> Small responders need one list.</p>' in text
    assert '<h3 class="said"' in text
    assert "annex.pdf" in text
    assert "Standing With Them" in text
    assert "Name them." in text
    assert "Points of contact</bdi>" in text
    assert "Item <bdi>5</bdi>" in text


def test_the_team_may_have_the_files_of_what_is_not_public(reader: Client, call: Any) -> None:
    kept = make.make_submission(call, state="accepted", is_confidential=True)
    file = Attachment.objects.create(
        revision=kept.revisions.get(), file=ContentFile(b"x", name="x"), name="annex.pdf", size=1, sha256="0" * 64,
        content_type="application/pdf", uploaded_at=make.NOON,
    )  # fmt: skip
    address = reverse("submissions:attachment", args=[file.public_id])
    assert address in page(reader, desk_of(kept))
    assert b"".join(reader.get(address).streaming_content) == b"x"
    assert Client().get(address).status_code == 404


def test_marks_that_overlap_are_each_drawn(reader: Client, submission: Submission) -> None:
    make_point(submission, "States should name points")
    make_point(submission, "name points of contact. Small")
    text = page(reader, desk_of(submission))
    assert (
        '<mark data-points="1">States should </mark><mark data-points="1 2" class="twice" data-ends="1">name points</mark>'
        '<mark data-points="2" data-ends="2"> of contact. Small</mark> responders'
    ) in text


def test_a_text_from_right_to_left_says_so(reader: Client, call: Any) -> None:
    arabic = make.make_submission(call, state="published", language="ar", body="تحتاج الفرق إلى قائمة", title="قائمة")
    assert 'data-start="0" lang="ar" dir="rtl">تحتاج' in page(reader, desk_of(arabic))
    unknown = make.make_submission(call, state="published", language="und", body="Nani?")
    assert 'lang="und" dir="auto">Nani?' in page(reader, desk_of(unknown))


def test_a_hostile_text_is_shown_as_text(reader: Client, call: Any) -> None:
    hostile = make.make_submission(call, state="published", body="<script>alert(1)</script> and more")
    make_point(hostile, "alert(1)", restatement="<img src=x>", topic=make_topic(call.process, "<b>"))
    text = page(reader, desk_of(hostile))
    assert "<script>alert" not in text
    assert "<img src=x>" not in text
    assert "&lt;script&gt;<mark" in text


def test_a_contribution_of_files_only(reader: Client, call: Any) -> None:
    empty = make.make_submission(call, state="published", body="")
    assert "This contribution has no text, only files." in page(reader, desk_of(empty))


def test_opening_the_desk_finds_the_passages_of_a_revised_text(reader: Client, call: Any) -> None:
    submission = make.make_submission(call, body="We agree. States should name their contacts for requests. All.")
    make_point(submission, "States should name their contacts for requests.")
    make_point(submission, "All.")
    Submission.objects.filter(pk=submission.pk).update(
        revision_number=2, body="Yes. States should name contacts for requests."
    )
    text = page(reader, desk_of(submission))
    assert '<mark data-points="1" data-ends="1">States should name contacts for requests.</mark>' in text
    assert "As it stands now:" in text
    assert "As it was marked in revision 1:" in text
    assert set(Point.objects.values_list("anchor", "sought")) == {("moved", 2), ("lost", 2)}


def test_the_secretariat_reads_along_and_is_offered_nothing_to_do(
    client: Client, submission: Submission, secretary: Any
) -> None:
    point = make_point(submission, QUOTE)
    client.force_login(secretary)
    text = page(client, desk_of(submission))
    assert "<mark" in text
    for offer in ("mark-it", reverse("points:change", args=[point.public_id]), "points:read", "Take it as my part"):
        assert offer not in text
    assert client.post(reverse("points:mark", args=[submission.public_id]), marking(submission)).status_code == 403
    assert client.post(reverse("points:share", args=[submission.public_id]), {"how": "take"}).status_code == 403


# --- forms ------------------------------------------------------------------------------------------------------------


def test_the_next_point_is_likely_on_the_item_of_the_one_before(
    reader: Client, submission: Submission, item: AgendaItem, bola: Any
) -> None:
    make_point(submission, agenda_item=item, by=bola)
    make_point(submission)  # a colleague's
    link = re.search(r'class="mark-it" href="([^"]*starts=19[^"]*)"', page(reader, desk_of(submission, language="en")))
    assert link
    assert f'value="{item.pk}" selected' in page(reader, link[1].replace("&amp;", "&"))


def test_a_paragraph_is_marked_without_scripts(
    reader: Client, submission: Submission, item: AgendaItem, bola: Any
) -> None:
    submission.agenda_items.add(item)
    make_topic(submission.process, "Directories")
    link = re.search(r'class="mark-it" href="([^"]*starts=19[^"]*)"', page(reader, desk_of(submission, language="en")))
    assert link
    form = page(reader, link[1].replace("&amp;", "&"))
    assert form.count('type="radio" name="passage"') == 3  # the paragraph and its two sentences
    assert f'value="{item.pk}" selected' in form  # the one item to which the contribution speaks
    assert '<option value="Directories">' in form
    key = re.search(r'name="key" value="([^"]*)"', form)
    assert key
    sent = marking(submission, key=key[1], topic="Directories", agenda_item=item.pk, asks="on")
    answer = reader.post(link[1].replace("&amp;", "&"), {**sent, "starts": 19, "ends": 88})
    point = Point.objects.get()
    assert answer.headers["Location"] == desk_of(submission, language="en") + f"#point-{point.public_id}"
    assert (point.quote, str(point.topic), point.agenda_item, point.asks, point.kind, point.marked_by) == (
        QUOTE, "Directories", item, True, "proposal", bola,
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"restatement": " "}, {"restatement": "x" * 601}, {"kind": "joke"}, {"topic": "y" * 121}]
)
def test_what_is_wrong_keeps_what_was_typed(reader: Client, submission: Submission, wrong: dict[str, str]) -> None:
    typed = {"restatement": "Typed with care.", "topic": "A new topic", **wrong}
    sent = marking(submission, **typed)
    answer = reader.post(reverse("points:mark", args=[submission.public_id]), sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in text
    assert typed["restatement"].strip() in text
    assert f'value="{typed["topic"]}"' in text
    assert f'name="key" value="{sent["key"]}"' in text
    assert not Point.objects.exists()
    assert not Topic.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?source=body&starts=5&ends=5", "?source=body&starts=a&ends=b", "?source=none&starts=0&ends=4",
              "?source=body&starts=0&ends=99999999999", "?source=body&starts=٣&ends=٩"],
)  # fmt: skip
def test_an_address_without_a_passage_leads_back(reader: Client, submission: Submission, query: str) -> None:
    answer = reader.get(reverse("points:mark", args=[submission.public_id]) + query, follow=True)
    assert answer.redirect_chain[-1][0] == desk_of(submission)
    assert "Choose a passage of the text" in answer.content.decode()


def test_a_text_revised_while_the_form_was_open_keeps_what_was_typed(reader: Client, submission: Submission) -> None:
    sent = marking(submission, restatement="Typed with care.")
    Submission.objects.filter(pk=submission.pk).update(revision_number=2, body="Short.\n\nOther words here.")
    address = reverse("points:mark", args=[submission.public_id])
    answer = reader.post(address, sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "submitted again while you were reading" in text
    assert "Typed with care." in text
    assert re.findall(r'name="passage" value="([^"]*)"', text) == ["body 0 6", "body 8 25"]
    again = {**sent, "revision": 2, "starts": 0, "ends": 0, "passage": "body 8 25"}
    assert reader.post(address, again).status_code == 302
    assert Point.objects.get().quote == "Other words here."


def test_a_conflict_shows_both_and_keeps_what_was_typed(reader: Client, submission: Submission, chair: Any) -> None:
    point = make_point(submission, QUOTE)
    address = reverse("points:change", args=[point.public_id])
    assert "That trust grows slowly." in page(reader, address)
    change_point(point=point, version=1, said=Said("What the chair wrote.", kind="fact"), by=chair, at=make.NOON)
    sent = {"restatement": "What Bola wrote.", "kind": "concern", "version": 1, "topic": "New"}
    answer = reader.post(address, sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "What the chair wrote." in text
    assert "What Bola wrote." in text
    assert "Sofia Lindqvist" in text
    assert 'name="version" value="2"' in text
    reader.post(address, {**sent, "version": 2})
    point.refresh_from_db()
    assert (point.restatement, point.version, str(point.topic)) == ("What Bola wrote.", 3, "New")
    assert "Changed" in page(reader, address)


def test_a_point_dropped_meanwhile_is_not_changed(reader: Client, submission: Submission) -> None:
    point = make_point(submission, dropped_at=make.NOON)
    sent = {"restatement": "Mine.", "kind": "view", "version": 1}
    answer = reader.post(reverse("points:change", args=[point.public_id]), sent)
    assert answer.status_code == 409
    assert "This point has been dropped." in answer.content.decode()
    assert "Mine." in answer.content.decode()


def test_a_lost_point_gets_another_passage_without_scripts(reader: Client, submission: Submission) -> None:
    point = make_point(submission, QUOTE, anchor="lost")
    desk = page(reader, desk_of(submission, move=point.public_id))
    assert "Choose the passage of point 1" in desk
    address = reverse("points:passage", args=[point.public_id])
    assert f'href="{address}?source=body&amp;starts=19&amp;ends=88"' in desk
    place = passage(submission, "Small responders need one list.")
    sent = {**place, "passage": f"body {place['starts']} {place['ends']}", "revision": 1, "version": 1}
    assert "As it was marked:" in page(reader, f"{address}?source=body&starts=19&ends=88")
    assert reader.post(address, {**sent, "version": 7}).status_code == 409
    assert reader.post(address, sent).status_code == 302
    point.refresh_from_db()
    assert (point.quote, point.anchor, point.version) == ("Small responders need one list.", "held", 2)
    assert reader.get(address).status_code == 302  # no passage named


def test_a_point_is_dropped_after_being_asked(reader: Client, submission: Submission) -> None:
    point = make_point(submission, QUOTE)
    address = reverse("points:drop", args=[point.public_id])
    assert "Drop this point?" in page(reader, address)
    assert reader.post(address, {"version": 2}).status_code == 409
    reader.post(address, {"version": 1, "reason": "Said twice."})
    point.refresh_from_db()
    assert point.dropped_at is not None
    assert "<mark" not in page(reader, desk_of(submission))


def test_the_reading_is_shared_out_on_the_page(reader: Client, submission: Submission, chair: Any, bola: Any) -> None:
    address = reverse("points:share", args=[submission.public_id])
    assert "Sofia Lindqvist</option>" in page(reader, desk_of(submission))
    reader.post(address, {"how": "give", "reader": chair.pk})
    assert Share.objects.get().reader == chair
    assert "Part of <bdi>Sofia Lindqvist</bdi>." in page(reader, desk_of(submission))
    answer = reader.post(address, {"how": "take"}, follow=True)
    assert "Sofia Lindqvist is reading this contribution already." in answer.content.decode()
    reader.post(address, {"how": "give", "reader": bola.pk})
    assert "Give it back" in page(reader, desk_of(submission))
    reader.post(address, {"how": "back"})
    assert not Share.objects.exists()
    for nobody in ("", "٣", "0", "9" * 30):
        assert reader.post(address, {"how": "give", "reader": nobody}).status_code == 404


def test_topics_on_their_page(reader: Client, submission: Submission) -> None:
    address = reverse("points:topics", args=[submission.process.slug])
    assert "There is no topic yet." in page(reader, address)
    for label in ("Contacts", "Contact", "Money"):
        reader.post(address, {"label": label})
    contacts, contact, money = Topic.objects.all()
    make_point(submission, topic=contact)
    make_point(submission, topic=contact, dropped_at=make.NOON)
    assert "1 point<" in page(reader, address)
    one = reverse("points:topic", args=[contact.pk])
    assert "There is a topic of this name already." in reader.post(one, {"label": "MONEY"}).content.decode()
    assert "Merge it into" in page(reader, one)
    reader.post(one, {"into": contacts.pk})
    reader.post(reverse("points:topic", args=[money.pk]), {"label": "Funding"})
    reader.post(reverse("points:move_topic", args=[money.pk]), {"how": "up"})
    assert [topic.label for topic in Topic.objects.all()] == ["Funding", "Contacts"]
    assert Point.objects.standing().get().topic == contacts
    assert reader.post(address, {"label": " "}).status_code == 200


def test_the_log_of_the_process_tells_of_topics(client: Client, submission: Submission, reader: Client) -> None:
    reader.post(reverse("points:topics", args=[submission.process.slug]), {"label": "Contacts"})
    reader.post(reverse("points:topic", args=[Topic.objects.get().pk]), {"label": "Points of contact"})
    other = Client()
    other.force_login(make.make_officer(submission.process, "secretariat"))
    text = page(other, reverse("processes:log", args=[submission.process.slug]))
    assert "Topic renamed" in text
    assert "Points of contact" in text


# --- what exists for whom, and what pages ask -------------------------------------------------------------------------


def test_others_do_not_learn_of_it(client: Client, submission: Submission) -> None:
    point, topic = make_point(submission), make_topic(submission.process)
    addresses = [
        shelf_of(submission.call), reverse("points:go_on", args=[submission.process.slug]), desk_of(submission),
        reverse("points:topics", args=[submission.process.slug]), reverse("points:topic", args=[topic.pk]),
        reverse("points:mark", args=[submission.public_id]), reverse("points:change", args=[point.public_id]),
        reverse("points:passage", args=[point.public_id]), reverse("points:drop", args=[point.public_id]),
    ]  # fmt: skip
    people = {404: make.make_chair(make.make_process()), 403: make.make_focal_point(submission.organisation), 302: None}
    for status, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        assert {client.get(address).status_code for address in addresses} == {status}
    careless = make.make_officer(submission.process, "team", second_factor=False)
    client.force_login(careless)
    assert {client.get(address).headers["Location"] for address in addresses} == {"/account/second-factor/"}


def test_what_was_withheld_is_not_there(reader: Client, submission: Submission) -> None:
    point = make_point(submission)
    Submission.objects.filter(pk=submission.pk).update(state="withheld")
    for address in (desk_of(submission), reverse("points:change", args=[point.public_id])):
        assert reader.get(address).status_code == 404


def a_full_contribution(call: Any, item: AgendaItem, chair: Any) -> Submission:
    submission = make.make_submission(call, state="published", body="One.\n\nTwo. Three.")
    submission.agenda_items.add(item)
    Answer.objects.create(submission=submission, question=make.make_question(call), text="Yes, indeed.")
    make_point(submission, "One.", agenda_item=item, topic=make_topic(call.process, f"T{submission.pk}"))
    make_point(submission, "Three.", anchor="lost")
    Reading.objects.create(submission=submission, reader=make.make_user(), revision=1, read_at=make.NOON)
    Share.objects.create(submission=submission, reader=chair, given_at=make.NOON, given_by=chair)
    return submission


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_twelve_queries(
    reader: Client, call: Any, item: AgendaItem, chair: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        a_full_contribution(call, item, chair)
    reader.get(shelf_of(call))
    with django_assert_num_queries(12):
        reader.get(shelf_of(call))


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_nine_queries(
    reader: Client, call: Any, item: AgendaItem, chair: Any, number: int, django_assert_num_queries: Any
) -> None:
    submission = a_full_contribution(call, item, chair)
    for _ in range(number):
        make.make_officer(call.process, "team")
        make_point(submission, "Two.", agenda_item=item, topic=make_topic(call.process, f"U{Topic.objects.count()}"))
        Reading.objects.create(submission=submission, reader=make.make_user(), revision=1, read_at=make.NOON)
        Answer.objects.create(submission=submission, question=make.make_question(call), text="Yes, indeed.")
        make.make_party(submission)
    reader.get(desk_of(submission))
    with django_assert_num_queries(9):
        reader.get(desk_of(submission))


@pytest.mark.parametrize("number", [1, 3])
def test_the_topics_ask_three_queries(
    reader: Client, submission: Submission, number: int, django_assert_num_queries: Any
) -> None:
    for serial in range(number):
        make_point(submission, topic=make_topic(submission.process, f"T{serial}"))
    reader.get(reverse("points:topics", args=[submission.process.slug]))
    with django_assert_num_queries(3):
        reader.get(reverse("points:topics", args=[submission.process.slug]))


def test_one_point_is_shown_to_others_by_its_own_template(submission: Submission) -> None:
    point = make_point(submission, QUOTE, anchor="lost", topic=make_topic(submission.process))
    text = render_to_string("points/point.html", {"point": point})
    for part in (QUOTE, submission.reference, submission.author_name, "View", "Points of contact", 'lang="en"',
                 "No longer in the revised text"):  # fmt: skip
        assert part in text

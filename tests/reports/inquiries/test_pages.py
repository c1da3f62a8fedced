"""The pages of inquiries: what everybody reads, what the challenger is told first, what the Chair's desk shows."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from reports.inquiries import actions
from reports.inquiries.models import Inquiry
from reports.summaries.models import Summary
from tests import factories as make
from tests.factories import NOON
from tests.factories.answers import make_inquiry, make_summary
from tests.reports.inquiries.conftest import World
from tests.reports.inquiries.test_filing import LAST, TEXT

pytestmark = pytest.mark.django_db
PUBLIC = "/summaries/WG.7/CS.1/inquiries/"
FILE = "/summaries/WG.7/CS.1/inquiries/file/"


def read(path: str, user: Any = None, *, at: Any = NOON) -> str:
    """The words of a page as the person reads it at that instant."""
    client = Client()
    with time_machine.travel(at, tick=False):
        if user:
            client.force_login(user)
        response = client.get(path)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


def posted(path: str, user: Any, *, at: Any = NOON, **fields: Any) -> Any:
    client = Client()
    with time_machine.travel(at, tick=False):
        client.force_login(user)
        return client.post(path, fields)


def attributed(world: World, policy: str) -> None:
    Summary.objects.filter(pk=world.summary.pk).update(attribution=policy)


def test_an_inquiry_is_public_the_moment_it_is_filed(world: World) -> None:
    response = posted(FILE, world.author, key=uuid.uuid4(), voice=world.organisation.pk, text=TEXT)
    inquiry = Inquiry.objects.get()
    assert response["Location"] == f"/inquiries/{inquiry.public_id}/"
    for path in (PUBLIC, response["Location"]):
        page = read(path)
        assert TEXT in page
        assert "A reply is due by Wednesday 23 December 2026, 23:59 Nairobi time" in page


@pytest.mark.parametrize(
    ("policy", "is_named", "told"),
    [
        ("attributed", True, True), ("non_attributed", True, True), ("non_attributed", False, False),
        ("chatham_house", False, False),
    ],
)  # fmt: skip
def test_the_public_pages_name_only_whom_they_may(world: World, policy: str, is_named: bool, told: bool) -> None:
    attributed(world, policy)
    inquiry = make_inquiry(world.summary, world.author, author_name="Canary Forum", is_named=is_named)
    for path in (PUBLIC, f"/inquiries/{inquiry.public_id}/"):
        page = read(path)
        assert ("Canary Forum" in page) is told
        assert ("A contributor" in page) is not told
        assert ("Civil society" in page) is told
        assert world.author.email not in page


@pytest.mark.parametrize(
    ("policy", "words", "asks"),
    [
        ("attributed", "The name and the stakeholder group in which you write are shown with it.", False),
        ("non_attributed", "shown as that of “a contributor”, unless you choose below to be named", True),
        ("chatham_house", "neither your name nor your group is shown", False),
    ],
)
def test_what_becomes_public_is_said_before_anything_is_written(
    world: World, policy: str, words: str, asks: bool
) -> None:
    attributed(world, policy)
    page = read(FILE, world.author)
    assert words in page
    assert "Your inquiry is public from the moment you file it" in page
    assert ("Show my organisation’s name with the inquiry" in page) is asks


def test_day_31_is_refused_with_the_date_and_the_text_stays(world: World) -> None:
    late = LAST + timedelta(microseconds=1)
    response = posted(FILE, world.author, at=late, key=uuid.uuid4(), voice=world.organisation.pk, text=TEXT)
    page = response.content.decode()
    assert "until Wednesday 23 December 2026, 23:59 Nairobi time. Nothing was filed." in page
    assert TEXT in page
    assert not Inquiry.objects.exists()
    assert "The time to challenge this summary is over." in read(FILE, world.author, at=late)
    assert "Challenge this summary" not in read(PUBLIC, world.author, at=late)
    assert "Challenge this summary" in read(PUBLIC, world.author, at=LAST)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("Too short.", "at least 20"), ("x" * 5001, "at most 5000"), (" " * 40, "required"), ("a\0" * 20, "aria-invalid")],
)
def test_a_text_is_of_a_bounded_length_and_is_text(world: World, text: str, problem: str) -> None:
    response = posted(FILE, world.author, key=uuid.uuid4(), voice=world.organisation.pk, text=text)
    assert response.status_code == 200
    assert problem in response.content.decode()
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("length", [20, 5000])
def test_the_bounds_belong_to_what_is_taken(world: World, length: int) -> None:
    posted(FILE, world.author, key=uuid.uuid4(), voice=world.organisation.pk, text="é" * length)
    assert len(Inquiry.objects.get().text) == length


def test_who_speaks_for_two_chooses(world: World) -> None:
    other = make.make_organisation("Ångström Institute")
    make.make_submission(world.call, other, state="published")
    make.join(world.author, other)
    page = read(FILE, world.author)
    assert page.index("Canary Forum") < page.index("Ångström Institute")
    posted(FILE, world.author, key=uuid.uuid4(), voice=other.pk, text=TEXT)
    assert Inquiry.objects.get().organisation == other


def test_a_withheld_text_is_gone_from_the_public_and_its_stub_stays(world: World) -> None:
    inquiry = make_inquiry(world.summary, world.author, text=TEXT)
    rule = make.make_rule(world.process)
    actions.withhold_inquiry(inquiry=inquiry, rule=rule, reason="It names a person.", by=world.chair, at=NOON)
    for path in (PUBLIC, f"/inquiries/{inquiry.public_id}/"):
        page = read(path)
        assert TEXT not in page
        for words in ("The text of this inquiry is withheld.", "outside the scope", "It names a person."):
            assert words in page
    assert TEXT in read(f"/chair/inquiries/{inquiry.public_id}/", world.member)


def test_the_desk_shows_what_is_overdue_first(world: World) -> None:
    later = make_inquiry(world.summary, world.author, text="Filed later, not due yet.", filed_at=NOON + timedelta(9))
    make_inquiry(world.summary, world.author, text="Filed first, overdue now.")
    elsewhere = make_summary(make.make_call(), world.chair, "issued")
    make_inquiry(elsewhere, world.author, text="Another team's inquiry.")
    page = read("/chair/inquiries/", world.member, at=LAST + timedelta(days=1))
    assert page.index("Filed first, overdue now.") < page.index("Filed later, not due yet.")
    assert "2 inquiries await a reply." in page
    assert "1 overdue" in page
    assert "Another team" not in page
    assert "Reply overdue" in read(PUBLIC, at=LAST + timedelta(days=1))
    actions.answer_inquiry(inquiry=later, reply="R", by=world.chair, at=NOON + timedelta(10))
    page = read("/chair/inquiries/", world.chair, at=LAST)
    assert "1 inquiry awaits a reply." in page
    assert page.index("Answered before") < page.index("Filed later, not due yet.")


def test_the_tabs_of_the_chair_tell_how_many_await_a_reply(world: World) -> None:
    assert "Inquiries Objections Proposed agenda items Exports" in read("/chair/", world.chair)
    make_inquiry(world.summary, world.author)
    assert re.search(r"Inquiries 1 await a reply", read("/chair/", world.chair))
    assert "await a reply" not in read("/chair/summaries/", make.make_officer(world.process, "secretariat"))


def test_the_chair_replies_on_the_page(world: World) -> None:
    inquiry = make_inquiry(world.summary, world.author)
    path = f"/chair/inquiries/{inquiry.public_id}/"
    assert "Reply in public" not in read(path, world.member)
    assert posted(path, world.member, reply="It stands in paragraph 2.").status_code == 403
    assert posted(path, world.chair, reply="").status_code == 200
    posted(path, world.chair, reply="It stands in paragraph 2.")
    page = read(PUBLIC)
    assert "It stands in paragraph 2." in page
    assert "A reply is due by" not in page
    posted(path, world.chair, reply="Something else.")
    assert "Something else." not in read(PUBLIC)


def test_the_chair_withholds_on_the_page(world: World) -> None:
    inquiry, rule = make_inquiry(world.summary, world.author), make.make_rule(world.process)
    path = f"/chair/inquiries/{inquiry.public_id}/withhold/"
    assert 'aria-invalid="true"' in posted(path, world.chair, rule=rule.pk, reason="").content.decode()
    posted(path, world.chair, rule=rule.pk, reason="It names a person.")
    inquiry.refresh_from_db()
    assert inquiry.withheld_under == rule


@pytest.mark.parametrize(("path", "queries"), [(PUBLIC, 3), ("/chair/inquiries/", 6)])
def test_the_queries_of_a_list_do_not_grow(
    world: World, django_assert_num_queries: Any, path: str, queries: int
) -> None:
    client = Client()
    if path != PUBLIC:
        client.force_login(world.chair)
    for more in (1, 2):
        for _ in range(more):
            make_inquiry(world.summary, world.author)
        client.get(path)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200

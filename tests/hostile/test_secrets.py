"""Rows 1 to 5: what is not public is on no page, in no file and in no number that a stranger can get."""

import itertools
from typing import Any

import pytest
import time_machine
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from consultation.submissions.models import Answer, Submission
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Organisation
from tests.architecture.access_table import PUBLIC, TABLE
from tests.architecture.access_world import ROLES, World
from tests.architecture.test_access import ADDRESSES, browser_of, path_to
from tests.factories import NOON, make_call, make_focal_point, make_organisation, make_question, make_submission

pytestmark = pytest.mark.django_db

CANARY = "zaffre-canary"
SECRET_STATES = ("submitted", "returned", "accepted", "withheld", "withheld_after_publication", "withdrawn",
                 "published_in_confidential_call", "published_in_unannounced")  # fmt: skip
SECRET_SUMMARIES = ("drafting", "final", "issued_in_unannounced")
SECRET_DOCUMENTS = ("document_queued", "document_failed", "document_of_drafting", "document_of_unannounced")
ROWS = [line.split() for line in TABLE.splitlines() if line and line[0] != "#"]
STRANGERS = "AOXTU"
"""People to whom the process and the organisation owe nothing but the public record."""


def with_canaries(world: World) -> World:
    """Everything that is not public says so, in each of its texts."""
    for number, state in enumerate(SECRET_STATES):
        row = getattr(world, state)
        QuerySet(Submission).filter(pk=row.pk).update(
            title=f"{CANARY} title {number}", body=f"{CANARY} body {number}", author_name=f"{CANARY} author {number}",
            source_id=f"{CANARY} {number}",
        )  # fmt: skip
        Answer.objects.create(submission=row, question=world.question, text=f"{CANARY} answer")
        row.events.create(kind="returned", at=NOON, by=world.chair, note=f"{CANARY} reason")
        type(world.file_of_submitted).objects.filter(pk=getattr(world, f"file_of_{state}").pk).update(
            name=f"{CANARY}.pdf"
        )
    QuerySet(type(world.draft)).update(title=f"{CANARY} draft", body=f"{CANARY} draft", answers={"1": CANARY})
    type(world.file_of_draft).objects.filter(pk=world.file_of_draft.pk).update(name=f"{CANARY} draft.pdf")
    for name in SECRET_SUMMARIES:
        summary = getattr(world, name)
        QuerySet(type(summary)).filter(pk=summary.pk).update(title=f"{CANARY} summary")
        paragraph = summary.sections.get().paragraphs.get()
        QuerySet(type(paragraph)).filter(pk=paragraph.pk).update(text=f"{CANARY} paragraph")
    for row in (world.unannounced, world.unannounced_session, world.call_in_preparation, world.call_of_unannounced):
        texts = {
            name: CANARY
            for name in ("name", "short_name", "mandate", "place", "title", "invitation")
            if hasattr(row, name)
        }
        QuerySet(type(row)).filter(pk=row.pk).update(**texts, **{f"{name}_en": CANARY for name in texts})
    QuerySet(Organisation).filter(pk=world.proposed.pk).update(name=f"{CANARY} proposal")
    world.party, world.requested, world.import_failed, world.letter  # noqa: B018
    QuerySet(Letter).update(subject=CANARY, text=CANARY)
    return world


def public_paths(world: World) -> list[str]:
    """Every public address for everything in every state, and the record with each of its filters and pages."""
    paths = [
        path_to(name, getattr(world, situation))
        for name, situation, method, _letters in ROWS
        if name in PUBLIC and method == "GET" and situation not in ("embedded", "letter_where_mail_is_caught")
    ]
    filters = ["q=" + CANARY, "q=-nothing", "group=civil-society", "region=Africa", "region=global", "language=en",
               f"call={world.confidential_call.symbol}", f"call={world.call_in_preparation.symbol}", "item=1", "last=1",
               "after=x", "state=submitted", "is_confidential=1", "order=body", "q=" + CANARY + "+body+0"]  # fmt: skip
    for process in (world.process, world.unannounced, world.elsewhere):
        for query in filters:
            paths.append(reverse("submissions:register", args=[process.slug]) + "?" + query)
            paths.append(reverse("submissions:participation", args=[process.slug]) + "?" + query)
    return list(dict.fromkeys(paths))


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace") + str(dict(response.headers))


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("person", STRANGERS)
def test_row_1_and_2_no_public_address_holds_what_is_not_public(person: str, settings: Any) -> None:
    world = with_canaries(World(settings))
    browser = browser_of(world.persons[person])
    paths = public_paths(world)
    shown = {path: text_of(browser.get(path)).replace(f"q={CANARY}", "") for path in paths}
    asked = f'value="{CANARY}'  # a search field repeats what was asked
    assert [path for path, text in shown.items() if CANARY in text.replace(asked, "")] == []
    assert len(paths) > 100


@time_machine.travel(NOON, tick=False)
def test_row_1_its_own_people_do_see_the_canaries(settings: Any) -> None:
    world = with_canaries(World(settings))
    seen = {
        "F": [world.draft and reverse("submissions:draft", args=[world.draft.public_id]),
              reverse("submissions:sent", args=[world.accepted.public_id])],
        "C": [reverse("submissions:decide", args=[world.accepted.public_id]),
              reverse("summaries:write", args=[world.drafting.pk])],
        "S": [reverse("processes:manage_process", args=["unannounced"])],
    }  # fmt: skip
    for person, path in itertools.chain.from_iterable(((p, path) for path in paths) for p, paths in seen.items()):
        assert CANARY in text_of(browser_of(world.persons[person]).get(path)), (person, path)


PUBLIC_PAGES_OF_LISTS = (
    ("processes:home", None), ("processes:process", "process"), ("submissions:register", "process"),
    ("submissions:participation", "process"), ("submissions:call", "call"), ("documents:list", None),
)  # fmt: skip
QUERIES = ("", "?q=body", "?q=title", "?q=secret", "?group=civil-society", "?region=Africa", "?language=en", "?last=1",
           "?order=body", "?state=accepted", "?organisation__name=x", "?is_confidential=True", "?q=a&group=academia")  # fmt: skip


def answers_of(browser: Client, world: World) -> dict[str, str]:
    paths = [path_to(name, situation and getattr(world, situation)) for name, situation in PUBLIC_PAGES_OF_LISTS]
    return {path + query: browser.get(path + query).text for path in paths for query in QUERIES}


@time_machine.travel(NOON, tick=False)
def test_row_3_no_answer_differs_by_a_byte_when_a_secret_row_is_there(settings: Any) -> None:
    world = World(settings)
    # one that asked not to be published is counted, and nothing more (see test_not_shown)
    for public in (
        "published", "withdrawn_after_publication", "document_of_issued", "confidential_call", "persons", "accepted",
    ):  # fmt: skip
        getattr(world, public)
    browser = browser_of(world.persons["O"])
    without = answers_of(browser, world)
    with_canaries(world)
    for number in range(30):
        make_submission(
            world.call,
            world.owner,
            title=f"secret {number}",
            body="secret body",
            state="submitted",
            is_confidential=True,
        )
    with_them = answers_of(browser, world)
    assert [path for path in without if neutral(without[path]) != neutral(with_them[path])] == []


def neutral(page: str) -> str:
    """The page without its token, which differs on each."""
    parts = page.split('name="csrfmiddlewaretoken" value="')
    return parts[0] + "".join(part.partition('"')[2] for part in parts[1:])


# --- two processes ----------------------------------------------------------------------------------------------------


def test_row_4_and_5_officers_of_one_process_get_nothing_of_another() -> None:
    """Read off the table that test_access tries: what is not public is never there for X and T."""
    answers = [(name, situation, dict(zip(ROLES, letters, strict=True))) for name, situation, _method, letters in ROWS]
    given = {
        name
        for name, situation, answer in answers
        if situation not in ("nothing", "embedded", "letter_where_mail_is_caught")
        and answer["A"] not in ".>"
        and (answer["X"] in ".>" or answer["T"] in ".>")
    }
    assert given == BY_THEMSELVES


BY_THEMSELVES = frozenset({
    "submissions:start_draft",  # anybody may look at how to answer an open call; the organisation must be one's own
    "accreditation:apply",  # anybody may look at how to apply to an open round; the organisation must be one's own
    "sittings:follow", "sittings:leave",  # anybody may be told of changes of a public programme
    "participation:mine", "participation:segment",  # what one's own organisations may do in a public process
    "proposals:propose",  # anybody may look at how an item is proposed; the organisation must be one's own
    "organisations:join",  # anybody may ask a recognised organisation to be admitted
    "points:choose",  # the page offers the processes for whose Chair one works
    "summaries:begin",  # the page offers one's own sessions; those of others are no choice
})  # fmt: skip


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    "name", ["submissions:chair_desk", "summaries:desk", "processes:secretariat_desk", "documents:list"]
)
def test_row_5_desks_list_only_ones_own_process(name: str, settings: Any) -> None:
    world = with_canaries(World(settings))
    for person in "XT":
        response = browser_of(world.persons[person]).get(reverse(name))
        if response.status_code == 200:
            page = response.text
            assert CANARY not in page
            assert "WG.1" not in page or name == "documents:list"


@time_machine.travel(NOON, tick=False)
def test_row_5_a_chair_cannot_name_rows_of_another_process_in_her_forms(settings: Any) -> None:
    world = World(settings)
    browser = browser_of(world.persons["X"])
    foreign = {"symbol": world.call.symbol, "call": world.call.pk, "rule": "Read.", "everything": "on",
               "chosen": [str(world.submitted.public_id)]}  # fmt: skip
    assert browser.post(reverse("submissions:decide_in_bulk"), foreign).status_code == 404
    world.submitted.refresh_from_db()
    assert world.submitted.state == "submitted"


@time_machine.travel(NOON, tick=False)
def test_row_5_a_rule_of_another_process_is_no_ground(settings: Any) -> None:
    world = World(settings)
    from_elsewhere = world.elsewhere.moderation_rules.create(code="elsewhere", text="Another body's rule.")
    response = browser_of(world.chair).post(
        reverse("submissions:decide", args=[world.submitted.public_id]),
        {"decision": "withheld", "rule": from_elsewhere.pk, "reason": "Outside."},
    )
    assert response.status_code == 200
    world.submitted.refresh_from_db()
    assert world.submitted.state == "submitted"


@time_machine.travel(NOON, tick=False)
def test_row_5_a_question_of_another_call_is_not_answered(settings: Any) -> None:
    world = World(settings)
    other = make_question(make_call())
    browser = browser_of(world.focal_point)
    fields = {"version": "1", "title": "T", "language": "en", "body": "B", f"answer_{other.pk}": "smuggled"}
    browser.post(reverse("submissions:draft", args=[world.draft.public_id]), fields)
    world.draft.refresh_from_db()
    assert world.draft.answers == {}


def test_row_6_a_form_for_something_new_shows_nothing_of_others(settings: Any) -> None:
    world = World(settings)
    stranger = make_focal_point(make_organisation("New here"))
    world.draft, world.accepted  # noqa: B018
    browser = browser_of(stranger)
    for name in ("organisations:propose", "organisations:find", "organisations:mine", "submissions:desk"):
        page = browser.get(reverse(name)).text
        assert world.owner.name not in page
        assert "accepted" not in page


@pytest.mark.parametrize("guess", ["1", "0", "-1", "00000000-0000-0000-0000-000000000001", "1e3", "٣", "%00", "1%0a"])
def test_row_9_no_address_takes_another_kind_of_key(guess: str, client: Client, settings: Any) -> None:
    world = World(settings)
    for name in sorted(ADDRESSES):
        if "public_id" in ADDRESSES[name].pattern.converters and name in PUBLIC:
            path = path_to(name, world.preview_of_ready)
            assert client.get(path.replace(str(world.preview_of_ready.public_id), guess)).status_code == 404

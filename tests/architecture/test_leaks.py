"""The hunt for leaks: what the Chair's team keeps to itself, and who said what where nobody is to be named.

Every public address is asked for by a stranger and by somebody who contributed too, and the documents and tables made
of the same rows are read. A public address that this test does not know fails it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation.sittings.models import Segment
from reports.coverage.clockwork import tell_some
from reports.coverage.models import KeptWord, SetAside, SummaryTold
from reports.documents.snapshot import contents_of
from reports.exports.sheets import Choice, sheet_of
from reports.exports.snapshot import batches
from reports.exports.states import Kind
from reports.points.models import Topic
from reports.summaries.models import Citation, Paragraph, Remark, Section, Summary, Wording
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from tests import factories as make
from tests.architecture.access_table import PUBLIC
from tests.factories.accreditation import make_round
from tests.factories.answers import make_answer, make_asking_point, make_inquiry
from tests.factories.registration import make_registration, make_window
from tests.factories.sittings import follow, make_meeting, make_segment

pytestmark = pytest.mark.django_db

POLICIES = ("attributed", "non_attributed", "chatham_house")
INSIDE = {
    "remark": "Telltale remark", "former wording": "Telltale wording", "reason of setting aside": "Telltale aside",
    "reason of a word kept": "Telltale word", "draft of an answer": "Telltale draft", "topic": "Telltale topic",
    "restatement of a cited point": "Telltale restatement", "note of an event": "Telltale note",
    "person without consent": "Telltale Unnamed", "person not confirmed": "Telltale Waiting",
    "person who withdrew": "Telltale Withdrawn", "address of a delegate": "telltale-delegate@",
    "member of the team": "Telltale Member", "follower of the programme": "Telltale Follower", "name of the challenger": "Telltale Challenger",
}  # fmt: skip
NOT_OURS = ("account_", "mfa_", "usersessions_", "demo:", "mailroom:", "health", "look:language")
"""Sign-in, the caught letters of an installation that nobody else reaches, and what shows no row."""


def register_people(session: Any, body: Any) -> None:
    """Published with the list: one who agreed to be named, and three whom nobody is told of."""
    window = make_window(session, list_published_at=make.NOON)
    people: dict[str, dict[str, Any]] = {
        "Canary Delegate": {"state": "confirmed", "is_listed": True},
        INSIDE["person without consent"]: {"state": "confirmed"},
        INSIDE["person not confirmed"]: {"is_listed": True},
        INSIDE["person who withdrew"]: {"state": "withdrawn", "is_listed": True},
    }
    for number, (name, fields) in enumerate(people.items()):
        email = f"{INSIDE['address of a delegate']}{number}.example"
        make_registration(window, body, name=name, email=email, **fields)


@dataclass
class Told:
    """An issued summary with everything that lies behind it, and two who contributed."""

    summary: Summary
    cited: Any
    rival: User
    rivals: Any


def issued(noon: datetime, attribution: str) -> Told:
    """The summary rests on a point of the first contribution; of the second something was set aside."""
    session = make.make_session()
    make_segment(make_meeting(session), "intersessional", attribution=attribution)
    follow(session, make.make_user(full_name=INSIDE["follower of the programme"]))
    call = make.make_call(session)
    chair = make.make_chair(call.process)
    member = make.make_officer(call.process, "team", full_name=INSIDE["member of the team"])
    body = make.make_organisation("Canary Forum")
    register_people(session, body)
    cited = make.make_submission(call, body, state="published", body="Canary passage.", title="Canary title")
    other = make.make_organisation("Rival Forum")
    rival = make.make_member(other)
    rivals = make.make_submission(call, other, state="published", submitted_by=rival, body="Something else.")
    summary = Summary.objects.create(
        session=session, title="What was heard", symbol="WG.7/2026/CS.1", attribution=attribution, created_at=noon,
        created_by=chair, state="issued", issued_at=noon,
    )  # fmt: skip
    summary.calls.add(call)
    summary.events.create(kind="reopened", at=noon, by=member, note=INSIDE["note of an event"])
    section = Section.objects.create(summary=summary, heading="Trust", position=1)
    paragraph = Paragraph.objects.create(
        section=section, position=1, text="Many spoke of trust.", saved_at=noon, saved_by=member, version=2
    )
    kept = {"summary": summary, "anchor": paragraph.anchor, "at": noon, "by": member}
    Wording.objects.create(**kept, version=1, text=INSIDE["former wording"], how="written")
    Remark.objects.create(**kept, text=INSIDE["remark"])
    KeptWord.objects.create(**kept, version=2, reason=INSIDE["reason of a word kept"])
    topic = Topic.objects.create(process=call.process, label=INSIDE["topic"])
    point = make_asking_point(
        cited, member, INSIDE["restatement of a cited point"], topic=topic, quote="Canary passage."
    )
    Citation.objects.create(paragraph=paragraph, submission=cited, point=point, cited_at=noon, cited_by=member)
    make_answer(summary, point, member, "drafted", reason=INSIDE["draft of an answer"])
    SetAside.objects.create(
        summary=summary, submission=cited, point=make_asking_point(cited, member, "Telltale restatement too"),
        reason=INSIDE["reason of setting aside"], at=noon, by=member,
    )  # fmt: skip
    challenger = make.make_member(body, full_name=INSIDE["name of the challenger"])
    make_inquiry(summary, challenger, organisation=body, author_name=INSIDE["name of the challenger"])
    SummaryTold.objects.create(summary=summary, asked_at=noon)
    tell_some(summary_id=summary.pk, at=noon)
    return Told(summary, cited, rival, rivals)


def public_addresses(told: Told) -> dict[str, str]:
    """Every public address of ours with the rows of the hunt behind it."""
    summary, process, call = told.summary, told.summary.session.process, told.cited.call
    round_ = process.accreditation_rounds.first() or make_round(process, applicants_shown="names")
    of = {
        "look:accessibility": [], "look:privacy": [], "processes:home": [], "documents:list": [],
        "processes:process": [process.slug], "processes:session": [summary.session.symbol],
        "sittings:programme": [summary.session.symbol], "sittings:calendar": [summary.session.symbol],
        "submissions:call": [call.symbol], "submissions:register": [process.slug],
        "submissions:participation": [process.slug], "submissions:submission": [told.cited.reference],
        "coverage:trace": [told.cited.reference], "summaries:summary": [summary.symbol],
        "dispositions:public": [summary.symbol], "inquiries:public": [summary.symbol],
        "inquiries:inquiry": [summary.inquiries.get().public_id], "documents:of_summary": [summary.symbol],
        "documents:of_process": [process.slug], "exports:record_csv": [process.slug],
        "exports:record_jsonl": [process.slug],
        "accreditation:rounds": [process.slug], "accreditation:round": [round_.pk],
        "accreditation:accredited": [process.slug], "modalities:modalities": [process.slug],
        "registration:participants": [summary.session.pk],
    }  # fmt: skip
    without_rows = {"submissions:attachment", "documents:document", "documents:download", "documents:preview",
                    "modalities:version", "modalities:changes"}  # fmt: skip
    ours = {name for name in PUBLIC if not name.startswith(NOT_OURS)}
    assert set(of) | without_rows == ours
    return {name: reverse(name, args=args) for name, args in of.items()}


def read(client: Client, address: str) -> str:
    """What the address answers, to the last byte."""
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    return f"{response.headers.get('Content-Disposition', '')}\n{body.decode()}"


def pages_told(told: Told) -> dict[str, str]:
    """Every public page as a stranger and as the rival read it, and the rival's own desk."""
    stranger, rival = Client(), Client()
    rival.force_login(told.rival)
    public, own = public_addresses(told), told.rivals.public_id
    process, session = told.summary.session.process.slug, told.summary.session
    segment = Segment.objects.of_session(session).get()
    desk = {
        "submissions:desk": [], "submissions:sent": [own], "coverage:own_trace": [own], "registration:mine": [],
        "participation:mine": [process], "participation:segment": [segment.pk],
        "registration:delegation": [session.registration_window.pk, told.rivals.organisation_id],
    }  # fmt: skip
    return {
        **{f"stranger at {name}": read(stranger, address) for name, address in public.items()},
        **{f"rival at {name}": read(rival, address) for name, address in public.items()},
        **{f"rival at {name}": read(rival, reverse(name, args=args)) for name, args in desk.items()},
    }


def everything_told(told: Told, noon: datetime) -> dict[str, str]:
    """Pages of a stranger and of the rival, documents, public tables, letters to the rival."""
    found = pages_told(told)
    for kind in ("chairs_summary", "dispositions"):
        contents = contents_of(kind, summary_id=told.summary.pk, language="en", as_of=noon)
        found[f"document {kind}"] = contents.disclosed().to_json()
    process = told.summary.session.process_id
    for kind in Kind.values:
        if kind in ("register", "dispositions"):
            found[f"public table {kind}"] = str(list(batches(sheet_of(kind), Choice(process, "public"))))
    letters = Letter.objects.filter(to=told.rival.email)
    found["letters to the rival"] = "\n".join(f"{one.subject}\n{one.text}\n{one.html}" for one in letters)
    return found


@pytest.mark.parametrize("policy", POLICIES)
def test_what_the_team_keeps_to_itself_is_told_nowhere(noon: datetime, policy: str) -> None:
    told = everything_told(issued(noon, policy), noon)
    assert "Many spoke of trust." in told["stranger at summaries:summary"]
    leaks = {(where, what) for where, text in told.items() for what, canary in INSIDE.items() if canary in text}
    assert leaks == set()


ABOUT_THE_SUMMARY = (
    "summaries:summary", "dispositions:public", "inquiries:public", "inquiries:inquiry", "document dispositions",
    "letters to the rival", "rival at coverage:own_trace", "sittings:programme", "sittings:calendar",
    "processes:session",
)  # fmt: skip


@pytest.mark.parametrize("policy", ["non_attributed", "chatham_house"])
def test_row_26_nothing_about_the_summary_tells_who_said_what(noon: datetime, policy: str) -> None:
    world = issued(noon, policy)
    told = {where: text for where, text in everything_told(world, noon).items() if where.endswith(ABOUT_THE_SUMMARY)}
    assert len(told) >= len(ABOUT_THE_SUMMARY)
    who = ("Canary Forum", "Canary title", "Canary passage", world.cited.reference)
    assert {(where, name) for where, text in told.items() for name in who if name in text} == set()


@pytest.mark.parametrize("policy", ["non_attributed", "chatham_house"])
def test_no_page_of_a_contribution_tells_that_the_summary_rests_on_it(noon: datetime, policy: str) -> None:
    told = everything_told(issued(noon, policy), noon)
    for where in ("stranger at coverage:trace", "rival at coverage:trace", "stranger at submissions:submission"):
        assert "WG.7/2026/CS.1" not in told[where], where
        assert "Many spoke of trust." not in told[where], where


def test_row_26_under_the_chatham_house_rule_the_document_names_nobody_at_all(noon: datetime) -> None:
    told = everything_told(issued(noon, "chatham_house"), noon)
    assert "Many spoke of trust." in told["document chairs_summary"]
    for name in ("Canary Forum", "Rival Forum", "Canary title", "Canary passage"):
        assert name not in told["document chairs_summary"]


def test_row_26_under_the_chatham_house_rule_no_page_names_a_participant(noon: datetime) -> None:
    """Neither her name nor that her organisation was there, even where the list had been published."""
    told = everything_told(issued(noon, "chatham_house"), noon)
    assert {where for where, text in told.items() if "Canary Delegate" in text} == set()
    for who in ("stranger", "rival"):
        assert "Canary Forum" not in told[f"{who} at registration:participants"]


@pytest.mark.parametrize("policy", ["attributed", "non_attributed"])
def test_a_participant_who_agreed_stands_on_the_public_list_and_nowhere_else(noon: datetime, policy: str) -> None:
    """Where speakers are not named in the text participants are listed all the same."""
    told = everything_told(issued(noon, policy), noon)
    named = {where for where, text in told.items() if "Canary Delegate" in text}
    assert named == {"stranger at registration:participants", "rival at registration:participants"}


def test_where_names_are_named_the_hunt_finds_them(noon: datetime) -> None:
    """That the hunt can find something: the same reading of an attributed summary shows who is cited."""
    told = everything_told(issued(noon, "attributed"), noon)
    assert "Canary Forum" in told["stranger at summaries:summary"]
    assert "Many spoke of trust." in told["stranger at coverage:trace"]
    assert "Canary Forum" in told["document chairs_summary"]

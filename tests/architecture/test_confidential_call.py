"""Inputs that are not for the public: those of a confidential call, and those whose contributors asked for it.

Sources of the rules: the Request for Consultation of the Global Commission on the Stability of Cyberspace (17 December
2018 to 17 January 2019), whose submissions were confidential and for internal use only; the round of contributions to
the WSIS+20 review, made available in their original language "unless contributors have specifically requested"
otherwise. Every public address is asked for by a stranger, by somebody who contributed too and by officers of other
processes; a public address that this test does not know fails it.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from consultation.submissions.actions.moderation import publish_submission
from consultation.submissions.actions.submitting import submit_draft
from consultation.submissions.models import Attachment, Call, Submission
from reports.coverage.clockwork import tell_some
from reports.coverage.models import SummaryTold
from reports.documents.snapshot import contents_of
from reports.exports.sheets import Choice, sheet_of
from reports.exports.snapshot import batches
from reports.summaries.models import Citation, Paragraph, Section, Summary
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from tests import factories as make
from tests.architecture.access_table import PUBLIC
from tests.architecture.test_leaks import NOT_OURS, read
from tests.factories.answers import make_answer, make_asking_point

pytestmark = pytest.mark.django_db

STATES = ("submitted", "returned", "accepted", "withheld", "withdrawn", "published")
"""The last one is what no action brings about in a confidential call, and what must stay hidden all the same."""

ABOUT_A_CALL = ("compilation", "participants", "statistics", "cover_note")
OF_A_SUMMARY = ("chairs_summary", "dispositions")


@dataclass
class Kept:
    """A call with inputs that must not be seen, an input of a rival's in the open, and a summary that rests on them."""

    call: Call
    hidden: list[Submission]
    files: list[Attachment]
    summary: Summary
    rival: User
    rivals: Submission
    officers: list[User]

    @property
    def canaries(self) -> list[str]:
        """Everything that would tell text, author, co-author, file or place in the list of an input."""
        own = [[one.author_name, one.title, one.body, one.reference, str(one.public_id)] for one in self.hidden]
        parties = [party.name for one in self.hidden for party in one.parties.all()]
        return [*(word for words in own for word in words), *parties, *(file.name for file in self.files)]


def kept(noon: datetime, policy: str, states: tuple[str, ...]) -> Kept:
    """Inputs in those states, with a party and a file each; the summary cites them and answers what they ask."""
    session = make.make_session()
    call = make.make_call(session, publication_policy=policy)
    open_call = make.make_call(session)
    chair = make.make_chair(call.process)
    hidden = [_hidden(call, state, noon, is_confidential=state != "published") for state in states]
    files = [_file(one, noon) for one in hidden]
    rival_body = make.make_organisation("Rival Forum")
    rival = make.make_member(rival_body)
    rivals = make.make_submission(open_call, rival_body, state="published", title="In the open", submitted_by=rival)
    make.make_submission(call, rival_body, state="accepted", is_confidential=True, submitted_by=rival)
    summary = _summary_on([call, open_call], hidden, chair, noon)
    elsewhere = make.make_process()
    officers = [make.make_chair(elsewhere), make.make_officer(elsewhere, "secretariat")]
    return Kept(call, hidden, files, summary, rival, rivals, officers)


def _hidden(call: Call, state: str, noon: datetime, **fields: Any) -> Submission:
    body = make.make_organisation(f"Canary {state} Forum")
    submission = make.make_submission(
        call, body, state=state, title=f"Canary title {state}", body=f"Canarytext{state} stays inside.",
        published_at=noon if state in ("published", "withdrawn") else None, **fields,
    )  # fmt: skip
    make.make_party(submission, make.make_organisation(f"Canary {state} Party"), confirmed_at=noon)
    return submission


def _file(submission: Submission, noon: datetime) -> Attachment:
    return Attachment.objects.create(
        revision=submission.revisions.get(), file=ContentFile(b"Canary file", "x"), size=11, sha256="ab" * 32,
        name=f"canary-{submission.state}.txt", content_type="text/plain", uploaded_at=noon,
    )  # fmt: skip


def _summary_on(calls: list[Call], cited: list[Submission], chair: User, noon: datetime) -> Summary:
    summary = Summary.objects.create(
        session=calls[0].session, title="What was heard", symbol="WG.7/2026/CS.1", attribution="attributed",
        created_at=noon, created_by=chair, state="issued", issued_at=noon,
    )  # fmt: skip
    summary.calls.set(calls)
    section = Section.objects.create(summary=summary, heading="Trust", position=1)
    paragraph = Paragraph.objects.create(
        section=section, position=1, text="Some spoke of trust.", saved_at=noon, saved_by=chair
    )
    for submission in cited:
        point = make_asking_point(submission, chair, "That trust be built.", quote=submission.body)
        Citation.objects.create(paragraph=paragraph, submission=submission, point=point, cited_at=noon, cited_by=chair)
        make_answer(summary, point, chair, "released")
    SummaryTold.objects.create(summary=summary, asked_at=noon)
    tell_some(summary_id=summary.pk, at=noon)
    return summary


def public_addresses(world: Kept) -> dict[str, list[str]]:
    """Every public address of ours, by name, with the rows of this hunt behind it."""
    summary, process, call = world.summary, world.call.process, world.call
    register = reverse("submissions:register", args=[process.slug])
    searched = [f"{register}?q=Canarytext{one.state}" for one in world.hidden]
    narrowed = [f"{register}?call={call.symbol}", f"{register}?group=civil-society", f"{register}?language=en"]
    references = [one.reference for one in world.hidden]
    of: dict[str, list[Any]] = {
        "look:accessibility": [], "look:privacy": [], "processes:home": [], "documents:list": [],
        "processes:process": [process.slug], "processes:session": [call.session.symbol],
        "submissions:call": [call.symbol], "submissions:register": [process.slug],
        "submissions:participation": [process.slug], "summaries:summary": [summary.symbol],
        "dispositions:public": [summary.symbol], "inquiries:public": [summary.symbol],
        "documents:of_summary": [summary.symbol], "documents:of_process": [process.slug],
        "exports:record_csv": [process.slug], "exports:record_jsonl": [process.slug],
        "sittings:programme": [call.session.symbol], "sittings:calendar": [call.session.symbol],
        "accreditation:rounds": [process.slug], "accreditation:accredited": [process.slug],
        "modalities:modalities": [process.slug],
    }  # fmt: skip
    found = {name: [reverse(name, args=args)] for name, args in of.items()}
    found["submissions:register"] += searched + narrowed
    for name in ("submissions:submission", "coverage:trace"):
        found[name] = [reverse(name, args=[reference]) for reference in references]
    found["submissions:attachment"] = [reverse("submissions:attachment", args=[one.public_id]) for one in world.files]
    without_rows = {
        "documents:document", "documents:download", "documents:preview", "inquiries:inquiry",
        "accreditation:round", "modalities:version", "modalities:changes", "registration:participants",
    }  # fmt: skip
    ours = {name for name in PUBLIC if not name.startswith(NOT_OURS)}
    assert set(found) | without_rows == ours
    return found


def everything_told(world: Kept, noon: datetime) -> dict[str, str]:
    """Pages for each reader, documents in what may be issued, public tables, letters to whom it does not concern."""
    told = {}
    readers: list[User | None] = [None, world.rival, *world.officers]
    for number, reader in enumerate(readers):
        client = Client()
        if reader:
            client.force_login(reader)
        for name, addresses in public_addresses(world).items():
            for address in addresses:
                told[f"reader {number} at {name} {address}"] = _without_what_was_asked(read(client, address), address)
    for kind in ABOUT_A_CALL:
        told[f"document {kind}"] = contents_of(kind, call_id=world.call.pk, language="en", as_of=noon).to_json()
    for kind in OF_A_SUMMARY:
        contents = contents_of(kind, summary_id=world.summary.pk, language="en", as_of=noon)
        told[f"document {kind}"] = contents.to_json()
    for kind in ("register", "participants", "dispositions"):
        told[f"public table {kind}"] = str(list(batches(sheet_of(kind), Choice(world.call.process_id, "public"))))
    letters = Letter.objects.filter(to__in=[world.rival.email, *(one.email for one in world.officers)])
    told["letters to others"] = "\n".join(f"{one.subject}\n{one.text}\n{one.html}" for one in letters)
    return told


def _without_what_was_asked(answer: str, address: str) -> str:
    """The answer without the echo of what the reader typed herself: her search, the address that does not exist."""
    path, _mark, query = address.partition("?q=")
    return answer.replace(query, "") if query else answer.replace(path, "").replace(quote(path), "")


def leaks(told: dict[str, str], canaries: list[str]) -> set[tuple[str, str]]:
    """Where which canary was seen."""
    return {(where, canary) for where, text in told.items() for canary in canaries if canary in text}


# --- a confidential call ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_row_16_in_a_confidential_call_nothing_tells_text_or_author(state: str, noon: datetime) -> None:
    """No listing, search hit, export, document, address or letter to others reveals text or author, in any state."""
    world = kept(noon, "confidential", (state,))
    told = everything_told(world, noon)
    assert (
        "In the open"
        in told[f"reader 0 at submissions:register {reverse('submissions:register', args=[world.call.process.slug])}"]
    )
    assert leaks(told, world.canaries) == set()


def test_row_16_a_hidden_contribution_answers_as_one_that_never_was(noon: datetime) -> None:
    """The page of a hidden contribution and that of a reference never given are the same answer to the last byte."""
    world = kept(noon, "confidential", ("accepted",))
    hidden, never = world.hidden[0].reference, f"{world.call.symbol}/999"
    for name in ("submissions:submission", "coverage:trace"):
        answers = [Client().get(reverse(name, args=[reference])) for reference in (hidden, never)]
        assert [answer.status_code for answer in answers] == [404, 404]
        first, second = (answer.content.decode() for answer in answers)
        assert _steady(first).replace(hidden, "") == _steady(second).replace(never, "")


@pytest.mark.parametrize("where", ["submissions:call", "submissions:participation", "processes:process",
                                   "processes:session", "processes:home"])  # fmt: skip
def test_row_16_no_count_tells_how_many_wrote_in_confidence(where: str, noon: datetime) -> None:
    """The pages that count are the same with one input in confidence and with four."""
    world = kept(noon, "confidential", ("accepted",))
    address = public_addresses(world)[where][0]
    before = _steady(Client().get(address).content.decode())
    for number in range(3):
        make.make_submission(world.call, make.make_organisation(f"Late canary {number}"), state="accepted", is_confidential=True)  # fmt: skip
    assert _steady(Client().get(address).content.decode()) == before


def _steady(page: str) -> str:
    """The page without the tokens that are new each time it is made."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page)


def test_row_16_letters_go_to_the_sender_and_to_whom_she_names_only(noon: datetime) -> None:
    """The way through the actions: draft, submission, decision; nobody else on the portal is written to."""
    session = make.make_session()
    call = make.make_call(session, publication_policy="confidential")
    body, other = make.make_organisation("Canary Forum"), make.make_organisation("Named Forum")
    sender, asked = make.make_member(body), make.make_focal_point(other)
    make.make_member(make.make_organisation("Rival Forum"))
    draft = make.make_draft(call, body, sender)
    draft.others.add(other)
    submission = submit_draft(draft=draft, by=sender, at=noon).submission
    publish_submission(submission=submission, by=make.make_chair(call.process), at=noon + timedelta(hours=1))
    submission.refresh_from_db()
    assert (submission.state, submission.is_public) == ("accepted", False)
    assert set(Letter.objects.values_list("to", flat=True)) == {sender.email, asked.email}


def test_row_16_the_hunt_finds_what_is_public(noon: datetime) -> None:
    """That the hunt can find something: the same inputs to a public call are seen on each of these ways."""
    world = kept(noon, "all_public", ("published",))
    seen = {where for where, _canary in leaks(everything_told(world, noon), world.canaries)}
    names = {where.split()[3] if where.startswith("reader") else where for where in seen}
    assert {
        "submissions:call", "submissions:register", "submissions:submission", "submissions:attachment", "coverage:trace",
        "summaries:summary", "dispositions:public", "exports:record_csv", "exports:record_jsonl", "document compilation",
        "document participants", "document chairs_summary", "public table register", "public table participants",
        "public table dispositions",
    } <= names  # fmt: skip

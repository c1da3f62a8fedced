"""A contribution whose contributor asked that it is not published: it counts, and it is shown nowhere.

Source of the rule: the contributions to the review of the World Summit on the Information Society are made available
in their original language "unless contributors have specifically requested" otherwise.
"""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from consultation.submissions.actions.moderation import publish_submission
from consultation.submissions.actions.submitting import submit_draft
from consultation.submissions.models import Call, Submission
from consultation.submissions.record import counted_by_group
from reports.documents.snapshot import contents_of
from reports.exports.sheets import Choice, sheet_of
from reports.exports.snapshot import batches
from tests import factories as make
from tests.architecture.test_leaks import read
from tests.consultation.submissions.test_public_pages import numbers

pytestmark = pytest.mark.django_db

CANARIES = ("Canary Ltd", "Canary title", "Canarytext")


@pytest.fixture
def call() -> Call:
    """A call with one published contribution of civil society."""
    call = make.make_call(publication_policy="public_unless_asked")
    make.make_submission(call, make.make_organisation("Open Forum"), state="published", title="In the open")
    return call


def opted_out(call: Call, at: datetime, *, name: str = "Canary Ltd", is_late: bool = False) -> Submission:
    """By the way that a person goes: draft, submission, decision of the Chair."""
    body = make.make_organisation(name, group_declared=make.group("business"), seat=make.country("NR"))
    member = make.make_member(body)
    draft = make.make_draft(call, body, member, title="Canary title", body="Canarytext here.", is_confidential=True)
    sent_at = call.closes_at + timedelta(days=1) if is_late else at
    submission = submit_draft(draft=draft, by=member, at=sent_at).submission
    publish_submission(submission=submission, by=make.make_chair(call.process), at=sent_at + timedelta(hours=1))
    submission.refresh_from_db()
    assert submission.state == "accepted"
    return submission


def public_pages(call: Call, hidden: Submission) -> dict[str, str]:
    """Every page, feed and table on which a contribution to the call could be seen, as a stranger gets it."""
    slug, register = call.process.slug, reverse("submissions:register", args=[call.process.slug])
    addresses = {
        "home": reverse("processes:home"), "process": reverse("processes:process", args=[slug]),
        "session": reverse("processes:session", args=[call.session.symbol]),
        "call": reverse("submissions:call", args=[call.symbol]), "register": register,
        "search": f"{register}?q=Canarytext", "group": f"{register}?group=business", "region": f"{register}?region=oceania",
        "of the call": f"{register}?call={call.symbol}", "participation": reverse("submissions:participation", args=[slug]),
        "csv": reverse("exports:record_csv", args=[slug]), "json lines": reverse("exports:record_jsonl", args=[slug]),
        "trace": reverse("coverage:trace", args=[hidden.reference]),
        "its own page": reverse("submissions:submission", args=[hidden.reference]),
    }  # fmt: skip
    return {name: read(Client(), address).replace("q=Canarytext", "") for name, address in addresses.items()}


def test_row_31_an_input_not_for_publication_is_shown_nowhere(call: Call, noon: datetime) -> None:
    """No page, list, search, table or document tells its text, its title or its author."""
    hidden = opted_out(call, noon)
    told = public_pages(call, hidden)
    for kind in ("compilation", "participants", "statistics", "cover_note"):
        told[kind] = contents_of(kind, call_id=call.pk, language="en", as_of=noon).to_json()
    for table in ("register", "submissions", "participants", "moderation"):
        told[f"table {table}"] = str(list(batches(sheet_of(table), Choice(call.process_id, "public"))))
    told["search"] = told["search"].replace('value="Canarytext"', "")
    assert {(where, word) for where, text in told.items() for word in CANARIES if word in text} == set()
    assert "In the open" in told["register"]


def test_row_31_an_input_not_for_publication_is_counted(call: Call, noon: datetime) -> None:
    """Its stakeholder group has it in the numbers, and the pages say how many are counted and not shown."""
    opted_out(call, noon)
    for address in ("submissions:call", "submissions:participation"):
        args = [call.symbol if address == "submissions:call" else call.process.slug]
        page = Client().get(reverse(address, args=args)).content.decode()
        assert {"Civil society": "1", "Business": "1"}.items() <= numbers(page).items()
        assert "1 of them is counted and not shown" in page
    assert "2 contributions counted." in page
    assert numbers(page)["Oceania"] == "0"  # by region it could be made out: nobody else there took part
    told = contents_of("compilation", call_id=call.pk, language="en", as_of=noon).to_json()
    assert "not published, as their contributors asked: 1. Business (1)." in told


def test_row_31_what_is_not_decided_or_late_or_withdrawn_does_not_count(call: Call, noon: datetime) -> None:
    """As with what is shown: counted is what came in time, what the Chair let pass, and what still stands."""
    opted_out(call, noon, name="Canary Late Ltd", is_late=True)
    for state in ("submitted", "returned", "withheld", "withdrawn"):
        make.make_submission(call, make.make_organisation(f"Canary {state}"), state=state, is_confidential=True)
    counted = counted_by_group([call], make.StakeholderGroup.objects.all())
    assert (counted.total, counted.not_shown) == (1, 0)


def test_row_31_of_a_confidential_call_not_even_a_number_is_told(noon: datetime) -> None:
    """There everything is received in confidence, and who reads learns not even how much."""
    call = make.make_call(publication_policy="confidential")
    make.make_submission(call, make.make_organisation("Canary Ltd"), state="accepted", is_confidential=True)
    page = Client().get(reverse("submissions:participation", args=[call.process.slug])).content.decode()
    assert "there is nothing to count" in page
    assert (
        "not published, as their" not in contents_of("cover_note", call_id=call.pk, language="en", as_of=noon).to_json()
    )


@pytest.mark.parametrize(("kind", "found"), [("structure", True), ("element", False), ("proposal", False)])
def test_row_31_the_record_is_narrowed_by_the_kind_of_comment(kind: str, found: bool) -> None:
    """Comments are on structure, on elements or text proposals; the filter is offered where a call asks for the kind."""
    call = make.make_call(asks_kind=True)
    make.make_submission(call, state="published", title="On the outline", comment_kind="structure")
    register = reverse("submissions:register", args=[call.process.slug])
    page = Client().get(f"{register}?kind={kind}").content.decode()
    assert ("On the outline" in page) is found


def test_row_31_without_a_call_that_asks_there_is_no_such_filter() -> None:
    """A filter that could find nothing is not offered."""
    call = make.make_call()
    page = Client().get(reverse("submissions:register", args=[call.process.slug])).content.decode()
    assert 'name="kind"' not in page

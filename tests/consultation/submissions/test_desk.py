"""Who may open what of an organisation's pages, and what its desk shows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from consultation.submissions.actions.submitting import submit_draft, take_up_correction
from consultation.submissions.models import Call, Draft, Party, Submission
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Membership
from stakeholders.organisations.states import MembershipState, OrganisationState
from tests.factories import (
    NOON,
    make_call,
    make_chair,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_party,
    make_rule,
    make_secretariat,
    make_submission,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def call() -> Call:
    return make_call(symbol="WG.9/2026/C1", title="Comments on the directory")


@pytest.fixture
def organisation() -> Any:
    return make_organisation("Lagos Incident Response Forum")


@pytest.fixture
def amina(organisation: Any) -> Any:
    return make_focal_point(organisation, full_name="Amina Okafor")


def signed_in(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


# --- the truth table --------------------------------------------------------------------------------------------------


@pytest.fixture
def people(call: Call, organisation: Any, amina: Any) -> dict[str, Any]:
    ended = make_member(organisation)
    Membership.objects.filter(user=ended).update(state=MembershipState.ENDED)
    requested = make_member(organisation)
    Membership.objects.filter(user=requested).update(state=MembershipState.REQUESTED)
    return {
        "anonymous": None,
        "stranger": make_focal_point(make_organisation("Strangers")),
        "representative": make_member(organisation),
        "focal point": amina,
        "ended member": ended,
        "asked to join": requested,
        "named focal point": make_focal_point(make_organisation("Nairobi Digital Rights Clinic")),
        "named representative": make_member(make_organisation("Also Named")),
        "chair": make_chair(call.process),
        "secretariat": make_secretariat(),
        "superuser": make_user(is_superuser=True, is_staff=True),
    }


OUTSIDE = {
    "stranger": 404,
    "ended member": 404,
    "asked to join": 404,
    "chair": 404,
    "secretariat": 404,
    "superuser": 404,
}
NAMED = ("named focal point", "named representative")
MEMBERS = ("representative", "focal point")


def expected(**codes: int) -> dict[str, int]:
    """What each role gets; `named` and `members` stand for both of theirs, the rest is nothing (404) or a sign-in (302)."""
    table = {"anonymous": 302, **OUTSIDE}
    table |= dict.fromkeys(NAMED, codes.pop("named", 404)) | dict.fromkeys(MEMBERS, codes.pop("members", 404))
    return table | {name.replace("_", " "): code for name, code in codes.items()}


ON_A_DRAFT = [
    ("GET", "draft", expected(members=200)),
    ("POST", "draft", expected(members=302)),
    ("POST", "autosave_draft", expected(members=200)),
    ("GET", "check_draft", expected(members=200)),
    ("POST", "check_draft", expected(members=302)),
    ("GET", "discard_draft", expected(members=200)),
    ("POST", "discard_draft", expected(members=302)),
]


@pytest.mark.parametrize(
    ("method", "name", "table"), ON_A_DRAFT, ids=lambda value: value if isinstance(value, str) else ""
)
def test_who_may_do_what_with_a_draft(
    method: str, name: str, table: dict[str, int], people: dict[str, Any], call: Call, organisation: Any, amina: Any
) -> None:
    sent = {"version": 1, "title": "A draft", "body": "What we have seen.", "language": "en", "visibility": "public"}
    found = {}
    for role, person in people.items():
        draft = make_draft(call, organisation, amina)
        url = reverse(f"submissions:{name}", args=[draft.public_id])
        found[role] = signed_in(person).generic(method, url, *_form(sent, method)).status_code

    assert found == table


ON_A_SUBMISSION = [
    ("GET", "sent", {}, expected(members=200, named=200)),
    ("GET", "withdraw", {}, expected(named=403, focal_point=200, representative=403)),
    ("POST", "withdraw", {}, expected(named=403, focal_point=302, representative=403)),
    ("POST", "correct", {}, expected(named=403, members=302)),
    (
        "POST",
        "answer_request",
        {"answer": "confirm"},
        expected(members=403, named_focal_point=302, named_representative=403),
    ),
    (
        "POST",
        "answer_request",
        {"answer": "decline"},
        expected(members=403, named_focal_point=302, named_representative=403),
    ),
]


@pytest.mark.parametrize(
    ("method", "name", "sent", "table"), ON_A_SUBMISSION, ids=lambda value: value if isinstance(value, str) else ""
)
def test_who_may_do_what_with_a_submission(
    method: str, name: str, sent: dict[str, str], table: dict[str, int], people: dict[str, Any], call: Call,
    organisation: Any, amina: Any,
) -> None:  # fmt: skip
    found = {}
    for role, person in people.items():
        submission = make_submission(call, organisation, submitted_by=amina)
        parties = [make_party(submission, people[name].memberships.get().organisation) for name in NAMED]
        ids = [submission.public_id]
        if name == "answer_request":
            ids.append(
                next((p.pk for p in parties if person and p.organisation == _organisation_of(person)), parties[0].pk)
            )
        url = reverse(f"submissions:{name}", args=ids)
        found[role] = signed_in(person).generic(method, url, *_form(sent, method)).status_code

    assert found == table


def _organisation_of(person: Any) -> Any:
    membership = person.memberships.first()
    return membership.organisation if membership else None


def _form(sent: dict[str, Any], method: str) -> tuple[str, str]:
    pairs = "&".join(f"{name}={value}".replace(" ", "+") for name, value in sent.items())
    return (pairs if method == "POST" else "", "application/x-www-form-urlencoded")


@pytest.mark.parametrize("name", ["desk", "start_draft"])
def test_the_desk_and_the_start_are_for_everybody_who_signed_in(name: str, people: dict[str, Any], call: Call) -> None:
    url = reverse(f"submissions:{name}", args=[call.symbol] if name == "start_draft" else [])

    found = {role: signed_in(person).get(url).status_code for role, person in people.items()}

    assert found == {role: 302 if role == "anonymous" else 200 for role in people}


def test_a_call_that_is_not_announced_cannot_be_started(amina: Any, call: Call) -> None:
    Call.objects.update(announced_at=None)

    assert signed_in(amina).get(reverse("submissions:start_draft", args=[call.symbol])).status_code == 404


@pytest.mark.parametrize("answer", ["", "yes", "CONFIRM"])
def test_an_answer_that_is_neither_yes_nor_no_is_refused(answer: str, amina: Any, call: Call) -> None:
    submission = make_submission(call)
    party = make_party(submission, amina.memberships.get().organisation)
    url = reverse("submissions:answer_request", args=[submission.public_id, party.pk])

    assert signed_in(amina).post(url, {"answer": answer}).status_code == 400
    party.refresh_from_db()
    assert (party.confirmed_at, party.declined_at) == (None, None)


def test_a_request_of_another_submission_is_not_found(amina: Any, call: Call) -> None:
    mine = make_submission(call)
    make_party(mine, amina.memberships.get().organisation)
    foreign = make_party(make_submission(call), amina.memberships.get().organisation)
    url = reverse("submissions:answer_request", args=[mine.public_id, foreign.pk])

    assert signed_in(amina).post(url, {"answer": "confirm"}).status_code == 404


# --- what the desk shows ----------------------------------------------------------------------------------------------


def test_somebody_without_an_organisation_is_told_what_to_do(call: Call) -> None:
    html = signed_in(make_user()).get("/desk/").content.decode()

    assert "You do not speak for an organisation yet" in html
    assert reverse("organisations:mine") in html
    assert "Comments on the directory" in html
    assert "Write a contribution" not in html


def test_an_empty_desk_says_what_comes_next(amina: Any) -> None:
    html = signed_in(amina).get("/desk/").content.decode()

    assert "Nothing is being written." in html
    assert "Nothing has been sent yet." in html
    assert "No call is open now." in html


def test_deadlines_are_shown_in_the_calls_zone_in_utc_and_in_her_own(call: Call, organisation: Any) -> None:
    member = make_member(organisation, time_zone="America/New_York")

    html = signed_in(member).get("/desk/").content.decode()

    assert "15:00 <bdi>Nairobi</bdi> time (12:00 UTC)" in html
    assert "07:00 <bdi>New York</bdi> time" in html


def test_only_open_calls_are_offered(amina: Any, call: Call) -> None:
    make_call(title="An old call", opens_at=NOON - timedelta(days=9), closes_at=NOON - timedelta(microseconds=1))
    make_call(title="A coming call", opens_at=NOON + timedelta(microseconds=1))
    make_call(title="To the last moment", closes_at=NOON)
    make_call(title="A hidden call", announced_at=None)

    html = signed_in(amina).get("/desk/").content.decode()

    offered = [title for title in ("Comments on the directory", "An old call", "A coming call", "To the last moment", "A hidden call")
               if title in html]  # fmt: skip
    assert offered == ["Comments on the directory", "To the last moment"]


def test_drafts_say_who_saved_them_last_and_when(amina: Any, organisation: Any, call: Call) -> None:
    make_draft(call, organisation, make_member(organisation, full_name="Bola <Adeyemi>"), title="t" * 250)

    html = signed_in(amina).get("/desk/").content.decode()

    assert "<bdi>Bola &lt;Adeyemi&gt;</bdi>" in html
    assert "t" * 250 in html


def test_a_foreign_draft_or_submission_never_shows(amina: Any, call: Call) -> None:
    stranger = make_member(make_organisation("Strangers"))
    make_draft(call, stranger.memberships.get().organisation, stranger, title="CANARY draft")
    make_submission(call, stranger.memberships.get().organisation, title="CANARY submission")

    assert "CANARY" not in signed_in(amina).get("/desk/").content.decode()


@pytest.mark.parametrize(("state", "kind"), [("returned", "returned"), ("withheld", "withheld")])
def test_a_reason_of_the_chair_is_shown_with_the_rule_and_what_to_do(
    state: str, kind: str, amina: Any, organisation: Any, call: Call
) -> None:
    rule = make_rule(call.process, text="Outside the scope.") if state == "withheld" else None
    submission = make_submission(call, organisation, state=state, withheld_under=rule)
    submission.events.create(kind=kind, at=NOON, note="An <old> reason.")
    submission.events.create(kind=kind, at=NOON + timedelta(hours=1), note="The <last> reason.")

    html = signed_in(amina).get("/desk/").content.decode()

    assert "The &lt;last&gt; reason." in html
    assert "reason.</blockquote>" in html
    assert ("Outside the scope." in html) is (state == "withheld")
    assert ("Correct it and send it again." in html) is (state == "returned")


def test_an_organisation_that_waits_is_told_that_it_can_write(organisation: Any, amina: Any, call: Call) -> None:
    type(organisation).objects.update(state=OrganisationState.PROPOSED)

    html = signed_in(amina).get("/desk/").content.decode()

    assert "has not recognised <bdi>Lagos Incident Response Forum</bdi> yet" in html
    assert "Write a contribution" in html


def test_a_person_of_two_organisations_sees_whose_each_draft_is(amina: Any, organisation: Any, call: Call) -> None:
    second = make_organisation("A second one")
    Membership.objects.create(organisation=second, user=amina, state="active", requested_at=NOON)
    make_draft(call, second, amina)

    html = signed_in(amina).get("/desk/").content.decode()

    assert html.count("<bdi>A second one</bdi>") == 2


DESK_QUERIES = 7


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_the_same_number_of_queries_at_one_and_at_three_rows(
    number: int, amina: Any, organisation: Any, django_assert_num_queries: Any
) -> None:
    for _row in range(number):
        call = make_call()
        make_draft(call, organisation, amina)
        make_submission(call, organisation, state="returned").events.create(kind="returned", at=NOON, note="Why.")
        make_party(make_submission(call), organisation)
    client = signed_in(amina)
    client.get("/desk/")

    with django_assert_num_queries(DESK_QUERIES):
        html = client.get("/desk/").content.decode()

    assert html.count("Read and answer") == number
    assert html.count("Why.") == number


def test_sent_ones_come_in_pages_of_25(amina: Any, organisation: Any, call: Call) -> None:
    for number in range(27):
        make_submission(call, organisation, title=f"Number {number:02d}", received_at=NOON + timedelta(minutes=number))

    html = signed_in(amina).get("/desk/").content.decode()

    assert "Number 26" in html
    assert "Number 02" in html
    assert "Number 01" not in html


# --- joint statements -------------------------------------------------------------------------------------------------


@pytest.fixture
def wanjiru() -> Any:
    return make_focal_point(make_organisation("Nairobi Digital Rights Clinic"), full_name="Wanjiru Kamau")


@pytest.fixture
def joint(call: Call, organisation: Any, amina: Any, wanjiru: Any) -> Submission:
    draft = make_draft(call, organisation, amina, title="A joint statement")
    draft.others.add(wanjiru.memberships.get().organisation)
    return submit_draft(draft=draft, by=amina, at=NOON).submission


def answer(person: Any, joint: Submission, answer: str) -> Any:
    party = joint.parties.get()
    url = reverse("submissions:answer_request", args=[joint.public_id, party.pk])
    return signed_in(person).post(url, {"answer": answer}, follow=True)


def test_a_named_organisation_is_asked_reads_and_confirms(joint: Submission, wanjiru: Any) -> None:
    desk = signed_in(wanjiru).get("/desk/").content.decode()
    assert (
        "<bdi>Lagos Incident Response Forum</bdi> says that <bdi>Nairobi Digital Rights Clinic</bdi> speaks too" in desk
    )
    page = signed_in(wanjiru).get(reverse("submissions:sent", args=[joint.public_id])).content.decode()
    assert "Your organisation is shown with it only if you confirm." in page
    assert "What we have seen." in page

    after = answer(wanjiru, joint, "confirm").content.decode()

    party = Party.objects.get()
    assert "Your organisation’s answer has been recorded." in after
    assert (party.confirmed_at, party.confirmed_by, party.declined_at) == (NOON, wanjiru, None)
    assert joint.events.filter(kind="party_confirmed", by=wanjiru).count() == 1
    assert "A joint statement" not in signed_in(wanjiru).get("/desk/").content.decode()


def test_its_focal_points_get_one_letter_each_and_its_representatives_none(
    joint: Submission, wanjiru: Any, amina: Any
) -> None:
    letters = Letter.objects.filter(key__startswith="asked:")

    letter = letters.get()
    assert letter.to == wanjiru.email
    assert letter.subject == "Does Nairobi Digital Rights Clinic speak in WG.9/2026/C1/001?"
    assert f"/desk/submissions/{joint.public_id}/" in letter.text
    answer(wanjiru, joint, "confirm")
    submit_draft(draft=take_up_correction(submission=joint, by=amina, at=NOON), by=amina, at=NOON)
    assert letters.count() == 2


def test_it_may_decline_and_change_its_mind_and_each_answer_leaves_a_trace(joint: Submission, wanjiru: Any) -> None:
    for given in ("decline", "decline", "confirm", "confirm", "decline"):
        answer(wanjiru, joint, given)

    party = Party.objects.get()
    assert (party.confirmed_at, party.declined_at, party.declined_by) == (None, NOON, wanjiru)
    assert list(joint.events.values_list("kind", flat=True)) == [
        "submitted", "party_declined", "party_confirmed", "party_declined",
    ]  # fmt: skip


def test_a_withdrawn_statement_takes_no_answer(joint: Submission, wanjiru: Any) -> None:
    Submission.objects.update(state="withdrawn", withdrawn_at=NOON)

    assert "Somebody else has changed this" in answer(wanjiru, joint, "confirm").content.decode()
    assert Party.objects.get().confirmed_at is None
    assert "A joint statement" not in signed_in(wanjiru).get("/desk/").content.decode()


def test_a_representative_is_not_asked_but_may_read(joint: Submission, wanjiru: Any) -> None:
    member = signed_in(make_member(wanjiru.memberships.get().organisation))

    assert "A joint statement" not in member.get("/desk/").content.decode()
    page = member.get(reverse("submissions:sent", args=[joint.public_id])).content.decode()
    assert "A joint statement" in page
    assert 'value="confirm"' not in page


def test_pages_of_people_who_signed_in_are_kept_by_no_cache(amina: Any, joint: Submission, call: Call) -> None:
    draft = make_draft(call, joint.organisation, amina)
    client = signed_in(amina)

    for url in (
        "/desk/",
        reverse("submissions:draft", args=[draft.public_id]),
        reverse("submissions:check_draft", args=[draft.public_id]),
        reverse("submissions:sent", args=[joint.public_id]),
    ):
        assert "no-store" in client.get(url)["Cache-Control"], url


def test_the_unused_draft_of_a_submission_never_shows_twice(amina: Any, joint: Submission) -> None:
    client = signed_in(amina)
    client.post(reverse("submissions:correct", args=[joint.public_id]))

    html = client.get("/desk/").content.decode()

    assert Draft.objects.get().submission == joint
    assert html.count("Correction") == 1
    assert "Go on correcting" in client.get(reverse("submissions:sent", args=[joint.public_id])).content.decode()

"""The pages of a call, of one contribution and of participation, as anyone reads them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from consultation.submissions.models import Answer, Attachment, Call, CallExtension, Submission
from tests.factories import (
    NOON,
    country,
    group,
    make_agenda_item,
    make_call,
    make_chair,
    make_member,
    make_organisation,
    make_party,
    make_process,
    make_question,
    make_submission,
    make_user,
)  # fmt: skip

pytestmark = pytest.mark.django_db
CANARY = "zebracanary"
SECRET_STATES = ("submitted", "returned", "withheld", "accepted")


@pytest.fixture(autouse=True)
def clock(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


def read_call(call: Call, client: Client | None = None) -> str:
    response = (client or Client()).get(reverse("submissions:call", args=[call.symbol]))
    assert response.status_code == 200
    return response.content.decode()


def read_submission(submission: Submission) -> str:
    response = Client().get(reverse("submissions:submission", args=[submission.reference]))
    assert response.status_code == 200
    return response.content.decode()


# --- a call ----------------------------------------------------------------------------------------------------------


def test_a_call_tells_what_is_asked_until_when_and_what_becomes_of_it() -> None:
    call = make_call(invitation="## Scope\n\nThe Chair invites *comments*.", word_limit=2000, file_limit=3)
    item = make_agenda_item(call.session, "5 (d)", title="Points of contact")
    call.agenda_items.add(item)
    make_question(call, "What is missing?", agenda_item=item)

    page = read_call(call)

    assert "<h2>Scope</h2>" in page
    assert "<em>comments</em>" in page
    assert "What is missing?" in page
    assert "Points of contact" in page
    assert "Closes in 3 days" in page
    assert "15:00 Nairobi time (12:00 UTC)" in text_of(page)
    assert "Up to 2,000 words" in page
    assert "Up to 3 files" in page
    assert "Published, unless the contributor asks otherwise" in page
    assert "Accepted and marked as late" in page
    assert f'href="/desk/calls/{call.symbol}/write/"' in page
    assert "Nothing has been published yet." in page


@pytest.mark.parametrize(
    ("opens", "closes", "policy", "stage", "may_write"),
    [
        (timedelta(0), timedelta(days=1), "refuse", "Open", True),
        (timedelta(days=-1), timedelta(0), "refuse", "Open", True),
        (timedelta(microseconds=1), timedelta(days=1), "refuse", "Not open yet", False),
        (timedelta(days=-1), timedelta(microseconds=-1), "refuse", "Closed", False),
        (timedelta(days=-1), timedelta(microseconds=-1), "accept_flagged", "Closed", True),
    ],
)
def test_writing_is_offered_while_it_will_be_accepted(
    opens: timedelta, closes: timedelta, policy: str, stage: str, may_write: bool
) -> None:
    page = read_call(make_call(opens_at=NOON + opens, closes_at=NOON + closes, late_policy=policy))
    assert f">{stage}</span>" in page
    assert ("Write a contribution" in page) is may_write


def test_an_extension_leaves_its_trace() -> None:
    call = make_call()
    CallExtension.objects.create(
        call=call, closed_before=NOON - timedelta(days=1), closes_after=call.closes_at, extended_at=NOON,
        reason="The lines were down.",
    )  # fmt: skip
    page = read_call(call)
    assert "Extended from" in page
    assert "Sunday 22 November 2026, 15:00 Nairobi time (12:00 UTC)" in text_of(page)
    assert "The lines were down." in page


def test_a_call_shows_the_five_newest_and_counts_what_came_in_time() -> None:
    call = make_call()
    for number in range(6):
        make_submission(call, state="published", title=f"No. {number}.", received_at=NOON - timedelta(hours=number))
    make_submission(call, state="published", is_late=True, title="Late one", received_at=NOON - timedelta(days=1))
    page = read_call(call)
    assert ("No. 0." in page, "No. 4." in page, "No. 5." in page) == (True, True, False)
    assert '<td class="n">6</td>' in page


@pytest.mark.parametrize("who", ["anonymous", "stranger"])
def test_a_call_is_the_same_to_the_byte_with_and_without_secret_rows(who: str) -> None:
    call = make_call()
    make_submission(call, state="published", title="Seen")
    client = Client()
    if who == "stranger":
        client.force_login(make_member(make_organisation()))
    before = without_tokens(read_call(call, client))
    for state in SECRET_STATES:
        hidden = make_organisation(group_declared=group("academia"))
        make_submission(call, hidden, state=state, title=CANARY, is_late=state == "accepted")  # in time it would count
    make_submission(call, state="withdrawn", title=CANARY)
    assert without_tokens(read_call(call, client)) == before


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_confidential_call_shows_not_even_a_number(number: int) -> None:
    call = make_call(publication_policy="confidential")
    for _ in range(number):
        make_submission(call, state="accepted", title=CANARY, is_confidential=True)
        make_submission(call, state="published", title=CANARY)  # even if somebody published it by mistake
    page = read_call(call)
    assert CANARY not in page
    assert "contribution, " not in page
    assert "<table" not in page
    assert "This call is confidential." in page


def test_a_call_in_preparation_exists_for_its_officers_only() -> None:
    call = make_call(announced_at=None)
    address = reverse("submissions:call", args=[call.symbol])
    for user in (None, make_user(), make_chair(make_process()), make_chair(call.process, second_factor=False)):
        client = Client()
        if user:
            client.force_login(user)
        assert client.get(address).status_code == 404
    client = Client()
    client.force_login(make_chair(call.process))
    assert "Not announced yet" in client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_call_asks_nine_queries(number: int, django_assert_num_queries) -> None:
    call = make_call()
    for _ in range(number):
        call.agenda_items.add(make_agenda_item(call.session))
        make_question(call, agenda_item=make_agenda_item(call.session))
        make_party(make_submission(call, state="published"), confirmed_at=NOON)
    with django_assert_num_queries(9):
        read_call(call)


def test_an_unknown_call_is_not_found(client: Client) -> None:
    assert client.get("/calls/WG.0/2026/C9/").status_code == 404
    assert client.get("/calls/%00/").status_code in {400, 404}


# --- one contribution ------------------------------------------------------------------------------------------------


def test_a_contribution_is_shown_as_received() -> None:
    call = make_call()
    organisation = make_organisation("Lagos Forum", seat=country("NG"), group_declared=group("business"))
    row = make_submission(
        call, organisation, state="published", title="Un titre", language="fr", body="# Partie\n\n<b>gras</b> *vu*",
        received_at=NOON.replace(hour=22),
    )  # fmt: skip
    Answer.objects.create(submission=row, question=make_question(call, "What works?"), text="Cela *marche*.")
    make_party(row, make_organisation("Standing With"), confirmed_at=NOON)
    make_party(row, make_organisation(f"{CANARY} Unconfirmed"))
    make_party(row, make_organisation(f"{CANARY} Declined"), declined_at=NOON)
    row.agenda_items.add(make_agenda_item(call.session, "5 (d)", title="Points of contact"))
    attach(row, name="annexe.pdf")

    page = read_submission(row)

    assert '<h1 lang="fr" dir="ltr">Un titre</h1>' in page
    assert "<h2>Partie</h2>" in page
    assert "&lt;b&gt;gras&lt;/b&gt; <em>vu</em>" in page
    assert "What works?" in page
    assert "Cela <em>marche</em>." in page
    assert "<bdi>Standing With</bdi>" in page
    assert "as declared by the contributor" in page
    assert "<bdi>Nigeria</bdi>" in page
    assert "Tuesday 24 November 2026, 01:00 Nairobi time (Monday 23 November 2026, 22:00 UTC)" in text_of(page)
    assert "<bdi>annexe.pdf</bdi>" in page
    assert "<bdi>" + "a" * 64 + "</bdi>" in page
    assert f"http://127.0.0.1:8000/submissions/{row.reference}/" in page
    assert CANARY not in page


@pytest.mark.parametrize(
    ("verified", "days_before", "words"),
    [
        ("business", 1, "verified by the secretariat"),
        ("business", -1, "as declared by the contributor"),
        ("academia", 1, "as declared by the contributor"),
    ],
)
def test_it_says_whether_the_group_was_verified_then(verified: str, days_before: int, words: str) -> None:
    organisation = make_organisation(
        group_declared=group("business"), group_verified=group(verified),
        group_verified_at=NOON - timedelta(days=days_before), group_verified_by=make_user(),
    )  # fmt: skip
    assert words in read_submission(
        make_submission(make_call(), organisation, state="published", group=group("business"))
    )


def test_name_group_and_country_stay_as_they_were() -> None:
    organisation = make_organisation("Old Name", seat=country("KE"), group_declared=group("business"))
    row = make_submission(make_call(), organisation, state="published")
    organisation.name, organisation.seat, organisation.group_declared = "New Name", country("FR"), group("academia")
    organisation.save()
    page = read_submission(row)
    assert ("Old Name" in page, "New Name" in page) == (True, False)
    assert ("Kenya" in page, "France" in page) == (True, False)
    assert ("Business" in page, "Academia" in page) == (True, False)


def test_only_the_last_revision_has_its_files_shown() -> None:
    row = make_submission(make_call(), state="published")
    attach(row, name="old.pdf")
    Submission.objects.filter(pk=row.pk).update(revision_number=2)
    newer = row.revisions.create(number=2, content={}, sha256="b" * 64, submitted_at=NOON, deadline=row.call.closes_at)
    attach(row, name="new.pdf", revision=newer)
    page = read_submission(row)
    assert ("new.pdf" in page, "old.pdf" in page) == (True, False)
    assert "Versions" in page


def test_of_a_withdrawn_one_the_stub_stays() -> None:
    row = make_submission(
        make_call(), make_organisation(CANARY), state="withdrawn", published_at=NOON, title="Once said", body=CANARY
    )
    Answer.objects.create(submission=row, question=make_question(row.call), text=CANARY)
    make_party(row, make_organisation(f"{CANARY} too"), confirmed_at=NOON)
    attach(row, name=f"{CANARY}.pdf")
    page = read_submission(row)
    assert "Once said" in page
    assert row.reference in page
    assert "Monday 23 November 2026, 15:00 Nairobi time (12:00 UTC)" in text_of(page)
    assert CANARY not in page


@pytest.mark.parametrize("state", [*SECRET_STATES, "withdrawn"])
@pytest.mark.parametrize("who", ["anonymous", "stranger", "member", "chair"])
def test_what_is_not_public_is_not_found_here(state: str, who: str) -> None:
    row = make_submission(make_call(), state=state, title=CANARY)
    people = {"stranger": make_user, "member": lambda: make_member(row.organisation),
              "chair": lambda: make_chair(row.process)}  # fmt: skip
    client = Client()
    if who in people:
        client.force_login(people[who]())
    response = client.get(reverse("submissions:submission", args=[row.reference]))
    assert response.status_code == 404
    assert CANARY not in response.content.decode()


@pytest.mark.parametrize(
    "call_fields", [{"publication_policy": "confidential"}, {"announced_at": None}], ids=["confidential", "unannounced"]
)
def test_nothing_of_a_call_off_the_record_is_found(call_fields: dict[str, object], client: Client) -> None:
    row = make_submission(make_call(**call_fields), state="published")
    assert client.get(reverse("submissions:submission", args=[row.reference])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_contribution_asks_one_query(number: int, django_assert_num_queries) -> None:
    row = make_submission(make_call(), state="published")
    for _ in range(number):
        make_party(row, confirmed_at=NOON)
        row.agenda_items.add(make_agenda_item(row.call.session))
        Answer.objects.create(submission=row, question=make_question(row.call), text="Yes.")
        attach(row)
    with django_assert_num_queries(1):
        read_submission(row)


# --- participation ---------------------------------------------------------------------------------------------------


def test_participation_counts_by_group_and_region_what_came_in_time() -> None:
    call = make_call()
    for code, seat in (("business", "NG"), ("business", "FR"), ("academia", "NG")):
        make_submission(call, make_organisation(seat=country(seat), group_declared=group(code)), state="published")
    joint = make_submission(call, make_organisation("Everywhere", is_global=True), state="published")
    for _ in range(3):
        make_party(joint, make_organisation(group_declared=group("academia")), confirmed_at=NOON)
    make_submission(call, state="published", is_late=True, title="Came late")
    make_submission(call, state="withdrawn", published_at=NOON, title="Once said")

    page = Client().get(reverse("submissions:participation", args=[call.process.slug])).content.decode()

    assert numbers(page) == {
        "Civil society": "1", "Business": "2", "Technical community": "0", "Academia": "1",
        "Africa": "2", "Americas": "0", "Asia": "0", "Europe": "1", "Oceania": "0", "Global": "1",
    } | {name: "0" for name in numbers(page) if name in {"State", "Intergovernmental organisation"}}  # fmt: skip
    assert "4 contributions counted." in page
    assert "Received after the deadline" in page
    assert "Came late" in page
    assert "Once said" not in page


def test_participation_before_anybody_took_part() -> None:
    page = Client().get(reverse("submissions:participation", args=[make_process().slug])).content.decode()
    assert "there is nothing to count" in page
    assert "<table" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_participation_asks_eight_queries(number: int, django_assert_num_queries) -> None:
    call = make_call()
    for _ in range(number):
        make_submission(call, state="published", is_late=True)
        make_submission(call, state="published")
    with django_assert_num_queries(8):
        Client().get(reverse("submissions:participation", args=[call.process.slug]))


# --- every page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("page", ["call", "record", "submission", "participation"])
def test_pages_exist_in_the_readers_language_and_with_names_of_250_characters(page: str, language: str) -> None:
    long = "Ä" * 250
    call = make_call(title=long)
    row = make_submission(call, make_organisation(long), state="published", title=long, is_late=page == "participation")
    addresses = {
        "call": reverse("submissions:call", args=[call.symbol]),
        "record": reverse("submissions:register", args=[call.process.slug]),
        "submission": reverse("submissions:submission", args=[row.reference]),
        "participation": reverse("submissions:participation", args=[call.process.slug]),
    }
    response = Client(headers={"accept-language": language}).get(addresses[page])
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in response.content.decode()
    assert long in response.content.decode()


def attach(row: Submission, name: str = "annex.pdf", **fields: object) -> Attachment:
    fields.setdefault("revision", row.revisions.get(number=1))
    return Attachment.objects.create(
        file="attachments/0123", name=name, content_type="application/pdf", size=1200, sha256="a" * 64,
        uploaded_at=NOON, **fields,
    )  # fmt: skip


def numbers(page: str) -> dict[str, str]:
    """The numbers of all charts by the name of their rows."""
    found = {}
    for row in page.split('<tr><th scope="row">')[1:]:
        name = row.partition("<bdi>")[2].partition("</bdi>")[0]
        found[name] = row.partition('<td class="n">')[2].partition("<")[0]
    return found


def text_of(page: str) -> str:
    """What a person reads: no tags, no isolates."""
    return re.sub(r"<[^>]+>|[\u2066-\u2069]", "", page)


def without_tokens(page: str) -> str:
    """The page without its CSRF tokens, which differ at each request."""
    parts = page.split('name="csrfmiddlewaretoken" value="')
    return parts[0] + "".join(part.partition('"')[2] for part in parts[1:])

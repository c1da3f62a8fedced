"""The record: what it shows, how it is narrowed, and what never gets into it (peers' failures 1, 3, 30)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from consultation.processes.models import Process
from consultation.submissions.models import Call, Submission
from tests.factories import (
    NOON,
    country,
    group,
    make_agenda_item,
    make_call,
    make_chair,
    make_draft,
    make_focal_point,
    make_member,
    make_organisation,
    make_party,
    make_process,
    make_submission,
    make_user,
)  # fmt: skip

pytestmark = pytest.mark.django_db
CANARY = "zebracanary"


@pytest.fixture
def call() -> Call:
    return make_call()


@pytest.fixture
def process(call: Call) -> Process:
    return call.process


def read(process: Process, client: Client | None = None, **query: str) -> str:
    response = (client or Client()).get(reverse("submissions:register", args=[process.slug]), query)
    assert response.status_code == 200
    return response.content.decode()


def published(call: Call, title: str = "Seen", **fields: object) -> Submission:
    return make_submission(call, state="published", title=title, **fields)


def test_a_row_tells_who_what_whence_and_when(call: Call, process: Process) -> None:
    organisation = make_organisation("Lagos Forum", seat=country("NG"), group_declared=group("technical-community"))
    row = published(call, "Un titre", organisation=organisation, language="fr", is_late=True)
    for name in ("First", "Second"):
        make_party(row, make_organisation(name), confirmed_at=NOON)
    make_party(row, make_organisation("Never Confirmed"))

    page = read(process)

    assert f'<a href="/submissions/{row.reference}/" lang="fr" dir="ltr">Un titre</a>' in page
    assert "<bdi>Lagos Forum</bdi> and 2 others" in page
    assert "Technical community" in page
    assert "<bdi>Nigeria</bdi>" in page
    assert "<span>French</span>" in page
    assert "<bdi>23 November 2026</bdi>" in page
    assert ">Late<" in page
    assert "1 contribution, newest first" in page


def test_the_day_is_that_of_the_process(call: Call, process: Process) -> None:
    published(call, received_at=NOON.replace(hour=22))  # 01:00 of the next day in Nairobi
    assert "<bdi>24 November 2026</bdi>" in read(process)


def test_an_author_without_a_single_seat_is_global(call: Call, process: Process) -> None:
    published(call, organisation=make_organisation("Everywhere", is_global=True))
    assert "<bdi>Global</bdi>" in read(process)


def test_an_arabic_title_runs_from_the_right(call: Call, process: Process) -> None:
    published(call, "ملاحظات", language="ar")
    assert 'lang="ar" dir="rtl">ملاحظات</a>' in read(process)


def test_a_withdrawn_one_keeps_title_and_reference_and_nothing_else(call: Call, process: Process) -> None:
    row = make_submission(
        call, make_organisation(f"{CANARY} Ltd"), state="withdrawn", published_at=NOON, title="Once said",
        body=CANARY,
    )  # fmt: skip
    make_party(row, confirmed_at=NOON)

    page = read(process)

    assert "Once said" in page
    assert row.reference in page
    assert "Withdrawn on <bdi>23 November 2026</bdi>" in page
    assert CANARY not in page
    assert "and 1 other" not in page


@pytest.mark.parametrize("query", [{"group": "civil-society"}, {"region": "Africa"}])
def test_a_filter_does_not_tell_whose_a_withdrawn_one_was(query: dict[str, str], call: Call, process: Process) -> None:
    make_submission(call, state="withdrawn", published_at=NOON, title="Once said")
    assert "Once said" not in read(process, **query)


def test_filters_narrow(call: Call, process: Process) -> None:
    top = make_agenda_item(call.session, "5")
    below = make_agenda_item(call.session, "5 (a)", parent=top)
    other_call = make_call(call.session)
    one = published(call, "Alpha", organisation=make_organisation(seat=country("NG"), group_declared=group("business")))
    two = published(other_call, "Beta", organisation=make_organisation(seat=country("FR")), language="fr")
    published(call, "Gamma", organisation=make_organisation(is_global=True))
    one.agenda_items.add(below)
    two.agenda_items.add(make_agenda_item(call.session, "6"))

    def titles(**query: str) -> set[str]:
        page = read(process, **query)
        return {title for title in ("Alpha", "Beta", "Gamma") if f">{title}</a>" in page}

    assert titles() == {"Alpha", "Beta", "Gamma"}
    assert titles(group="business") == {"Alpha"}
    assert titles(region="Africa") == {"Alpha"}
    assert titles(region="global") == {"Gamma"}
    assert titles(language="fr") == {"Beta"}
    assert titles(call=other_call.symbol) == {"Beta"}
    assert titles(item=str(top.pk)) == {"Alpha"}
    assert titles(item=str(below.pk)) == {"Alpha"}
    assert titles(group="business", region="Europe") == set()
    assert titles(q="Gamma") == {"Gamma"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("group", "nonsense"),
        ("region", "'; DROP TABLE x; --"),
        ("item", "99999999"),
        ("item", "1 OR 1=1"),
        ("call", "../../etc"),
        ("language", "xx"),
        ("q", "x" * 201),
        ("q", "nul\0byte"),
    ],
)
def test_a_wrong_value_is_named_and_narrows_nothing(name: str, value: str, call: Call, process: Process) -> None:
    published(call, "Still here")
    page = read(process, **{name: value})
    assert "<title>Error: " in page
    assert "There is a problem" in page
    assert "Still here" in page


@pytest.mark.parametrize(
    "name", ["state", "search", "submitted_by__email", "order", "is_confidential", "body__contains"]
)
def test_only_listed_filters_exist(name: str, call: Call, process: Process) -> None:
    published(call)
    assert "1 contribution, newest first" in read(process, **{name: "published"})


@pytest.mark.parametrize("name", ["after", "before", "last"])
def test_a_made_up_cursor_is_no_error(name: str, call: Call, process: Process) -> None:
    published(call, "Still here")
    assert "Still here" in read(process, **{name: "nonsense"})


def test_pages_of_25_lead_on_and_back_with_the_filters_kept(call: Call, process: Process) -> None:
    organisation = make_organisation()
    for number in range(27):
        published(call, f"No. {number:02}.", organisation=organisation, received_at=NOON - timedelta(minutes=number))

    first = read(process, language="en")
    last = read(process, language="en", last="1")

    assert ("No. 24." in first, "No. 25." in first) == (True, False)
    assert "?language=en&amp;after=" in first
    assert "?language=en&amp;last=1" in first
    assert ("No. 01." in last, "No. 02." in last, "No. 26." in last) == (False, True, True)
    assert "?language=en&amp;before=" in last


def test_nothing_yet_and_nothing_found_are_told_apart(call: Call, process: Process) -> None:
    assert "Nothing has been published in this process yet." in read(process)
    published(call)
    assert "Nothing in the record fits this search." in read(process, q="unheard")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", [{}, {"group": "civil-society", "region": "Africa"}, {"q": "seen"}])
def test_seven_queries_whatever_is_asked(
    number: int, query: dict[str, str], call: Call, process: Process, django_assert_num_queries
) -> None:
    for _ in range(number):
        row = published(call)
        make_party(row, confirmed_at=NOON)
    with django_assert_num_queries(7):  # process, calls, groups, agenda items, number, rows, countries
        read(process, **query)


# --- what must never be seen -----------------------------------------------------------------------------------------


def hide_rows(call: Call, *, also_counted: bool = True) -> None:
    """One of each kind of row that is not public, all with the same word in every text field.

    What was received in confidence and in time counts, on the page that counts; `also_counted` says whether it is in.
    """
    late = not also_counted
    organisation = make_organisation(f"{CANARY} House", seat=country("FJ"), group_declared=group("academia"))
    words = {"title": CANARY, "body": CANARY, "author_name": CANARY, "language": "ru"}
    for state in ("submitted", "returned", "withheld"):
        make_submission(call, organisation, state=state, **words)
    make_submission(call, organisation, state="accepted", is_late=late, **words)
    make_submission(call, organisation, state="withheld", published_at=NOON, **words)
    make_submission(call, organisation, state="accepted", is_confidential=True, is_late=late, **words)
    make_submission(call, organisation, state="withdrawn", **words)
    make_submission(call, organisation, state="withdrawn", is_confidential=True, published_at=NOON, **words)
    make_draft(call, organisation, make_member(organisation), title=CANARY, body=CANARY)
    confidential = make_call(
        call.session, publication_policy="confidential", announced_at=None, symbol=f"{call.symbol}-X", title="Internal"
    )
    make_submission(confidential, organisation, state="published", **words)
    unannounced = make_call(call.session, announced_at=None, symbol=f"{call.symbol}-Y", title="Internal")
    make_submission(unannounced, organisation, state="published", **words)


QUERIES = [
    {},
    {"q": CANARY},
    {"q": "-seen"},
    {"group": "academia"},
    {"region": "Oceania"},
    {"language": "ru"},
    {"last": "1"},
    {"q": CANARY, "group": "academia", "region": "Oceania", "language": "ru"},
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("page", ["register", "participation"])
def test_the_page_is_the_same_to_the_byte_with_and_without_secret_rows(
    page: str, query: dict[str, str], call: Call, process: Process
) -> None:
    published(call)
    address = reverse(f"submissions:{page}", args=[process.slug])
    stranger = Client()
    stranger.force_login(make_member(make_organisation()))

    def bodies() -> list[bytes]:
        pages = [client.get(address, query) for client in (Client(), stranger)]
        return [without_tokens(page.content.decode()).encode() for page in pages]

    before = bodies()
    hide_rows(call, also_counted=page != "participation")
    assert bodies() == before


@pytest.mark.parametrize("who", ["anonymous", "stranger", "its own member", "the chair"])
def test_the_record_is_the_same_record_for_everybody(who: str, call: Call, process: Process) -> None:
    published(call)
    hide_rows(call)
    organisation = Submission.objects.filter(author_name=CANARY)[0].organisation
    client = Client()
    people = {"stranger": make_user, "its own member": lambda: make_focal_point(organisation),
              "the chair": lambda: make_chair(process)}  # fmt: skip
    if who in people:
        client.force_login(people[who]())
    page = read(process, client)
    assert CANARY not in page
    assert "1 contribution, newest first" in page


def test_another_process_keeps_its_own_record(call: Call, process: Process) -> None:
    published(make_call(), CANARY)
    published(call)
    assert CANARY not in read(process)
    assert "Nothing in the record fits this search." in read(process, q=CANARY)


def test_another_process_call_is_no_choice_here(call: Call, process: Process) -> None:
    elsewhere = make_call()
    published(elsewhere, CANARY)
    page = read(process, call=elsewhere.symbol)
    assert "There is a problem" in page
    assert CANARY not in page


def test_an_unannounced_process_has_no_record(client: Client) -> None:
    hidden = make_process(announced_at=None)
    assert client.get(reverse("submissions:register", args=[hidden.slug])).status_code == 404
    assert client.get(reverse("submissions:participation", args=[hidden.slug])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_record_is_only_read(method: str, client: Client, process: Process) -> None:
    assert getattr(client, method)(reverse("submissions:register", args=[process.slug])).status_code == 405


def test_a_page_made_for_a_person_is_kept_by_no_cache(client: Client, process: Process) -> None:
    address = reverse("submissions:register", args=[process.slug])
    assert "no-store" not in client.get(address).headers.get("Cache-Control", "")
    client.force_login(make_user())
    assert client.get(address).headers["Cache-Control"] == "private, no-store"


def without_tokens(page: str) -> str:
    """The page without its CSRF tokens, which differ at each request."""
    parts = page.split('name="csrfmiddlewaretoken" value="')
    return parts[0] + "".join(part.partition('"')[2] for part in parts[1:])

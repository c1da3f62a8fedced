"""Which desks a person is offered, and what the offer costs."""

import pytest
from django.test import Client

from stakeholders.accounts.models import User
from tests.factories import make_chair, make_officer, make_process, make_secretariat, make_user

pytestmark = pytest.mark.django_db
DESKS = {"mine": 'href="/desk/"', "chair": 'href="/chair/"', "secretariat": 'href="/secretariat/"'}


def offered(client: Client) -> set[str]:
    """The desks in the main navigation."""
    page = client.get("/privacy/").content.decode()
    navigation = page[page.index('class="main-nav"') : page.index("</nav>")]
    return {desk for desk, link in DESKS.items() if link in navigation}


def test_a_visitor_is_offered_no_desk(client: Client) -> None:
    assert offered(client) == set()


@pytest.mark.parametrize(
    ("make_person", "desks"),
    [
        (make_user, {"mine"}),
        (lambda: make_chair(make_process()), {"mine", "chair"}),
        (lambda: make_officer(make_process(), "co_chair"), {"mine", "chair"}),
        (lambda: make_officer(make_process(), "chair", second_factor=False), {"mine"}),
        (lambda: make_officer(make_process(), "secretariat"), {"mine", "secretariat"}),
        (make_secretariat, {"mine", "secretariat"}),
        (lambda: make_secretariat(second_factor=False), {"mine"}),
    ],
)
def test_a_person_is_offered_the_desks_that_will_open(client: Client, make_person: object, desks: set[str]) -> None:
    person: User = make_person()  # type: ignore[operator]
    client.force_login(person)
    assert offered(client) == desks
    for desk in desks:
        assert client.get(DESKS[desk].split('"')[1]).status_code == 200


def test_a_visitors_frame_asks_the_database_nothing(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        client.get("/privacy/")


def test_the_offer_costs_no_query_beside_the_one_for_the_person(
    client: Client, django_assert_num_queries: object
) -> None:
    client.force_login(make_chair(make_process()))
    client.get("/privacy/")
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get("/privacy/")

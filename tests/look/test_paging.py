"""Pages by key: every row once, in order, both ways, whatever happens to the rows meanwhile."""

import base64
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from look.paging import KeysetPage, counted_up_to
from stakeholders.accounts.models import User

pytestmark = pytest.mark.django_db


def people(number: int, first: datetime, *, apart: timedelta = timedelta(minutes=1)) -> None:
    User.objects.bulk_create(
        User(email=f"p{n}@example.org", email_key=f"p{n}@example.org", full_name=f"{n}", joined_at=first + n * apart)
        for n in range(number)
    )


def page(query: str = "", order: str = "-joined_at", size: int = 25) -> KeysetPage:
    return KeysetPage(User.objects.all(), order=order, query=QueryDict(query.removeprefix("?")), size=size)


def names(found: KeysetPage) -> list[int]:
    return [int(row.full_name) for row in found]


def walk(query: str, link: str, **options: object) -> list[list[int]]:
    """The pages met when one link is followed to the end."""
    pages = []
    while True:
        found = page(query, **options)
        pages.append(names(found))
        query = getattr(found, link)
        if not query:
            return pages


@pytest.mark.parametrize("number", [0, 1, 3, 25])
def test_a_short_list_is_one_page_without_links(number: int, noon: datetime) -> None:
    people(number, noon)
    found = page()
    assert names(found) == list(range(number))[::-1]
    assert found.is_whole
    assert [found.first_url, found.previous_url, found.next_url, found.last_url] == ["", "", "", ""]


def test_the_way_forward_meets_every_row_once(noon: datetime) -> None:
    people(60, noon)
    assert walk("", "next_url") == [[*range(59, 34, -1)], [*range(34, 9, -1)], [*range(9, -1, -1)]]


def test_the_way_back_from_the_last_page_meets_every_row(noon: datetime) -> None:
    people(60, noon)
    assert walk("last=1", "previous_url") == [
        [*range(24, -1, -1)],
        [*range(49, 24, -1)],
        [*range(59, 34, -1)],  # the first page is always full
    ]


def test_rows_of_the_same_instant_are_told_apart_by_their_key(noon: datetime) -> None:
    people(60, noon, apart=timedelta(0))
    assert [name for names_met in walk("", "next_url", size=7) for name in names_met] == list(range(60))[::-1]


def test_rising_order_is_walked_as_well(noon: datetime) -> None:
    people(9, noon, apart=timedelta(0))
    assert walk("", "next_url", order="joined_at", size=4) == [[0, 1, 2, 3], [4, 5, 6, 7], [8]]
    assert walk("last=1", "previous_url", order="joined_at", size=4) == [[5, 6, 7, 8], [1, 2, 3, 4], [0, 1, 2, 3]]


def test_the_row_a_link_was_made_from_may_go_away(noon: datetime) -> None:
    people(60, noon)
    link = page().next_url
    User.objects.filter(full_name="35").delete()
    assert names(page(link)) == [*range(34, 9, -1)]


def test_a_link_beyond_the_end_shows_the_last_page(noon: datetime) -> None:
    people(30, noon)
    link = page().next_url
    User.objects.filter(full_name__in=["0", "1", "2", "3", "4"]).delete()
    found = page(link)
    assert names(found) == [*range(29, 4, -1)]
    assert found.is_whole


@pytest.mark.parametrize(
    "cursor",
    [
        "x", "!!!!", "%00", "NXw", "fA", "MXx5ZXN0ZXJkYXk", "eHwyMDI2LTExLTIzVDEyOjAwOjAwKzAwOjAw",
        "OTk5OTk5OTk5OTk5OTk5OTk5OTk5fDIwMjYtMTEtMjNUMTI6MDA6MDArMDA6MDA", "é", "A" * 5000,
        "MXwyMDI2LTExLTIzVDEyOjAwOjAw",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_cursor_that_nobody_made_shows_the_first_page(name: str, cursor: str, noon: datetime) -> None:
    people(30, noon)
    query = QueryDict(mutable=True)
    query[name] = cursor
    found = KeysetPage(User.objects.all(), order="-joined_at", query=query)
    assert names(found)[0] == 29


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("name", ["after", "before"])
def test_the_ends_of_time_are_places_too(name: str, instant: str, noon: datetime) -> None:
    people(30, noon)
    cursor = base64.urlsafe_b64encode(f"1|{instant}".encode()).decode()
    assert len(page(f"{name}={cursor}")) == 25


def test_a_cursor_with_a_character_no_text_holds_shows_the_first_page(noon: datetime) -> None:
    people(3, noon)
    cursor = base64.urlsafe_b64encode(b"1|a\0b").decode()
    assert names(page(f"after={cursor}", order="full_name")) == [0, 1, 2]


def test_links_keep_the_filters_and_drop_the_old_place(noon: datetime) -> None:
    people(60, noon)
    middle = page("group=business&group=state" + page().next_url.replace("?", "&"))
    assert middle.first_url == "?group=business&group=state"
    assert middle.last_url == "?group=business&group=state&last=1"
    assert middle.next_url.startswith("?group=business&group=state&after=")
    assert middle.previous_url.startswith("?group=business&group=state&before=")


@pytest.mark.parametrize("query", ["", "last=1"])
def test_a_page_is_one_query_without_offset_or_count(query: str, noon: datetime) -> None:
    people(60, noon)
    with CaptureQueriesContext(connection) as asked:
        names(page(query))
    assert len(asked) == 1
    assert "OFFSET" not in asked[0]["sql"].upper()
    assert "COUNT(" not in asked[0]["sql"].upper()


def test_a_place_is_found_by_comparing_whole_keys(noon: datetime) -> None:
    people(60, noon)
    link = page().next_url
    with CaptureQueriesContext(connection) as asked:
        page(link)
    assert '("accounts_user"."joined_at", "accounts_user"."id") <' in asked[0]["sql"]


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (1, "1"), (9, "9"), (10, "10"), (11, "10+"), (12, "10+")])
def test_counts_stop_at_the_cap(number: int, text: str, noon: datetime) -> None:
    people(number, noon)
    assert str(counted_up_to(User.objects.all(), cap=10)) == text


def test_the_usual_cap_is_a_thousand(noon: datetime) -> None:
    people(1001, noon)
    count = counted_up_to(User.objects.order_by("-joined_at"))
    assert (str(count), count.number, count.is_capped) == ("1,000+", 1000, True)

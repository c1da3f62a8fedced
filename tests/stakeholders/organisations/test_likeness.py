"""Organisations that could be taken for one another."""

import pytest

from stakeholders.organisations.likeness import organisations_like
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def found(*args, **kwargs):
    return [(like.organisation.name, like.is_look_alike) for like in organisations_like(*args, **kwargs)]


def test_row_32_the_same_to_the_eye_comes_first():
    make_organisation("Lake Watch International")
    make_organisation("Lаke Wаtch")  # Cyrillic а
    make_organisation("Lake Watches")
    make_organisation("River Trust")
    assert found("Lake Watch") == [("Lаke Wаtch", True), ("Lake Watches", False)]


def test_acronym_and_website_count_too():
    make_organisation("A wholly other name", acronym="LW")
    make_organisation("Yet another", website="https://www.lakewatch.example/about")
    assert sorted(found("Lake Watch", acronym="lw", website="http://lakewatch.example")) == [
        ("A wholly other name", False),
        ("Yet another", False),
    ]


def test_refused_ones_and_itself_are_left_out():
    own = make_organisation("Lake Watch")
    make_organisation("Lake-Watch", state="refused")
    assert found("Lake Watch", apart_from=own.pk) == []


def test_no_more_than_eight_are_shown():
    for number in range(12):
        make_organisation(f"Lake Watch Section {number:02d}")
    assert len(found("Lake Watch Section 99")) == 8


@pytest.mark.parametrize("name", ["", "!!!", "منظمة", "中国"])
def test_names_without_likeness(name):
    make_organisation("Lake Watch")
    assert found(name) == []


def test_it_asks_two_queries_however_many_there_are(django_assert_num_queries):
    for number in range(3):
        make_organisation(f"Lake Watch {number}")
    with django_assert_num_queries(2):
        organisations_like("Lake Watch")

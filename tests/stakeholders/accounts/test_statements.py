"""A statement is put together once, and finds for other values what its queryset finds."""

import uuid
from collections.abc import Sequence
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import translation

from consultation.submissions.models import Draft
from stakeholders.accounts.statements import Statement
from stakeholders.organisations.models import Membership, Organisation
from tests.factories import make_call, make_draft, make_focal_point, make_member, make_organisation

pytestmark = pytest.mark.django_db


def with_seat(key: int) -> QuerySet[Any]:
    return Organisation.objects.select_related("seat", "group_declared").filter(pk=key)


def with_members(keys: Sequence[int], name: str = "") -> QuerySet[Any]:
    spoken_for = Membership.objects.filter(organisation=OuterRef("pk"), role=Membership.Role.FOCAL_POINT)
    named = Organisation.objects.filter(pk__in=keys).values("pk")
    rows = Organisation.objects.annotate(is_spoken_for=Exists(spoken_for), is_one=Q(is_global=True))
    return rows.filter(Q(pk__in=keys) | Q(pk__in=named)).order_by("pk")


@pytest.fixture
def organisations() -> list[Organisation]:
    return [make_organisation(f"Organisation {number}") for number in range(3)]


def test_each_key_finds_its_row_with_what_is_joined(
    organisations: list[Organisation], django_assert_num_queries: Any
) -> None:
    statement = Statement(with_seat)

    for organisation in organisations:
        with django_assert_num_queries(1):
            (found,) = statement(organisation.pk)
            seat, group = found.seat, found.group_declared
        assert (found, found.name) == (organisation, organisation.name)
        assert (seat, group) == (organisation.seat, organisation.group_declared)
    assert statement(0) == []


def test_lists_of_every_length_find_what_the_queryset_finds(organisations: list[Organisation]) -> None:
    make_focal_point(organisations[0])
    make_member(organisations[1])
    statement = Statement(with_members)
    keys = [organisation.pk for organisation in organisations]

    for chosen in (keys[:1], keys[1:2], keys[:2], keys[1:], keys, [], [0]):
        found = [(row.pk, row.name, row.is_spoken_for) for row in statement(chosen)]
        assert found == [(row.pk, row.name, row.is_spoken_for) for row in with_members(chosen)]
    assert [row.is_spoken_for for row in statement(keys)] == [True, False, False]


def test_nothing_is_asked_where_there_is_no_key_to_look_for(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Statement(with_members)([]) == []


def test_it_is_put_together_once_for_each_shape(
    organisations: list[Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    setups: list[int] = []
    whole = SQLCompiler.pre_sql_setup

    def counted(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        setups.append(1)
        return whole(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "pre_sql_setup", counted)
    statement = Statement(with_seat)
    numbers = []
    for organisation in organisations:
        statement(organisation.pk)
        numbers.append(len(setups))

    assert numbers == [1, 1, 1]


def test_the_language_of_the_first_who_asked_is_not_that_of_the_next() -> None:
    with translation.override("en"):
        group = make_organisation("One").group_declared
    type(group).objects.update(name_en="Business", name_fr="Entreprises")
    statement = Statement(with_seat)
    organisation = Organisation.objects.get(name="One")

    names = []
    for language in ("fr", "en"):
        with translation.override(language):
            names.append(str(statement(organisation.pk)[0].group_declared))

    assert names == ["Entreprises", "Business"]


def test_a_value_that_is_changed_on_its_way_into_the_sql_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="does not go into the SQL as it is"):
        Statement(lambda key: Organisation.objects.filter(pk=key + 1))(1)


def test_a_uuid_goes_into_its_place() -> None:
    statement = Statement(lambda keys, public_id: Draft.objects.filter(organisation__in=keys, public_id=public_id))
    people = [make_focal_point(make_organisation(name)) for name in ("One", "Other")]
    one, other = (make_draft(make_call(), person.memberships.get().organisation, person) for person in people)

    assert statement([one.organisation_id, other.organisation_id], other.public_id) == [other]
    assert statement([one.organisation_id, other.organisation_id], one.public_id) == [one]
    assert statement([one.organisation_id], other.public_id) == []
    assert statement([one.organisation_id], uuid.uuid4()) == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection() -> None:
    organisation = make_organisation("One")
    statement = Statement(with_seat)
    statement(organisation.pk)
    found: list[Any] = []

    def ask() -> None:
        connection.close()
        found.extend([statement(organisation.pk), connection.connection])
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()

    rows, used = found
    assert rows == [organisation]
    assert used is not connection.connection

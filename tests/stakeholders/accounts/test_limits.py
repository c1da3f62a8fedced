"""Limits of how often one person may do something."""

import pytest
from django.core.cache import cache

from stakeholders.accounts.limits import is_within_limit
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf):
    def made(user, **headers):
        request = rf.get("/", headers=headers)
        request.user = user
        return request

    return made


def allowed(request, times=2):
    return is_within_limit(request, "search", times=times, seconds=60)


def test_so_many_times_and_no_more(request_of):
    amina, ben = make_user(), make_user()
    assert [allowed(request_of(amina)) for _time in range(4)] == [True, True, False, False]
    assert allowed(request_of(ben))


def test_row_20_no_header_escapes_it(request_of):
    amina = make_user()
    answers = [allowed(request_of(amina, **{"x-forwarded-for": f"198.51.100.{n}"})) for n in range(4)]
    assert answers == [True, True, False, False]


def test_another_action_is_counted_apart(request_of):
    request = request_of(make_user())
    assert not [allowed(request) for _time in range(3)][-1]
    assert is_within_limit(request, "other", times=1, seconds=60)


def test_a_window_that_closes_meanwhile_begins_anew(request_of, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *_args, **_kwargs: False)
    assert allowed(request_of(make_user()))

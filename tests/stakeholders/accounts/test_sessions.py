"""Sessions outlive the cache: who is signed in stays signed in while Redis is down."""

from typing import Any

import pytest
from django.test import Client

from stakeholders.accounts.sessions import FORMER_BACKEND, SessionStore
from tests.factories import make_user
from tests.production.services import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


@pytest.fixture
def _no_cache(signed_in: Client, settings: Any) -> None:
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": nowhere}}


@pytest.mark.usefixtures("_no_cache")
def test_who_was_signed_in_stays_so_without_the_cache(signed_in: Client) -> None:
    assert signed_in.get("/account/profile/").status_code == 200


@pytest.mark.usefixtures("_no_cache")
def test_what_the_session_holds_is_read_and_written_without_the_cache() -> None:
    session = SessionStore()
    session["word"] = "kept"
    session.save()
    assert SessionStore(session.session_key)["word"] == "kept"
    assert SessionStore().exists(session.session_key) is True
    assert SessionStore().exists("nevergivenout") is False


def test_who_signed_in_before_people_were_read_with_their_standing_stays_signed_in(client: Client) -> None:
    client.force_login(make_user(), backend=FORMER_BACKEND)
    assert client.get("/account/profile/").status_code == 200


def test_with_the_cache_the_database_is_not_asked(signed_in: Client, django_assert_num_queries: Any) -> None:
    key = signed_in.cookies["sessionid"].value
    with django_assert_num_queries(0):
        assert SessionStore(key).load()["_auth_user_id"]

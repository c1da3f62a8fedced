"""/healthz says 200 only while database and Redis both answer, and tells nobody more than that."""

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.test import Client
from redis.exceptions import ConnectionError as RedisGone


def gone(error: type[Exception]) -> object:
    def fail(*arguments: object, **options: object) -> None:
        raise error("secret-host refused the connection")

    return fail


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "queue": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_redis_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(caches["default"]), "get", gone(RedisGone))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "queue": False})


@pytest.mark.django_db
def test_the_database_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", gone(DatabaseError))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "queue": True})


@pytest.mark.django_db
def test_it_only_answers_questions(client: Client) -> None:
    assert client.post("/healthz").status_code == 405

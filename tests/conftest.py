"""What every test stands on: the instant, and a quiet environment."""

import threading
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import timezone, translation

from reports.exports import places
from tests.factories import NOON


def _fill_in_again(sender: Any, **_of_signal: object) -> None:
    """Put back the countries and groups of the migrations; a test with real transactions ends with a flush."""
    if sender.label == "organisations" and not apps.get_model("organisations", "Country").objects.exists():
        import_module("stakeholders.organisations.migrations.0002_countries_and_groups").fill_in(apps, None)


post_migrate.connect(_fill_in_again)


@pytest.fixture
def noon() -> datetime:
    """23 November 2026, 12:00 UTC, 15:00 in Nairobi."""
    return NOON


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Each test has a folder of its own for files, needs no collected static files, and hashes passwords fast."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


@pytest.fixture(autouse=True)
def _free_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has all places for downloads: the test client, unlike a server, closes only what is read to its end."""
    monkeypatch.setattr(places, "_places", threading.BoundedSemaphore(places.AT_ONCE))


@pytest.fixture(autouse=True)
def _own_language_and_zone() -> None:
    """Each test begins with the portal's own language and zone: a page asked for leaves its reader's active behind."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database; at the end nobody is left in it, so that it can be dropped whatever a thread has forgotten."""
    yield
    with django_db_blocker.unblock():
        connection.close()  # it may be one that a test of faults has cut
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def _collected_static_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An empty folder where collected static files would lie, so that nothing warns of its absence."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name files by their length: a file that was made holds the hour, and names must be the same in every process."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) else None

"""One portal and one browser for all tests in a browser; a fresh profile and an empty database for each."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browsing import QUIETLY, Visitor, somebody
from tests.e2e.portal import Portal
from tests.launcher.patience import eventually

Visit = Callable[..., Visitor]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever here uses the portal is slow, has real transactions, and runs in one process with its like."""
    for item in items:
        if HERE in item.path.parents and "portal" in getattr(item, "fixturenames", ()):
            for mark in (pytest.mark.slow, pytest.mark.xdist_group("portal"), pytest.mark.django_db(transaction=True)):
                item.add_marker(mark)


@pytest.fixture(scope="session")
def _running(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    portal = Portal(tmp_path_factory.mktemp("portal"), str(connection.settings_dict["NAME"]))
    with portal.queue as queue:
        queue.flushdb()
    with django_db_blocker.unblock():  # a run that was killed leaves its rows behind in a database that is used again
        call_command("flush", interactive=False, verbosity=0)
    portal.manage("compilemessages", "--verbosity=0", "--ignore=.venv")
    portal.manage("collectstatic", "--no-input", "--verbosity=0")
    portal.start_worker()
    portal.start_web()
    yield portal
    portal.stop()


@pytest.fixture
def portal(_running: Portal, transactional_db: None, settings: Any) -> Iterator[Portal]:
    """The running portal, with an empty database; rows made in the test are seen by it, and passwords work in it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.MEDIA_ROOT = _running.files
    _running.forget()
    yield _running
    assert eventually(_running.is_quiet, seconds=60), _running.logs()  # else work would meet the emptied tables


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """Debian's Chromium, as long as one module needs it: while it is open, its event loop runs in the tests' thread."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "The tests in a browser need Chromium: apt-get install chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the ORM is asked beside the browser
        opened = playwright.chromium.launch(executable_path=program, args=QUIETLY)
        yield opened
        opened.close()


@pytest.fixture
def visit(chromium: Browser, portal: Portal) -> Iterator[Visit]:
    """Makes visitors; after the test none of their browsers may have complained, nor anything been in the way."""
    visitors: list[Visitor] = []

    def made(person: Any = None, *, origin: str = "", language: str = "en", **options: Any) -> Visitor:
        visitor = somebody(chromium, origin or portal.url, **options)
        visitor.context.add_cookies([{"name": "django_language", "value": language, "url": visitor.origin}])
        if person is not None:
            visitor.sign_in_quietly(person)
        visitors.append(visitor)
        return visitor

    yield made
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        print(f"--- {visitor.page.url}\n{visitor.page.locator('body').inner_text()[:2000]}")  # noqa: T201 - shown beside a failure
        visitor.context.close()
    assert complaints == []
    assert [barrier for visitor in visitors for barrier in visitor.barriers] == []

"""A worker that is killed while it imports: what it did stays, the rest is done by the next one."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from consultation.submissions import clockwork, pipeline
from consultation.submissions.actions import intake
from consultation.submissions.actions.intake import Choices
from consultation.submissions.models import Import, Revision, Submission
from consultation.submissions.states import ImportState
from tests import factories as make

LINES = 6_000


def as_file() -> ContentFile:
    rows = (
        {"source_id": f"s-{number}", "title": f"Contribution {number}", "body": "What we have seen.",
         "organisation": "Kijiji", "stakeholder_group": "civil-society"}
        for number in range(LINES)
    )  # fmt: skip
    return ContentFile("".join(json.dumps(row) + "\n" for row in rows).encode(), name="inputs.jsonl")


def finished(batch: Import) -> Import:
    pipeline.run_import(import_id=batch.pk, clock=timezone.now)
    batch.refresh_from_db()
    return batch


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_is_picked_up_without_loss_or_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)
    call, by = make.make_call(), make.make_secretariat()
    check = intake.ask_for_check(call=call, file=as_file(), choices=Choices(), by=by, at=timezone.now())
    batch = intake.load_checked(batch=finished(check), by=by, at=timezone.now())
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(batch.pk)], env=environ_of_the_test_database())
    try:
        until = time.monotonic() + 60
        while batch.lines_read < 400 and worker.poll() is None and time.monotonic() < until:
            batch.refresh_from_db()
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    batch.refresh_from_db()
    assert batch.state == ImportState.RUNNING
    assert 400 <= batch.lines_read < LINES
    assert Submission.objects.count() == batch.loaded == batch.lines_read
    assert clockwork.imports_to_nudge(at=timezone.now() + timedelta(minutes=2)) == [batch.pk]
    assert finished(batch).state == ImportState.READY
    assert (batch.lines_read, batch.loaded, batch.already_there, batch.refused) == (6_000, 6_000, 0, 0)
    assert Submission.objects.count() == Revision.objects.count() == 6_000
    call.refresh_from_db()
    assert call.last_serial == 6_000


WORKER = """
import sys, django
django.setup()
from django.utils import timezone
from consultation.submissions import pipeline
pipeline.run_import(import_id=int(sys.argv[1]), clock=timezone.now)
"""


def environ_of_the_test_database() -> dict[str, str]:
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "DATABASE_URL": database, "STORAGE_FOLDER": str(settings.MEDIA_ROOT),
            "DJANGO_SETTINGS_MODULE": "config.settings"}  # fmt: skip

"""A worker killed at any write while it compiles: the next one goes on from the rows, and the file is the same."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from reports.documents import clockwork
from reports.documents.models import Document, Sheet
from reports.summaries.models import Summary
from tests import factories as make
from tests.reports.documents.running import compiled, file_of, go_on, make_call, make_summary, queued

WORKER = """
import os, signal, sys, django
django.setup()
from datetime import datetime
from django.db import connection
from django.utils import timezone
from reports.documents import pipeline

document_id, dies_at, as_of = int(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
written = 0

def count(execute, sql, params, many, context):
    global written
    if sql.startswith(("UPDATE", "INSERT", "DELETE")):
        written += 1
        if written == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(count):
    pipeline.begin_document(document_id=document_id, at=as_of)
    while pipeline.do_next_part(document_id=document_id, at=timezone.now()):
        pass
print(written)
"""
POINTS = 10
AS_OF = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def asked(transactional_db: None) -> tuple[Summary, Any]:
    call = make_call()
    chair = make.make_chair(call.process)
    return make_summary(call, chair, AS_OF, contributions=3), chair


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_at_ten_points_it_always_ends_with_the_same_file(asked: tuple[Summary, Any]) -> None:
    reference = newly_queued(*asked)
    writes = int(worker(reference, dies_at=0).stdout)
    wanted = file_of(reference)
    points = [1 + (writes - 1) * step // (POINTS - 1) for step in range(POINTS)]
    for point in points:
        document = newly_queued(*asked)
        died = worker(document, dies_at=point)
        assert died.returncode == -9, died.stderr[-2000:]
        document.refresh_from_db()
        assert document.state in ("queued", "running"), point
        assert finished_by_another(document).state == "ready", (point, document.failure)
        assert file_of(document) == wanted, point


def newly_queued(summary: Summary, chair: Any) -> Document:
    """A document that waits, with nothing set before."""
    for sheet in Sheet.objects.all():
        sheet.file.delete(save=False)
        sheet.delete()
    return queued(summary, chair, AS_OF)


def worker(document: Document, *, dies_at: int) -> "subprocess.CompletedProcess[str]":
    """A process that compiles the document and kills itself before its nth write; 0 lets it live."""
    command = [sys.executable, "-c", WORKER, str(document.pk), str(dies_at), AS_OF.isoformat()]
    done = subprocess.run(command, env=environ_of_the_test_database(), capture_output=True, text=True, timeout=120)
    document.refresh_from_db()
    return done


def finished_by_another(document: Document) -> Document:
    """What the clock and the next worker make of it, half a minute later."""
    later = timezone.now() + timedelta(seconds=31)
    if document.pk in clockwork.documents_to_begin(at=later) or document.state == "queued":
        compiled(document, AS_OF)
    if document.pk in clockwork.documents_to_go_on(at=later):
        go_on(document, later)
    document.refresh_from_db()
    return document


def environ_of_the_test_database() -> dict[str, str]:
    url = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "DATABASE_URL": database, "STORAGE_FOLDER": str(settings.MEDIA_ROOT),
            "DJANGO_SETTINGS_MODULE": "config.settings"}  # fmt: skip

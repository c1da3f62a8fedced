"""A run that loses its document at the last step, or cannot even tell that it failed, leaves nothing behind."""

from pathlib import Path
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from reports.documents import pipeline
from reports.documents.models import Document
from tests.architecture.access_world import World
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings: Any) -> Document:
    return World(settings).document_queued


def stored_files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def taken_over(document: Document) -> None:
    """What the database shows once another worker has started the same document."""
    Document.objects.filter(pk=document.pk).update(attempts=9)


def test_a_run_that_is_taken_over_while_it_stores_throws_its_file_away(
    document: Document, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = pipeline._store

    def store_too_late(*args: Any) -> None:
        taken_over(document)
        store(*args)

    monkeypatch.setattr(pipeline, "_store", store_too_late)
    monkeypatch.setattr(pipeline, "render_pdf", lambda contents: b"%PDF-1.7")
    monkeypatch.setattr(pipeline, "check_pdf", lambda pdf, contents: 1)
    pipeline.compile_document(document_id=document.pk, at=NOON)
    document.refresh_from_db()
    assert (document.state, document.attempts, document.file.name) == ("running", 9, "")
    assert stored_files(settings) == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "The document needs more memory than this machine allows."),
        (SoftTimeLimitExceeded(), "The document took longer than is allowed."),
        (OSError(28, "No space left on device"), "A file could not be written or read: No space left on device"),
        (ValueError("secret"), "Something unexpected happened (ValueError). The administrator finds the details in the log."),
    ],
)  # fmt: skip
def test_every_failure_is_told_without_its_inside(
    document: Document, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(contents: Any) -> bytes:
        raise error

    monkeypatch.setattr(pipeline, "render_pdf", fail)
    pipeline.compile_document(document_id=document.pk, at=NOON)
    document.refresh_from_db()
    assert (document.state, document.failure) == ("failed", reason)


def test_a_failure_of_a_run_that_was_taken_over_does_not_touch_the_other_run(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_too_late(contents: Any) -> bytes:
        taken_over(document)
        raise MemoryError

    monkeypatch.setattr(pipeline, "render_pdf", fail_too_late)
    pipeline.compile_document(document_id=document.pk, at=NOON)
    document.refresh_from_db()
    assert (document.state, document.failure) == ("running", "")

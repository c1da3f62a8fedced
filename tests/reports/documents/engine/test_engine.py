"""The engine as a whole: a library that knows nothing of Django, and that tells when what it makes may look different."""

import subprocess
import sys
from pathlib import Path

import pytest

from reports.documents import engine

ROOT = Path(engine.__file__).parents[3]


def test_it_is_imported_without_django() -> None:
    code = "import sys, reports.documents.engine; print('django' in sys.modules, 'psycopg' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"]


def test_its_version_changes_with_its_code_its_libraries_and_the_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {engine.VERSION, engine._version()}
    assert len(versions) == 1
    with monkeypatch.context() as patch:
        patch.setattr("weasyprint.VERSION", "70.1")
        versions.add(engine._version())
    with monkeypatch.context() as patch:
        patch.setattr(engine, "fingerprint", lambda: "other fonts")
        versions.add(engine._version())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", lambda self, **_: "other code")
        versions.add(engine._version())
    assert len(versions) == 4

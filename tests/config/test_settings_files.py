"""Secrets come from files as people write them: with a line end."""

from pathlib import Path

import pytest

from config.settings import Environment


def test_the_line_end_of_a_secret_file_is_not_part_of_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("s3cret\n", encoding="utf-8")
    (tmp_path / "url").write_text("postgresql://plenum:pass@db/plenum\n", encoding="utf-8")
    monkeypatch.setenv("SOME_SECRET_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("SOME_URL_FILE", str(tmp_path / "url"))
    env = Environment()
    assert env.str("SOME_SECRET") == "s3cret"
    assert env.db_url("SOME_URL")["NAME"] == "plenum"

"""The environment is made when it is missing or broken, and installed anew when its lock has changed."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from launcher import environment
from launcher.terminal import SetupError


class Recorder:
    """Stands for the commands that would be run; `fails` are words in commands that end with 1."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.fails: set[str] = set()

    def run(self, command: Sequence[object], **options: object) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in command]
        self.commands.append(words)
        if "venv" in words:
            Path(words[-1]).mkdir()
        return subprocess.CompletedProcess(words, int(bool(self.fails & set(words))), stdout="", stderr="no space left")

    @property
    def said(self) -> list[str]:
        """The commands, shortened to what tells them apart."""
        return [next(word for word in words if word in {"venv", "install", "-c"}) for words in self.commands]


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    locks = {name: tmp_path / f"{name}.txt" for name in environment.LOCKS}
    for lock in locks.values():
        lock.write_text("django==5.2.19 --hash=sha256:0")
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").touch()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / "venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "venv" / "bin" / "python")
    monkeypatch.setattr(environment.subprocess, "run", recorder.run)
    return recorder


def test_the_locked_packages_are_installed_with_their_hashes_checked(recorder: Recorder, tmp_path: Path) -> None:
    environment.provide_environment("embedded")
    assert recorder.said == ["-c", "install"]
    assert recorder.commands[1][-4:] == ["--no-deps", "--require-hashes", "-r", str(tmp_path / "embedded.txt")]


def test_what_is_installed_is_not_installed_again(recorder: Recorder) -> None:
    environment.provide_environment("embedded")
    recorder.commands.clear()
    environment.provide_environment("embedded")
    assert recorder.said == ["-c"]


def test_a_changed_lock_is_installed(recorder: Recorder, tmp_path: Path) -> None:
    environment.provide_environment("dev")
    (tmp_path / "dev.txt").write_text("django==5.2.20 --hash=sha256:1")
    recorder.commands.clear()
    environment.provide_environment("dev")
    assert recorder.said == ["-c", "install"]


@pytest.mark.parametrize(
    ("installed", "wanted", "enough"),
    [
        ("dev", "embedded", True),
        ("dev", "production", True),
        ("embedded", "production", True),
        ("embedded", "dev", False),
    ],
)
def test_a_larger_set_holds_the_smaller(recorder: Recorder, installed: str, wanted: str, enough: bool) -> None:
    environment.install(installed)
    assert environment.is_current(wanted) is enough


def test_a_failed_installation_is_not_taken_for_done(recorder: Recorder) -> None:
    recorder.fails = {"install"}
    with pytest.raises(SetupError, match="Run the same command again"):
        environment.provide_environment("embedded")
    assert not environment.is_current("embedded")


def test_a_broken_environment_is_made_again(recorder: Recorder, tmp_path: Path) -> None:
    recorder.fails = {"-c"}
    environment.provide_environment("embedded")
    assert recorder.said == ["-c", "venv", "install"]
    assert recorder.commands[1] == [sys.executable, "-m", "venv", str(tmp_path / "venv")]


def test_an_environment_that_cannot_be_made_is_said(recorder: Recorder) -> None:
    recorder.fails = {"-c", "venv"}
    with pytest.raises(SetupError, match="no space left"):
        environment.provide_environment("embedded")


@pytest.mark.parametrize(("has_ensurepip", "needed"), [(True, []), (False, ["python3.11-venv"])])
def test_debians_part_of_python_is_asked_for_where_it_is_missing(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch, has_ensurepip: bool, needed: list[str]
) -> None:
    recorder.fails = {"-c"}
    monkeypatch.setattr(environment, "find_spec", lambda name: object() if has_ensurepip else None)
    monkeypatch.setattr(environment.sys, "version_info", type("Version", (), {"major": 3, "minor": 11}))
    assert [package.name for package in environment.prerequisites()] == needed


def test_an_environment_that_works_needs_nothing_from_the_system(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    assert environment.prerequisites() == ()


@pytest.mark.parametrize(
    ("libc", "system", "wanted"),
    [("glibc", "linux", "embedded"), ("", "linux", "production"), ("", "darwin", "embedded")],
)
def test_where_no_wheel_of_postgresql_exists_the_machines_is_used(
    monkeypatch: pytest.MonkeyPatch, libc: str, system: str, wanted: str
) -> None:
    monkeypatch.setattr(environment.platform, "libc_ver", lambda: (libc, ""))
    monkeypatch.setattr(environment.sys, "platform", system)
    assert environment.for_this_machine() == wanted

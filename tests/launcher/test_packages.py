"""System packages are found missing, installed where the user may, and else asked for in one exact command."""

import subprocess
from collections.abc import Sequence

import pytest

from launcher import packages
from launcher.packages import FOR_RUN, FOR_TEST, Package
from launcher.terminal import SetupError

PANGO = Package("libpango-1.0-0", "layout", essential=True)
FONTS = Package("fonts-noto-core", "letters")
BROWSER = Package("chromium", "the browser of the tests", "sh")  # `sh` stands for a browser that is there


class Apt:
    """Stands for dpkg-query and apt-get; installs what it `knows`."""

    def __init__(self, installed: Sequence[str] = (), knows: Sequence[str] = ()) -> None:
        self.installed, self.knows = set(installed), set(knows)
        self.commands: list[list[str]] = []

    def run(self, command: Sequence[str], **options: object) -> subprocess.CompletedProcess[str]:
        if command[0] == "dpkg-query":
            lines = [f"installed {name}" for name in self.installed] + ["config-files gettext"]
            return subprocess.CompletedProcess(command, 0, stdout="\n".join(lines))
        if command[0] == "sudo":
            return subprocess.CompletedProcess(command, 1)
        self.commands.append(list(command))
        names = [name for name in command if name in {"libpango-1.0-0", "fonts-noto-core"}]
        known = set(names) <= self.knows
        self.installed |= set(names) if known else set()
        return subprocess.CompletedProcess(command, 0 if known else 100)


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "is_root", lambda: True)


@pytest.fixture
def as_plain_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "is_root", lambda: False)


def use(apt: Apt, monkeypatch: pytest.MonkeyPatch) -> Apt:
    monkeypatch.setattr(packages.subprocess, "run", apt.run)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}" if name != "msgfmt" else None)
    return apt


def test_a_package_removed_but_for_its_settings_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Apt(["libpango-1.0-0"]), monkeypatch)
    assert packages.missing([PANGO, Package("gettext", "translations", "msgfmt")]) == [
        Package("gettext", "translations", "msgfmt")
    ]


def test_a_program_from_elsewhere_stands_for_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Apt(), monkeypatch)
    assert packages.missing([BROWSER]) == []


def test_nothing_missing_asks_nothing(monkeypatch: pytest.MonkeyPatch, as_root: None) -> None:
    apt = use(Apt(["libpango-1.0-0"]), monkeypatch)
    packages.provide([PANGO])
    assert apt.commands == []


def test_root_installs_without_a_question(monkeypatch: pytest.MonkeyPatch, as_root: None) -> None:
    apt = use(Apt(knows=["libpango-1.0-0", "fonts-noto-core"]), monkeypatch)
    packages.provide([PANGO, FONTS])
    update, install = apt.commands
    assert update[-1] == "update"
    assert install[-3:] == ["--no-install-recommends", "libpango-1.0-0", "fonts-noto-core"]
    assert {"-y", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"} <= set(install)


def test_one_unknown_package_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch, as_root: None, capsys: pytest.CaptureFixture[str]
) -> None:
    use(Apt(knows=["libpango-1.0-0"]), monkeypatch)
    packages.provide([PANGO, FONTS])
    assert "apt-get install --no-install-recommends fonts-noto-core\n" in capsys.readouterr().err


def test_a_plain_user_goes_on_without_what_is_not_essential(
    monkeypatch: pytest.MonkeyPatch, as_plain_user: None, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = use(Apt(["libpango-1.0-0"]), monkeypatch)
    packages.provide([PANGO, FONTS])
    assert apt.commands == []
    assert "fonts-noto-core        letters" in capsys.readouterr().err


def test_a_plain_user_gets_the_exact_command_for_what_is_essential(
    monkeypatch: pytest.MonkeyPatch, as_plain_user: None
) -> None:
    use(Apt(), monkeypatch)
    with pytest.raises(SetupError) as refused:
        packages.provide([PANGO, FONTS])
    command = "apt-get update && apt-get install --no-install-recommends libpango-1.0-0 fonts-noto-core"
    assert command in str(refused.value)


def test_for_the_tests_every_package_is_essential(monkeypatch: pytest.MonkeyPatch, as_plain_user: None) -> None:
    use(Apt(["libpango-1.0-0"]), monkeypatch)
    with pytest.raises(SetupError, match="fonts-noto-core"):
        packages.provide([PANGO, FONTS], all_essential=True)


def test_what_a_run_needs_the_tests_need_too() -> None:
    assert set(FOR_RUN) < set(FOR_TEST)

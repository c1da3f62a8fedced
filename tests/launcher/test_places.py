"""The home folder is private, claimed once, and finds room for sockets wherever it lies."""

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from launcher import places
from launcher.places import Home, everyone_may_enter, fits_a_socket, owned_folder
from launcher.terminal import SetupError


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").make()


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_home_is_var_in_the_checkout_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLENUM_HOME", raising=False)
    assert Home.from_environment().path == Path(__file__).parents[2] / "var"
    monkeypatch.setenv("PLENUM_HOME", "/srv/portal")
    assert Home.from_environment().path == Path("/srv/portal")


@pytest.mark.parametrize(("root", "mode"), [(False, 0o700), (True, 0o711)])
def test_a_home_is_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: bool, mode: int) -> None:
    monkeypatch.setattr(places, "is_root", lambda: root)
    home = Home(tmp_path / "home").make()
    assert (permissions(home.path), permissions(home.path / "logs")) == (mode, 0o700)


def test_the_secret_key_is_made_once_and_for_the_owner_only(home: Home) -> None:
    path = home.secret_key_file()
    key = path.read_text()
    assert len(key) >= 50
    assert permissions(path) == 0o600
    assert home.secret_key_file().read_text() == key


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    one, two = (Home(tmp_path / name).make().secret_key_file().read_text() for name in ("one", "two"))
    assert one != two


def test_a_claimed_home_is_refused_with_the_address_of_who_holds_it(home: Home) -> None:
    with home.claimed("http://localhost:8123"):
        assert home.is_claimed()
        with (
            pytest.raises(SetupError, match=f"http://localhost:8123 .process {os.getpid()}") as refused,
            home.claimed(""),
        ):
            pass
        assert "PORT=8001 make run" in str(refused.value)
    assert not home.is_claimed()


def _claim_and_die(path: Path) -> None:
    with Home(path).claimed("http://localhost:8000"):
        os.kill(os.getpid(), 9)


def test_a_claim_ends_with_its_process_however_it_dies(home: Home) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_claim_and_die, args=(home.path,))
    process.start()
    process.join()
    assert process.exitcode == -9
    assert not home.is_claimed()


@pytest.mark.parametrize(
    ("folder", "fits"),
    [
        ("/srv/plenum/var/postgres", True),
        ("/srv/" + "x" * 82, True),
        ("/srv/" + "x" * 83, False),
        ("/srv/" + "é" * 42, False),
        ("/home/Ana María/var", False),
        ("/srv/50%/var", False),
    ],
)
def test_a_socket_needs_a_short_path_without_escapes(folder: str, fits: bool) -> None:
    assert fits_a_socket(Path(folder)) is fits


def test_sockets_of_a_home_with_a_long_path_lie_in_the_temporary_folder(tmp_path: Path) -> None:
    home = Home(tmp_path / ("long" * 30))
    folder = home.socket_folder(home.path / "postgres")
    assert folder == Path(f"/tmp/plenum-{home.fingerprint}-postgres")
    assert permissions(folder) == 0o700
    assert home.socket_folder(home.path / "postgres") == folder
    folder.rmdir()


def test_a_link_in_the_place_of_our_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trap").symlink_to(tmp_path)
    with pytest.raises(SetupError, match="belongs to another user"):
        owned_folder(tmp_path / "trap")


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theirs").mkdir()
    somebody_else = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody_else)
    with pytest.raises(SetupError, match="belongs to another user"):
        owned_folder(tmp_path / "theirs")


def test_one_closed_folder_on_the_way_keeps_others_out(tmp_path: Path) -> None:
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    inner.chmod(0o755)
    inner.parent.chmod(0o700)
    assert not everyone_may_enter(inner)
    assert everyone_may_enter(Path("/tmp"))

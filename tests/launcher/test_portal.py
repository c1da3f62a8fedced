"""What the portal is started with: an address that can be used, settings that the person may overrule, steps once."""

import signal
import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from launcher import portal
from launcher.places import Home
from launcher.portal import Address, portal_environ, processes
from launcher.terminal import SetupError


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").make()


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "http", "80 00"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SetupError, match="from 1 to 65535"):
        Address.from_environment()


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("10.0.0.7", "http://10.0.0.7:8000"),
    ],
)
def test_the_address_shown_is_one_that_a_browser_can_open(host: str, shown: str) -> None:
    assert str(Address(host, 8000)) == shown


def test_a_port_that_something_listens_on_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"PORT={port + 1} make run"):
            Address("127.0.0.1", port).must_be_free()
    Address("127.0.0.1", port).must_be_free()


def test_the_portal_finds_its_key_its_services_and_its_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("SITE_URL", raising=False)
    environ = portal_environ(home, Address("127.0.0.1", 8123), {"REDIS_URL": "unix:///run/valkey.sock?db=1"})
    assert environ["SECRET_KEY_FILE"] == f"{home.path}/secret_key"
    assert environ["REDIS_URL"] == "unix:///run/valkey.sock?db=1"
    assert environ["PLENUM_HOME"] == str(home.path)
    assert (environ["SITE_URL"], environ["EMBEDDED"]) == ("http://localhost:8123", "true")


def test_what_the_person_has_set_wins(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://consultation.example.org")
    monkeypatch.setenv("SECRET_KEY", "a key of one's own")
    environ = portal_environ(home, Address("127.0.0.1", 8123), {})
    assert environ["SITE_URL"] == "https://consultation.example.org"
    assert environ["SECRET_KEY"] == "a key of one's own"
    assert "SECRET_KEY_FILE" not in environ


def test_one_worker_serves_every_queue_and_one_clock_runs(home: Home) -> None:
    started = {child.name: [Path(child.command[0]).name, *child.command[1:]] for child in processes(home, {})}
    assert started == {
        "web": ["start", "web"],
        "worker": ["start", "worker", "default,mail,reports"],
        "clock": ["start", "beat"],
    }


def test_a_worker_gives_its_task_back_when_it_has_no_time_to_finish_it(home: Home) -> None:
    worker = next(child for child in processes(home, {}) if child.name == "worker")
    assert [request for request, _seconds in worker.stop] == [signal.SIGTERM, signal.SIGQUIT]


def test_a_step_is_done_again_only_when_its_files_changed(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def manage(environ: Mapping[str, str], *command: str) -> None:
        done.append(command[0])

    monkeypatch.setattr(portal, "ROOT", tmp_path)
    monkeypatch.setattr(portal, "manage", manage)
    (tmp_path / "static").mkdir()
    sheet = tmp_path / "static" / "plenum.css"
    for text in ("a {}", "a {}", "a { color: red }", "a { color: red }"):
        if not sheet.exists() or sheet.read_text() != text:
            sheet.write_text(text)
        portal.when_changed(home, "static", ["static/**/*"], {}, "collectstatic")
    assert done == ["collectstatic", "collectstatic"]


def test_a_step_that_failed_is_done_again(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal, "ROOT", tmp_path)
    monkeypatch.setattr(portal, "PYTHON", Path("/bin/false"))
    for _ in range(2):
        with pytest.raises(SetupError, match="collectstatic` failed"):
            portal.when_changed(home, "static", ["static/**/*"], {}, "collectstatic")


def test_without_a_web_server_there_is_no_health(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert not portal.is_healthy(Address("127.0.0.1", free.getsockname()[1]))

"""`make run` for real: it comes up, survives the death of each of its processes, and leaves none when it ends."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from launcher.places import Home
from launcher.processes import environ_of, kill, others
from launcher.services import throw_away_home
from tests.launcher.patience import eventually
from tests.production.services import free_port

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = [sys.executable, "-m", "launcher"]
OURS_ALONE = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "SECRET_KEY", "PGHOST", "PGUSER", "PGDATABASE"}
CHILDREN = {  # what the command line of each process that the supervisor started looks like
    "database": re.compile(r"postgres\0-D\0"),
    "queue": re.compile(r"valkey-server\0--port"),
    "web": re.compile(r"granian\0.*config.wsgi"),
    "worker": re.compile(r"celery\0.*\0worker\0"),
    "clock": re.compile(r"celery\0.*\0beat\0"),
}
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("portal")]


@dataclass
class Portal:
    """One `make run` on a home and a port of its own."""

    home: Home
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OURS_ALONE}
        return {**kept, "PLENUM_HOME": str(self.home.path), "PORT": str(self.port), "WEB_WORKERS": "1"}

    def start(self) -> None:
        """Start it and wait until it says that it is up."""
        output = (self.home.path / "output").open("w")
        with output:
            self.process = subprocess.Popen(
                [*LAUNCHER, "run"], cwd=ROOT, env=self.environ, stdout=output, stderr=subprocess.STDOUT, text=True
            )
        assert eventually(lambda: "Stop with Ctrl-C" in self.output or self.has_ended, seconds=240), self.output
        assert not self.has_ended, self.output

    @property
    def output(self) -> str:
        return (self.home.path / "output").read_text()

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def second(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command of the launcher on the same home."""
        return subprocess.run(
            [*LAUNCHER, *arguments], cwd=ROOT, env=self.environ, capture_output=True, text=True, timeout=240
        )

    def is_healthy(self) -> bool:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):  # down for the moment
            return False

    def processes(self) -> list[int]:
        """Every living process that belongs to this home."""
        return [pid for pid in others() if f"PLENUM_SUPERVISED_FROM={self.home.path}".encode() in environ_of(pid)]

    def children(self, name: str) -> list[int]:
        """The processes of that name that the supervisor itself started."""
        assert self.process is not None
        return [
            pid
            for pid in self.processes()
            if parent_of(pid) == self.process.pid and CHILDREN[name].search(command_of(pid))
        ]


def parent_of(pid: int) -> int:
    """The parent of a process; 0 when it is gone (proc(5), field 4 of stat)."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with throw_away_home() as home:
        portal = Portal(home)
        portal.start()
        yield portal
        if portal.process is not None and not portal.has_ended:
            portal.process.terminate()
            portal.process.wait(60)


def test_each_process_runs_once(portal: Portal) -> None:
    assert {name: len(portal.children(name)) for name in CHILDREN} == dict.fromkeys(CHILDREN, 1)


def test_the_person_is_told_the_address_the_log_ins_and_how_to_stop(portal: Portal) -> None:
    assert f"Plenum is up: http://localhost:{portal.port}\n" in portal.output
    assert "@" in portal.output  # the demo log-ins are e-mail addresses
    assert "Stop with Ctrl-C." in portal.output


@pytest.mark.parametrize("name", CHILDREN)
def test_a_killed_process_is_replaced_by_exactly_one(portal: Portal, name: str) -> None:
    (before,) = portal.children(name)
    kill(before)
    assert eventually(lambda: [pid for pid in portal.children(name) if pid != before], seconds=60), portal.output
    assert eventually(portal.is_healthy, seconds=60), portal.output
    assert len(portal.children(name)) == 1


def test_a_second_portal_on_the_same_home_is_refused(portal: Portal) -> None:
    second = portal.second("run")
    assert second.returncode == 1
    assert f"Plenum already runs from {portal.home.path}: http://localhost:{portal.port}" in second.stderr


def test_a_port_in_use_is_refused_before_anything_is_started(portal: Portal) -> None:
    with throw_away_home() as home:
        second = Portal(home, port=portal.port).second("run")
        assert second.returncode == 1
        assert f"PORT={portal.port + 1} make run" in second.stderr
        assert not (home.path / "postgres").exists()


def test_a_management_command_works_beside_the_running_portal(portal: Portal) -> None:
    shown = portal.second("manage", "migrate", "--check")
    assert shown.returncode == 0, shown.stderr
    assert portal.is_healthy()


def test_the_death_of_the_supervisor_leaves_no_process_and_the_next_start_recovers(portal: Portal) -> None:
    assert portal.process is not None
    portal.process.kill()
    portal.process.wait()
    assert eventually(lambda: portal.processes() == [], seconds=60), [command_of(pid) for pid in portal.processes()]
    portal.start()
    assert portal.is_healthy()


def test_ctrl_c_ends_everything_cleanly_and_the_portal_can_be_started_again(portal: Portal) -> None:
    assert portal.process is not None
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(60) == 0
    assert portal.processes() == []
    assert portal.output.endswith("Stopped.\n")
    portal.start()
    assert portal.is_healthy()

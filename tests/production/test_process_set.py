"""The production set of processes, on Debian's PostgreSQL and Redis: it comes up, does its work, and ends."""

import os
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from launcher.places import Home
from launcher.processes import Child, environ_of, mark, others
from launcher.services import throw_away_home
from launcher.supervisor import Supervisor, supervised
from tests.launcher.patience import eventually
from tests.production.services import ProductionServices, free_port

ROOT = Path(__file__).resolve().parents[2]
HOST = "consultation.example.org"
PROCESSES = {
    "web": ["web"],
    "worker-default": ["worker", "default"],
    "worker-mail": ["worker", "mail"],
    "worker-reports": ["worker", "reports"],
    "beat": ["beat"],
}
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("process-set")]


@dataclass
class ProcessSet:
    """The running processes, the environment they share, and the services below them."""

    home: Home
    environ: Mapping[str, str]
    supervisor: Supervisor
    services: ProductionServices

    def ask(self, path: str, **headers: str) -> tuple[int, Mapping[str, str]]:
        """The status and the headers of a page, asked for as the reverse proxy does."""
        address = f"http://127.0.0.1:{self.environ['PORT']}{path}"
        request = urllib.request.Request(address, headers={"Host": HOST, "X-Forwarded-For": "192.0.2.1", **headers})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
        try:
            with opener.open(request, timeout=20) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.headers

    def run(self, program: str, *arguments: str) -> int:
        return subprocess.run([ROOT / "ops" / program, *arguments], env=dict(self.environ)).returncode

    def log(self, name: str) -> str:
        return self.home.log(name).read_text(errors="replace")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to be looked at."""

    def redirect_request(self, *arguments: object) -> None:
        return None


def secret_files(folder: Path, services: ProductionServices) -> dict[str, str]:
    """The secrets of ops/make-secrets, with the addresses of these services, as the variables that name the files."""
    made_secrets(folder)
    addresses = {
        "database_url": services.database_url,
        "redis_url": services.queue_url(1),
        "celery_broker_url": services.queue_url(0),
    }
    for name, address in addresses.items():
        (folder / name).unlink()
        (folder / name).write_text(address)
    return {f"{name.upper()}_FILE": str(folder / name) for name in ("secret_key", "email_url", *addresses)}


def production_environ(home: Home, services: ProductionServices) -> dict[str, str]:
    return {
        **mark(home.path),
        **secret_files(home.path / "secrets", services),
        "PATH": os.environ["PATH"],
        "PYTHON": sys.executable,
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PLENUM_HOME": str(home.path / "data"),
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXY_COUNT": "1",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        "LOG_LEVEL": "INFO",
        "WEB_WORKERS": "1",
        "WORKER_PROCESSES": "1",
    }


@pytest.fixture(scope="module")
def process_set() -> Iterator[ProcessSet]:
    with throw_away_home() as home, supervised() as supervisor:
        services = ProductionServices(supervisor, home)
        services.start()
        environ = production_environ(home, services)
        running = ProcessSet(home, environ, supervisor, services)
        assert running.run("start", "migrate") == 0
        assert running.run("start", "manage", "collectstatic", "--no-input", "--verbosity=0") == 0
        start = str(ROOT / "ops" / "start")
        supervisor.run(
            [Child(name, [start, *rest], environ, home.log(name), cwd=ROOT) for name, rest in PROCESSES.items()]
        )
        yield running
        supervisor.stop()
        left = [pid for pid in others() if f"PLENUM_SUPERVISED_FROM={home.path}".encode() in environ_of(pid)]
        assert left == []


def test_the_web_server_says_that_database_and_queue_answer(process_set: ProcessSet) -> None:
    assert eventually(lambda: is_up(process_set), seconds=60)


def is_up(process_set: ProcessSet) -> bool:
    try:
        return process_set.ask("/healthz")[0] == 200
    except urllib.error.URLError:  # not listening yet
        return False


def test_pages_come_over_https_only_and_under_the_portals_name_only(process_set: ProcessSet) -> None:
    assert eventually(lambda: is_up(process_set), seconds=60)
    status, headers = process_set.ask("/", **{"X-Forwarded-Proto": "https"})
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    status, headers = process_set.ask("/")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/")
    assert process_set.ask("/", Host="evil.example", **{"X-Forwarded-Proto": "https"})[0] == 400


def test_the_clock_gives_work_to_every_queue_and_a_worker_does_it(process_set: ProcessSet) -> None:
    for name in ("worker-default", "worker-mail", "worker-reports"):
        done = eventually(lambda name=name: "succeeded in" in process_set.log(name), seconds=90)
        assert done, f"{name}: {process_set.log(name)}\nbeat: {process_set.log('beat')}"


@pytest.mark.parametrize("name", PROCESSES)
def test_the_health_check_of_each_container_passes(process_set: ProcessSet, name: str) -> None:
    assert eventually(lambda: process_set.run("healthy", *PROCESSES[name]) == 0, seconds=90)


def test_the_queue_asks_for_its_password(process_set: ProcessSet) -> None:
    assert process_set.services.ask_queue("PING").startswith("-NOAUTH")
    assert process_set.services.ask_queue(f"AUTH {process_set.services.password}", "PING") == "+PONG"


def test_no_command_line_shows_a_password(process_set: ProcessSet) -> None:
    shown = [path.read_bytes() for child in process_set.supervisor.children if (path := command_line(child)).exists()]
    assert shown
    assert not [line for line in shown if process_set.services.password.encode() in line]


def command_line(child: Child) -> Path:
    return Path(f"/proc/{child.pid}/cmdline")


@pytest.mark.parametrize("arguments", [["worker", "no-such-queue"], ["beat"]])
def test_the_health_check_of_what_does_not_run_fails(
    process_set: ProcessSet, arguments: list[str], tmp_path: Path
) -> None:
    elsewhere = {**process_set.environ, "PLENUM_HOME": str(tmp_path)}
    done = subprocess.run([ROOT / "ops" / "healthy", *arguments], env=elsewhere, capture_output=True)
    assert done.returncode != 0


def test_an_unknown_process_is_refused() -> None:
    done = subprocess.run([ROOT / "ops" / "start", "wbe"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (64, "ops/start: unknown process 'wbe'\n")


def made_secrets(folder: Path) -> dict[str, str]:
    subprocess.run([ROOT / "ops" / "make-secrets", folder], check=True, stdout=subprocess.DEVNULL)
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_secrets_are_made_once_and_lie_in_a_closed_folder(tmp_path: Path) -> None:
    made = made_secrets(tmp_path / "secrets")
    assert made_secrets(tmp_path / "secrets") == made
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert made["database_url"] == f"postgresql://plenum:{made['postgres_password']}@postgres:5432/plenum"
    words = [made[name] for name in ("secret_key", "postgres_password", "redis_password")]
    assert (len(set(words)), {len(word) for word in words}) == (3, {64})

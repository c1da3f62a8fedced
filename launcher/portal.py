"""The portal itself: what is prepared before it starts, and the processes it consists of."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from launcher.places import ENVIRONMENT, OPERATIONS, PYTHON, ROOT, Home
from launcher.processes import Child, mark
from launcher.terminal import SetupError, say

QUEUES = "default,mail,reports"
TRANSLATIONS = ("locale/**/*.po", "locale/**/*.mo")
STATIC = ("static/**/*", "*/static/**/*", "requirements/embedded.txt", "requirements.txt")
ANSWER_WITHIN = 60.0  # seconds


@dataclass(frozen=True)
class Address:
    """Where the portal listens, and what a person types to reach it."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise SetupError(f"PORT is {port!r}; it must be a number from 1 to 65535.")
        return cls(os.environ.get("HOST", "127.0.0.1"), int(port))

    def __str__(self) -> str:
        name = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host  # passkeys need a name
        return f"http://{name}:{self.port}"

    def must_be_free(self) -> None:
        """Raise `SetupError` when something else listens there."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise SetupError(
                    f"Port {self.port} on {self.host} cannot be used: {error.strerror}.\n"
                    f"Choose another: PORT={self.port + 1} make run"
                ) from None


def portal_environ(home: Home, address: Address, services: Mapping[str, str]) -> dict[str, str]:
    """What the portal's processes read their settings from; what the person has set wins."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EMBEDDED": "true",
        "SITE_URL": str(address),
        "HOST": address.host,
        "PORT": str(address.port),
        "PYTHONUNBUFFERED": "1",
    }
    if "SECRET_KEY" not in os.environ:
        ours["SECRET_KEY_FILE"] = str(home.secret_key_file())
    path = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", os.defpath)])
    fixed = {"PLENUM_HOME": str(home.path), "PATH": path, "PYTHON": str(PYTHON)}
    return {**ours, **os.environ, **services, **fixed, **mark(home.path)}


def processes(home: Home, environ: Mapping[str, str]) -> list[Child]:
    """Web server, worker and clock, each as ops/start defines it for every installation.

    The worker is killed at once when the supervisor dies: it could wait an hour for a report, without a queue to
    tell the result to; the report's row is found again by the clock after the next start.
    """
    return [
        process(home, environ, "web", ["web"], stop=((signal.SIGTERM, 10.0),)),
        process(
            home,
            environ,
            "worker",
            ["worker", QUEUES],
            stop=((signal.SIGTERM, 8.0), (signal.SIGQUIT, 5.0)),  # finish the task; then give it back to the queue
            orphaned=signal.SIGKILL,
        ),
        process(home, environ, "clock", ["beat"], stop=((signal.SIGTERM, 5.0),), orphaned=signal.SIGKILL),
    ]


def process(
    home: Home,
    environ: Mapping[str, str],
    name: str,
    arguments: Sequence[str],
    stop: Sequence[tuple[signal.Signals, float]],
    orphaned: signal.Signals = signal.SIGTERM,
) -> Child:
    command = [str(OPERATIONS / "start"), *arguments]
    return Child(name, command, environ, home.log(name), stop=stop, orphaned=orphaned, cwd=ROOT)


def prepare(home: Home, environ: Mapping[str, str]) -> None:
    """Bring database, translations, static files and demo data up to date; each is quick when nothing changed."""
    manage(environ, "migrate", "--no-input", "--verbosity=0")
    if shutil.which("msgfmt"):
        # The environment's packages bring their translations compiled; looking through them takes a minute.
        ignored = f"--ignore={ENVIRONMENT.name}"
        when_changed(home, "translations", TRANSLATIONS, environ, "compilemessages", "--verbosity=0", ignored)
    else:
        say("Without gettext the pages are in English only.")
    when_changed(home, "static", STATIC, environ, "collectstatic", "--no-input", "--verbosity=0")
    manage(environ, "load_demo")


def when_changed(home: Home, name: str, patterns: Iterable[str], environ: Mapping[str, str], *command: str) -> None:
    """Run a management command unless the files it reads are as they were when it last ran."""
    noted = home.path / f".{name}"
    if noted.exists() and noted.read_text() == fingerprint(patterns):
        return
    manage(environ, *command)
    noted.write_text(fingerprint(patterns))


def fingerprint(patterns: Iterable[str]) -> str:
    """A digest of the names, sizes and times of change of the files that the patterns match below the checkout."""
    files = sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})
    facts = [(str(path.relative_to(ROOT)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def manage(environ: Mapping[str, str], *command: str) -> None:
    """Run a management command; raise `SetupError` when it fails."""
    done = subprocess.run([str(PYTHON), "manage.py", *command], cwd=ROOT, env=dict(environ))
    if done.returncode:
        raise SetupError(f"`manage.py {' '.join(command)}` failed; its message stands above.")


def demo_logins(environ: Mapping[str, str]) -> str:
    """What `load_demo --show-logins` prints."""
    command = [str(PYTHON), "manage.py", "load_demo", "--show-logins"]
    done = subprocess.run(command, cwd=ROOT, env=dict(environ), stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def wait_until_healthy(web: Child, address: Address) -> None:
    """Return when /healthz answers 200, which it does when database and queue answer too."""
    until = time.monotonic() + ANSWER_WITHIN
    while not is_healthy(address):
        if not web.is_running() or time.monotonic() > until:
            raise SetupError(f"The web server did not come up. The end of {web.log}:\n{web.last_words(20)}")
        time.sleep(0.05)


def is_healthy(address: Address) -> bool:
    host = "127.0.0.1" if address.host in {"0.0.0.0", "::"} else address.host
    request = urllib.request.Request(f"http://{host}:{address.port}/healthz", headers={"Host": str(address)[7:]})
    no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with no_proxy.open(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):  # not up yet
        return False

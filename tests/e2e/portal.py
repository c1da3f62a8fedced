"""The portal as it runs for people: web server, worker and clock as processes of their own on the tests' database."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import redis

from launcher.processes import Child, mark, stop_together
from tests.launcher.patience import eventually
from tests.production.services import free_port

ROOT = Path(__file__).resolve().parents[2]
START = ROOT / "ops" / "start"
APPLICATION = "portal"  # how its connections are called in the database, so that a test can cut these alone
QUEUES = ("default", "mail", "reports")
CACHE, BROKER = 13, 14  # databases of the queue server, apart from those that other tests and a running portal use


def beside(url: str, number: int) -> str:
    """The same server's other database, whichever way the address names it: `…/1`, `?db=1`, `?virtual_host=0`."""
    return re.sub(r"(/|db=|virtual_host=)\d+$", rf"\g<1>{number}", url)


def database_url(name: str) -> str:
    """The address in `DATABASE_URL`, leading to the database of that name."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@dataclass
class Portal:
    """The processes, what they read their settings from, and where they are reached."""

    home: Path
    database: str
    port: int = field(default_factory=free_port)
    children: dict[str, Child] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        broker = os.environ.get("CELERY_BROKER_URL", os.environ["REDIS_URL"])
        return {
            **os.environ, **mark(self.home), "PLENUM_HOME": str(self.home), "DATABASE_URL": database_url(self.database),
            "REDIS_URL": beside(os.environ["REDIS_URL"], CACHE), "CELERY_BROKER_URL": beside(broker, BROKER),
            "SITE_URL": self.url, "HOST": "127.0.0.1", "PORT": str(self.port), "MAIL_CAUGHT": "true",
            "WEB_WORKERS": "1", "WEB_THREADS": "4", "WORKER_PROCESSES": "1", "PYTHON": sys.executable,
            "PYTHONUNBUFFERED": "1", "LOG_LEVEL": "INFO", "PGAPPNAME": APPLICATION,
        }  # fmt: skip

    @property
    def queue(self) -> redis.Redis:
        return redis.Redis.from_url(beside(self.environ["REDIS_URL"], BROKER))

    @property
    def files(self) -> Path:
        """Where uploaded and compiled files lie."""
        return self.home / "files"

    def manage(self, *command: str) -> None:
        """Run a management command with the portal's settings."""
        subprocess.run([sys.executable, ROOT / "manage.py", *command], env=self.environ, cwd=ROOT, check=True)

    def start(self, name: str, *arguments: str, **settings: str) -> Child:
        """Start one process of ops/start under a name of its own."""
        child = Child(name, [START, *arguments], {**self.environ, **settings}, self.home / f"{name}.log", cwd=ROOT)
        child.start()
        self.children[name] = child
        return child

    def stop(self, *names: str) -> None:
        """End those processes, or all."""
        stop_together([self.children.pop(name) for name in names or tuple(self.children)])

    def start_web(self, name: str = "web", **settings: str) -> str:
        """Start a web server and return its address once it answers; `settings` may give it a port of its own."""
        port = settings.get("PORT", str(self.port))
        web = self.start(name, "web", **settings)
        assert eventually(lambda: status_of(int(port), "/") or not web.is_running(), seconds=90), web.last_words(20)
        assert web.is_running(), web.last_words(20)
        return f"http://localhost:{port}"

    def start_worker(self, name: str = "worker", **settings: str) -> Child:
        """Start a worker of all queues."""
        return self.start(name, "worker", ",".join(QUEUES), **settings)

    def tick(self, task: str) -> None:
        """Send a task as the clock does when its minute has come."""
        command = [sys.executable, "-m", "celery", "--app", "config", "call", task]
        subprocess.run(command, env=self.environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def is_quiet(self) -> bool:
        """Whether no work waits in a queue or lies with a worker."""
        with self.queue as queue:
            return not any(queue.llen(name) for name in QUEUES) and not queue.hlen("unacked")

    def forget(self) -> None:
        """Empty the cache: attempts counted, codes used once."""
        with redis.Redis.from_url(self.environ["REDIS_URL"]) as cache:
            cache.flushdb()

    def logs(self) -> Mapping[str, str]:
        """What each process said, to stand beside a failure."""
        return {path.stem: path.read_text(errors="replace")[-4000:] for path in self.home.glob("*.log")}


def status_of(port: int, path: str) -> int:
    """The status of a page asked for without a browser; 0 while nobody listens."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost"})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0

"""Database and queue: the ones the environment names, else the embedded ones."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.places import Home, is_root, site_packages
from launcher.postgres import THROW_AWAY_OPTIONS, cluster_of
from launcher.processes import clear_leftovers, mark
from launcher.supervisor import Supervisor
from launcher.valkey import queue_of


def start_services(supervisor: Supervisor, home: Home, *, throw_away: bool = False) -> dict[str, str]:
    """Start what `DATABASE_URL` and `REDIS_URL` do not name, and return the variables that lead to both."""
    clear_leftovers(home.path)
    found: dict[str, str] = {}
    if "DATABASE_URL" not in os.environ:
        found |= start_database(supervisor, home, throw_away)
    if "REDIS_URL" not in os.environ:
        found |= start_queue(supervisor, home, throw_away)
    return found


def start_database(supervisor: Supervisor, home: Home, throw_away: bool) -> dict[str, str]:
    cluster = cluster_of(home, site_packages())
    cluster.prepare()
    options = THROW_AWAY_OPTIONS if throw_away else {}
    supervisor.serve(cluster.server(surroundings(home), home.log("database"), options))
    cluster.create_database()
    return cluster.environ


def start_queue(supervisor: Supervisor, home: Home, throw_away: bool) -> dict[str, str]:
    queue = queue_of(home, site_packages())
    supervisor.serve(queue.server(surroundings(home), home.log("queue"), keeps=not throw_away))
    return queue.environ


def running_services(home: Home) -> dict[str, str]:
    """The variables that lead to the embedded services which another supervisor of this home keeps running."""
    found: dict[str, str] = {}
    if "DATABASE_URL" not in os.environ:
        found |= cluster_of(home, site_packages()).environ
    if "REDIS_URL" not in os.environ:
        found |= queue_of(home, site_packages()).environ
    return found


def surroundings(home: Home) -> dict[str, str]:
    """The environment every child gets: this process's own, the home, and the mark by which we know it again."""
    return {**os.environ, **mark(home.path), "PLENUM_HOME": str(home.path)}


@contextmanager
def throw_away_home() -> Iterator[Home]:
    """A home that is gone afterwards, for tests and measurements."""
    with tempfile.TemporaryDirectory(prefix="plenum-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711 if is_root() else 0o700)
        yield Home(Path(folder)).make()

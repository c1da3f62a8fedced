"""PostgreSQL and Redis as Debian packages them, on loopback and behind passwords: what a production set stands on."""

import secrets
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.places import Home, is_root, owned_folder
from launcher.postgres import locale_options, major_version
from launcher.processes import Child, no_groups
from launcher.services import surroundings
from launcher.supervisor import Supervisor

NOBODY = 65534


def free_port() -> int:
    """A port of the loopback interface that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def debian_postgresql() -> Path:
    """The newest PostgreSQL that Debian's packages put on this machine."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    assert folders, "Debian's PostgreSQL is missing: apt-get install postgresql"
    return max(folders, key=major_version)


def debian_redis() -> str:
    program = shutil.which("redis-server")
    assert program, "Debian's Redis is missing: apt-get install redis-server"
    return program


@dataclass
class ProductionServices:
    """A database and a queue that ask for a password."""

    supervisor: Supervisor
    home: Home

    def __post_init__(self) -> None:
        self.password = secrets.token_hex(16)
        self.database_port, self.queue_port = free_port(), free_port()
        self.user = NOBODY if is_root() else None

    @property
    def database_url(self) -> str:
        return f"postgresql://plenum:{self.password}@127.0.0.1:{self.database_port}/plenum"

    def queue_url(self, number: int) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.queue_port}/{number}"

    def start(self) -> None:
        """Start both and wait until they answer."""
        self.supervisor.serve(self._database())
        self.run_as_database(
            "createdb", "--host=127.0.0.1", f"--port={self.database_port}", "--username=plenum", "plenum"
        )
        self.supervisor.serve(self._queue())

    def _database(self) -> Child:
        folder = owned_folder(self.home.path / "debian-postgres", self.user)
        word = folder / "word"
        word.write_text(self.password)
        word.chmod(0o644)
        options = ["--auth=scram-sha-256", f"--pwfile={word}", "--username=plenum", "--encoding=UTF8"]
        data = folder / "data"
        self.run_as_database("initdb", f"--pgdata={data}", *options, *locale_options(debian_postgresql()))
        settings = {"listen_addresses": "127.0.0.1", "port": self.database_port, "unix_socket_directories": folder}
        return Child(
            "debian-postgres",
            [
                debian_postgresql() / "postgres",
                *("-D", data),
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ],
            surroundings(self.home),
            self.home.log("debian-postgres"),
            stop=((signal.SIGINT, 20.0),),
            is_ready=self._database_answers,
            user=self.user,
        )

    def _database_answers(self) -> bool:
        command = [debian_postgresql() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.database_port)]
        return subprocess.run(command).returncode == 0

    def run_as_database(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as the user that the server runs as."""
        subprocess.run(
            [debian_postgresql() / program, *arguments],
            cwd="/",
            env={"PGPASSWORD": self.password, "PATH": "/usr/bin:/bin"},
            check=True,
            stdout=subprocess.DEVNULL,
            user=self.user,
            group=self.user,
            extra_groups=no_groups(self.user),
        )

    def _queue(self) -> Child:
        """Redis with its password on standard input, as docker-compose.yml gives it."""
        folder = owned_folder(self.home.path / "debian-redis")
        (folder / "password").write_text(self.password)
        options = f"--bind 127.0.0.1 --port {self.queue_port} --set-proc-title no"
        script = (
            f'exec {debian_redis()} - --dir {folder} --appendonly yes --save "" {options} <<CONFIGURATION\n'
            f"requirepass $(cat {folder}/password)\nCONFIGURATION\n"
        )
        return Child(
            "debian-redis",
            ["/bin/sh", "-c", script],
            surroundings(self.home),
            self.home.log("debian-redis"),
            is_ready=lambda: self.ask_queue(f"AUTH {self.password}") == "+OK",
        )

    def ask_queue(self, *commands: str) -> str:
        """What Redis answers to the last of `commands`; nothing while it is not there."""
        answer = ""
        with socket.socket() as line:
            line.settimeout(5)
            if line.connect_ex(("127.0.0.1", self.queue_port)):
                return ""
            for command in commands:
                line.sendall(command.encode() + b"\r\n")
                answer = line.recv(1024).decode().strip()
        return answer

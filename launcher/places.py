"""Where things lie: the checkout, its virtual environment, and the home folder that keeps the data between runs."""

import fcntl
import hashlib
import json
import os
import re
import secrets
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.terminal import SetupError

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OPERATIONS = ROOT / "ops"

# A socket's path may hold 107 bytes (unix(7), sun_path); the longest name below a socket folder takes 20 of them.
SOCKET_FOLDER_LIMIT = 87
URL_SAFE = re.compile(r"[A-Za-z0-9/._-]+")


def site_packages() -> Path:
    """The folder of the environment's packages, whichever Python made it."""
    found = sorted(ENVIRONMENT.glob("lib/python3*/site-packages"))
    return found[-1] if found else Path(sysconfig.get_path("purelib", vars={"base": str(ENVIRONMENT)}))


def is_root() -> bool:
    return os.geteuid() == 0


def everyone_may_enter(folder: Path) -> bool:
    """Whether an unprivileged process can walk down to `folder`."""
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def fits_a_socket(folder: Path) -> bool:
    """Whether a socket below `folder` can be opened, and written into a URL without escapes."""
    path = str(folder)
    return len(path.encode()) <= SOCKET_FOLDER_LIMIT and URL_SAFE.fullmatch(path) is not None


class Home:
    """The folder of everything that outlives a run: database, queue, files, logs, the secret key."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    @classmethod
    def from_environment(cls) -> "Home":
        return cls(Path(os.environ.get("PLENUM_HOME") or ROOT / "var"))

    @property
    def fingerprint(self) -> str:
        """A short name for this home, for what has to lie outside it."""
        return hashlib.sha256(str(self.path).encode()).hexdigest()[:12]

    def make(self) -> "Home":
        """Create the folder: closed to others, but for root, whose database runs as another user and passes through."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o711 if is_root() else 0o700)
        (self.path / "logs").mkdir(exist_ok=True, mode=0o700)
        return self

    def log(self, name: str) -> Path:
        return self.path / "logs" / f"{name}.log"

    def socket_folder(self, wanted: Path, owner: int | None = None) -> Path:
        """`wanted` where its path fits a socket, else a folder of the owner's in the temporary folder."""
        if fits_a_socket(wanted):
            return wanted
        return owned_folder(Path("/tmp") / f"plenum-{self.fingerprint}-{wanted.name}", owner)

    def secret_key_file(self) -> Path:
        """The file with Django's secret key, made once and readable by its owner only."""
        path = self.path / "secret_key"
        if not path.exists():
            draft = path.with_suffix(".new")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            draft.rename(path)
        return path

    @contextmanager
    def claimed(self, address: str) -> Iterator[None]:
        """Hold this home for one supervisor; the claim ends with the process, however it dies.

        Raises `SetupError` with the address of the portal that already runs from here.
        """
        with (self.path / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SetupError(self._who_runs(lock.name)) from None
            lock.truncate(0)
            lock.write(json.dumps({"process": os.getpid(), "address": address}))
            lock.flush()
            yield

    def is_claimed(self) -> bool:
        """Whether a supervisor holds this home now."""
        try:
            with self.claimed(""):
                return False
        except SetupError:
            return True

    def _who_runs(self, lock: str) -> str:
        holder = json.loads(Path(lock).read_text() or "{}")
        return (
            f"Plenum already runs from {self.path}: {holder.get('address')} (process {holder.get('process')}).\n"
            "Stop it with Ctrl-C in its terminal, or start a second one beside it:\n"
            "    PLENUM_HOME=/another/folder PORT=8001 make run"
        )


def owned_folder(path: Path, owner: int | None = None) -> Path:
    """Make `path` a real folder (no link) of `owner` or this user that nobody else may enter, or refuse to use it."""
    owner = os.geteuid() if owner is None else owner
    path.mkdir(mode=0o700, exist_ok=True)
    status = path.lstat()
    if path.is_symlink() or status.st_uid not in {owner, os.geteuid()}:
        raise SetupError(f"{path} belongs to another user. Run as that user, remove it, or choose another PLENUM_HOME.")
    if status.st_uid != owner:
        os.chown(path, owner, -1)
    path.chmod(0o700)
    return path

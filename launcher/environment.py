"""The virtual environment: made once, and brought up to date when the lock of its packages has changed."""

import hashlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from launcher.packages import Package
from launcher.places import ENVIRONMENT, PYTHON, ROOT
from launcher.terminal import SetupError, say

LOCKS = {
    "production": ROOT / "requirements.txt",
    "embedded": ROOT / "requirements" / "embedded.txt",
    "dev": ROOT / "requirements" / "dev.txt",
}
CONTAINED = {"production": ("embedded", "dev"), "embedded": ("dev",), "dev": ()}  # dev holds embedded holds production


def provide_environment(wanted: str) -> None:
    """Make sure that the environment exists and holds the locked packages of `wanted` (a key of `LOCKS`)."""
    if not works():
        create()
    if not is_current(wanted):
        install(wanted)


def prerequisites() -> Sequence[Package]:
    """The system package that the environment needs before it can be made: Debian keeps a part of Python in one."""
    if works() or find_spec("ensurepip"):
        return ()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (Package(f"python{version}-venv", "the environment of Plenum's own packages", essential=True),)


def for_this_machine() -> str:
    """The set for `make run`: the wheels of PostgreSQL and Valkey exist for glibc and macOS only."""
    has_wheels = platform.libc_ver()[0] == "glibc" or sys.platform == "darwin"
    return "embedded" if has_wheels else "production"


def works() -> bool:
    """Whether the environment's Python starts; it does not after the system's Python was replaced."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0


def create() -> None:
    """Make the environment with this Python."""
    say(f"Making the environment {ENVIRONMENT}")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], capture_output=True, text=True)
    if done.returncode:
        raise SetupError(f"Python could not make the environment {ENVIRONMENT}:\n{done.stdout}{done.stderr}")


def install(wanted: str) -> None:
    """Install the locked packages; a package whose hash differs from the lock's is refused by pip.

    The locks name everything, so pip looks for nothing else: where a lock names `coverage` and a package asks for
    `coverage[toml]`, it would try a newer release, and refuse it for want of a hash.
    """
    say(f"Installing the locked packages of {LOCKS[wanted].relative_to(ROOT)} (a few minutes the first time)")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", "--no-deps"]
    done = subprocess.run([*pip, "--require-hashes", "-r", str(LOCKS[wanted])], cwd=ROOT, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SetupError("The packages could not be installed; pip's message stands above. Run the same command again.")
    stamp(wanted).write_text(digest(wanted))


def is_current(wanted: str) -> bool:
    """Whether the packages of `wanted`, or of a set that contains it, were installed from the lock as it is now."""
    sets = (wanted, *CONTAINED[wanted])
    return any(stamp(each).exists() and stamp(each).read_text() == digest(each) for each in sets)


def stamp(wanted: str) -> Path:
    """The file in the environment that holds the digest of the lock last installed."""
    return ENVIRONMENT / f".installed-{wanted}"


def digest(wanted: str) -> str:
    return hashlib.sha256(LOCKS[wanted].read_bytes()).hexdigest()

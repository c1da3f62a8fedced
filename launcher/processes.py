"""One child process: started in a session of its own, watched, stopped with patience, and never left behind."""

import ctypes
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
LOG_LIMIT = 10 * 1024 * 1024  # bytes; a longer log is put aside when the process starts
STEADY_AFTER = 30.0  # seconds of life after which earlier failures are forgotten
LONGEST_PAUSE = 30.0  # seconds between two starts
GROUP_END = 5.0  # seconds that a killed process may take to vanish
MARK = "PLENUM_SUPERVISED_FROM"


@dataclass
class Child:
    """A process that the supervisor keeps alive.

    `stop` lists the signals that ask it to end and the seconds each is given; SIGKILL to the whole group follows.
    `orphaned` is the signal it gets from the kernel when the supervisor dies without a word.
    """

    name: str
    command: Sequence[str | Path]
    environ: Mapping[str, str]
    log: Path
    stop: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 10.0),)
    orphaned: signal.Signals = signal.SIGTERM
    is_ready: Callable[[], bool] = lambda: True
    user: int | None = None
    cwd: Path = Path("/")
    failures: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started: float = 0.0

    def start(self) -> None:
        """Start the process in a session of its own, so that its group can be ended as one."""
        put_aside(self.log)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(part) for part in self.command],
                cwd=self.cwd,
                env=dict(self.environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=dies_with_parent(self.orphaned),
                user=self.user,
                group=self.user,
                extra_groups=no_groups(self.user),
            )
        self.started = time.monotonic()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def is_running(self) -> bool:
        """Whether the process lives. A dead one is not reaped here: its group keeps its number until `bury`."""
        if self._process is None or self._process.returncode is not None:
            return False
        seen = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return seen is None

    def becomes_ready(self, seconds: float) -> bool:
        """Wait until `is_ready` says so; false when the process died or time is up."""
        until = time.monotonic() + seconds
        while not self.is_ready():
            if not self.is_running() or time.monotonic() > until:
                return False
            time.sleep(0.03)
        return True

    def bury(self) -> int:
        """Kill what a dead leader left of its group, reap the leader, and return its exit code.

        A killed Granian leaves workers that hold the port, a killed Celery leaves its pool: both before a restart.
        """
        assert self._process is not None
        kill_group(self._process.pid)
        return self._process.wait(GROUP_END)

    def pause_before_restart(self) -> float:
        """Count one more failure and return the seconds to wait, doubling from half a second."""
        if time.monotonic() - self.started > STEADY_AFTER:
            self.failures = 0
        self.failures += 1
        return min(math.ldexp(0.5, self.failures - 1), LONGEST_PAUSE)

    def last_words(self, lines: int = 1) -> str:
        """The end of the log."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 8192))
            return b"\n".join(log.read().splitlines()[-lines:]).decode(errors="replace")


def stop_together(children: Sequence[Child]) -> None:
    """End all of `children`: each is asked at once, then waited for with its own patience, then buried."""
    alive = [child for child in children if child.is_running()]
    for child in alive:
        send(child, child.stop[0][0])
    for child in alive:
        _wait_for_end(child)
        child.bury()


def _wait_for_end(child: Child) -> None:
    for step, (request, seconds) in enumerate(child.stop):
        if step:
            send(child, request)
        until = time.monotonic() + seconds
        while child.is_running() and time.monotonic() < until:
            time.sleep(0.03)


def send(child: Child, request: signal.Signals) -> None:
    if child.pid and child.is_running():
        os.kill(child.pid, request)


def kill_group(leader: int) -> None:
    """SIGKILL to every process of the group; none left is what is wanted."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def mark(home: Path) -> dict[str, str]:
    """The variable by which `clear_leftovers` knows the processes of a home again."""
    return {MARK: str(home)}


def clear_leftovers(home: Path) -> int:
    """Kill what an earlier supervisor of `home` left behind and return how many processes that were (Linux only).

    The environment tells them: a noted pid would not, for numbers are given out again after a restart.
    """
    wanted = f"{MARK}={home}".encode()
    left = [pid for pid in others() if wanted in environ_of(pid)]
    for pid in left:
        kill(pid)
    until = time.monotonic() + GROUP_END
    while any(wanted in environ_of(pid) for pid in left) and time.monotonic() < until:
        time.sleep(0.02)
    return len(left)


def others() -> list[int]:
    """Every process but this one."""
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if int(entry.name) != os.getpid()]


def environ_of(pid: int) -> list[bytes]:
    """The variables a process was started with; empty when it is gone, a zombie, or not ours to look at (proc(5))."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return []


def kill(pid: int) -> None:
    """SIGKILL; already gone is what is wanted."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def dies_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """What a child does before it runs its program: ask the kernel for `sign` at the death of its parent (Linux)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask


def no_groups(user: int | None) -> list[int] | None:
    """Root's further groups are given up with root itself; without a change of user they stay as they are."""
    return None if user is None else []


def put_aside(log: Path) -> None:
    """Rename a log that has grown too long; one earlier log is kept."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.rename(log.with_suffix(".log.1"))

"""The jail: a forked process with little time and memory that can reach no network, no file and no other program."""

import ctypes
import os
import resource
import select
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from weasyprint.urls import URLFetcher, URLFetcherResponse

MIB = 1 << 20
PATIENCE = 8  # on a busy machine a second of processor time may take this many seconds
LARGEST_FILE = 1 << 30
IMAGES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}

_PR_SET_PDEATHSIG = 1
_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.dlopen",
    "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate",
    "shutil.", "tempfile.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a jailed piece of work may use: seconds of processor time, and bytes of memory beside what there was."""

    seconds: int = 120
    memory: int = 768 * MIB


class PartFailed(Exception):
    """A part could not be set. `reason` is "time", "memory", "crash" or "refused"; `detail` is for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the reason for the caller to word."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Refused(Exception):
    """Raised inside the jail by work that will not set what it was given; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Released:
    """What came out of the jail: the answer of the work, and what it used."""

    answer: bytes
    seconds: float
    peak_memory: int


class Assets(URLFetcher):
    """Hands out `asset:NAME` from what it was given, and nothing else: no network, no file, no data URL."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        """Allow no protocol and no redirect, should `fetch` ever be bypassed."""
        super().__init__(timeout=0, allowed_protocols=[], allow_redirects=False)
        self._assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return an asset. WeasyPrint takes a `ValueError` for a missing resource, and leaves its place blank."""
        scheme, _, name = url.partition(":")
        kind = IMAGES.get(Path(name).suffix)
        if scheme != "asset" or name not in self._assets or kind is None:
            raise ValueError("A document may not fetch anything.")
        return URLFetcherResponse(url, self._assets[name], {"Content-Type": kind})


def jailed(work: Callable[[Path], bytes], *, limits: Limits, to: Path, reads: Sequence[Path] = ()) -> Released:
    """Do the work in a forked process and return its answer, or raise `PartFailed`.

    The work may read the files of `reads`, and write the one file that it is told of, which becomes `to` if all goes
    well and is gone if it does not; a file there before stays then. It must not touch the database. It inherits what
    this process has imported, so it starts at once; whatever it allocates is given back when it ends, however it ends.
    It dies with the thread that asked for it.
    """
    draft = to.with_name(f"{to.name}.{os.getpid()}-{threading.get_ident()}.draft").absolute()
    try:
        released = _served(work, limits, draft, reads)
        if draft.exists():
            draft.replace(to)
    finally:
        draft.unlink(missing_ok=True)
    return released


def _served(work: Callable[[Path], bytes], limits: Limits, draft: Path, reads: Sequence[Path]) -> Released:
    reading, writing = os.pipe()
    worker = os.getpid()
    started, inherited = time.monotonic(), _memory()[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 on threads: the child runs none of their code
        child = os.fork()
    if not child:
        _serve_sentence(work, limits, draft, reads, writing, worker)
    os.close(writing)
    try:
        answer = _listen(reading, until=started + limits.seconds * PATIENCE)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)  # it has closed the pipe or may not go on; a zombie takes no harm
        _, status, used = os.wait4(child, 0)
    return _judge(answer, status, used, limits, inherited)


def _listen(reading: int, *, until: float) -> bytes | None:
    """What the child says, complete; nothing if it was silent for too long."""
    heard = bytearray()
    while (left := until - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            continue
        piece = os.read(reading, 1 << 16)
        if not piece:
            return bytes(heard)
        heard += piece
    return None


def _judge(heard: bytes | None, status: int, used: resource.struct_rusage, limits: Limits, inherited: int) -> Released:
    verdict, _, answer = (heard or b"").partition(b"\n")
    spent = used.ru_utime + used.ru_stime
    if verdict == b"done":
        return Released(answer=answer, seconds=spent, peak_memory=used.ru_maxrss * 1024)
    if verdict:
        raise PartFailed(verdict.decode(), answer.decode())
    if heard is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise PartFailed("time", f"{spent:.0f} s")
    ended = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"
    if used.ru_maxrss * 1024 - inherited >= limits.memory // 2:  # libraries in C abort where they are refused memory
        raise PartFailed("memory", ended)
    raise PartFailed("crash", ended)


# --- inside ----------------------------------------------------------------------------------------------------------


def _serve_sentence(
    work: Callable[[Path], bytes], limits: Limits, draft: Path, reads: Sequence[Path], writing: int, worker: int
) -> NoReturn:
    """Never returns, and runs none of the parent's clean-up: not its database connections', not its buffers'."""
    code = 1
    try:
        _lock(limits, draft, reads)
        if os.getppid() == worker:  # or it died before the kernel knew that we must not outlive it
            said = _said(work, draft)
            with os.fdopen(writing, "wb") as parent:
                parent.write(said)
            code = 0
    finally:
        os._exit(code)


def _said(work: Callable[[Path], bytes], draft: Path) -> bytes:
    try:
        return b"done\n" + work(draft)
    except MemoryError:
        return b"memory\n"
    except RecursionError:
        return b"refused\nnested too deeply"
    except Refused as error:
        return b"refused\n" + str(error).encode()
    except Exception as error:
        return f"crash\n{type(error).__name__}: {error}"[:500].encode(errors="replace")


def _lock(limits: Limits, draft: Path, reads: Sequence[Path]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGUSR1, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _limit(resource.RLIMIT_CPU, limits.seconds)
    _limit(resource.RLIMIT_AS, _memory()[0] + limits.memory)
    sys.addaudithook(_watch(draft, reads))


def _limit(what: int, amount: int) -> None:
    """Never above what the machine's administrator allows."""
    _, most = resource.getrlimit(what)
    amount = amount if most == resource.RLIM_INFINITY else min(amount, most)
    resource.setrlimit(what, (amount, most))


def _memory() -> tuple[int, int]:
    """Return the bytes of this process's address space, and how many of them are resident."""
    size, resident = Path("/proc/self/statm").read_text().split()[:2]
    return int(size) * resource.getpagesize(), int(resident) * resource.getpagesize()


def _watch(draft: Path, reads: Sequence[Path]) -> Callable[[str, tuple[Any, ...]], None]:
    """A guard that Python asks before it opens a file or a socket or starts a program (PEP 578).

    Python's own modules may be read, as some are imported late; fonts are read by fontconfig, which does not ask.
    """
    libraries = tuple(f"{os.path.realpath(place)}/" for place in (sys.prefix, sys.base_prefix))
    given = {os.path.realpath(path) for path in reads}
    writable = os.path.realpath(draft)

    def guard(event: str, details: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)
        if event == "open" and isinstance(details[0], str | bytes):
            path, is_read = os.path.realpath(os.fsdecode(details[0])), not int(details[2] or 0) & _WRITING
            may_read = path in given or path.startswith(libraries) or path.endswith((".py", ".pyc"))
            if path != writable and not (is_read and may_read):
                raise PermissionError(f"open {path}")

    return guard

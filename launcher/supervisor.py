"""Keeps the children alive until the person says stop, then ends them all, in order."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from launcher.processes import Child, stop_together
from launcher.terminal import SetupError, say

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_EVERY = 0.2  # seconds
STARTS = 3


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM, or the terminal was closed."""


class Supervisor:
    """Owns the children from the first start to the last burial.

    `services` (database, queue) start first and end last; `portal` processes run between.
    """

    def __init__(self) -> None:
        self.services: list[Child] = []
        self.portal: list[Child] = []
        self._restart_at: dict[str, float] = {}

    @property
    def children(self) -> list[Child]:
        return [*self.services, *self.portal]

    def serve(self, child: Child, seconds: float = 60.0) -> None:
        """Start a service and wait until it answers; one that ends at once is tried again (`STARTS` times in all).

        PostgreSQL refuses to start while a process of its killed predecessor still holds the shared memory.
        """
        self.services.append(child)
        for attempt in range(1, STARTS + 1):
            child.start()
            if child.becomes_ready(seconds):
                return
            if attempt == STARTS or child.is_running():
                raise SetupError(f"{child.name} did not start. The end of {child.log}:\n{child.last_words(15)}")
            child.bury()
            time.sleep(attempt)

    def run(self, children: Sequence[Child]) -> None:
        """Start the portal's processes."""
        for child in children:
            self.portal.append(child)
            child.start()

    def watch(self) -> None:
        """Restart whatever ends, for as long as nobody asks to stop."""
        while True:
            self.look_after(time.monotonic())
            time.sleep(LOOK_EVERY)

    def look_after(self, now: float) -> None:
        """Bury every child that died, and start those whose pause is over."""
        for child in self.children:
            if child.name in self._restart_at:
                self._restart_when_due(child, now)
            elif not child.is_running():
                self._bury(child, now)

    def _bury(self, child: Child, now: float) -> None:
        code = child.bury()
        pause = child.pause_before_restart()
        self._restart_at[child.name] = now + pause
        say(f"{child.name} ended ({how(code)}); starting it again in {pause:g} s. {child.last_words()}".rstrip())

    def _restart_when_due(self, child: Child, now: float) -> None:
        if now >= self._restart_at[child.name]:
            del self._restart_at[child.name]
            child.start()

    def stop(self) -> None:
        """End everything: first what uses the services, then the services."""
        stop_together(self.portal)
        stop_together(self.services)


def how(code: int) -> str:
    """An exit code of `subprocess` in words."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


@contextmanager
def supervised() -> Iterator[Supervisor]:
    """A supervisor whose children are gone when the block ends, however it ends.

    The first stop signal inside raises `StopRequested`; later ones are ignored, so that stopping is not interrupted.
    """
    before = {number: signal.signal(number, _request_stop) for number in STOP_SIGNALS}
    supervisor = Supervisor()
    try:
        yield supervisor
    finally:
        _ignore_stop_signals()
        supervisor.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def _request_stop(number: int, frame: FrameType | None) -> None:
    _ignore_stop_signals()
    raise StopRequested


def _ignore_stop_signals() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)

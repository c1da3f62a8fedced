"""Asks a server for pages, one after the other, and keeps how long each took."""

import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection


@dataclass(frozen=True)
class Timing:
    """Seconds that pages took."""

    seconds: tuple[float, ...]

    @property
    def per_second(self) -> float:
        """Pages a second, asked one after the other."""
        return len(self.seconds) / sum(self.seconds)

    @property
    def median(self) -> float:
        """The middle of the times."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 pages stay within."""
        return statistics.quantiles(self.seconds, n=20)[18] if len(self.seconds) > 1 else self.seconds[0]

    def joined(self, other: "Timing") -> "Timing":
        """Both together."""
        return Timing(self.seconds + other.seconds)


@contextmanager
def connected(port: int) -> Iterator[HTTPConnection]:
    """One kept-alive connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()


def timed(port: int, paths: Iterable[str]) -> Timing:
    """Read each page to its end; raises RuntimeError for anything but 200."""
    seconds = []
    with connected(port) as connection:
        for path in paths:
            started = time.perf_counter()
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            seconds.append(time.perf_counter() - started)
            if response.status != 200:
                raise RuntimeError(f"{path} answered {response.status}")
    return Timing(tuple(seconds))


def in_turns(sides: Sequence[tuple[int, Sequence[str]]], *, rounds: int) -> list[Timing]:
    """Time (port, paths) of each side in turns, so that what else the machine does falls on all; warms up first."""
    for port, paths in sides:
        timed(port, paths)
    timings = [Timing(()) for _ in sides]
    for _ in range(rounds):
        for number, (port, paths) in enumerate(sides):
            timings[number] = timings[number].joined(timed(port, paths))
    return timings

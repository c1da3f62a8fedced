"""How much work something is, in calls: the same number on every machine, however busy it is."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")

ENDLESS = 300
"""Seconds of this process's own processor time after which work is taken to have no end: a watch, not a measure."""


def steps(act: Callable[[], object]) -> int:
    """Calls of functions, ours and built in, that the act makes. Fails where it comes to no end."""
    counted = 0

    def count(_frame: FrameType, event: str, _what: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    with watched():
        sys.setprofile(count)
        try:
            act()
        finally:
            sys.setprofile(None)
    return counted


def growth(act: Callable[[T], object], small: T, large: T) -> float:
    """How many times the calls for the small one the large one takes; an act that remembers has been called before."""
    act(small)
    return steps(lambda: act(large)) / steps(lambda: act(small))


@contextmanager
def watched() -> Iterator[None]:
    """Let work that comes to no end fail rather than hang; a loop inside a regular expression is ended too."""

    def ended(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("it came to no end")

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

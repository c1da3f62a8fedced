"""What the launcher says to the person at the terminal, and the one way it gives up."""

import sys
import time

_STARTED = time.monotonic()


class SetupError(Exception):
    """The launcher cannot go on; the message tells the person what to do about it."""


def say(message: str) -> None:
    """Print one line with the seconds since the command began."""
    print(f"[{time.monotonic() - _STARTED:5.1f} s] {message}", flush=True)


def warn(message: str) -> None:
    """Print something that went wrong to standard error."""
    print(message, file=sys.stderr, flush=True)

"""Waiting for what becomes true, instead of sleeping for a guess."""

import time
from collections.abc import Callable


def eventually(condition: Callable[[], object], seconds: float = 20.0) -> bool:
    """Whether `condition` comes true within `seconds`."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True

"""Signs of life of long work: rows that say, every few seconds, that somebody is still at it."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connection

logger = logging.getLogger(__name__)


@contextmanager
def beating(tell: Callable[[], object], *, every: timedelta) -> Iterator[None]:
    """Call `tell`, which writes to a row, again and again as long as the work lasts.

    A thread with a connection of its own does it. Where the database is away it tries again: whoever is silent for
    too long is replaced, and finds that out when it stores its work.
    """
    done = threading.Event()

    def beat() -> None:
        while not done.wait(every.total_seconds()):
            try:
                tell()
            except Error:
                logger.warning("No sign of life could be given; trying again.", exc_info=True)
                connection.close()
        connection.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()

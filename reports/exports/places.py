"""Places for downloads that are sent while they are read: a few in each web process, so that pages never wait for them.

Such a download holds a thread for as long as its reader takes. Without a limit, a dozen readers on slow lines, or one
who means harm, would leave no thread for those who want to send a contribution before the deadline.
"""

import threading
from collections.abc import Generator

AT_ONCE = 2  # of the eight threads that a web process has by default

_places = threading.BoundedSemaphore(AT_ONCE)


class NoPlace(Exception):
    """All places are taken at this moment."""


class Sent:
    """The pieces of a download, which holds a place until it is closed; raises NoPlace where there is none.

    Whoever sends a response closes it, and what it iterates over, whether it was read to its end or not (PEP 3333).
    """

    def __init__(self, pieces: Generator[bytes, None, None]) -> None:
        self._places, self._pieces = _places, pieces
        if not self._places.acquire(blocking=False):
            raise NoPlace
        self._is_open = True

    def __iter__(self) -> "Sent":
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        """Give the place back, once."""
        if self._is_open:
            self._is_open = False
            self._places.release()
            self._pieces.close()

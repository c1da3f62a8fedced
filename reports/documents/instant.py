"""One instant of the database: what is read together is true together."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_instant(*, idle_limit: str = "0") -> Iterator[None]:
    """Everything read inside stands as it was at one instant; nothing can be written.

    Whoever does not ask on within `idle_limit` (as PostgreSQL writes times, "2min"; "0" for no limit) loses the
    snapshot. Inside a transaction that somebody else began, the rules of that one hold.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [idle_limit])
        yield

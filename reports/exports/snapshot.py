"""Reading the rows of tables in batches, all at one instant of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from reports.exports.sheets import Choice, Sheet

BATCH = 500  # rows held in memory at a time
STALLED = "120s"  # time that a reader may take for one batch before the database gives the snapshot up

Row = tuple[Any, ...]


@contextmanager
def one_instant() -> Iterator[None]:
    """Everything read inside stands as it was at one instant; nothing can be written.

    Whoever does not fetch on for two minutes loses the snapshot, so that a reader who went away cannot keep the
    database from clearing up. Inside a transaction that somebody else began, the rules of that one hold.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [STALLED])
        yield


def number_of_rows(sheet: Sheet, choice: Choice) -> int:
    """How many rows the table has."""
    wanted = sheet.statement(choice)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({wanted.sql}) AS wanted", wanted.parameters)  # noqa: S608 - our own SQL
        return int(cursor.fetchone()[0])


def batches(sheet: Sheet, choice: Choice, *, size: int = BATCH) -> Iterator[list[Row]]:
    """The rows, that many at a time, from a cursor on the server: one query whatever the number of rows."""
    wanted = sheet.statement(choice)
    with connection.chunked_cursor() as cursor:
        cursor.execute(wanted.sql, wanted.parameters)
        while batch := cursor.fetchmany(size):
            yield batch

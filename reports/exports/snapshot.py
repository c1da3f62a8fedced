"""Reading the rows of tables in batches, all at one instant of the database."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from reports.exports.sheets import Choice, Sheet

BATCH = 500  # rows held in memory at a time

Row = tuple[Any, ...]


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

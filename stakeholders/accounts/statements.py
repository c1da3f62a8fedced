"""Statements that almost every page sends: querysets whose SQL is put together once."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

Value = int | UUID | Sequence[int]
"""A key, or the keys of which one is looked for."""


class Statement:
    """Rows of a queryset that is asked again and again with other values.

    Django puts the SQL together anew whenever it asks. For a row of sixty columns from six tables that takes longer
    than the database needs to find it, so here it is done once for each shape of the values (two keys are another shape
    than three). `rows` is called with marks in the place of the values, and may only compare with them.

    This rests on how `ModelIterable` of Django 5.2 asks its compiler: for `as_sql` once, then for what is selected.
    """

    def __init__(self, rows: Callable[..., QuerySet[Any]]) -> None:
        """Nothing is put together before it is asked."""
        self._rows = rows
        self._known: dict[tuple[int, ...], _Compiled] = {}

    def __call__(self, *values: Value) -> list[Any]:
        """The rows for these values, read now."""
        shape = tuple(len(value) if isinstance(value, Sequence) else -1 for value in values)
        if 0 in shape:
            return list(self._rows(*values))  # Django knows that there is none
        if shape not in self._known:
            self._known[shape] = _compiled(self._rows, values)
        return self._known[shape].read(list(_one_by_one(values)))


@dataclass(frozen=True, slots=True)
class _Compiled:
    """SQL with its parameters; `places` says which value stands where among these."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: dict[int, int]

    def read(self, values: list[int | UUID]) -> list[Any]:
        parameters = tuple(
            values[self.places[index]] if index in self.places else parameter
            for index, parameter in enumerate(self.parameters)
        )
        rows, compiler = self.rows.all(), copy(self.compiler)
        compiler.connection = connections[rows.db]  # each thread has its own
        compiler.as_sql = lambda: (self.sql, parameters)
        rows.query.get_compiler = lambda **_using: compiler  # type: ignore[method-assign]
        return list(rows)


def _compiled(rows: Callable[..., QuerySet[Any]], values: Sequence[Value]) -> _Compiled:
    numbers = count(-1_000_000_000)  # no row has such a key
    marks = [_marked(value, numbers) for value in values]
    marked = rows(*marks)
    compiler = marked.query.get_compiler(using=marked.db)
    sql, parameters = compiler.as_sql()
    order = {mark: place for place, mark in enumerate(_one_by_one(marks))}
    places = {index: order[one] for index, one in enumerate(parameters) if isinstance(one, int | UUID) and one in order}
    if set(places.values()) != set(order.values()):
        raise TypeError("A value does not go into the SQL as it is.")
    return _Compiled(marked, compiler, sql, tuple(parameters), places)


def _marked(value: Value, numbers: Iterator[int]) -> Value:
    if isinstance(value, Sequence):
        return [next(numbers) for _one in value]
    return UUID(int=-next(numbers)) if isinstance(value, UUID) else next(numbers)


def _one_by_one(values: Sequence[Value]) -> Iterator[int | UUID]:
    for value in values:
        if isinstance(value, Sequence):
            yield from value
        else:
            yield value

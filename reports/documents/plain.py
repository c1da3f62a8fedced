"""Frozen plain data as JSON of one form only, and back."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

_T = TypeVar("_T")


class UnreadableContents(ValueError):
    """What was kept is of another format than this version of Plenum writes: it has to be taken again."""


def to_json(value: Any, *, version: int) -> str:
    """Return a dataclass as JSON of one form only: equal values give equal texts."""
    return "".join(pieces_of(value, version=version))


def pieces_of(value: Any, *, version: int) -> Iterator[str]:
    """The JSON of `to_json` piece by piece, so that what holds many things is never in memory as one text."""
    opening = "{"
    for name, held in sorted({"format": version, **_fields(value)}.items()):
        yield f'{opening}"{name}":'
        yield from _items(held) if isinstance(held, tuple) else (_written(held),)
        opening = ","
    yield "}"


def _items(held: tuple[Any, ...]) -> Iterator[str]:
    yield "["
    for place, item in enumerate(held):
        yield f",{_written(item)}" if place else _written(item)
    yield "]"


def _written(value: Any) -> str:
    return json.dumps(value, default=_as_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(kind: type[_T], kept: str, *, version: int) -> _T:
    """Read what `to_json` wrote. Raises `UnreadableContents` for another format or a field too many or too few."""
    try:
        values = json.loads(kept)
        if values.pop("format") != version:
            raise UnreadableContents("The contents were kept by another version of Plenum.")
        read: _T = _read(kind, values)
    except (AttributeError, KeyError, TypeError) as error:
        raise UnreadableContents("The kept contents are damaged.") from error
    return read


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _as_plain(value: object) -> object:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return _fields(value)
    raise TypeError(f"{value!r} is not plain data.")


def _read(kind: Any, value: Any) -> Any:
    """Return a JSON value as what an annotation says: a dataclass, a tuple, an optional, a date, an enumeration."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], part) for name, part in value.items()})
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in value)
    if isinstance(kind, UnionType):
        return None if value is None else _read(get_args(kind)[0], value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)

"""What is read with a person: the parts of her standing that almost every page asks about, in the one query for her.

An app that keeps such a part names it here, beside the rules that ask for it; people who were read in another way
(by a form, a letter, a test) have the same properties and functions, which then ask for themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from stakeholders.accounts.models import User
from stakeholders.accounts.statements import Statement


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a person's standing: how it is read, and how it is kept on her."""

    name: str
    expression: Any
    shaped: Callable[[Any], Any]


_PARTS: dict[str, Part] = {}


def read_with_person(name: str, expression: Any, *, shaped: Callable[[Any], Any]) -> None:
    """Read `expression` (of a person's row) with everybody who asks for a page; keep `shaped` of it under `name`."""
    _PARTS[name] = Part(f"read_{name.lstrip('_')}", expression, shaped)
    _person.cache_clear()


def person_with_standing(user_id: Any) -> User | None:
    """The person of that primary key with her standing, in one query; None where there is nobody."""
    found: list[User] = _person()(int(user_id))
    if not found:
        return None
    person = found[0]
    held = vars(person)
    for name, part in _PARTS.items():
        held[name] = part.shaped(held.pop(part.name))
    return person


@cache
def _person() -> Statement:
    """Somebody with her standing, by primary key; the parts are the same in every request."""
    people = User.objects.order_by().annotate(**{part.name: part.expression for part in _PARTS.values()})
    return Statement(lambda key: people.filter(pk=key))

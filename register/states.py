"""What a legal move is, as plain data that enforcement, buttons, docs and tests all read."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Transition:
    """One legal move of a row.

    name: the verb, which is also the name of the event's kind; sources: states it may start from; target: the state
    it ends in; permission: the rule asked of the person who makes the move, or "" where only the clock makes it;
    needs_note: whether a reason in words must be given.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    needs_note: bool = False


def named(transitions: Iterable[Transition], name: str) -> Transition:
    """The transition of that name; raises KeyError where there is none."""
    for transition in transitions:
        if transition.name == name:
            return transition
    raise KeyError(name)

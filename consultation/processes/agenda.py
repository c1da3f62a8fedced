"""An agenda as a tree, made from the flat list of its items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from consultation.processes.models import AgendaItem


@dataclass(slots=True)
class Branch:
    """An item with what stands under it; `depth` is 0 for an item of the first level. papers.py fills `papers`."""

    item: AgendaItem
    depth: int = 0
    branches: list["Branch"] = field(default_factory=list)
    papers: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator["Branch"]:
        """This branch and all under it, in the order of the agenda."""
        yield self
        for branch in self.branches:
            yield from branch.walk()


def as_tree(items: Iterable[AgendaItem]) -> list[Branch]:
    """The branches of the first level. Items come in the order of their positions; asks no query."""
    under: dict[int | None, list[AgendaItem]] = {}
    for item in items:
        under.setdefault(item.parent_id, []).append(item)
    return _branches(under, None, 0)


def _branches(under: dict[int | None, list[AgendaItem]], parent: int | None, depth: int) -> list[Branch]:
    return [Branch(item, depth, _branches(under, item.pk, depth + 1)) for item in under.get(parent, [])]


def flat(tree: Iterable[Branch]) -> list[Branch]:
    """All branches in the order in which people read an agenda."""
    return [branch for root in tree for branch in root.walk()]


def below(item: AgendaItem, items: Iterable[AgendaItem]) -> set[int]:
    """The ids of the item and of all under it."""
    return {
        branch.item.pk for root in as_tree(items) for top in root.walk() if top.item == item for branch in top.walk()
    }

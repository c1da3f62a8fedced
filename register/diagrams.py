"""The tables of legal moves, found in the apps and drawn as Mermaid state diagrams."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.translation import override

from register.states import Transition

Table = tuple[str, str, tuple[Transition, ...]]


def tables() -> Iterator[Table]:
    """App label, name of the table and its transitions, for every `*_MOVES` in the states.py of an installed app."""
    for config in apps.get_app_configs():
        module_name = f"{config.name}.states"
        if find_spec(module_name) is None:
            continue
        module = import_module(module_name)
        for name, value in sorted(vars(module).items()):
            if name.endswith("_MOVES"):
                yield config.label, name, value


def drawn() -> str:
    """The page docs/states.md: one diagram and one table for each table of moves, in English."""
    with override("en"):
        parts = ["# States\n\nWritten by `manage.py draw_states` from the tables in the code; a test keeps it true.\n"]
        parts += [_section(name, moves) for _label, name, moves in tables()]
    return "\n".join(parts)


def _section(name: str, moves: tuple[Transition, ...]) -> str:
    title = name.removesuffix("_MOVES").replace("_", " ").capitalize()
    arrows = [f"    {source} --> {move.target}: {move.name}" for move in moves for source in move.sources]
    rows = [
        f"| {move.name} | {', '.join(move.sources)} | {move.target} | {move.permission or 'the clock or a worker'} "
        f"| {'yes' if move.needs_note else ''} |"
        for move in moves
    ]
    head = "| move | from | to | permission | reason needed |\n|---|---|---|---|---|"
    return "\n".join([f"## {title}\n", "```mermaid", "stateDiagram-v2", *arrows, "```\n", head, *rows, ""])

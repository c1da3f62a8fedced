"""Children made of small shell commands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launcher.processes import Child, mark

MakeChild = Callable[..., Child]


@pytest.fixture
def make_child(tmp_path: Path) -> Iterator[MakeChild]:
    """`make_child("name", "shell command", **fields)`; whatever is left of them is killed after the test."""

    def make(name: str, script: str, **fields: object) -> Child:
        environ = {"PATH": "/usr/bin:/bin", **mark(tmp_path)}
        made.append(Child(name, ["/bin/sh", "-c", script], environ, tmp_path / f"{name}.log", **fields))  # type: ignore[arg-type]
        return made[-1]

    made: list[Child] = []
    yield make
    for child in made:
        if child.pid is not None:
            child.bury()

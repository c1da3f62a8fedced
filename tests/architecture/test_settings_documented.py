"""Every variable that a process of Plenum reads is explained in .env.example, and nothing else is."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ_BY_SHELL = re.compile(r"\$\{([A-Z][A-Z_]+):-")
DOCUMENTED = re.compile(r"^#?([A-Z][A-Z_]+)=", re.MULTILINE)
OWN_VARIABLES_OF_SCRIPTS = {"PYTHON"}  # the launcher tells ops/start which Python to use; nobody sets it by hand


def read_by_settings(source: str) -> set[str]:
    """The first argument of every call `env(…)` or `env.something(…)`."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        if isinstance(function, ast.Name) and function.id == "env" and isinstance(node.args[0], ast.Constant):
            names.add(str(node.args[0].value))
    return names


def read_by_processes() -> set[str]:
    """What the settings, the process script and the compose file read."""
    names = read_by_settings((ROOT / "config" / "settings.py").read_text())
    for script in ("ops/start", "docker-compose.yml"):
        names |= set(READ_BY_SHELL.findall((ROOT / script).read_text()))
    return names - OWN_VARIABLES_OF_SCRIPTS


def documented() -> set[str]:
    return set(DOCUMENTED.findall((ROOT / ".env.example").read_text()))


def test_every_setting_is_explained() -> None:
    assert read_by_processes() - documented() == set()


def test_nothing_is_explained_that_nobody_reads() -> None:
    assert documented() - read_by_processes() == set()


def test_every_explained_setting_has_a_comment_above_it_or_belongs_to_a_group_that_has() -> None:
    paragraphs = re.split(r"\n(?=# )", (ROOT / ".env.example").read_text())
    explained = {name for text in paragraphs if text.startswith("# ") for name in DOCUMENTED.findall(text)}
    assert documented() - explained == set()


@pytest.mark.parametrize("source", ['env.str("SECRET_KEY", default="")', 'env("SECRET_KEY")'])
def test_the_reader_finds_a_setting(source: str) -> None:
    assert read_by_settings(source) == {"SECRET_KEY"}

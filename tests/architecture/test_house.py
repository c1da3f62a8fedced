"""Tests of the house itself: storeys and rooms, queues, paired fields, templates, migrations."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from config.celery import app as celery_app

ROOT = Path(settings.BASE_DIR)
OUR_APPS = ("look", "register", "stakeholders", "consultation", "reports", "demo", "config")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).parent / command[0]
    return subprocess.run([str(tool), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("lint-imports",),
        ("mypy", "."),
    ],
    ids=" ".join,
)
def test_the_tools_find_nothing(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# --- queues and clock -------------------------------------------------------------------------------------------------


def our_tasks() -> set[str]:
    celery_app.loader.import_default_modules()
    return {name for name in celery_app.tasks if not name.startswith("celery.")}


def test_every_task_of_the_clock_exists() -> None:
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted <= our_tasks()


def test_every_queue_has_a_worker_in_both_sets() -> None:
    queues = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} | {settings.CELERY_TASK_DEFAULT_QUEUE}
    assert queues == {"default", "mail", "reports"}
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    launcher = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "launcher").glob("*.py"))
    for queue in queues:
        assert re.search(rf"\b{queue}\b", compose), f"no worker of docker-compose.yml takes the queue {queue}"
        assert re.search(rf"\b{queue}\b", launcher), f"no worker of the launcher takes the queue {queue}"


def test_tasks_take_keyword_ids_and_tolerate_what_a_later_version_sends() -> None:
    for name in our_tasks():
        arguments = ast.parse(Path(sys.modules[celery_app.tasks[name].run.__module__].__file__ or "").read_text())
        functions = [n for n in ast.walk(arguments) if isinstance(n, ast.FunctionDef) and n.name == name.split(".")[-1]]
        assert len(functions) == 1, name
        assert not functions[0].args.args, f"{name} takes positional arguments"
        assert functions[0].args.kwarg is not None, f"{name} does not tolerate unknown arguments"


# --- models -----------------------------------------------------------------------------------------------------------


def our_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith(OUR_APPS):
            yield model


@pytest.mark.parametrize("model", list(our_models()), ids=lambda model: model._meta.label)
def test_who_did_it_never_stands_without_when(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.fields}
    lonely = {name for name in names if name.endswith("_by") and f"{name.removesuffix('_by')}_at" not in names}
    assert lonely == set()


@pytest.mark.parametrize("model", list(our_models()), ids=lambda model: model._meta.label)
def test_every_row_can_be_named(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__


# --- templates --------------------------------------------------------------------------------------------------------


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle\s*=", text)
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text)
    assert "javascript:" not in text


TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
NOT_TEXT = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|<!--.*?-->|<script.*?</script>|<title>.*?</title>|&\w+;|<[^>]*>",
    re.DOTALL,
)
WORDS_THAT_ARE_NAMES = {"Plenum", "PDF", "SHA-256", "UTC", "ECOSOC", "CSV", "XLSX", "JSON"}


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_every_word_on_a_page_is_translatable(path: Path) -> None:
    bare = NOT_TEXT.sub(" ", TRANSLATED.sub(" ", path.read_text(encoding="utf-8")))
    words = set(re.findall(r"[^\W\d_][\w’'-]{2,}", bare)) - WORDS_THAT_ARE_NAMES
    assert words == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_template_is_longer_than_a_page_of_code(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


# --- code -------------------------------------------------------------------------------------------------------------


def our_code() -> Iterator[Path]:
    for app in OUR_APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def test_every_module_says_in_a_sentence_what_it_holds() -> None:
    silent = [ids(path) for path in our_code() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert [path for path in silent if (ROOT / path).stat().st_size] == []


def test_nothing_is_imported_inside_a_function_and_no_function_is_endless() -> None:
    inside, endless = [], []
    for path in our_code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                inside += [
                    f"{ids(path)}:{node.name}" for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)
                ]
                if (node.end_lineno or 0) - node.lineno >= 60:
                    endless.append(f"{ids(path)}:{node.name}")
    assert inside == []
    assert endless == []


def test_nothing_can_be_unpickled_and_nothing_swallows_an_exception() -> None:
    for path in our_code():
        text = path.read_text(encoding="utf-8")
        assert "pickle" not in text, ids(path)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ExceptHandler):
                assert not all(isinstance(statement, ast.Pass) for statement in node.body), f"{ids(path)}:{node.lineno}"


def test_only_transitions_write_a_state() -> None:
    writers = set()
    for path in our_code():
        if re.search(r"\.state = |\bupdate\([^)]*\bstate=", path.read_text(encoding="utf-8")):
            writers.add(ids(path))
    assert writers == {"register/moves.py"}

"""`manage.py import_submissions`: what it loads, prints and returns."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from consultation.submissions.management.commands import import_submissions
from consultation.submissions.models import Call, Import, Submission
from consultation.submissions.states import ImportState
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)


@pytest.fixture
def call() -> Call:
    make.make_secretariat(email="desk@secretariat.example")
    return make.make_call(symbol="WG.9/C1")


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "inputs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def row(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": number, "title": "Trust", "body": "b", "organisation": "Kijiji", "group": "NGO", "country": "KE",
            "language": "en", "date": "2026-01-05", **fields}  # fmt: skip


def run(path: Path, *options: str, stderr: io.StringIO | None = None) -> str:
    out = io.StringIO()
    call_command(
        "import_submissions", str(path), "--call", "WG.9/C1", "--as", "Desk@Secretariat.example", *options,
        stdout=out, stderr=stderr or io.StringIO(),
    )  # fmt: skip
    return out.getvalue()


def test_it_loads_and_says_so(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path, row(1), row(2))
    assert run(path) == "2 lines in utf-8: 2 loaded, 0 already there, 0 refused.\n"
    assert run(path) == "2 lines in utf-8: 0 loaded, 2 already there, 0 refused.\n"
    assert Submission.objects.count() == 2


def test_a_dry_run_loads_nothing(call: Call, tmp_path: Path) -> None:
    assert (
        run(write(tmp_path, row(1)), "--dry-run") == "1 lines in utf-8: 1 can be loaded, 0 already there, 0 refused.\n"
    )
    assert not Submission.objects.exists()


def test_every_refused_line_is_named_and_the_exit_code_is_1(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, row(1), row(2, country="MENA"), {"title": "x"}, row(4, country=""))
    with pytest.raises(SystemExit) as left:
        call_command("import_submissions", str(path), "--call", "WG.9/C1", "--as", "desk@secretariat.example")
    assert left.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        'line 2, "2": “MENA” names no single country. Write an ISO 3166 code, the UN name of a country, or “global”.',
        (
            "line 3, no identifier: There is no value for: identifier in the source. There is no value for: text. "
            "There is no value for: organisation. No stakeholder group is called “”. "
            "Valid are: civil-society, business, technical-community, academia, intergovernmental, state."
        ),
        "1 names no country: shown without a country, as “global or not stated”.",
        "4 lines in utf-8: 2 loaded, 0 already there, 2 refused.",
    ]


def test_what_the_file_does_not_say_can_be_said(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path, {"Nr": 1, "title": "Trust", "body": "b"})
    said = run(
        path,
        "--map",
        "Nr=source_id",
        "--default-group",
        "academia",
        "--default-author",
        "Somebody",
        "--encoding",
        "ascii",
    )
    assert said.endswith("1 lines in ascii: 1 loaded, 0 already there, 0 refused.\n")
    submission = Submission.objects.get()
    assert (submission.author_name, submission.group.code) == ("Somebody", "academia")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--call", "WG.9/C7"], "There is no call “WG.9/C7”."),
        (["--as", "nobody@secretariat.example"], "Nobody has the address nobody@secretariat.example."),
        (["--default-group", "friends"], "There is no stakeholder group “friends”. There are: civil-society, "),
        (["--map", "Nr=number"], "“number” is not the name of a field. Known names are: source_id, title, "),
        (["--encoding", "klingon"], "There is no encoding called “klingon”."),
    ],
)
def test_an_option_that_cannot_be_meant_is_refused(
    call: Call, tmp_path: Path, options: list[str], message: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(write(tmp_path, row(1)), *options)
    assert str(refused.value).startswith(message)
    assert not Submission.objects.exists()


def test_who_may_not_import_may_not_import_here(call: Call, tmp_path: Path) -> None:
    make.make_chair(call.process, email="chair@wg.example")
    with pytest.raises(CommandError, match=r"chair@wg.example may not import into WG.9/C1\."):
        run(write(tmp_path, row(1)), "--as", "chair@wg.example")
    assert not Import.objects.exists()


def test_a_file_that_is_not_there_is_named(call: Call, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.csv: No such file or directory"):
        run(tmp_path / "missing.csv")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_bar_shows_how_far_it_is(call: Call, tmp_path: Path) -> None:
    screen = Terminal()
    run(write(tmp_path, row(1), row(2)), stderr=screen)
    full = "#" * 40
    assert screen.getvalue() == f"\r[{full}] 2 of 2 checked\n\r[{full}] 2 of 2 loaded\n"


def test_where_a_worker_was_faster_it_waits_for_the_worker(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = import_submissions.run_import

    def taken(*, import_id: int, **_options: Any) -> None:
        Import.objects.filter(pk=import_id).update(state=ImportState.RUNNING)

    def finish(_seconds: float) -> None:
        Import.objects.update(state=ImportState.QUEUED)
        for import_id in Import.objects.values_list("pk", flat=True):
            done(import_id=import_id, clock=lambda: make.NOON)

    monkeypatch.setattr(import_submissions, "run_import", taken)
    monkeypatch.setattr(import_submissions.time, "sleep", finish)
    assert run(write(tmp_path, row(1)), "--dry-run").startswith("1 lines in utf-8: 1 can be loaded")

"""Load a file of inputs into a call: JSON Lines or CSV, as docs/import.md describes."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from consultation.submissions.actions.intake import Choices, ask_for_check, load_checked
from consultation.submissions.columns import FIELDS
from consultation.submissions.models import Call, Import
from consultation.submissions.pipeline import run_import
from consultation.submissions.refusals import failure_in_words, notes_in_words, reason_in_words
from consultation.submissions.states import ImportState
from stakeholders.accounts.models import User, email_key
from stakeholders.organisations.models import StakeholderGroup

BAR = 40  # columns of the progress bar


class Command(BaseCommand):
    """Check every line, then load those that can be loaded; the exit code is 1 where a line was refused."""

    help = "Load a file of inputs (JSON Lines or CSV) into a call and report every line that was refused, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the call, and what to assume where the file does not tell."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--call", required=True, metavar="SYMBOL", help="reference of the call, such as WG.7/3/C2")
        parser.add_argument("--as", required=True, dest="email", help="e-mail of who loads it")
        parser.add_argument("--dry-run", action="store_true", help="check every line, load nothing")
        parser.add_argument("--default-group", metavar="CODE", help="group for lines that name no known one")
        parser.add_argument("--default-author", default="", metavar="NAME", help="name where there is none")
        parser.add_argument("--encoding", default="", help="encoding of the file, where it is not detected rightly")
        parser.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=FIELD", help="may be given repeatedly"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check, load unless it is a dry run, report; exits with 1 where a line was refused."""
        batch = self._run(self._asked(options))
        if not options["dry_run"]:
            batch = self._run(load_checked(batch=batch, by=batch.queued_by, at=timezone.now()))
        self._report(batch)
        if batch.refused:
            raise SystemExit(1)

    def _asked(self, options: dict[str, Any]) -> Import:
        choices = Choices(
            encoding=options["encoding"], columns=_columns(options["map"]),
            default_group=_group(options["default_group"]), default_author=options["default_author"],
        )  # fmt: skip
        call, person = _call(options["call"]), _person(options["email"])
        if not person.has_perm("submissions.run_import", Import(call=call)):
            raise CommandError(f"{person.email} may not import into {call.symbol}.")
        try:
            with options["file"].open("rb") as stream:
                file = File(stream, name=options["file"].name)
                return ask_for_check(call=call, file=file, choices=choices, by=person, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error

    def _run(self, batch: Import) -> Import:
        """Do the work here where no worker has taken it; else watch the worker do it."""
        run_import(import_id=batch.pk, clock=timezone.now, on_progress=self._show_progress)
        batch.refresh_from_db()
        while batch.state in (ImportState.QUEUED, ImportState.RUNNING):
            self._show_progress(batch)
            time.sleep(0.5)
            batch.refresh_from_db()
        if batch.state == ImportState.FAILED:
            raise CommandError(failure_in_words(batch.failure))
        return batch

    def _show_progress(self, batch: Import) -> None:
        if not self.stderr.isatty():
            return
        done = batch.lines_read * BAR // max(batch.lines_total, 1)
        end = "\n" if batch.lines_read == batch.lines_total else ""
        word = "checked" if batch.is_dry_run else "loaded"
        bar = "#" * done + "-" * (BAR - done)
        self.stderr.write(f"\r[{bar}] {batch.lines_read:,} of {batch.lines_total:,} {word}", ending=end)

    def _report(self, batch: Import) -> None:
        for line in batch.refusals.all().iterator():
            reasons = " ".join(reason_in_words(reason) for reason in line.reasons)
            self.stdout.write(f"line {line.line}, {_quoted(line.source_id)}: {reasons}")
        for note in notes_in_words(batch.notes):
            self.stdout.write(note)
        done = "can be loaded" if batch.is_dry_run else "loaded"
        self.stdout.write(
            f"{batch.lines_read:,} lines in {batch.encoding}: {batch.loaded:,} {done}, "
            f"{batch.already_there:,} already there, {batch.refused:,} refused."
        )


def _quoted(source_id: str) -> str:
    return json.dumps(source_id, ensure_ascii=False) if source_id else "no identifier"


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = dict(pair.partition("=")[::2] for pair in pairs)
    unknown = [field for field in columns.values() if field not in FIELDS]
    if unknown:
        raise CommandError(failure_in_words({"code": "column_unknown", "field": unknown[0], "expected": list(FIELDS)}))
    return columns


def _group(code: str | None) -> StakeholderGroup | None:
    if code is None:
        return None
    group = StakeholderGroup.objects.filter(code=code).first()
    if group is None:
        codes = ", ".join(StakeholderGroup.objects.values_list("code", flat=True))
        raise CommandError(f"There is no stakeholder group “{code}”. There are: {codes}.")
    return group


def _call(symbol: str) -> Call:
    call = Call.objects.select_related("process").filter(symbol=symbol).first()
    if call is None:
        raise CommandError(f"There is no call “{symbol}”.")
    return call


def _person(email: str) -> User:
    person = User.objects.filter(email_key=email_key(email)).first()
    if person is None:
        raise CommandError(f"Nobody has the address {email}.")
    return person

"""What the secretariat does with inputs that came otherwise: import a file, enter what came by mail."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from consultation.processes.filecheck import CheckedFile
from consultation.submissions.columns import digest
from consultation.submissions.filing import Received, put_on_record
from consultation.submissions.models import Attachment, Call, Import, Submission
from consultation.submissions.states import ImportState
from consultation.submissions.text import word_count
from consultation.submissions.transitions import move_import
from register.errors import OutOfDate
from stakeholders.organisations.models import Country, Organisation, StakeholderGroup

logger = logging.getLogger(__name__)

RUN_IMPORT = "consultation.submissions.tasks.run_import"
"""The task by its name: a web process that imported it would carry in its memory what tells encodings apart."""

_IN_HAND = (ImportState.QUEUED, ImportState.RUNNING)


@dataclass(frozen=True, slots=True)
class Choices:
    """How to read a file where the file itself does not tell; see the fields of the same names in `Import`."""

    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    default_group: StakeholderGroup | None = None
    default_author: str = ""


def ask_for_check(*, call: Call, file: File, choices: Choices, by: Any, at: datetime) -> Import:
    """Store the file and have every line of it checked; nothing is loaded. Raises PermissionDenied.

    Whoever sends the same file again while it is being checked gets the check that is under way.
    """
    batch = Import(
        call=call, name=PurePath(file.name or "").name[:255], sha256=digest(file.file), is_dry_run=True,  # type: ignore[arg-type]
        encoding=choices.encoding, columns=dict(choices.columns), default_group=choices.default_group,
        default_author=choices.default_author, queued_at=at, queued_by=by,
    )  # fmt: skip
    _may(batch, by)
    file.seek(0)
    batch.file = file  # type: ignore[assignment]
    return _queued(batch)


def load_checked(*, batch: Import, by: Any, at: datetime) -> Import:
    """Load the file that was checked, read in the same way: the same bytes, as its SHA-256 shows.

    Raises PermissionDenied, and OutOfDate where the check has not ended or was no check.
    """
    _may(batch, by)
    if not batch.is_dry_run or batch.state != ImportState.READY:
        raise OutOfDate
    return _queued(
        Import(
            call=batch.call, file=batch.file.name, name=batch.name, sha256=batch.sha256, is_dry_run=False,
            encoding=batch.encoding, columns=batch.columns, default_group=batch.default_group,
            default_author=batch.default_author, queued_at=at, queued_by=by,
        )
    )  # fmt: skip


@transaction.atomic
def retry_import(*, batch: Import, by: Any, at: datetime) -> None:
    """Let a failed import go on where it stopped. Raises PermissionDenied, and OutOfDate where it did not fail."""
    move_import(batch, "retried", by=by, at=at, failure={}, attempts=0, finished_at=None, queued_at=at)
    transaction.on_commit(lambda: _nudge(batch.pk))


def _may(batch: Import, by: Any) -> None:
    if not by.has_perm("submissions.run_import", batch):
        raise PermissionDenied


def _queued(batch: Import) -> Import:
    """The new row, or the one that already does the same work."""
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        return Import.objects.get(call=batch.call, sha256=batch.sha256, is_dry_run=batch.is_dry_run, state__in=_IN_HAND)
    transaction.on_commit(lambda: _nudge(batch.pk))
    return batch


def _nudge(import_id: int) -> None:
    """Ask a worker to begin now; without a broker the import waits in its row, and the clock finds it."""
    try:
        current_app.send_task(RUN_IMPORT, kwargs={"import_id": import_id})
    except OperationalError:
        logger.exception("The broker did not take import %s; the clock will find it.", import_id)


# --- one input that came by mail --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks: an organisation of the portal, or a name with its group and country (None: global)."""

    name: str
    group: StakeholderGroup
    country: Country | None
    organisation: Organisation | None = None

    @classmethod
    def of(cls, organisation: Organisation) -> "Author":
        """The organisation with its name, group and seat as they are now."""
        return cls(organisation.name, organisation.group, organisation.seat, organisation)


@dataclass(frozen=True, slots=True)
class Letter:
    """What came by mail: when, in which language, under which title; text, files or both."""

    received_at: datetime
    title: str
    language: str
    body: str
    is_confidential: bool = False
    files: Sequence[tuple[File, CheckedFile]] = ()


@transaction.atomic
def enter_input(*, call: Call, author: Author, letter: Letter, key: uuid.UUID, by: Any, at: datetime) -> Submission:
    """Put an input that came by mail on the call's record, as of the instant at which it arrived; nobody is written to.

    Whoever repeats the same `key` gets the submission that the first time
    made. Raises PermissionDenied where the person may not.
    """
    if not by.has_perm("submissions.enter_input", call):
        raise PermissionDenied
    call = Call.objects.select_for_update().get(pk=call.pk)
    before = Submission.objects.filter(call=call, revisions__draft_id=key).first()
    return before or put_on_record(call, [_as_received(author, letter, key, by=by, at=at)], by=by)[0]


def _as_received(author: Author, letter: Letter, key: uuid.UUID, *, by: Any, at: datetime) -> Received:
    submission = Submission(
        organisation=author.organisation, author_name=author.name, group=author.group, country=author.country,
        region=author.country.region if author.country else "", title=letter.title, language=letter.language,
        body=letter.body, word_count=word_count(letter.body, letter.language), via=Submission.Via.MAIL,
        received_at=letter.received_at, is_confidential=letter.is_confidential,
    )  # fmt: skip
    files = [
        Attachment(
            file=upload, name=known.name, content_type=known.content_type, size=known.size, sha256=known.sha256,
            uploaded_at=at, uploaded_by=by,
        )
        for upload, known in letter.files
    ]  # fmt: skip
    return Received(submission, {"entered_at": at.isoformat()}, files, key)

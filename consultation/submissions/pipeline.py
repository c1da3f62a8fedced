"""Loading a file of inputs: batch after batch, each in one transaction with the progress it makes."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.db import transaction

from consultation.submissions.checking import Checks, Contribution, Refused
from consultation.submissions.filing import Received, put_on_record
from consultation.submissions.models import Call, Import, ImportRefusal, Submission
from consultation.submissions.naming import Groups, Places
from consultation.submissions.reading import UnusableFile, fields_of, records, survey
from consultation.submissions.states import ImportState
from consultation.submissions.transitions import move_import
from register.errors import OutOfDate
from stakeholders.organisations.models import Country, StakeholderGroup

BATCH = 200  # records in one transaction
MOST_ATTEMPTS = 3  # starts without a single batch done, after which the file is taken to be at fault

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Outcome = Contribution | Refused


class Overtaken(Exception):
    """Another worker goes on with this import; this one must stop."""


def run_import(*, import_id: int, clock: Clock, on_progress: Callable[[Import], None] = lambda _batch: None) -> None:
    """Read the file of a waiting import to its end; whoever finds it not waiting leaves it alone.

    What stops the work for reasons that lie elsewhere (the database restarts, the process is killed) is raised or
    simply ends it: the row stays as it is, and the clock finds it by its last sign of life. `clock` tells the time.
    """
    batch = Import.objects.select_related("call__process").filter(pk=import_id, state=ImportState.QUEUED).first()
    if batch is None:
        return
    try:
        _start(batch, at=clock())
        _read(batch, clock, on_progress)
        move_import(batch, "finished", by=None, at=clock(), finished_at=clock())
    except UnusableFile as why:
        move_import(batch, "failed", by=None, at=clock(), failure=why.reason, finished_at=clock())
    except (OutOfDate, Overtaken):
        logger.warning("Import %s is in other hands.", import_id)


def _start(batch: Import, *, at: datetime) -> None:
    move_import(batch, "started", by=None, at=at, heartbeat_at=at, attempts=batch.attempts + 1)
    if batch.attempts > MOST_ATTEMPTS:
        raise UnusableFile("kept_stopping", times=MOST_ATTEMPTS, line=batch.lines_read)


def _read(batch: Import, clock: Clock, on_progress: Callable[[Import], None]) -> None:
    with _opened(batch) as file:
        found = survey(file, encoding=batch.encoding)
        if found.sha256 != batch.sha256:
            raise UnusableFile("file_gone")
        columns = fields_of(found.columns, batch.columns)
        _note_progress(batch, lines_total=found.total, encoding=found.encoding, heartbeat_at=clock())
        checks = _checks_for(batch)
        outcomes = (checks.check(record) for record in records(file, found, columns))
        _skip(outcomes, batch.lines_read)
        for portion in _portions(outcomes):
            _deal_with(batch, portion, at=clock())
            on_progress(batch)


def _opened(batch: Import) -> BinaryIO:
    try:
        return batch.file.storage.open(str(batch.file.name), "rb")  # type: ignore[return-value]
    except FileNotFoundError as error:
        raise UnusableFile("file_gone") from error


def _checks_for(batch: Import) -> Checks:
    call, at = batch.call, batch.queued_at
    return Checks(
        places=Places(Country.objects.all()), groups=Groups(StakeholderGroup.objects.all()), zone=ZoneInfo(call.zone),
        at=at, undated_at=min(at, call.closes_at), word_limit=call.word_limit,
        default_group=batch.default_group_id, default_author=batch.default_author,
    )  # fmt: skip


def _skip(outcomes: Iterator[Outcome], count: int) -> None:
    """Pass over what was dealt with before; it is checked again, so that identifiers seen there are known."""
    for _outcome in islice(outcomes, count):
        pass


def _portions(outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    while portion := list(islice(outcomes, BATCH)):
        yield portion


@transaction.atomic
def _deal_with(batch: Import, portion: Sequence[Outcome], *, at: datetime) -> None:
    """Load what can be loaded, keep why the rest was refused, and the progress: all of it or nothing.

    The call's row is locked first, so that two imports into one call cannot load the same input twice.
    """
    call = Call.objects.select_for_update().get(pk=batch.call_id)
    fine = [outcome for outcome in portion if isinstance(outcome, Contribution)]
    refused = [outcome for outcome in portion if isinstance(outcome, Refused)]
    known = _known(call, fine)
    new = [contribution for contribution in fine if contribution.source_id not in known]
    if not batch.is_dry_run:
        put_on_record(call, [_received(batch, contribution) for contribution in new], by=batch.queued_by)
    ImportRefusal.objects.bulk_create(
        ImportRefusal(batch=batch, line=line.line, source_id=line.source_id, reasons=line.reasons) for line in refused
    )
    _note_progress(
        batch, lines_read=batch.lines_read + len(portion), loaded=batch.loaded + len(new),
        already_there=batch.already_there + len(known), refused=batch.refused + len(refused),
        notes=_noted(batch, call, new), heartbeat_at=at, attempts=0,
    )  # fmt: skip


def _known(call: Call, fine: Sequence[Contribution]) -> set[str]:
    sources = [contribution.source_id for contribution in fine]
    return set(Submission.objects.filter(call=call, source_id__in=sources).values_list("source_id", flat=True))


def _received(batch: Import, contribution: Contribution) -> Received:
    submission = Submission(
        author_name=contribution.author_name, group_id=contribution.group, country_id=contribution.place.country,
        region=contribution.place.region, title=contribution.title, language=contribution.language,
        body=contribution.body, word_count=contribution.word_count, via=Submission.Via.IMPORT,
        source_id=contribution.source_id, received_at=contribution.received_at,
    )  # fmt: skip
    details: dict[str, Any] = {"import": str(batch.public_id), "line": contribution.line}
    return Received(submission, {**details, "url": contribution.url} if contribution.url else details)


def _noted(batch: Import, call: Call, new: Sequence[Contribution]) -> dict[str, int]:
    counts = Counter(batch.notes)
    for contribution in new:
        counts.update(contribution.notes)
        counts["late"] += call.stage_at(contribution.received_at) == Call.Stage.CLOSED
    return {code: count for code, count in counts.items() if count}


def _note_progress(batch: Import, **changes: Any) -> None:
    """Write progress, unless another worker has gone on in the meantime (compare and set on what was read)."""
    mine = Import.objects.filter(pk=batch.pk, state=ImportState.RUNNING, lines_read=batch.lines_read)
    if not mine.update(**changes):
        raise Overtaken
    for name, value in changes.items():
        setattr(batch, name, value)

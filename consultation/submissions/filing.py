"""Filing inputs that came without a draft: reference, first revision with its digest, and the event as witness."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from consultation.submissions.models import Attachment, Call, Revision, Submission, SubmissionEvent


@dataclass(frozen=True, slots=True)
class Received:
    """An input that did not come through a draft: the submission's own fields, its files, and what the event tells.

    `key` makes repeating harmless: no two revisions ever have the same.
    """

    submission: Submission
    details: dict[str, Any] = field(default_factory=dict)
    files: Sequence[Attachment] = ()
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def put_on_record(call: Call, inputs: Sequence[Received], *, by: Any) -> list[Submission]:
    """Give each input its reference, revision 1 and the event "submitted"; references follow the order of `inputs`.

    `submission.received_at` decides whether it is late. Takes the lock on the call's row until the transaction ends.
    """
    if not inputs:
        return []
    references = next_references(call, len(inputs))
    for reference, received in zip(references, inputs, strict=True):
        _complete(received.submission, call, reference)
    submissions = Submission.objects.bulk_create([received.submission for received in inputs])
    revisions = Revision.objects.bulk_create([_first_revision(received, call) for received in inputs])
    SubmissionEvent.objects.bulk_create(
        SubmissionEvent(
            subject=received.submission, kind="submitted", at=received.submission.received_at, by=by,
            details=received.details,
        )
        for received in inputs
    )  # fmt: skip
    for revision, received in zip(revisions, inputs, strict=True):
        _keep_files(revision, received.files)
    return submissions


def next_references(call: Call, count: int) -> list[str]:
    """The next public references of a call, such as WG.7/2026/C2/041; gap-free, because part of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE submissions_call SET last_serial = last_serial + %s WHERE id = %s RETURNING last_serial",
            [count, call.pk],
        )
        (last,) = cursor.fetchone()
    return [f"{call.symbol}/{serial:03d}" for serial in range(last - count + 1, last + 1)]


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a revision's content, in hexadecimal: keys sorted, no spaces, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _complete(submission: Submission, call: Call, reference: str) -> None:
    submission.process_id, submission.call = call.process_id, call
    submission.reference = reference
    submission.submitted_at = submission.received_at
    submission.is_late = call.stage_at(submission.received_at) == Call.Stage.CLOSED
    submission.is_confidential = submission.is_confidential or call.is_confidential


def _first_revision(received: Received, call: Call) -> Revision:
    submission = received.submission
    content = {
        **{name: getattr(submission, name) for name in ("title", "language", "body", "is_confidential")},
        "answers": [],
        "author": submission.author_name,
        "parties": [],
        "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in received.files],
    }
    return Revision(
        submission=submission, number=1, draft_id=received.key, content=content, sha256=digest_of(content),
        submitted_at=submission.received_at, deadline=call.closes_at, is_late=submission.is_late,
    )  # fmt: skip


def _keep_files(revision: Revision, files: Sequence[Attachment]) -> None:
    for file in files:
        file.draft, file.revision = None, revision
        file.save()

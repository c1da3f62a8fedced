"""What the chair decides about submissions: publish, receive in confidence, return, withhold; singly or in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.processes.models import ModerationRule
from consultation.submissions.emails import write_decision
from consultation.submissions.models import Submission
from consultation.submissions.transitions import move_submission
from register.errors import MoveRefused


@transaction.atomic
def publish_submission(*, submission: Submission, by: Any, at: datetime, rule: str = "") -> None:
    """Let the submission pass: into the public record, or received in confidence where it is not for publication.

    `rule` is the ground on which many are published at once; it is kept with the event. Raises PermissionDenied unless
    the person presides over the process and is a member of none of the organisations that speak in it, OutOfDate where
    somebody was faster.
    """
    decision = "accepted" if submission.is_confidential else "published"
    changes: dict[str, Any] = {"withheld_under": None}
    if decision == "published":
        changes["published_at"] = submission.published_at or at
    event = move_submission(submission, decision, by=by, at=at, note=rule, **changes)
    write_decision(submission, event=event)


@transaction.atomic
def return_submission(*, submission: Submission, by: Any, at: datetime, reason: str) -> None:
    """Give the submission back for correction; the reason is what the contributor reads. Raises as publishing does."""
    event = move_submission(submission, "returned", by=by, at=at, note=reason)
    write_decision(submission, event=event)


@transaction.atomic
def withhold_submission(*, submission: Submission, by: Any, at: datetime, reason: str, rule: ModerationRule) -> None:
    """Keep the submission out of the record under a published rule of the process, with a reason in words.

    Raises ValueError for a rule of another process; otherwise as publishing does.
    """
    if rule.process_id != submission.process_id:
        raise ValueError(rule)
    event = move_submission(
        submission, "withheld", by=by, at=at, note=reason, details={"rule": rule.code}, withheld_under=rule
    )
    write_decision(submission, event=event)


@dataclass(frozen=True, slots=True)
class Passed:
    """How a decision in bulk went: how many passed, and the references of those that did not, with the reason."""

    count: int
    refused: tuple[tuple[str, str], ...]


def publish_in_bulk(*, submissions: Iterable[Submission], by: Any, at: datetime, rule: str) -> Passed:
    """Publish each submission that may be published, on the recorded rule; the others stay as they are and are named.

    Each one is decided in its own transaction, so that one that somebody else moved does not undo the rest.
    """
    count, refused = 0, []
    for submission in submissions:
        try:
            publish_submission(submission=submission, by=by, at=at, rule=rule)
        except (MoveRefused, PermissionDenied) as reason:
            refused.append((submission.reference, str(reason)))
        else:
            count += 1
    return Passed(count, tuple(refused))

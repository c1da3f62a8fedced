"""Topics, and points in contributions: marked passages whose place is found by their words."""

from typing import Any

from consultation.processes.models import Process
from consultation.submissions.models import Submission
from reports.points.models import Point, Topic
from reports.points.reading import sources_of
from stakeholders.accounts.models import User
from tests.factories import NOON, make_user


def make_topic(process: Process, label: str = "Points of contact", **fields: Any) -> Topic:
    """A topic at the end of the list."""
    fields.setdefault("position", process.topics.count() + 1)
    return Topic.objects.create(process=process, label=label, **fields)


def make_point(submission: Submission, quote: str = "", *, by: User | None = None, **fields: Any) -> Point:
    """A view that somebody marked; the passage is where `quote` first stands, or the first block of the contribution."""
    by = by or make_user()
    source, starts, quote = _place_of(submission, quote)
    defaults: dict[str, Any] = {
        "process_id": submission.process_id, "restatement": "That trust grows slowly.", "source": source,
        "revision": submission.revision_number, "sought": submission.revision_number, "starts": starts,
        "ends": starts + len(quote), "quote": quote, "marked_at": NOON, "marked_by": by, "changed_at": NOON,
        "changed_by": by,
    }  # fmt: skip
    if fields.get("dropped_at"):
        defaults["dropped_by"] = by
    return Point.objects.create(submission=submission, **{**defaults, **fields})


def _place_of(submission: Submission, quote: str) -> tuple[str, int, str]:
    sources = sources_of(submission)
    if not quote:
        block = sources[0].reading.blocks[0]
        return sources[0].name, block.starts, block.text
    for source in sources:
        if quote in source.reading.text:
            return source.name, source.reading.text.index(quote), quote
    raise ValueError(f"{submission} does not say “{quote}”.")

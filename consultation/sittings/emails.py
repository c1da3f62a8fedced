"""The letters that a change of a published programme gives rise to, each in the reader's language and time zone."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from consultation.sittings.models import Change, Follower, Notice
from consultation.sittings.naming import meeting_name
from stakeholders.mailroom.actions import post_letter


def write_changes(notice: Notice, changes: Iterable[Change], followers: Iterable[Follower], *, at: datetime) -> None:
    """Tell these followers of these changes; once each, however often called."""
    latest = list(latest_of_each(changes))
    for follower in followers:
        with translation.override(follower.user.language):
            lines = [(meeting_name(change.meeting), change) for change in latest]
        post_letter(
            key=f"programme:{notice.pk}:{follower.pk}", to=follower.user, template="sittings/mail/changes", at=at,
            context={"session": notice.programme.session, "lines": lines},
        )  # fmt: skip


def latest_of_each(changes: Iterable[Change]) -> Iterable[Change]:
    """One line a meeting: its last change, told as the whole way from where it stood before the first of them."""
    told: dict[int, Change] = {}
    for change in changes:
        first = told.get(change.meeting_id)
        if first is not None:
            change.started_at, change.ended_at = first.started_at, first.ended_at
            change.kind = _kind_of_both(first, change)
        told[change.meeting_id] = change
    return told.values()


def _kind_of_both(first: Change, last: Change) -> str:
    """What a reader is told of two changes of one meeting: an added one stays added, a moved one moved."""
    if last.kind == Change.Kind.CANCELLED:
        return last.kind
    return first.kind if first.kind in (Change.Kind.ADDED, Change.Kind.MOVED) else last.kind

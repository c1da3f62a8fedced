"""Who has read what, and whose part of the reading a contribution is; the rows themselves are the record."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consultation.processes.models import Office
from consultation.submissions.models import Submission
from reports.points.errors import NotOnTeam, NotReadable, TakenBySomebody
from reports.points.models import Reading, Share
from reports.points.querysets import READABLE


@transaction.atomic
def mark_read(*, submission: Submission, by: Any, at: datetime) -> None:
    """Note that the person has read the contribution as it now is; raises PermissionDenied, NotReadable."""
    _may_read(submission, by)
    Reading.objects.update_or_create(
        submission=submission, reader=by, defaults={"revision": submission.revision_number, "read_at": at}
    )


@transaction.atomic
def mark_unread(*, submission: Submission, by: Any, at: datetime) -> None:
    """Forget that the person has read it, so that it comes up again; raises PermissionDenied."""
    _may_read(submission, by)
    Reading.objects.filter(submission=submission, reader=by, read_at__lte=at).delete()


@transaction.atomic
def take_share(*, submission: Submission, by: Any, at: datetime) -> Share:
    """Make it the person's own part; raises TakenBySomebody where it is a colleague's, PermissionDenied."""
    _may_read(submission, by)
    given = {"reader": by, "given_at": at, "given_by": by}
    share, _made = Share.objects.select_related("reader").get_or_create(submission=submission, defaults=given)
    if share.reader_id != by.pk:
        raise TakenBySomebody(share.reader)
    return share


@transaction.atomic
def give_share(*, submission: Submission, to: Any, by: Any, at: datetime) -> Share:
    """Make it the part of one of the team, whosever it was; raises NotOnTeam, PermissionDenied."""
    _may_read(submission, by)
    if not Office.objects.on_chairs_team().filter(process=submission.process_id, user=to).exists():
        raise NotOnTeam
    share, _made = Share.objects.update_or_create(
        submission=submission, defaults={"reader": to, "given_at": at, "given_by": by}
    )
    return share


@transaction.atomic
def give_back(*, submission: Submission, by: Any) -> None:
    """Let it be nobody's part again, if it is the person's own; raises TakenBySomebody, PermissionDenied."""
    _may_read(submission, by)
    share = Share.objects.select_for_update(of=("self",)).select_related("reader").filter(submission=submission).first()
    if share and share.reader_id != by.pk:
        raise TakenBySomebody(share.reader)
    if share:
        share.delete()


def _may_read(submission: Submission, by: Any) -> None:
    if not by.has_perm("points.mark_point", submission.process):
        raise PermissionDenied
    if submission.state not in READABLE:
        raise NotReadable

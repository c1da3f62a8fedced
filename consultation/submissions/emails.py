"""The letters that submissions give rise to, each in the reader's language."""

from datetime import datetime
from typing import Any

from consultation.submissions.models import Revision, Submission
from register.models import Event
from stakeholders.mailroom.actions import post_letter
from stakeholders.organisations.models import Membership


def write_receipt(revision: Revision, *, to: Any, at: datetime) -> None:
    """The receipt of a revision, to the person who submitted it; once for each revision."""
    submission = revision.submission
    post_letter(
        key=f"received:{revision.draft_id}", to=to, template="submissions/mail/received", at=at,
        context={"submission": submission, "revision": revision, "call": submission.call},
    )  # fmt: skip


def write_requests(submission: Submission, *, at: datetime) -> None:
    """Ask each organisation that a joint statement names and that has not answered: a letter to each focal point."""
    waiting = submission.parties.filter(confirmed_at=None, declined_at=None).values("organisation")
    focal_points = Membership.objects.active().filter(role=Membership.Role.FOCAL_POINT, organisation__in=waiting)
    for membership in focal_points.select_related("user", "organisation"):
        post_letter(
            key=f"asked:{submission.pk}:{submission.revision_number}:{membership.pk}", to=membership.user, at=at,
            template="submissions/mail/asked",
            context={"submission": submission, "call": submission.call, "organisation": membership.organisation},
        )  # fmt: skip


def write_decision(submission: Submission, *, event: Event) -> None:
    """What the chair decided, to the person who last submitted it; the event's kind names the template."""
    if submission.submitted_by is None:
        return
    post_letter(
        key=f"decision:{event.pk}", to=submission.submitted_by, template=f"submissions/mail/{event.kind}", at=event.at,
        context={
            "submission": submission, "call": submission.call, "note": event.note, "rule": submission.withheld_under,
        },
    )  # fmt: skip

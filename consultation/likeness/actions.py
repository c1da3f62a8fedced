"""What the chair's team decides about near-identical texts: judge a family, take a text out, put it back, look now."""

import logging
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from kombu.exceptions import OperationalError

from consultation.likeness.errors import InAnotherFamily, OnlyTwoLeft
from consultation.likeness.minhash import METHOD
from consultation.likeness.models import Family, Member, Sketch
from consultation.likeness.placing import lock_families_of
from consultation.likeness.querysets import never_read
from consultation.likeness.tasks import sketch_new_texts
from consultation.likeness.transitions import move_family
from consultation.processes.models import Process
from consultation.submissions.models import Submission
from register.errors import OutOfDate

logger = logging.getLogger(__name__)

FEWEST = 2
"""Texts without which there is no family."""


@transaction.atomic
def judge_family(*, family: Family, judgement: str, by: Any, at: datetime, note: str = "") -> None:
    """Keep what the person decided about all texts that stand in the family now; a later decision replaces it.

    `judgement` is the name of a move: "judged_campaign", "judged_author" or "judged_not_same". Raises what move raises.
    """
    lock_families_of(family.process_id)
    move_family(family, judgement, by=by, at=at, note=note, decided_at=at, decided_by=by)
    family.members.inside().filter(is_new=True).update(is_new=False)


@transaction.atomic
def confirm_member(*, member: Member, by: Any, at: datetime) -> None:
    """Let the decision on the family hold for a text that joined since.

    Raises OutOfDate where it waits no longer, and PermissionDenied.
    """
    _may_decide(member.family, by)
    if not Member.objects.inside().filter(pk=member.pk, is_new=True).update(is_new=False):
        raise OutOfDate
    _tell(member, "text_confirmed", by=by, at=at)


@transaction.atomic
def take_out(*, member: Member, by: Any, at: datetime) -> None:
    """Take one text out of its family; it is never proposed there again.

    Raises OnlyTwoLeft where a family of one would remain, OutOfDate where it is out already, and PermissionDenied.
    """
    _may_decide(member.family, by)
    if member.family.members.inside().count() <= FEWEST:
        raise OnlyTwoLeft
    if not Member.objects.inside().filter(pk=member.pk).update(left_out_at=at, left_out_by=by, is_new=False):
        raise OutOfDate
    _tell(member, "text_taken_out", by=by, at=at)


@transaction.atomic
def put_back(*, member: Member, by: Any, at: datetime) -> None:
    """Put a text back that a person took out; what is decided about the family holds for it again.

    Raises InAnotherFamily where it stands in another one by now, OutOfDate where it is in already, PermissionDenied.
    """
    _may_decide(member.family, by)
    if Member.objects.inside().filter(submission=member.submission_id).exclude(family=member.family_id).exists():
        raise InAnotherFamily
    if not Member.objects.filter(pk=member.pk, left_out_at__isnull=False).update(left_out_at=None, left_out_by=None):
        raise OutOfDate
    _tell(member, "text_put_back", by=by, at=at)


@transaction.atomic
def look_now(*, process: Process, by: Any) -> int:
    """Have the texts of the process that wait compared at once, told to a worker or not; how many there are."""
    if not by.has_perm("likeness.see_families", process):
        raise PermissionDenied
    waiting = never_read(Submission.objects.filter(process=process), METHOD).values("pk")
    Sketch.objects.filter(pk__in=waiting).update(nudged_at=None)
    transaction.on_commit(_nudge)
    return waiting.count()


def _may_decide(family: Family, by: Any) -> None:
    if not by.has_perm("likeness.decide_family", family):
        raise PermissionDenied
    lock_families_of(family.process_id)


def _tell(member: Member, kind: str, *, by: Any, at: datetime) -> None:
    member.family.events.create(kind=kind, at=at, by=by, details={"submission": member.submission_id})


def _nudge() -> None:
    """Tell a worker; without a broker the clock does, half a minute later."""
    try:
        sketch_new_texts.delay()
    except OperationalError:
        logger.exception("The broker did not take the message; the clock will find the texts.")

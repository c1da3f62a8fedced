"""Which family a text stands in: found by the clock, and never against what a person decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from consultation.likeness.minhash import estimated_likeness
from consultation.likeness.models import Family, Member, Sketch
from consultation.likeness.search import found_alike
from consultation.likeness.states import DECIDED, FamilyState
from consultation.likeness.transitions import move_family

_LOCK = 0x6C696B65  # "like": the first of the two numbers of the lock; the second is the process


def lock_families_of(process_id: int) -> None:
    """Let nobody else change the families of the process until the transaction ends.

    Else two texts that arrive together would each be placed without the other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, process_id])


def place(sketch: Sketch, *, at: datetime) -> None:
    """Put the submission of a new sketch where it belongs: into the family of what it resembles, or a new one.

    It leaves a family that nothing in it holds any longer, unless a person judged it there. It takes with it those that
    it resembles: texts without a family, and whole families that nobody has judged, for a campaign whose letters are
    put together from offered paragraphs comes in pieces. Needs the lock of `lock_families_of`.
    """
    submission = sketch.submission
    near = found_alike(sketch, process_id=submission.process_id)
    mine = Member.objects.inside().select_related("family").filter(submission=submission).first()
    if mine and _is_judged(mine):
        return
    if mine and not mine.family.members.inside().filter(submission__in=near).exists():
        _leave(mine, at=at)
        mine = None
    homeless = _without_family([submission.pk, *near])
    family = mine.family if mine else _nearest_family(submission.pk, near)
    if family is None and len(homeless) > 1:
        family = _new_family(submission.process_id, at=at)
    if family is not None:
        _gather(family, homeless, at=at)
        if family.state == FamilyState.UNDECIDED:
            _unite(family, near, at=at)


def _is_judged(member: Member) -> bool:
    return member.family.state in DECIDED and not member.is_new


def _without_family(submissions: list[int]) -> list[int]:
    placed = Member.objects.inside().filter(submission__in=submissions).values_list("submission", flat=True)
    return sorted(set(submissions).difference(placed))


def _nearest_family(submission_id: int, near: Mapping[int, float]) -> Family | None:
    """The family of the text that this one resembles most, but none out of which a person took it."""
    barred = Member.objects.filter(submission=submission_id, left_out_at__isnull=False).values("family")
    rows = Member.objects.inside().filter(submission__in=near).exclude(family__in=barred).select_related("family")
    ranked = sorted(rows, key=lambda member: (-near[member.submission_id], member.family_id))
    return ranked[0].family if ranked else None


def _new_family(process_id: int, *, at: datetime) -> Family:
    family: Family = Family.objects.create(process_id=process_id, formed_at=at)
    family.events.create(kind="formed", at=at)
    return family


def _gather(family: Family, submissions: list[int], *, at: datetime) -> None:
    """Let these join the family, except those that a person took out of it; into a judged family they come as new."""
    barred = set(family.members.filter(submission__in=submissions).values_list("submission", flat=True))
    joining = [submission for submission in submissions if submission not in barred]
    first = family.members.inside().values_list("submission", flat=True).first() or (joining[0] if joining else None)
    signatures = _signatures([*joining, *([first] if first else [])])
    for submission in joining:
        share = 1.0 if submission == first else estimated_likeness(signatures[submission], signatures[first])
        Member.objects.create(
            family=family, submission_id=submission, similarity=share, joined_at=at, is_new=family.state in DECIDED
        )
        family.events.create(kind="text_joined", at=at, details={"submission": submission})


def _unite(family: Family, near: Mapping[int, float], *, at: datetime) -> None:
    """Bring the undecided families of these texts into this one, unless a person parted one of theirs from it."""
    others = Family.objects.filter(
        state=FamilyState.UNDECIDED, members__submission__in=near, members__left_out_at=None
    ).exclude(pk=family.pk)
    for other in others.distinct().order_by("pk"):
        if not other.members.filter(submission__family_members__family=family).exists():
            _bring(other, into=family, at=at)


def _bring(other: Family, *, into: Family, at: datetime) -> None:
    """All members of the other family with what a person decided about them; the emptied family dissolves."""
    moved = list(other.members.all())
    first = into.members.inside().earliest("pk").submission_id
    signatures = _signatures([first, *(member.submission_id for member in moved)])
    for member in moved:
        member.family = into
        member.similarity = estimated_likeness(signatures[first], signatures[member.submission_id])
    Member.objects.bulk_update(moved, ["family", "similarity"], batch_size=1000)
    into.events.create(kind="families_united", at=at, details={"submissions": [one.submission_id for one in moved]})
    move_family(other, "dissolved", by=None, at=at)


def _signatures(submissions: Sequence[int]) -> dict[Any, bytes]:
    rows = Sketch.objects.filter(pk__in=submissions).values_list("pk", "signature")
    return {submission: bytes(signature) for submission, signature in rows}


def _leave(member: Member, *, at: datetime) -> None:
    """Take the text out of its family for good; a family of one is none."""
    family = member.family
    member.delete()
    family.events.create(kind="text_left", at=at, details={"submission": member.submission_id})
    if family.state == FamilyState.UNDECIDED and family.members.inside().count() < 2:
        family.members.inside().delete()
        move_family(family, "dissolved", by=None, at=at)

"""What lies before the Chair's team to be read: the contributions of a process, who has read them, what was marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from consultation.processes.agenda import below
from consultation.processes.models import AgendaItem, Process
from consultation.submissions.forms.record import WITHOUT_REGION
from consultation.submissions.models import Call, Submission
from consultation.submissions.querysets import SubmissionQuerySet
from reports.points.models import Point, Reading, Share
from reports.points.querysets import READABLE
from stakeholders.accounts.models import User
from stakeholders.organisations.models import StakeholderGroup

SHOWN = (
    "public_id", "reference", "title", "language", "author_name", "group", "country", "region", "received_at",
    "is_late", "state", "revision_number", "word_count",
)  # fmt: skip
ORDER = "received_at"
_READ = Reading.objects.filter(submission=OuterRef("pk"), revision=OuterRef("revision_number"))
_SHARED = Share.objects.filter(submission=OuterRef("pk"))
_POINTS = Point.objects.standing().filter(submission=OuterRef("pk"))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the contributions of a process can be narrowed by."""

    groups: dict[int, StakeholderGroup]
    items: list[AgendaItem]
    calls: list[Call]


@dataclass(slots=True)
class Lying:
    """A contribution with who has read it as it now is, whose part it is, and how many points it has and has lost."""

    submission: Submission
    readers: list[User] = field(default_factory=list)
    share: Share | None = None
    points: int = 0
    lost: int = 0


def readable(user: Any) -> SubmissionQuerySet:
    """What is there for a person to read: of the processes in which she holds an office; none without second factor."""
    if not (user.is_authenticated and user.is_active and user.has_second_factor):
        return Submission.objects.none()
    held = user.offices.held().values("process")
    rows: SubmissionQuerySet = Submission.objects.filter(process__in=held, state__in=READABLE)
    return rows


def unread_by(user: Any) -> Q:
    """Those that the person has not read as they now are."""
    return Q(~Exists(_READ.filter(reader=user.pk)))


def narrowed(process: Process, wanted: Mapping[str, str], choices: Choices, user: Any) -> SubmissionQuerySet:
    """The contributions of the process that lie before the team, narrowed by what is well-formed in `wanted`."""
    rows = Submission.objects.filter(process=process, state__in=READABLE)
    conditions = [*_of_author(wanted, choices), *_of_team(wanted, user)]
    rows = rows.filter(*conditions)
    if key := wanted.get("item"):
        rows = rows.on_items(below(next(item for item in choices.items if str(item.pk) == key), choices.items))
    if words := wanted.get("q"):
        rows = rows.found_by(words)
    found: SubmissionQuerySet = rows
    return found


def _of_author(wanted: Mapping[str, str], choices: Choices) -> Iterable[Q]:
    if code := wanted.get("group"):
        yield Q(group__in=[pk for pk, group in choices.groups.items() if group.code == code])
    if region := wanted.get("region"):
        yield Q(region="" if region == WITHOUT_REGION else region)
    if symbol := wanted.get("call"):
        yield Q(call__in=[call.pk for call in choices.calls if call.symbol == symbol])
    if language := wanted.get("language"):
        yield Q(language=language)


def _of_team(wanted: Mapping[str, str], user: Any) -> Iterable[Q]:
    reading = {
        "unread": unread_by(user),
        "nobody": Q(~Exists(_READ)),
        "mine": Q(Exists(_SHARED.filter(reader=user.pk))),
        "free": Q(~Exists(_SHARED)),
    }
    points = {
        "with": Q(Exists(_POINTS)),
        "without": Q(~Exists(_POINTS)),
        "lost": Q(Exists(_POINTS.filter(anchor=Point.Anchor.LOST))),
    }
    for name, conditions in (("reading", reading), ("points", points)):
        if condition := conditions.get(wanted.get(name, "")):
            yield condition


def numbers(rows: SubmissionQuerySet, user: Any) -> dict[str, int]:
    """How many there are, how many the person has not read, how many nobody has read; asks one query."""
    found: dict[str, int] = rows.order_by().aggregate(
        all=Count("pk"),
        unread=Count("pk", filter=unread_by(user)),
        nobody=Count("pk", filter=Q(~Exists(_READ))),
    )
    return found


def lying(rows: Iterable[Submission]) -> list[Lying]:
    """The rows of a page with what the team did with them; asks three queries, however many rows there are."""
    found = {row.pk: Lying(row) for row in rows}
    for reading in Reading.objects.filter(submission__in=found).select_related("reader"):
        if reading.revision == found[reading.submission_id].submission.revision_number:
            found[reading.submission_id].readers.append(reading.reader)
    for share in Share.objects.filter(submission__in=found).select_related("reader"):
        found[share.submission_id].share = share
    lost = Count("pk", filter=Q(anchor=Point.Anchor.LOST))
    counted = Point.objects.standing().filter(submission__in=found).order_by().values_list("submission")
    for pk, points, lost_number in counted.annotate(number=Count("pk"), lost=lost):
        found[pk].points, found[pk].lost = points, lost_number
    return list(found.values())


def neighbour(rows: SubmissionQuerySet, current: Submission | None, *, back: bool) -> Submission | None:
    """The one after (or before) the current one in the order of arrival; from the end it goes on at the beginning."""
    sign, beyond = ("-", "lt") if back else ("", "gt")
    rows = rows.order_by(f"{sign}received_at", f"{sign}pk").only("public_id", "received_at")
    if current is None:
        return rows.first()
    rows = rows.exclude(pk=current.pk)
    same_moment = Q(received_at=current.received_at, **{f"pk__{beyond}": current.pk})
    ahead = rows.filter(Q(**{f"received_at__{beyond}": current.received_at}) | same_moment)
    return ahead.first() or rows.first()


def for_me_to_read(rows: SubmissionQuerySet, user: Any) -> SubmissionQuerySet:
    """Those that the person has not read and that are not a colleague's part."""
    colleagues = _SHARED.exclude(reader=user.pk)
    left: SubmissionQuerySet = rows.filter(unread_by(user), ~Exists(colleagues))
    return left

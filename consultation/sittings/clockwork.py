"""What happens after a published programme was changed, without anybody's click: those who asked are told."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, Min, OuterRef

from consultation.sittings.emails import write_changes
from consultation.sittings.models import Change, Follower, Notice, Programme

QUIET = timedelta(minutes=15)
"""How long the secretariat has to have changed nothing before the clock tells of its changes: one letter for all."""

LETTERS_AT_A_TIME = 100


def untold_changes(programme: Programme) -> tuple[int, int] | None:
    """The first and the last change of which no notice tells yet; None where there is none."""
    told = programme.notices.aggregate(last=Max("last_change"))["last"] or 0
    found = programme.changes.filter(pk__gt=told).aggregate(first=Min("pk"), last=Max("pk"))
    return (found["first"], found["last"]) if found["first"] else None


def keep_notice(programme: Programme, *, at: datetime) -> Notice | None:
    """Keep that the followers are to be told of all changes so far; None where there is none to tell of."""
    span = untold_changes(programme)
    if span is None:
        return None
    return Notice.objects.create(programme=programme, first_change=span[0], last_change=span[1], asked_at=at)


def tell_of_quiet_programmes(*, at: datetime) -> None:
    """Keep a notice for each programme with untold changes at which nobody has worked for a while."""
    told = Notice.objects.filter(programme=OuterRef("programme"), last_change__gte=OuterRef("pk"))
    untold = Change.objects.filter(~Exists(told)).order_by().values("programme").annotate(latest=Max("at"))
    for programme in Programme.objects.filter(pk__in=untold.filter(latest__lte=at - QUIET).values("programme")):
        try:
            with transaction.atomic():
                keep_notice(programme, at=at)
        except IntegrityError:
            continue  # The secretariat pressed the button in the same instant; its notice tells the same.


def notices_to_write() -> list[int]:
    """Ids of the notices of which not everybody has been told."""
    return list(Notice.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def tell_some(*, notice_id: int, at: datetime) -> bool:
    """Write the next letters of a notice, `LETTERS_AT_A_TIME` at most; whether more have to be written.

    One worker at a time: another one finds the row locked and leaves it. A letter is never written twice, because its
    key names notice and follower. Who began to follow after the notice was asked for is not told.
    """
    rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=notice_id, done_at=None)
    notice = rows.select_related("programme__session__process").first()
    if notice is None:
        return False
    followers = Follower.objects.filter(
        session=notice.programme.session, pk__gt=notice.last_follower, since__lte=notice.asked_at, user__is_active=True
    )
    found = list(followers.select_related("user").order_by("pk")[:LETTERS_AT_A_TIME])
    span = (notice.first_change, notice.last_change)
    changes = notice.programme.changes.filter(pk__range=span).select_related("meeting").order_by("pk")
    write_changes(notice, changes, found, at=at)
    if found:
        notice.last_follower = found[-1].pk
    is_done = len(found) < LETTERS_AT_A_TIME
    notice.done_at = at if is_done else None
    notice.save()
    return not is_done

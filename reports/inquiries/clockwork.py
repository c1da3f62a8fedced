"""What the clock does for inquiries: tell the Chair's team, once, that a reply is overdue."""

from datetime import datetime

from django.db import transaction

from reports.inquiries.emails import tell_team_of_delay
from reports.inquiries.models import Inquiry

BATCH = 100  # inquiries in one turn of the clock


def tell_of_overdue_replies(*, at: datetime) -> int:
    """Write to the team of each inquiry whose reply became overdue before that instant; returns how many were told of.

    Each is told of in its own transaction, with its row locked, so that two clocks write once.
    """
    waiting = Inquiry.objects.overdue_at(at).filter(overdue_told_at=None).order_by("reply_due_at", "pk")
    return sum(_tell(key, at=at) for key in waiting.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _tell(key: int, *, at: datetime) -> bool:
    rows = Inquiry.objects.overdue_at(at).filter(pk=key, overdue_told_at=None)
    inquiry = rows.select_for_update(of=("self",), skip_locked=True).first()
    if inquiry is None:
        return False
    Inquiry.objects.filter(pk=key).update(overdue_told_at=at)
    tell_team_of_delay(inquiry, at=at)
    return True

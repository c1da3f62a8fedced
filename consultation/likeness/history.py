"""What people did with a family, told in words; what the clock did is told only where it began."""

from typing import NamedTuple

from django.db.models import Q

from consultation.likeness.models import Family, FamilyEvent
from consultation.submissions.models import Submission

MOST_TOLD = 20


class Line(NamedTuple):
    """An event, and the reference of the text that it is about, if it is about one."""

    event: FamilyEvent
    reference: str


def told(family: Family) -> list[Line]:
    """The last things that people did with the family, the newest first, and when it was found."""
    rows = family.events.filter(Q(by__isnull=False) | Q(kind="formed")).select_related("by")
    events = list(rows.order_by("-at", "-pk")[:MOST_TOLD])
    about = [event.details["submission"] for event in events if "submission" in event.details]
    references = dict(Submission.objects.filter(pk__in=about).values_list("pk", "reference")) if about else {}
    return [Line(event, references.get(event.details.get("submission"), "")) for event in events]

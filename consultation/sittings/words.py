"""What a programme of work says of its parts in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from consultation.sittings.kinds import Attribution
from consultation.sittings.models import Meeting, Segment


def disclaimer_of(meeting: Meeting) -> str:
    """What is said wherever an event stands that is no part of the process."""
    return _(
        "This event is organised by %(organiser)s. It is not a formal part of the process, and nothing that "
        "comes of it is an official document."
    ) % {"organiser": meeting.organiser}


def rule_of_segment(segment: Segment) -> str:
    """What readers have to know about naming speakers; empty where they may be named."""
    if segment.attribution == Attribution.CHATHAM_HOUSE:
        return _(
            "Held under the Chatham House Rule: what is said may be used, who said it and who took part is not told."
        )
    if segment.attribution == Attribution.NON_ATTRIBUTED:
        return _("What is said is not attributed to speakers.")
    return ""


def time_span(span: Segment | Meeting, zone: str) -> str:
    """Start and end on a clock of the zone, such as "10:00–13:00"."""
    return f"{clock(span.starts_at, zone)}–{clock(span.ends_at, zone)}"


def clock(instant: datetime, zone: str) -> str:
    """What a clock of the zone shows, such as "10:00"."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%H:%M")

"""How a meeting is called in words."""

from django.utils.translation import gettext as _

from consultation.sittings.models import Meeting, Segment
from look.templatetags.plenum import text_and_language


def meeting_name(meeting: Meeting) -> str:
    """Return its title in the reader's language, else its number, or of an unofficial event who organises it."""
    title, _language = text_and_language(meeting, "title")
    if title:
        return title
    if not meeting.is_official:
        return _("Event organised by %(organiser)s") % {"organiser": meeting.organiser}
    return _("Meeting %(number)s") % {"number": meeting.number}


def segment_name(segment: Segment) -> str:
    """Return its title in the reader's language, else its mode in words."""
    title, _language = text_and_language(segment, "title")
    return title or str(segment.get_kind_display())

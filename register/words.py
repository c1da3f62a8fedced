"""The kinds of events in words, for pages and letters."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

EVENT_WORDS: dict[str, Promise | str] = {
    "accepted": pgettext_lazy("event", "Received in confidence"),
    "admitted": pgettext_lazy("event", "Admitted"),
    "announced": pgettext_lazy("event", "Announced"),
    "begun": pgettext_lazy("event", "Begun"),
    "cancelled": pgettext_lazy("event", "Cancelled"),
    "changed": pgettext_lazy("event", "Changed"),
    "created": pgettext_lazy("event", "Created"),
    "ended": pgettext_lazy("event", "Ended"),
    "extended": pgettext_lazy("event", "Deadline extended"),
    "failed": pgettext_lazy("event", "Failed"),
    "finalised": pgettext_lazy("event", "Finalised"),
    "finished": pgettext_lazy("event", "Finished"),
    "issued": pgettext_lazy("event", "Issued"),
    "paragraph_added": pgettext_lazy("event", "Paragraph added"),
    "paragraph_moved": pgettext_lazy("event", "Paragraph moved"),
    "paragraph_removed": pgettext_lazy("event", "Paragraph removed"),
    "paragraph_saved": pgettext_lazy("event", "Paragraph saved"),
    "picked_up": pgettext_lazy("event", "Picked up again"),
    "published": pgettext_lazy("event", "Published"),
    "recognised": pgettext_lazy("event", "Recognised"),
    "refused": pgettext_lazy("event", "Refused"),
    "reopened": pgettext_lazy("event", "Opened again"),
    "requested": pgettext_lazy("event", "Asked for"),
    "resubmitted": pgettext_lazy("event", "Submitted again"),
    "retried": pgettext_lazy("event", "Tried again"),
    "returned": pgettext_lazy("event", "Returned for correction"),
    "section_added": pgettext_lazy("event", "Section added"),
    "started": pgettext_lazy("event", "Started"),
    "submitted": pgettext_lazy("event", "Submitted"),
    "withdrawn": pgettext_lazy("event", "Withdrawn"),
    "withheld": pgettext_lazy("event", "Withheld"),
}


def in_words(kind: str) -> Promise | str:
    """The kind of an event in the reader's language; one without words of its own is shown without underscores."""
    return EVENT_WORDS.get(kind) or kind.replace("_", " ").capitalize()

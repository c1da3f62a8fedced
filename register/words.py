"""The kinds of events in words, for pages and letters."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

EVENT_WORDS: dict[str, Promise | str] = {
    "accepted": pgettext_lazy("event", "Received in confidence"),
    "admitted": pgettext_lazy("event", "Admitted"),
    "agenda_item_added": pgettext_lazy("event", "Agenda item added"),
    "agenda_item_changed": pgettext_lazy("event", "Agenda item changed"),
    "agenda_item_moved": pgettext_lazy("event", "Agenda item moved"),
    "agenda_item_removed": pgettext_lazy("event", "Agenda item removed"),
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
    "group_verified": pgettext_lazy("event", "Stakeholder group verified"),
    "issued": pgettext_lazy("event", "Issued"),
    "office_ended": pgettext_lazy("event", "Office ended"),
    "office_given": pgettext_lazy("event", "Office given"),
    "paragraph_added": pgettext_lazy("event", "Paragraph added"),
    "paragraph_moved": pgettext_lazy("event", "Paragraph moved"),
    "paragraph_removed": pgettext_lazy("event", "Paragraph removed"),
    "paragraph_saved": pgettext_lazy("event", "Paragraph saved"),
    "picked_up": pgettext_lazy("event", "Picked up again"),
    "proposed": pgettext_lazy("event", "Proposed"),
    "published": pgettext_lazy("event", "Published"),
    "question_added": pgettext_lazy("event", "Question added"),
    "question_changed": pgettext_lazy("event", "Question changed"),
    "question_moved": pgettext_lazy("event", "Question moved"),
    "question_removed": pgettext_lazy("event", "Question removed"),
    "recognised": pgettext_lazy("event", "Recognised"),
    "refused": pgettext_lazy("event", "Refused"),
    "reopened": pgettext_lazy("event", "Opened again"),
    "requested": pgettext_lazy("event", "Asked for"),
    "resubmitted": pgettext_lazy("event", "Submitted again"),
    "retried": pgettext_lazy("event", "Tried again"),
    "returned": pgettext_lazy("event", "Returned for correction"),
    "role_changed": pgettext_lazy("event", "Role changed"),
    "rule_added": pgettext_lazy("event", "Rule of moderation added"),
    "rule_changed": pgettext_lazy("event", "Rule of moderation changed"),
    "rule_moved": pgettext_lazy("event", "Rule of moderation moved"),
    "rule_removed": pgettext_lazy("event", "Rule of moderation removed"),
    "section_added": pgettext_lazy("event", "Section added"),
    "session_added": pgettext_lazy("event", "Session added"),
    "session_changed": pgettext_lazy("event", "Session changed"),
    "session_removed": pgettext_lazy("event", "Session removed"),
    "started": pgettext_lazy("event", "Started"),
    "submitted": pgettext_lazy("event", "Submitted"),
    "withdrawn": pgettext_lazy("event", "Withdrawn"),
    "withheld": pgettext_lazy("event", "Withheld"),
}


def in_words(kind: str) -> Promise | str:
    """The kind of an event in the reader's language; one without words of its own is shown without underscores."""
    return EVENT_WORDS.get(kind) or kind.replace("_", " ").capitalize()

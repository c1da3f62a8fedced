"""Modes of a segment, who may be named afterwards, and what goes without saying for each mode."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SegmentKind(models.TextChoices):
    """The mode in which a part of a meeting is held: one set of rules holds for the whole of it."""

    EXCHANGE_OF_VIEWS = "exchange_of_views", _("Formal meeting: exchange of views")
    INFORMAL_MODE = "informal_mode", _("Informal mode: the formal meeting is suspended")
    DEDICATED_STAKEHOLDER = "dedicated_stakeholder", _("Dedicated stakeholder session")
    PRE_MEETING_SLOT = "pre_meeting_slot", _("Slot for stakeholders before the official start")
    NEGOTIATION = "negotiation", _("Negotiation among States")
    ADOPTION = "adoption", _("Formal meeting: adoption")
    INTERSESSIONAL = "intersessional", _("Informal consultative meeting between sessions")
    UNOFFICIAL_DIALOGUE = "unofficial_dialogue", _("Unofficial dialogue, no part of the process")


class Attribution(models.TextChoices):
    """Who may be named afterwards, from the loosest to the strictest."""

    ATTRIBUTED = "attributed", _("Attributed: speakers may be named")
    NON_ATTRIBUTED = "non_attributed", _("Non-attributed: no speaker is named in the text, participants are listed")
    CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule: nobody is named anywhere, participants neither")


STRICTNESS = {Attribution.ATTRIBUTED: 0, Attribution.NON_ATTRIBUTED: 1, Attribution.CHATHAM_HOUSE: 2}

USUAL_ATTRIBUTION = {
    SegmentKind.EXCHANGE_OF_VIEWS: Attribution.ATTRIBUTED,
    SegmentKind.INFORMAL_MODE: Attribution.NON_ATTRIBUTED,
    SegmentKind.DEDICATED_STAKEHOLDER: Attribution.ATTRIBUTED,
    SegmentKind.PRE_MEETING_SLOT: Attribution.ATTRIBUTED,
    SegmentKind.NEGOTIATION: Attribution.NON_ATTRIBUTED,
    SegmentKind.ADOPTION: Attribution.ATTRIBUTED,
    SegmentKind.INTERSESSIONAL: Attribution.NON_ATTRIBUTED,
    SegmentKind.UNOFFICIAL_DIALOGUE: Attribution.NON_ATTRIBUTED,
}
"""What holds unless somebody chooses otherwise. A dedicated session is open and webcast, so its speakers are known."""

OPEN_TO_STAKEHOLDERS = (SegmentKind.DEDICATED_STAKEHOLDER, SegmentKind.PRE_MEETING_SLOT, SegmentKind.INTERSESSIONAL)
"""Modes that exist for the sake of stakeholders: what is said in them is what a summary tells.

An unofficial dialogue is no part of the process, so its rule neither loosens nor tightens that of the session.
"""

USUAL_SLOT_MINUTES = 15
"""Length of a slot before the official start (practice of the first session under A/RES/73/27)."""

"""The fixed words of the matrix: who (category), where (occasion), what (capability)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(TextChoices):
    """As what somebody takes part in a process. ECOSOC status: resolution 1996/31, part III."""

    STATE = "state", _("Member State")
    IGO = "igo", _("Intergovernmental organisation")
    ECOSOC_GENERAL = "ecosoc_general", _("Organisation in general consultative status")
    ECOSOC_SPECIAL = "ecosoc_special", _("Organisation in special consultative status")
    ECOSOC_ROSTER = "ecosoc_roster", _("Organisation on the roster")
    ACCREDITED = "accredited", _("Organisation accredited to the process")
    NOT_ACCREDITED = "not_accredited", _("Organisation that is not accredited")
    INDIVIDUAL = "individual", _("Person in her own capacity")


STAKEHOLDERS = (
    Category.ECOSOC_GENERAL, Category.ECOSOC_SPECIAL, Category.ECOSOC_ROSTER, Category.ACCREDITED,
    Category.NOT_ACCREDITED, Category.INDIVIDUAL,
)  # fmt: skip
"""Everybody who is neither a State nor an organisation of States."""


class Occasion(TextChoices):
    """Where: the kinds of segment that a meeting has, and writing, which needs no meeting."""

    EXCHANGE_OF_VIEWS = "exchange_of_views", _("Formal meeting, exchange of views")
    INFORMAL_MODE = "informal_mode", _("Meeting in informal mode")
    DEDICATED_STAKEHOLDER = "dedicated_stakeholder", _("Dedicated stakeholder session")
    PRE_MEETING_SLOT = "pre_meeting_slot", _("Slot before a meeting")
    NEGOTIATION = "negotiation", _("Negotiation of a text")
    ADOPTION = "adoption", _("Adoption")
    INTERSESSIONAL = "intersessional", _("Informal consultative meeting between sessions")
    UNOFFICIAL_DIALOGUE = "unofficial_dialogue", _("Dialogue that is no part of the process")
    IN_WRITING = "in_writing", _("In writing, between meetings")


class Capability(TextChoices):
    """What: an act that the rules grant or do not grant."""

    ATTEND = "attend", pgettext_lazy("you may", "attend")
    OBSERVE_SILENTLY = "observe_silently", pgettext_lazy("you may", "observe in silence")
    SPEAK = "speak", pgettext_lazy("you may", "speak")
    SUBMIT = "submit", pgettext_lazy("you may", "send written input")
    COMMENT_ON_DRAFTS = "comment_on_drafts", pgettext_lazy("you may", "comment on drafts")
    PROPOSE_TEXT = "propose_text", pgettext_lazy("you may", "propose text")
    SEE_RESTRICTED_DRAFTS = "see_restricted_drafts", pgettext_lazy("you may", "see restricted drafts")
    NEGOTIATE = "negotiate", pgettext_lazy("you may", "negotiate")
    DECIDE = "decide", pgettext_lazy("you may", "take part in decisions")
    PROPOSE_AGENDA_ITEM = "propose_agenda_item", pgettext_lazy("you may", "propose agenda items")


PASSIVE = (Capability.ATTEND, Capability.OBSERVE_SILENTLY, Capability.SEE_RESTRICTED_DRAFTS)
"""What leaves no trace in the process: whoever may do nothing else is a silent onlooker."""

"""What an inquiry is: a challenge to an issued summary, its reply, and the two clocks."""

import uuid
from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import ModerationRule
from consultation.submissions.models import Submission
from register.models import Event
from reports.inquiries.querysets import InquiryQuerySet
from reports.inquiries.states import INQUIRY_MOVES, InquiryState
from reports.summaries.models import Summary
from stakeholders.organisations.models import Organisation, StakeholderGroup


class Inquiry(models.Model):
    """A challenge to an issued summary: what is not reflected, or not rightly; public from the moment it is filed.

    `author_name` and `group` are kept as they then were. `is_named` says whether the public page may tell them: always
    under attribution, at the challenger's own wish where nobody is named, never under the Chatham House Rule.
    `reply_due_at` is the last instant of the 30th day after the day of filing, in the time zone of the process (ICANN
    public comment, Summary Report Inquiry: 30 days to challenge, 30 days to reply, both published, no appeal).
    A text can be withheld under a rule of moderation; the stub, the reply and the clocks stay.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    summary = models.ForeignKey(Summary, models.PROTECT, related_name="inquiries", verbose_name=_("summary"))
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("contribution")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("organisation")
    )
    author_name = models.CharField(_("filed in the name of"), max_length=255, blank=True)
    group = models.ForeignKey(StakeholderGroup, models.PROTECT, related_name="+", verbose_name=_("stakeholder group"))
    is_named = models.BooleanField(_("named in public"), default=False)
    text = models.TextField(_("inquiry"))
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("filed by"))
    reply_due_at = models.DateTimeField(_("reply due at"))
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replied by")
    )
    state = models.CharField(_("state"), max_length=8, choices=InquiryState, default=InquiryState.OPEN)
    overdue_told_at = models.DateTimeField(_("told as overdue at"), null=True, blank=True)
    withheld_at = models.DateTimeField(_("withheld at"), null=True, blank=True)
    withheld_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withheld by")
    )
    withheld_under = models.ForeignKey(
        ModerationRule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("withheld under")
    )
    withheld_because = models.TextField(_("reason for withholding"), blank=True)

    objects: ClassVar = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering: ClassVar = ["filed_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="inquiry_says_something"),
            models.CheckConstraint(condition=Q(reply_due_at__gt=F("filed_at")), name="inquiry_reply_due_later"),
            models.CheckConstraint(
                condition=Q(state=InquiryState.OPEN, reply="", replied_at=None, replied_by=None)
                | (
                    Q(state=InquiryState.ANSWERED, replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply="")
                ),
                name="inquiry_answered_has_reply",
            ),
            models.CheckConstraint(
                condition=Q(withheld_at=None, withheld_by=None, withheld_under=None, withheld_because="")
                | (
                    Q(withheld_at__isnull=False, withheld_by__isnull=False, withheld_under__isnull=False)
                    & ~Q(withheld_because="")
                ),
                name="inquiry_withheld_is_whole",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["reply_due_at"], name="inquiries_awaiting", condition=Q(state="open")),
            models.Index(fields=["summary", "filed_at", "id"], name="inquiries_of_summary"),
        ]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in INQUIRY_MOVES for source in move.sources}),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def is_overdue_at(self, at: datetime) -> bool:
        """Whether the reply is missing and its last instant is over."""
        return self.state == InquiryState.OPEN and at > self.reply_due_at


class InquiryEvent(Event):
    """What happened to an inquiry."""

    subject = models.ForeignKey(Inquiry, models.PROTECT, related_name="events")

"""A call for input: what is asked, of whom, until when, and what happens to the answers."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import SYMBOL, AgendaItem, Process, Session, is_time_zone
from consultation.submissions.querysets import CallQuerySet
from register.models import Event


class Call(models.Model):
    """An invitation to send written input within a window.

    `opens_at` and `closes_at` are instants; both belong to the window, and the minute named as the deadline belongs
    to it as a whole (23:59 means until 23:59:59.999999). `zone` is the IANA zone in which people read the deadline.
    """

    class PublicationPolicy(models.TextChoices):
        """What happens to an input that the chair lets pass."""

        ALL_PUBLIC = "all_public", _("Every contribution is published")
        PUBLIC_UNLESS_ASKED = "public_unless_asked", _("Published, unless the contributor asks otherwise")
        CONFIDENTIAL = "confidential", _("Confidential: for the Chair and the secretariat only")

    class LatePolicy(models.TextChoices):
        """What happens to an input after the deadline."""

        ACCEPT_FLAGGED = "accept_flagged", _("Accepted and marked as late")
        REFUSE = "refuse", _("Not accepted")

    class Stage(models.TextChoices):
        """Where the clock stands."""

        UPCOMING = "upcoming", pgettext_lazy("stage of a call", "Not open yet")
        OPEN = "open", pgettext_lazy("stage of a call", "Open")
        CLOSED = "closed", pgettext_lazy("stage of a call", "Closed")

    process = models.ForeignKey(Process, models.PROTECT, related_name="calls", verbose_name=_("process"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="calls", verbose_name=_("session"))
    symbol = models.CharField(_("reference"), max_length=60, validators=[SYMBOL], unique=True)
    title = models.CharField(_("title"), max_length=250)
    invitation = models.TextField(
        _("invitation"), help_text=_("What is asked and why. Headings, lists and links: Markdown.")
    )
    agenda_items = models.ManyToManyField(AgendaItem, blank=True, related_name="calls", verbose_name=_("agenda items"))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    zone = models.CharField(_("time zone of the deadline"), max_length=64, validators=[is_time_zone])
    word_limit = models.PositiveIntegerField(
        _("word limit"), null=True, blank=True, help_text=_("Leave empty for no limit. 2,000 is usual.")
    )
    file_limit = models.PositiveSmallIntegerField(_("number of files"), default=20, validators=[MaxValueValidator(20)])
    publication_policy = models.CharField(
        _("publication"), max_length=20, choices=PublicationPolicy, default=PublicationPolicy.PUBLIC_UNLESS_ASKED
    )
    late_policy = models.CharField(
        _("late contributions"), max_length=16, choices=LatePolicy, default=LatePolicy.ACCEPT_FLAGGED
    )
    asks_kind = models.BooleanField(
        _("ask for the kind of comment"), default=False,
        help_text=_("Each contribution says whether it is on structure, on elements or a text proposal."),
    )  # fmt: skip
    asks_consulted = models.BooleanField(
        _("ask about consultations held"), default=False,
        help_text=_("A contributor can say that it speaks for a consultation, of how many people and how it was held."),
    )  # fmt: skip
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    last_serial = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for input")
        verbose_name_plural = _("calls for input")
        ordering: ClassVar = ["-closes_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(file_limit__lte=20), name="call_twenty_files_at_most"),
            models.CheckConstraint(condition=Q(word_limit=None) | Q(word_limit__gt=0), name="call_word_limit_positive"),
        ]

    def __str__(self) -> str:
        return self.title

    def stage_at(self, at: datetime) -> "Call.Stage":
        """Where the clock stands at that instant, to the microsecond."""
        if at < self.opens_at:
            return self.Stage.UPCOMING
        return self.Stage.OPEN if at <= self.closes_at else self.Stage.CLOSED

    def takes_input_at(self, at: datetime) -> bool:
        """Whether an input is accepted at that instant, in time or late."""
        if self.announced_at is None:
            return False
        stage = self.stage_at(at)
        late_is_fine = self.late_policy == self.LatePolicy.ACCEPT_FLAGGED
        return stage == self.Stage.OPEN or (stage == self.Stage.CLOSED and late_is_fine)

    @property
    def is_confidential(self) -> bool:
        """Whether nothing of this call is ever shown to the public."""
        return self.publication_policy == self.PublicationPolicy.CONFIDENTIAL


class CallEvent(Event):
    """What the secretariat did with a call."""

    subject = models.ForeignKey(Call, models.PROTECT, related_name="events")


class CallQuestion(models.Model):
    """A guiding question or a theme; it may belong to an agenda item.

    A theme asks in lists, as the form for the Global Digital Compact did (2023): core principles, then commitments.
    """

    class Kind(models.TextChoices):
        """In what form the answer is asked."""

        QUESTION = "question", pgettext_lazy("form of an answer", "A question, answered in a text")
        THEME = "theme", pgettext_lazy("form of an answer", "A theme, answered in principles and commitments")

    call = models.ForeignKey(Call, models.CASCADE, related_name="questions", verbose_name=_("call"))
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("question"), max_length=1000)
    kind = models.CharField(_("form of the answer"), max_length=8, choices=Kind, default=Kind.QUESTION)
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("agenda item")
    )

    class Meta:
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")
        ordering: ClassVar = ["call", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class CallExtension(models.Model):
    """A trace of a deadline that was moved: from when, to when, why, by whom."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="extensions", verbose_name=_("call"))
    closed_before = models.DateTimeField(_("deadline before"))
    closes_after = models.DateTimeField(_("deadline after"))
    reason = models.CharField(_("reason"), max_length=400)
    extended_at = models.DateTimeField(_("extended at"))
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("extended by")
    )

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering: ClassVar = ["extended_at", "pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_after__gt=F("closed_before")), name="extension_moves_the_deadline_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closed_before:%Y-%m-%d %H:%M} → {self.closes_after:%Y-%m-%d %H:%M}"

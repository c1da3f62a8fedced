"""What an answer to a point is, and the texts that many answers share."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import Process
from register.models import Event
from reports.dispositions.querysets import BoilerplateQuerySet, DispositionQuerySet
from reports.dispositions.states import DISPOSITION_MOVES, DispositionState
from reports.points.models import Point
from reports.summaries.models import Summary


class Boilerplate(models.Model):
    """A text that gives the reason for many answers. An answer holds a copy: changing the text changes no answer."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="boilerplates", verbose_name=_("process"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("retired by")
    )

    objects: ClassVar = BoilerplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("boilerplate")
        verbose_name_plural = _("boilerplates")
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "process", Lower("title"), name="boilerplate_titled_once", condition=Q(retired_at=None)
            ),
            models.CheckConstraint(condition=~Q(text=""), name="boilerplate_says_something"),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None) | Q(retired_at__isnull=False, retired_by__isnull=False),
                name="boilerplate_retired_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BoilerplateEvent(Event):
    """What happened to a boilerplate; a change keeps the text as it was before."""

    subject = models.ForeignKey(Boilerplate, models.PROTECT, related_name="events")


class Disposition(models.Model):
    """The answer of a summary to a point: what was decided, why, and what it led to.

    `led_to` is the anchor of the paragraph of the summary in which the answer is found; `clause` the number that this
    paragraph has in the issued text, kept at the release (0 where there is none). `version` grows by one with every
    save. A released answer never changes. The key is random and not counted up, because public tables stand in its
    order where nobody is to be told who asked: an order of drafting would show which answers belong together.
    """

    class Outcome(models.TextChoices):
        """What was decided (the observations of the ISO template for comments, 2012-03; GAC advice: reasons owed)."""

        ACCEPTED = "accepted", pgettext_lazy("outcome of a point", "Accepted")
        ACCEPTED_MODIFIED = "accepted_modified", pgettext_lazy("outcome of a point", "Accepted with modification")
        NOTED = "noted", pgettext_lazy("outcome of a point", "Noted")
        NOT_ACCEPTED = "not_accepted", pgettext_lazy("outcome of a point", "Not accepted")
        OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("outcome of a point", "Out of scope")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summary = models.ForeignKey(Summary, models.PROTECT, related_name="dispositions", verbose_name=_("summary"))
    point = models.ForeignKey(Point, models.PROTECT, related_name="dispositions", verbose_name=_("point"))
    outcome = models.CharField(_("outcome"), max_length=17, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    change_text = models.TextField(_("text of the change"), blank=True)
    led_to = models.UUIDField(_("paragraph it led to"), null=True, blank=True)
    clause = models.PositiveSmallIntegerField(_("number of the paragraph"), default=0)
    boilerplate = models.ForeignKey(
        Boilerplate, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("boilerplate")
    )
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(_("state"), max_length=8, choices=DispositionState, default=DispositionState.DRAFTED)
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("released by")
    )

    objects: ClassVar = DispositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a point")
        verbose_name_plural = _("answers to points")
        ordering: ClassVar = ["summary", "clause", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["summary", "point"], name="disposition_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=("accepted", "accepted_modified")) | ~Q(reason=""),
                name="disposition_gives_its_reason",
            ),
            models.CheckConstraint(condition=Q(version__gt=0), name="disposition_version_from_one"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="disposition_reviewed_at_by",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="disposition_released_at_by",
            ),
            models.CheckConstraint(
                condition=Q(state=DispositionState.DRAFTED, reviewed_at=None, released_at=None)
                | Q(state=DispositionState.REVIEWED, reviewed_at__isnull=False, released_at=None)
                | Q(state=DispositionState.RELEASED, reviewed_at__isnull=False, released_at__isnull=False),
                name="disposition_state_has_its_times",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["summary", "clause", "id"], name="dispositions_in_order")]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in DISPOSITION_MOVES for source in move.sources}),
            ),
            pgtrigger.Protect(
                name="released_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=DispositionState.RELEASED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.reason[:60]}"


REASON_OWED = (Disposition.Outcome.NOTED, Disposition.Outcome.NOT_ACCEPTED, Disposition.Outcome.OUT_OF_SCOPE)
"""Outcomes that have to say why; the database holds it too."""


class DispositionEvent(Event):
    """What happened to an answer; a change keeps what it said before."""

    subject = models.ForeignKey(Disposition, models.PROTECT, related_name="events")

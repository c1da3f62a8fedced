"""What the Chair's team decided about coverage: what is not reflected and why, words kept, and what must be zero."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import Process
from consultation.submissions.models import Submission
from reports.points.models import Point
from reports.summaries.models import Summary


class SetAside(models.Model):
    """A contribution, or one point of it, that was considered and is not reflected in a summary, and why.

    The contributor reads the reason once the summary is issued. Of a point both `submission` and `point` are set.
    """

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="set_aside", verbose_name=_("summary"))
    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="set_aside_in", verbose_name=_("contribution")
    )
    point = models.ForeignKey(
        Point, models.PROTECT, null=True, blank=True, related_name="set_aside_in", verbose_name=_("point")
    )
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("considered, not reflected")
        verbose_name_plural = _("considered, not reflected")
        ordering: ClassVar = ["summary", "submission", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["summary", "submission"], condition=Q(point=None), name="set_aside_whole_once"
            ),
            models.UniqueConstraint(fields=["summary", "point"], name="set_aside_point_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="set_aside_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.point_id or ''}: {self.reason}"


class KeptWord(models.Model):
    """A quantifier that stands although the numbers behind the paragraph say otherwise, and why.

    It holds for the paragraph's `version` only: when its text changes, the word is looked at again.
    """

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="kept_words", verbose_name=_("summary"))
    anchor = models.UUIDField()
    version = models.PositiveIntegerField()
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("word kept")
        verbose_name_plural = _("words kept")
        ordering: ClassVar = ["summary", "at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["summary", "anchor", "version"], name="word_kept_once_a_version"),
            models.CheckConstraint(condition=~Q(reason=""), name="word_kept_says_why"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.anchor} {self.version}"


class Gate(models.Model):
    """What must be zero before a summary of a process is issued; a process without a gate only shows the numbers."""

    process = models.OneToOneField(Process, models.CASCADE, related_name="gate", verbose_name=_("process"))
    contributions = models.BooleanField(
        _("Contributions that no paragraph rests on"), default=False,
        help_text=_("Each contribution is cited, or set aside with a reason."),
    )  # fmt: skip
    points = models.BooleanField(
        _("Points that no paragraph rests on"), default=False,
        help_text=_("Each point is cited, or set aside with a reason."),
    )  # fmt: skip
    answers = models.BooleanField(
        _("Points that ask for something and have no answer"), default=False,
        help_text=_("Each has an answer that was reviewed."),
    )  # fmt: skip
    words = models.BooleanField(
        _("Quantifiers that disagree with the numbers"), default=False,
        help_text=_("“Many” stands for as many as the bands of the process say, or is kept with a reason."),
    )  # fmt: skip
    remarks = models.BooleanField(
        _("Remarks that are not settled"), default=False, help_text=_("Of the team, and of the factual check.")
    )
    families = models.BooleanField(
        _("Near-identical texts that nobody has decided on"), default=False,
        help_text=_("Each group of near-identical texts was looked at, so that it counts once or apart."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("what must be zero before issue")
        verbose_name_plural = _("what must be zero before issue")

    def __str__(self) -> str:
        return str(self.process)


class SummaryTold(models.Model):
    """That those who contributed have to be told of an issued summary, and when all letters were written.

    Letters are written in the order of the contributions' keys; `last_submission` is the last that was done.
    """

    summary = models.OneToOneField(Summary, models.PROTECT, related_name="told", verbose_name=_("summary"))
    asked_at = models.DateTimeField(_("asked for at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    last_submission = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("letters about a summary")
        verbose_name_plural = _("letters about summaries")

    def __str__(self) -> str:
        return str(self.summary)

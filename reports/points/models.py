"""What a point is: a passage of a contribution, what it says in short, and who has read what."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import AgendaItem, Process
from consultation.submissions.models import Submission
from register.models import Event
from reports.points.querysets import PointManager


class Topic(models.Model):
    """A word of the Chair's team for what points are about; each process has its list, and whoever marks may add."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="topics", verbose_name=_("process"))
    label = models.CharField(_("topic"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["position", "label", "pk"]
        constraints: ClassVar = [models.UniqueConstraint("process", Lower("label"), name="topic_once")]

    def __str__(self) -> str:
        return self.label


class Point(models.Model):
    """A passage of a contribution that the Chair's team marked, with what it says in short.

    The passage is `starts` up to `ends` of the reading text of `source` in revision `revision`, counted in characters
    (Unicode code points) from 0; `quote` is the text as it was marked. `source` is "body", or "answer:<id of the
    question>". When the contribution is submitted again the passage is looked for anew: `anchor` says whether it was
    found where it stood, found elsewhere (some words may be others then, `quote` stays), or lost; `sought` is the
    revision in which it was last looked for, `revision` the last one that holds it. A point that asks for something
    (`asks`) is one that can be answered. `search` is kept by the database from restatement and quote.
    `version` grows by one with every change: a change that names another version is a conflict.
    """

    class Kind(models.TextChoices):
        """What sort of thing is said."""

        VIEW = "view", pgettext_lazy("kind of point", "View")
        PROPOSAL = "proposal", pgettext_lazy("kind of point", "Proposal")
        CONCERN = "concern", pgettext_lazy("kind of point", "Concern")
        QUESTION = "question", pgettext_lazy("kind of point", "Question")
        FACT = "fact", pgettext_lazy("kind of point", "Fact")

    class Anchor(models.TextChoices):
        """Whether the passage is still where it was."""

        HELD = "held", pgettext_lazy("passage of a point", "Stands as it was marked")
        MOVED = "moved", pgettext_lazy("passage of a point", "Found elsewhere in the revised text")
        LOST = "lost", pgettext_lazy("passage of a point", "No longer in the revised text")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="points", verbose_name=_("process"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="points", verbose_name=_("contribution"))
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="points", verbose_name=_("agenda item")
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="points", verbose_name=_("topic")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.VIEW)
    asks = models.BooleanField(_("asks for something"), default=False)
    restatement = models.CharField(_("in short"), max_length=600)
    source = models.CharField(max_length=40, default="body")
    revision = models.PositiveSmallIntegerField(_("revision"))
    starts = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()
    quote = models.TextField(_("passage"))
    anchor = models.CharField(_("passage"), max_length=5, choices=Anchor, default=Anchor.HELD)
    sought = models.PositiveSmallIntegerField(_("looked for in revision"), default=1)
    version = models.PositiveIntegerField(default=1)
    marked_at = models.DateTimeField(_("marked at"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("marked by")
    )
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dropped by")
    )
    search = SearchVectorField(null=True, editable=False)

    objects: ClassVar = PointManager()

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering: ClassVar = ["submission", "source", "starts", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="point_passage_holds_something"),
            models.CheckConstraint(condition=~Q(restatement=""), name="point_says_something"),
            models.CheckConstraint(condition=Q(version__gt=0), name="point_version_from_one"),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_by=None) | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="point_dropped_at_by",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["submission"], name="points_standing", condition=Q(dropped_at=None)),
            models.Index(
                fields=["process", "agenda_item", "topic"], name="points_of_process", condition=Q(dropped_at=None)
            ),
            models.Index(fields=["process"], name="points_lost", condition=Q(dropped_at=None, anchor="lost")),
            GinIndex(fields=["search"], name="point_search"),
        ]

    def __str__(self) -> str:
        return self.restatement

    @property
    def is_lost(self) -> bool:
        """Whether the passage is no longer in the text of the contribution."""
        return self.anchor == self.Anchor.LOST


class PointEvent(Event):
    """What happened to a point."""

    subject = models.ForeignKey(Point, models.PROTECT, related_name="events")


class Reading(models.Model):
    """That a member of the team has read a contribution, and in which revision."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="readings", verbose_name=_("contribution"))
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("read by"))
    revision = models.PositiveSmallIntegerField(_("revision"))
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering: ClassVar = ["read_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "reader"], name="read_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.reader_id}"


class Share(models.Model):
    """Whose part of the reading a contribution is; so that two do not read the same by accident."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, related_name="reader_share", verbose_name=_("contribution")
    )
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader"))
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))

    class Meta:
        verbose_name = _("share of the reading")
        verbose_name_plural = _("shares of the reading")

    def __str__(self) -> str:
        return f"{self.submission_id} {self.reader_id}"

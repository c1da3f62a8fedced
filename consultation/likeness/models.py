"""What is known of how texts resemble one another: sketches, the bands that find them, families and their members."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.likeness.filetext import Problem
from consultation.likeness.querysets import FamilyQuerySet, MemberQuerySet, SketchQuerySet
from consultation.likeness.states import DECIDED, FAMILY_MOVES, FamilyState
from consultation.processes.models import Process
from consultation.submissions.models import Attachment, Submission
from register.models import Event


class FileReading(models.Model):
    """The text of a file, read once: a file never changes. `problem` says why there is none, or not all of it."""

    attachment = models.OneToOneField(
        Attachment, models.CASCADE, primary_key=True, related_name="reading", verbose_name=_("file")
    )
    text = models.TextField(_("text"), blank=True)
    problem = models.CharField(_("problem"), max_length=8, choices=Problem, blank=True)
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")

    def __str__(self) -> str:
        return f"{self.attachment_id}: {self.problem or len(self.text)}"


class Sketch(models.Model):
    """The sketch of a submission's text as of one revision, made by one method; empty where too little is said.

    A row without a revision (0) was only given to a worker, at `nudged_at`.
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, primary_key=True, related_name="sketch", verbose_name=_("submission")
    )
    revision_number = models.PositiveSmallIntegerField(_("revision"), default=0)
    method = models.PositiveSmallIntegerField(_("method"), default=0)
    signature = models.BinaryField(_("sketch"), default=bytes, blank=True)
    shingle_count = models.PositiveIntegerField(_("pieces"), default=0)
    sketched_at = models.DateTimeField(_("sketched at"), null=True, blank=True)
    nudged_at = models.DateTimeField(_("given to a worker at"), null=True, blank=True)

    objects: ClassVar = SketchQuerySet.as_manager()

    class Meta:
        verbose_name = _("sketch")
        verbose_name_plural = _("sketches")

    def __str__(self) -> str:
        return f"{self.submission_id}, revision {self.revision_number}"


class Band(models.Model):
    """A key under which a sketch is found. The primary key is the index that the search walks, and holds all of it."""

    pk = models.CompositePrimaryKey("key", "sketch_id")
    key = models.BigIntegerField()
    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="bands", db_index=False)

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")

    def __str__(self) -> str:
        return f"{self.key} → {self.sketch_id}"


class Family(models.Model):
    """Near-identical texts of one process, and what a person decided about them; her note stands in the event."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="families", verbose_name=_("process"))
    state = models.CharField(_("decision"), max_length=9, choices=FamilyState, default=FamilyState.UNDECIDED)
    formed_at = models.DateTimeField(_("found at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects: ClassVar = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("family of near-identical texts")
        verbose_name_plural = _("families of near-identical texts")
        ordering: ClassVar = ["-formed_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at=None, decided_by=None)),
                name="family_decided_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["process", "-formed_at", "-id"], name="families_newest")]
        triggers: ClassVar = [
            pgtrigger.FSM(
                name="legal_moves",
                field="state",
                transitions=sorted({(source, move.target) for move in FAMILY_MOVES for source in move.sources}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.pk}: {self.state}"


class FamilyEvent(Event):
    """What happened to a family."""

    subject = models.ForeignKey(Family, models.PROTECT, related_name="events")


class Member(models.Model):
    """A submission in a family. One that a person took out stays as the trace of it, and is never proposed there again.

    `similarity` is the estimated likeness to the family's first member when it joined. `is_new`: it joined after the
    family was judged, and waits for a look of its own; the judgement does not hold for it yet.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="members", verbose_name=_("family"))
    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="family_members", verbose_name=_("submission")
    )
    similarity = models.FloatField(_("likeness"))
    joined_at = models.DateTimeField(_("joined at"))
    is_new = models.BooleanField(_("joined since the decision"), default=False)
    left_out_at = models.DateTimeField(_("taken out at"), null=True, blank=True)
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken out by"),
    )

    objects: ClassVar = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a family")
        verbose_name_plural = _("members of families")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "submission"], name="member_once"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(left_out_at=None), name="member_of_one_family_only"
            ),
            models.CheckConstraint(
                condition=Q(left_out_at=None, left_out_by=None)
                | Q(left_out_at__isnull=False, left_out_by__isnull=False),
                name="member_left_out_by_somebody",
            ),
            models.CheckConstraint(condition=Q(similarity__range=(0, 1)), name="member_similarity_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} in {self.family_id}"

    @property
    def percent(self) -> int:
        """The likeness in whole percent, cut, not rounded: 100 for the same words only."""
        return int(100 * self.similarity)

"""What a Chair's summary is: sections, paragraphs with their history, and what each paragraph rests on."""

import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.processes.models import SYMBOL, AgendaItem, Process, Session
from consultation.submissions.models import Call, Submission
from register.models import Event
from reports.points.models import Point
from reports.summaries.querysets import SummaryQuerySet
from reports.summaries.states import SummaryState

LONGEST = 20_000
"""Characters of a paragraph, at most: more is no paragraph."""

LONGEST_SYMBOL = 60
"""Characters of a summary's reference, at most."""


class Summary(models.Model):
    """A summary on the Chair's own responsibility; it claims no consensus and names nobody unless it is attributed.

    One that was issued never changes: what has to be put right is a further summary that `supersedes` it, with the next
    `correction` number and a `reason`. One that was abandoned stays readable for the team and gives its reference and
    number back. Its paragraphs keep their anchors, so that what points to them still finds them.
    """

    class Attribution(models.TextChoices):
        """Who is named where."""

        ATTRIBUTED = "attributed", _("Attributed: paragraphs name what they cite")
        NON_ATTRIBUTED = "non_attributed", _("Non-attributed: nobody is named in the text, participants are annexed")
        CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule: nobody is named anywhere")

    session = models.ForeignKey(Session, models.PROTECT, related_name="summaries", verbose_name=_("session"))
    calls = models.ManyToManyField(Call, related_name="summaries", verbose_name=_("calls summarised"))
    title = models.CharField(_("title"), max_length=250)
    symbol = models.CharField(_("reference"), max_length=LONGEST_SYMBOL, validators=[SYMBOL])
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    attribution = models.CharField(
        _("attribution"), max_length=16, choices=Attribution, default=Attribution.NON_ATTRIBUTED
    )
    state = models.CharField(_("state"), max_length=10, choices=SummaryState, default=SummaryState.DRAFTING)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("created by")
    )
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    correction = models.PositiveSmallIntegerField(_("number of the correction"), default=0)
    reason = models.TextField(_("reason of the correction"), blank=True)

    objects: ClassVar = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=SummaryState.ISSUED) ^ Q(issued_at=None), name="summary_issued_has_time"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, correction=0, reason="")
                | (Q(supersedes__isnull=False, correction__gt=0) & ~Q(reason="")),
                name="summary_correction_is_whole",
            ),
            models.UniqueConstraint(
                fields=["symbol"],
                condition=~Q(state=SummaryState.ABANDONED),
                name="summary_symbol_once",
                violation_error_message=_("A summary has this reference already."),
            ),
            models.UniqueConstraint(
                fields=["supersedes"], condition=~Q(state=SummaryState.ABANDONED), name="summary_corrected_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}"


class SummaryEvent(Event):
    """What happened to a summary."""

    subject = models.ForeignKey(Summary, models.PROTECT, related_name="events")


class Section(models.Model):
    """A heading with its paragraphs; most belong to an agenda item."""

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="sections", verbose_name=_("summary"))
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agenda item")
    )
    heading = models.CharField(_("heading"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering: ClassVar = ["summary", "position", "pk"]

    def __str__(self) -> str:
        return self.heading


class Paragraph(models.Model):
    """A paragraph. Its number is its rank in the whole document and is never stored.

    `version` grows by one with every save: a save that names another version is a conflict. `anchor` stays the same
    through every change, and in a corrected summary too; addresses and answers point at it.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs", verbose_name=_("section"))
    anchor = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    cites = models.ManyToManyField(
        Submission, through="Citation", blank=True, related_name="cited_in", verbose_name=_("rests on")
    )

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering: ClassVar = ["section__position", "section", "position", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(version__gt=0), name="paragraph_version_from_one")]

    def __str__(self) -> str:
        return self.text[:60]


class Wording(models.Model):
    """A paragraph as it once was: every text it ever had, and how each came about; it outlives the paragraph."""

    class How(models.TextChoices):
        """What was done to the text."""

        WRITTEN = "written", pgettext_lazy("wording of a paragraph", "Written")
        SAVED = "saved", pgettext_lazy("wording of a paragraph", "Changed")
        SPLIT = "split", pgettext_lazy("wording of a paragraph", "Split")
        MERGED = "merged", pgettext_lazy("wording of a paragraph", "Merged with the next")
        RESTORED = "restored", pgettext_lazy("wording of a paragraph", "Restored")
        REMOVED = "removed", pgettext_lazy("wording of a paragraph", "Removed")

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="wordings", verbose_name=_("summary"))
    anchor = models.UUIDField()
    version = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text"))
    how = models.CharField(_("what was done"), max_length=8, choices=How)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering: ClassVar = ["summary", "anchor", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["summary", "anchor", "version"], name="wording_once_a_version"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.anchor} {self.version}"


class Remark(models.Model):
    """What one of the team, or a reader of the factual check, says about a paragraph; never part of any document."""

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="remarks", verbose_name=_("summary"))
    anchor = models.UUIDField()
    text = models.TextField(_("remark"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None) | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="remark_settled_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Citation(models.Model):
    """A paragraph rests on a submission: on a point of it, or on the whole."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="citations", verbose_name=_("paragraph"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="citations", verbose_name=_("submission"))
    point = models.ForeignKey(
        Point, models.PROTECT, null=True, blank=True, related_name="citations", verbose_name=_("point")
    )
    cited_at = models.DateTimeField(_("cited at"))
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("cited by"))

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering: ClassVar = ["submission__reference", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paragraph", "submission"], condition=Q(point=None), name="citation_of_whole_once"
            ),
            models.UniqueConstraint(fields=["paragraph", "point"], name="citation_of_point_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} → {self.submission_id}"


class Band(models.Model):
    """How many voices a quantifier stands for in a process: "some" may be 4 to 20 per cent of those on the item.

    `lowest` and `highest` both belong to the band; `unit` says whether they count voices or are per cent of the voices
    that spoke to the paragraph's agenda item. A process without bands of its own has the usual ones.
    """

    class Word(models.TextChoices):
        """The quantifiers of the phrase bank, from one to all but everybody."""

        ONE = "one", pgettext_lazy("quantifier", "One participant")
        FEW = "few", pgettext_lazy("quantifier", "A few")
        SOME = "some", pgettext_lazy("quantifier", "Some")
        SEVERAL = "several", pgettext_lazy("quantifier", "Several")
        MANY = "many", pgettext_lazy("quantifier", "Many")
        MOST = "most", pgettext_lazy("quantifier", "Participants, in the general sense")

    class Unit(models.TextChoices):
        """What the limits count."""

        VOICES = "voices", pgettext_lazy("unit of a band", "voices")
        PER_CENT = "per_cent", pgettext_lazy("unit of a band", "per cent of the voices on the item")

    process = models.ForeignKey(Process, models.CASCADE, related_name="bands", verbose_name=_("process"))
    word = models.CharField(_("quantifier"), max_length=8, choices=Word)
    unit = models.CharField(_("counted in"), max_length=8, choices=Unit)
    lowest = models.PositiveSmallIntegerField(_("from"))
    highest = models.PositiveSmallIntegerField(_("to"))

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering: ClassVar = ["process", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "word"], name="band_once_a_quantifier"),
            models.CheckConstraint(condition=Q(highest__gte=F("lowest")), name="band_reaches_upwards"),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.lowest}–{self.highest} {self.unit}"

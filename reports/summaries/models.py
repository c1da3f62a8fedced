"""What a Chair's summary is: sections, paragraphs, and what each paragraph rests on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import SYMBOL, AgendaItem, Session
from consultation.submissions.models import Call, Submission
from register.models import Event
from reports.summaries.querysets import SummaryQuerySet
from reports.summaries.states import SummaryState


class Summary(models.Model):
    """A summary on the Chair's own responsibility; it claims no consensus and names nobody unless it is attributed."""

    class Attribution(models.TextChoices):
        """Who is named where."""

        ATTRIBUTED = "attributed", _("Attributed: paragraphs name what they cite")
        NON_ATTRIBUTED = "non_attributed", _("Non-attributed: nobody is named in the text, participants are annexed")
        CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule: nobody is named anywhere")

    session = models.ForeignKey(Session, models.PROTECT, related_name="summaries", verbose_name=_("session"))
    calls = models.ManyToManyField(Call, related_name="summaries", verbose_name=_("calls summarised"))
    title = models.CharField(_("title"), max_length=250)
    symbol = models.CharField(_("reference"), max_length=60, validators=[SYMBOL], unique=True)
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

    objects: ClassVar = SummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=SummaryState.ISSUED) ^ Q(issued_at=None), name="summary_issued_has_time"
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

    `version` grows by one with every save: a save that names another version is a conflict.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs", verbose_name=_("section"))
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


class Citation(models.Model):
    """A paragraph rests on a submission."""

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="citations", verbose_name=_("paragraph"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="citations", verbose_name=_("submission"))
    cited_at = models.DateTimeField(_("cited at"))
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("cited by"))

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering: ClassVar = ["submission__reference"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["paragraph", "submission"], name="citation_once")]

    def __str__(self) -> str:
        return f"{self.paragraph_id} → {self.submission_id}"

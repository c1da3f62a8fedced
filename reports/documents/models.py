"""What a document is: what was asked for, how far it got, the parts it is set in, and the files that came of it."""

import hashlib
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import SYMBOL, Process
from consultation.submissions.models import Call
from register.models import Event
from reports.documents.querysets import DocumentQuerySet, PartQuerySet, SheetQuerySet
from reports.documents.states import (
    COMPLETE,
    OF_A_SUMMARY,
    UNDER_WAY,
    Arrangement,
    Correction,
    DocumentKind,
    DocumentState,
    Format,
    Step,
    Variant,
    Work,
)
from reports.summaries.models import Summary


def stored_as(_row: models.Model, _filename: str) -> str:
    """A name that tells nothing and cannot be guessed."""
    return f"documents/{uuid.uuid4().hex}"


class Document(models.Model):
    """A document in one language, compiled from one snapshot of a summary or of a call.

    `same_as` is equal for requests that ask for the same thing: while one is under way, asking again finds that one.
    `steps_done` of `steps_planned` is real progress, parts counted one by one; `step` names the current step.
    `as_of` is the instant of the snapshot; `contents_sha256` the digest of what the snapshot held. `supersedes` is the
    issued document that this one corrects, `correction` and `version` its suffix ("Corr.1"), `reason` why.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="documents", verbose_name=_("process"))
    kind = models.CharField(
        _("kind of document"), max_length=16, choices=DocumentKind, default=DocumentKind.CHAIRS_SUMMARY
    )
    summary = models.ForeignKey(
        Summary, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("summary")
    )
    call = models.ForeignKey(
        Call, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("call for input")
    )
    letterhead = models.ForeignKey(
        "Letterhead", models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("letterhead")
    )
    arrangement = models.CharField(_("order"), max_length=14, choices=Arrangement, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    variant = models.CharField(_("standard of the PDF"), max_length=10, choices=Variant, default=Variant.UA1)
    symbol = models.CharField(_("reference"), max_length=80, validators=[SYMBOL])
    title = models.CharField(_("title"), max_length=300)
    same_as = models.CharField(max_length=64, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    step = models.CharField(_("current step"), max_length=10, choices=Step, blank=True)
    steps_done = models.PositiveIntegerField(_("steps done"), default=0)
    steps_planned = models.PositiveIntegerField(_("steps planned"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("asked for at"))
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("asked for by"),
    )  # fmt: skip
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    failure = models.TextField(_("why it failed"), blank=True)

    as_of = models.DateTimeField(_("stands on data as of"), null=True, blank=True)
    contents_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    front_pages = models.PositiveIntegerField(default=0, editable=False)

    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    correction = models.CharField(_("kind of correction"), max_length=4, choices=Correction, blank=True)
    version = models.PositiveSmallIntegerField(_("number of the correction"), default=0)
    reason = models.TextField(_("reason of the correction"), blank=True)

    objects: ClassVar = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar = ["-queued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["same_as"], condition=Q(state__in=UNDER_WAY), name="document_compiled_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["same_as"], condition=Q(state=DocumentState.ISSUED), name="document_issued_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=COMPLETE) | (Q(pages__gt=0) & ~Q(as_of=None)), name="document_complete_has_pages"
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.FAILED) | ~Q(failure=""), name="document_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=DocumentState.ISSUED) ^ Q(issued_at=None), name="document_issued_has_time"
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_by=None) | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="document_issued_at_by",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_SUMMARY, summary__isnull=False, call=None)
                | Q(kind=DocumentKind.SPECIMEN, letterhead__isnull=False, summary=None, call=None)
                | (~Q(kind__in=[*OF_A_SUMMARY, DocumentKind.SPECIMEN]) & Q(summary=None, call__isnull=False)),
                name="document_stands_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind=DocumentKind.COMPILATION) ^ Q(arrangement=""), name="document_compilation_has_order"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, correction="", version=0)
                | (Q(supersedes__isnull=False, version__gt=0) & ~Q(correction="") & ~Q(reason="")),
                name="document_correction_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_symbol} ({self.language})"

    @property
    def full_symbol(self) -> str:
        """The symbol with the suffix of a correction, as in "WG.7/2026/CS.1/Corr.1"."""
        return f"{self.symbol}/{self.correction.capitalize()}.{self.version}" if self.correction else self.symbol

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has it or will have it."""
        return self.state in UNDER_WAY

    @property
    def is_complete(self) -> bool:
        """Whether its files can be had."""
        return self.state in COMPLETE

    def likeness(self) -> str:
        """What `same_as` holds: equal for two documents that would say the same of the same data."""
        told: tuple[Any, ...] = (
            self.kind, self.summary_id, self.call_id, self.letterhead_id, self.arrangement, self.language, self.variant,
            self.supersedes_id, self.correction,
        )  # fmt: skip
        return hashlib.sha256(repr(tuple(str(part) for part in told)).encode()).hexdigest()


class DocumentEvent(Event):
    """What happened to a document."""

    subject = models.ForeignKey(Document, models.PROTECT, related_name="events")


class Part(models.Model):
    """A piece of the work on a document, done by one worker: pages to set, the binding of them, or the other formats.

    It waits until `taken_at`, and is done at `done_at`; `heartbeat_at` is the last sign of life of its worker. Of pages
    to set, `payload` is all that they are made of, `key` the hash of it, `references` are the contributions in it.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    work = models.CharField(max_length=10, choices=Work)
    role = models.CharField(max_length=10, blank=True)
    references = models.JSONField(default=list)
    payload = models.TextField(blank=True)
    key = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = PartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["document", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="part_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"


class Sheet(models.Model):
    """A part as set, kept under the hash of what it is made of: the same part is never set twice.

    `facts` is what binding has to know of it; `used_at` decides when it is thrown away.
    """

    key = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to=stored_as, max_length=200)
    facts = models.TextField()
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(db_index=True)

    objects: ClassVar = SheetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-used_at"]

    def __str__(self) -> str:
        return self.key


class Edition(models.Model):
    """A document in one format; `sha256` is the digest of the file, `size` its bytes."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions", verbose_name=_("document"))
    format = models.CharField(_("format"), max_length=4, choices=Format)
    file = models.FileField(_("file"), upload_to=stored_as, max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar = ["document", "format"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "format"], name="edition_once_a_format"),
            models.CheckConstraint(condition=Q(size__gt=0), name="edition_holds_something"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.format}"


class Preview(models.Model):
    """A picture of one of the first pages of a document's PDF; width and height in pixels."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="previews")
    page = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=stored_as, max_length=200)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["document", "page"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "page"], name="preview_once_a_page")]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.page}"


class Letterhead(models.Model):
    """How a process prints its documents; one of a process is in use, those before it stay readable.

    `body_line` and `disclaimer` are the process's own wording, empty for the usual one; `logo` is a PNG or JPEG.
    """

    class Paper(models.TextChoices):
        """Sizes of paper."""

        A4 = "A4", "A4"
        LETTER = "Letter", "US Letter"

    process = models.ForeignKey(Process, models.CASCADE, related_name="letterheads", verbose_name=_("process"))
    body_line = models.CharField(_("first line of the masthead"), max_length=120, blank=True)
    organ_line = models.CharField(_("second line of the masthead"), max_length=160, blank=True)
    disclaimer = models.CharField(_("line below the title"), max_length=250, blank=True)
    distribution = models.CharField(
        _("distribution"), max_length=10, default="general",
        choices=[("general", _("General")), ("limited", _("Limited")), ("restricted", _("Restricted"))],
    )  # fmt: skip
    paper = models.CharField(_("paper"), max_length=6, choices=Paper, default=Paper.A4)
    logo = models.FileField(_("logo"), upload_to=stored_as, max_length=200, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    used_from = models.DateTimeField(_("in use from"), null=True, blank=True)
    used_until = models.DateTimeField(_("in use until"), null=True, blank=True)

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        ordering: ClassVar = ["-proposed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(used_from__isnull=False, used_until=None), name="letterhead_one_in_use"
            ),
            models.CheckConstraint(
                condition=Q(used_until=None) | Q(used_from__lte=F("used_until")), name="letterhead_used_forwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.proposed_at:%Y-%m-%d}"

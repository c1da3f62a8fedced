"""A document: what was asked for, how far it got, and the file that came of it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models import Event
from reports.documents.querysets import DocumentQuerySet
from reports.documents.states import STEPS, DocumentState
from reports.summaries.models import Summary


def stored_as(document: "Document", _filename: str) -> str:
    """A name that tells nothing and cannot be guessed."""
    return f"documents/{uuid.uuid4().hex}"


class Document(models.Model):
    """A report compiled from a summary. `steps_done` of `steps_planned` is real progress; `step` names the current one.

    `as_of` is the instant of the snapshot; `contents_sha256` the digest of what the snapshot held. While one is
    queued or running for a summary and language, asking again finds that one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    summary = models.ForeignKey(Summary, models.PROTECT, related_name="documents", verbose_name=_("summary"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=DocumentState, default=DocumentState.QUEUED)
    step = models.CharField(_("current step"), max_length=40, blank=True)
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
    file = models.FileField(_("file"), upload_to=stored_as, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)

    objects: ClassVar = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar = ["-queued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["summary", "language"],
                condition=Q(state__in=[DocumentState.QUEUED, DocumentState.RUNNING]),
                name="document_compiled_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.READY) | (Q(size__gt=0, pages__gt=0) & ~Q(file="") & ~Q(sha256="")),
                name="document_ready_has_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.FAILED) | ~Q(failure=""), name="document_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.summary.symbol} ({self.language})"

    @property
    def step_in_words(self) -> object:
        """The current step in the reader's language, or nothing."""
        return STEPS.get(self.step, "")


class DocumentEvent(Event):
    """What happened to a document."""

    subject = models.ForeignKey(Document, models.PROTECT, related_name="events")

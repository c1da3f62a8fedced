"""An export: which tables were asked for in which form, how far the writing got, and the file that came of it."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import Process
from register.models import Event
from reports.exports.querysets import ExportQuerySet
from reports.exports.states import PUBLIC_KINDS, UNDER_WAY, ExportState, Format, Kind, Scope

_COMPLETE: Any = Q(rows_done=F("rows_planned"), size__gt=0) & ~Q(file="") & ~Q(sha256="") & Q(as_of__isnull=False)


def stored_as(export: "Export", _filename: str) -> str:
    """A place of its own for each run, so that what a dead run left is found by the next; never an address."""
    return export.place


class Export(models.Model):
    """Tables of one process in one file, as they were at the instant `as_of`.

    `filters` narrow every table: `call` (its reference), `group` (its code), `language`; none is an empty value.
    `language` is that of the words around the data. `counts` holds the rows of each table in the file, `rows_done` of
    `rows_planned` is the progress over all. `runs` counts every start and names the run that holds the row; `attempts`
    counts the starts since somebody asked. While one is queued or running, asking for the same again finds that one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="exports", verbose_name=_("process"))
    kinds = ArrayField(models.CharField(max_length=16, choices=Kind), verbose_name=_("tables"))
    format = models.CharField(_("format"), max_length=8, choices=Format)
    scope = models.CharField(_("for whom"), max_length=8, choices=Scope)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.QUEUED)
    rows_planned = models.PositiveIntegerField(_("rows planned"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    counts = models.JSONField(_("rows of each table"), default=dict, blank=True)
    runs = models.PositiveIntegerField(_("runs"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("asked for at"))
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("asked for by"),
    )  # fmt: skip
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    failure = models.TextField(_("why it failed"), blank=True)
    as_of = models.DateTimeField(_("data as of"), null=True, blank=True)
    file = models.FileField(_("file"), upload_to=stored_as, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)

    objects: ClassVar = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering: ClassVar = ["-queued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["process", "kinds", "format", "scope", "filters", "language"],
                condition=Q(state__in=UNDER_WAY),
                name="export_written_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(state=ExportState.READY) | _COMPLETE, name="export_ready_is_complete"),
            models.CheckConstraint(
                condition=~Q(state=ExportState.FAILED) | ~Q(failure=""), name="export_failed_says_why"
            ),
            models.CheckConstraint(condition=Q(kinds__len__gt=0), name="export_holds_a_table"),
            models.CheckConstraint(
                condition=Q(format=Format.XLSX) | Q(kinds__len=1), name="export_of_lines_holds_one_table"
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.STAFF) | Q(kinds__contained_by=list(PUBLIC_KINDS)),
                name="export_for_everybody_holds_public_tables",
            ),
        ]

    def __str__(self) -> str:
        return f"{'+'.join(self.kinds)}.{self.format}"

    @property
    def kinds_in_words(self) -> list[str]:
        """The tables by their names."""
        return [str(Kind(kind).label) for kind in self.kinds]

    @property
    def place(self) -> str:
        """Where the file of the present run lies in the storage."""
        return f"exports/{self.public_id.hex}/{self.runs}"

    @property
    def file_name(self) -> str:
        """The name under which the file is saved: process, tables and instant, without signs that systems refuse."""
        stem = self.process.symbol_stem.replace("/", "-")
        instant = f"-{self.as_of:%Y%m%dT%H%M%SZ}" if self.as_of else ""
        return f"{stem}-{'-'.join(self.kinds)}{instant}.{self.format}"


class ExportEvent(Event):
    """What happened to an export."""

    subject = models.ForeignKey(Export, models.PROTECT, related_name="events")

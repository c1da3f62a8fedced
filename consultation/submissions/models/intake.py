"""Inputs that arrive in bulk: an import, its progress, and each line that was refused."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.submissions.models.call import Call
from consultation.submissions.querysets import ImportQuerySet
from consultation.submissions.states import ImportState
from register.models import Event
from stakeholders.organisations.models import StakeholderGroup


def import_stored_as(_batch: "Import", _filename: str) -> str:
    """A name that tells nothing and cannot be guessed."""
    return f"imports/{uuid.uuid4().hex}"


class Import(models.Model):
    """A file of inputs for one call; a dry run checks every line and loads nothing. Counts are of records.

    `columns` maps columns of the file to fields where their names do not tell; `default_group` and `default_author`
    stand where a line says nothing usable. `failure` is a code with its parameters, `notes` maps codes to counts, both
    worded in `refusals`. `lines_read` records are dealt with for good: whoever goes on begins after them. `attempts`
    counts the starts since the last of them. While one is queued or running for a file, asking again finds that one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="imports", verbose_name=_("call"))
    file = models.FileField(_("file"), upload_to=import_stored_as, max_length=200)
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    is_dry_run = models.BooleanField(_("dry run"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.QUEUED)
    lines_total = models.PositiveIntegerField(_("lines"), default=0)
    lines_read = models.PositiveIntegerField(_("lines read"), default=0)
    loaded = models.PositiveIntegerField(_("loaded"), default=0)
    already_there = models.PositiveIntegerField(_("already there"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    failure = models.JSONField(_("why it failed"), default=dict, blank=True)
    notes = models.JSONField(_("what was noted"), default=dict, blank=True)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    default_group = models.ForeignKey(
        StakeholderGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group for the others"),
    )
    default_author = models.CharField(_("name for the others"), max_length=255, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("asked for at"))
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects: ClassVar = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-queued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "sha256", "is_dry_run"],
                condition=Q(state__in=[ImportState.QUEUED, ImportState.RUNNING]),
                name="import_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.FAILED) | ~Q(failure={}), name="import_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportEvent(Event):
    """What happened to an import."""

    subject = models.ForeignKey(Import, models.PROTECT, related_name="events")


class ImportRefusal(models.Model):
    """One line that was not loaded, and why."""

    batch = models.ForeignKey(Import, models.CASCADE, related_name="refusals", verbose_name=_("import"))
    line = models.PositiveIntegerField(_("line"))
    source_id = models.CharField(_("identifier in the source"), max_length=200, blank=True)
    reasons = models.JSONField(_("reasons"))

    class Meta:
        verbose_name = _("refused line")
        verbose_name_plural = _("refused lines")
        ordering: ClassVar = ["line", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "line"], name="refusal_once_a_line")]

    def __str__(self) -> str:
        return f"{self.line}: {self.reasons}"

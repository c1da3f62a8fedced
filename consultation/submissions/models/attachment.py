"""A file that came with a draft or with one revision of a submission."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.submissions.models.draft import Draft
from consultation.submissions.models.submission import Revision
from consultation.submissions.querysets import AttachmentQuerySet


def stored_as(attachment: "Attachment", _filename: str) -> str:
    """A name that tells nothing and cannot be guessed; the person's own file name is kept in the row only."""
    return f"attachments/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """A file as received, stored privately. It belongs either to a draft or to a revision."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="attachments")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="attachments")
    file = models.FileField(_("file"), upload_to=stored_as, max_length=200)
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )

    objects: ClassVar = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar = ["uploaded_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(draft=None, revision__isnull=False) | Q(draft__isnull=False, revision=None),
                name="attachment_of_a_draft_or_a_revision",
            ),
        ]

    def __str__(self) -> str:
        return self.name

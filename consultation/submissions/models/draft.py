"""A draft: the working copy that an organisation's members share until one of them submits it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultation.processes.models import AgendaItem
from consultation.submissions.models.call import Call
from consultation.submissions.models.submission import CONTENT_LANGUAGES, CommentKind, Submission
from consultation.submissions.querysets import DraftQuerySet
from stakeholders.organisations.models import Organisation


class Draft(models.Model):
    """Text in the making. `version` grows by one with every save: a save that names another version is a conflict.

    `answers` maps the id of a guiding question (as text) to the answer; to a theme there are two, see `themes`. A draft
    of a returned submission names it in `submission`; submitting the draft then makes that submission's next revision.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="drafts", verbose_name=_("call"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="drafts", verbose_name=_("organisation")
    )
    submission = models.OneToOneField(
        Submission, models.CASCADE, null=True, blank=True, related_name="draft", verbose_name=_("submission")
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    language = models.CharField(_("language"), max_length=3, choices=CONTENT_LANGUAGES, default="en")
    body = models.TextField(_("text"), blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    agenda_items = models.ManyToManyField(AgendaItem, blank=True, related_name="+", verbose_name=_("agenda items"))
    others = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("also on behalf of"),
    )  # fmt: skip
    is_confidential = models.BooleanField(_("not for publication"), default=False)
    comment_kind = models.CharField(_("kind of comment"), max_length=9, choices=CommentKind, blank=True)
    consulted = models.PositiveIntegerField(_("people consulted"), null=True, blank=True)
    consulted_how = models.CharField(_("how the consultation was held"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("created at"))
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by"))

    objects: ClassVar = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering: ClassVar = ["-saved_at", "-pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(version__gt=0), name="draft_version_from_one")]

    def __str__(self) -> str:
        return self.title or str(self.public_id)

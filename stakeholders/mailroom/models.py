"""A letter: what is to be mailed, to whom, and how far it got."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.mailroom.querysets import LetterQuerySet
from stakeholders.mailroom.states import LetterState


class Letter(models.Model):
    """One mail as text and HTML. `key` names the occasion, so that the same occasion never makes two letters."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(_("to"), max_length=254)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.WAITING)
    written_at = models.DateTimeField(_("written at"))
    next_attempt_at = models.DateTimeField(_("next attempt at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects: ClassVar = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering: ClassVar = ["-written_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["next_attempt_at"], name="letter_due", condition=Q(state=LetterState.WAITING))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state=LetterState.SENT) ^ Q(sent_at=None), name="letter_sent_has_time"),
        ]

    def __str__(self) -> str:
        return self.subject

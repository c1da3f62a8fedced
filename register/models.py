"""The abstract event: one append-only row for each thing that happened to something."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from register.words import in_words


class Event(models.Model):
    """Who did what, when and why; each app's own events point at their subject with `related_name="events"`.

    `kind` is the name of a transition or another past-tense word; `note` the reason in the person's own words;
    `by` is empty where the clock acted. The database refuses any change or removal.
    """

    kind = models.CharField(_("what happened"), max_length=40)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    note = models.TextField(_("reason"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    @property
    def what(self) -> object:
        """What happened, in the reader's language."""
        return in_words(self.kind)

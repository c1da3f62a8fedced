"""What is kept of participation: who looked on where she may only look on."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultation.sittings.models import Segment
from stakeholders.organisations.models import Organisation


class Observation(models.Model):
    """Somebody opened a segment in which her organisation may watch and do nothing else; once for each person."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="observations", verbose_name=_("segment"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="observations", verbose_name=_("organisation")
    )
    observed_at = models.DateTimeField(_("observed at"))
    observed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("observed by")
    )

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering: ClassVar = ["observed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["segment", "organisation", "observed_by"], name="observation_once"),
        ]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.organisation_id}"

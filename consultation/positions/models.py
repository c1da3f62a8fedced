"""A delegate's position in a segment in which the body adopts."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultation.positions.querysets import PositionQuerySet
from consultation.registration.models import Registration
from consultation.sittings.models import Segment


class Position(models.Model):
    """What one delegate says to what is put to the meeting: hers, and not her delegation's.

    Each delegate votes individually on all matters (ILO Constitution, article 4, paragraph 1). A row is never changed:
    who thinks again records a further one, and the last one counts.
    """

    class Stance(models.TextChoices):
        """What a delegate can say."""

        FAVOUR = "favour", pgettext_lazy("position", "In favour")
        AGAINST = "against", pgettext_lazy("position", "Against")
        ABSTAINS = "abstains", pgettext_lazy("position", "Abstains")

    segment = models.ForeignKey(Segment, models.PROTECT, related_name="positions", verbose_name=_("segment"))
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="positions", verbose_name=_("delegate"))
    stance = models.CharField(pgettext_lazy("of a delegate", "position"), max_length=8, choices=Stance)
    explanation = models.TextField(_("explanation of vote"), max_length=2_000, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    objects: ClassVar = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering: ClassVar = ["recorded_at", "pk"]
        triggers: ClassVar = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.stance}"

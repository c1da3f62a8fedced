"""Which answers?"""

from typing import Any

from django.db import models
from django.db.models import Count, F, Q

from consultation.submissions.models import Call
from consultation.submissions.states import SubmissionState
from reports.dispositions.states import DispositionState
from reports.summaries.states import SummaryState


class DispositionQuerySet(models.QuerySet[Any]):
    """Answers by how far they are and who may read them."""

    def settled(self) -> "DispositionQuerySet":
        """Those with which a point counts as answered: reviewed or released."""
        return self.filter(state__in=(DispositionState.REVIEWED, DispositionState.RELEASED))

    def to_release(self) -> "DispositionQuerySet":
        """Reviewed ones to points that still stand and still ask for something."""
        return self.filter(state=DispositionState.REVIEWED, point__dropped_at=None, point__asks=True)

    def released(self) -> "DispositionQuerySet":
        """Those that went out with an issued summary; to anybody outside the team no other exists."""
        return self.filter(state=DispositionState.RELEASED, summary__state=SummaryState.ISSUED)

    def of_public_points(self) -> "DispositionQuerySet":
        """Those to what is published: nothing of what was received in confidence, withheld, withdrawn or dropped."""
        return self.filter(
            point__dropped_at=None,
            point__submission__state=SubmissionState.PUBLISHED,
            point__submission__is_confidential=False,
            point__submission__call__in=Call.objects.on_record().order_by().values("pk"),
        )

    def public(self) -> "DispositionQuerySet":
        """What anybody may read: released, to published points, and never under the Chatham House Rule."""
        announced = Q(summary__session__process__announced_at__isnull=False)
        return self.released().of_public_points().filter(announced).exclude(summary__attribution="chatham_house")


class BoilerplateQuerySet(models.QuerySet[Any]):
    """Texts that many answers share, by their use."""

    def in_use(self) -> "BoilerplateQuerySet":
        """Those that nobody has retired."""
        return self.filter(retired_at=None)

    def with_uses(self) -> "BoilerplateQuerySet":
        """Each with the number of answers that took it as `uses`."""
        return self.annotate(uses=Count(F("answers")))

"""Keep who looked on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from consultation.participation.models import Observation
from consultation.sittings.models import Segment


def keep_observations(*, segment: Segment, organisations: Iterable[int], by: Any, at: datetime) -> None:
    """Keep that the person looked on for organisations (by id) that may watch and nothing else; once for each."""
    Observation.objects.bulk_create(
        (
            Observation(segment=segment, organisation_id=organisation, observed_at=at, observed_by=by)
            for organisation in organisations
        ),
        ignore_conflicts=True,
    )

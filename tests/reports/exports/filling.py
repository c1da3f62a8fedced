"""Many contributions at once."""

from datetime import timedelta
from typing import Any

from consultation.submissions.models import Submission
from tests import factories as make
from tests.factories import NOON


def many(call: Any, number: int, *, body: str = "What we have seen.") -> None:
    """That many published contributions to the call; three arrive in each second."""
    group, country = make.group(), make.country()
    rows = (
        Submission(
            process=call.process, call=call, reference=f"{call.symbol}/{place:06}", author_name=f"=Author {place}",
            group=group, country=country, region="Africa", title=f"Title {place}", language="en", body=body,
            received_at=NOON + timedelta(seconds=place // 3), submitted_at=NOON, state="published", published_at=NOON,
        )
        for place in range(number)
    )  # fmt: skip
    Submission.objects.bulk_create(rows, batch_size=1000)  # a statement takes 65,535 values

"""What pages of other apps show of answers, and the number of the paragraph that an answer led to."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import template

from consultation.submissions.models import Submission
from reports.dispositions.models import Disposition
from reports.dispositions.reading import answers_for

register = template.Library()


@register.inclusion_tag("dispositions/own.html")
def own_answers(submission: Submission) -> dict[str, Any]:
    """The released answers to the points of a contribution, on the page of those who sent it."""
    return {"submission": submission, "answers": answers_for(submission)}


@register.simple_tag
def paragraph_of(answer: Disposition, numbers: Mapping[uuid.UUID, int]) -> int | None:
    """The number that the paragraph of an answer has now, None where there is none or it was removed."""
    return numbers.get(answer.led_to) if answer.led_to else None

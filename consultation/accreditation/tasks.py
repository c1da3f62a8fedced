"""What the workers do for accreditation."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from consultation.accreditation import clockwork


@shared_task
def write_what_silence_decided(**_unknown: Any) -> None:
    """Write down what silence periods and mandates decided when they ended."""
    clockwork.write_what_is_due(at=timezone.now())

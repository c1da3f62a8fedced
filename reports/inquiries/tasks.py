"""What the workers do for inquiries."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from reports.inquiries import clockwork


@shared_task
def tell_of_overdue_replies(**_unknown: Any) -> None:
    """Tell the Chair's team of each reply that became overdue."""
    clockwork.tell_of_overdue_replies(at=timezone.now())

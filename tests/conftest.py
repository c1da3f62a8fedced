"""What every test stands on: the instant, and a quiet environment."""

from datetime import datetime

import pytest

from tests.factories import NOON


@pytest.fixture
def noon() -> datetime:
    """23 November 2026, 12:00 UTC, 15:00 in Nairobi."""
    return NOON

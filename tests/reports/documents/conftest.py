"""What tests of documents stand on."""

from datetime import datetime
from typing import Any

import pytest

from reports.summaries.models import Summary
from tests import factories as make
from tests.reports.documents.running import make_call, make_summary


@pytest.fixture
def call() -> Any:
    return make_call()


@pytest.fixture
def chair(call: Any) -> Any:
    return make.make_chair(call.process, language="fr")


@pytest.fixture
def summary(call: Any, chair: Any, noon: datetime) -> Summary:
    return make_summary(call, chair, noon)

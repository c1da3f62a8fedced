"""A summary in drafting with two sections, and who writes it."""

from datetime import datetime
from typing import Any

import pytest

from reports.summaries import actions
from reports.summaries.models import Summary
from tests import factories as make


@pytest.fixture
def call() -> Any:
    session = make.make_session()
    call = make.make_call(session)
    call.agenda_items.set([make.make_agenda_item(session, "5", title="Threats"), make.make_agenda_item(session, "6")])
    return call


@pytest.fixture
def chair(call: Any) -> Any:
    return make.make_chair(call.process, full_name="Solveig Tamarua")


@pytest.fixture
def assistant(call: Any) -> Any:
    return make.make_officer(call.process, "team", full_name="Tomas Reyes")


@pytest.fixture
def summary(call: Any, chair: Any, noon: datetime) -> Summary:
    return actions.begin_summary(
        session=call.session, calls=[call], title="Chair's summary", symbol="WG.7/2026/CS.1", language="en",
        attribution="non_attributed", by=chair, at=noon,
    )  # fmt: skip

"""A contribution before the Chair's team, and the people who read it."""

from typing import Any

import pytest

from consultation.processes.models import AgendaItem, Office
from consultation.submissions.models import Call, Submission
from tests.factories import make_agenda_item, make_call, make_chair, make_officer, make_session, make_submission

BODY = (
    "# Points of contact\n\nStates should name *points of contact*. Small responders need one list.\n\n"
    "- Test the list twice a year.\n- Keep it small."
)


@pytest.fixture
def call() -> Call:
    return make_call(make_session())


@pytest.fixture
def item(call: Call) -> AgendaItem:
    return make_agenda_item(call.session, "5", title="Confidence-building")


@pytest.fixture
def chair(call: Call) -> Any:
    return make_chair(call.process, full_name="Sofia Lindqvist")


@pytest.fixture
def bola(call: Call) -> Any:
    """A member of the Chair's team."""
    return make_officer(call.process, Office.Kind.TEAM, full_name="Bola Adeyemi")


@pytest.fixture
def secretary(call: Call) -> Any:
    return make_officer(call.process, Office.Kind.SECRETARIAT, full_name="Chidi Eze")


@pytest.fixture
def submission(call: Call) -> Submission:
    return make_submission(call, state="published", body=BODY, title="A directory that answers")

"""An issued summary of a call in Nairobi, with a contributor, a stranger and the Chair's team."""

from dataclasses import dataclass
from typing import Any

import pytest

from consultation.submissions.models import Call
from reports.summaries.models import Summary
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation
from tests import factories as make
from tests.factories.answers import make_summary


@dataclass
class World:
    """Who is there, and what was issued at NOON."""

    call: Call
    summary: Summary
    organisation: Organisation
    author: User
    chair: User
    member: User

    @property
    def process(self) -> Any:
        return self.call.process


@pytest.fixture
def world() -> World:
    process = make.make_process(symbol_stem="WG.7", slug="wg-7")
    call = make.make_call(make.make_session(process, symbol="WG.7/S.1"), symbol="WG.7/2026/C1")
    chair, member = make.make_chair(process), make.make_officer(process, "team")
    organisation = make.make_organisation("Canary Forum")
    make.make_submission(call, organisation, state="published", reference="WG.7/2026/C1/001")
    return World(
        call=call, organisation=organisation, author=make.make_focal_point(organisation), chair=chair,
        member=member, summary=make_summary(call, chair, "issued", symbol="WG.7/CS.1"),
    )  # fmt: skip

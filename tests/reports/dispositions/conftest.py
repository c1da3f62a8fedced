"""A process with a Chair, a Co-Chair and a member of the team, and a summary with a point to answer."""

from dataclasses import dataclass
from typing import Any

import pytest

from consultation.submissions.models import Call, Submission
from reports.points.models import Point
from reports.summaries.models import Summary
from stakeholders.accounts.models import User
from tests import factories as make
from tests.factories.answers import make_asking_point, make_summary


@dataclass
class Team:
    """Who works on the answers, and what there is to answer."""

    call: Call
    chair: User
    co_chair: User
    member: User
    author: User
    submission: Submission
    summary: Summary
    point: Point

    @property
    def process(self) -> Any:
        return self.call.process


@pytest.fixture
def team() -> Team:
    process = make.make_process(symbol_stem="WG.7", slug="wg-7")
    call = make.make_call(make.make_session(process, symbol="WG.7/S.1"), symbol="WG.7/2026/C1")
    chair, co_chair = make.make_chair(process), make.make_officer(process, "co_chair")
    member = make.make_officer(process, "team", full_name="Noor Haddad")
    organisation = make.make_organisation("Canary Forum", acronym="CANF")
    submission = make.make_submission(
        call, organisation, state="published", reference="WG.7/2026/C1/001", title="Canary title"
    )
    return Team(
        call=call, chair=chair, co_chair=co_chair, member=member, author=make.make_focal_point(organisation),
        submission=submission, summary=make_summary(call, chair, symbol="WG.7/CS.1"),
        point=make_asking_point(submission, member, "Wants a directory of contact points"),
    )  # fmt: skip

"""Proposed agenda items, for tests."""

from typing import Any

from consultation.processes.models import Session
from consultation.proposals.models import Proposal
from stakeholders.organisations.models import Organisation
from tests.factories import NOON, make_focal_point, make_organisation, make_session


def make_proposal(session: Session | None = None, organisation: Organisation | None = None, **fields: Any) -> Proposal:
    """A proposal that awaits its decision."""
    organisation = organisation or make_organisation()
    defaults: dict[str, Any] = {
        "author_name": organisation.name, "category": "ecosoc_general", "title": "Repair of undersea cables",
        "text": "Cables carry what States say to each other.", "language": "en", "proposed_at": NOON,
    }  # fmt: skip
    if "proposed_by" not in fields:
        fields["proposed_by"] = make_focal_point(organisation)
    return Proposal.objects.create(
        session=session or make_session(), organisation=organisation, **{**defaults, **fields}
    )

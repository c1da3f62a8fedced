"""Propose an agenda item, take it back, put it on the agenda, or decline it with a reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from consultation.modalities.vocabulary import Capability
from consultation.participation.rights import demand
from consultation.processes.actions.agenda import keep_last
from consultation.processes.changes import require, witness
from consultation.processes.models import AgendaItem, Session
from consultation.proposals.emails import tell_proposer
from consultation.proposals.errors import NotRecognised, SessionOver
from consultation.proposals.models import Proposal
from consultation.proposals.transitions import move_proposal
from register.errors import OutOfDate
from stakeholders.organisations.models import Organisation
from stakeholders.organisations.states import OrganisationState


@dataclass(frozen=True, slots=True)
class Written:
    """A proposal in words, in one language."""

    title: str
    text: str
    language: str


@transaction.atomic
def propose_item(*, session: Session, organisation: Organisation, written: Written, by: Any, at: datetime) -> Proposal:
    """Propose the item in the organisation's name; its focal points get a letter that it arrived.

    Raises NotGranted, with the clause, where the modalities do not let it; NotRecognised; SessionOver.
    """
    require("proposals.propose", organisation, by)
    if organisation.state != OrganisationState.RECOGNISED:
        raise NotRecognised
    answer = demand(Capability.PROPOSE_AGENDA_ITEM, of=organisation, process=session.process, at=at)
    if is_over(session, at):
        raise SessionOver
    proposal = Proposal.objects.create(
        session=session, organisation=organisation, author_name=organisation.name, category=answer.category,
        title=written.title, text=written.text, language=written.language, proposed_at=at, proposed_by=by,
    )  # fmt: skip
    witness(proposal, "proposed", by=by, at=at)
    tell_proposer(proposal, "received", at=at)
    return proposal


def is_over(session: Session, at: datetime) -> bool:
    """Whether the last day of the session has passed in the time zone of the process."""
    return at.astimezone(ZoneInfo(session.process.time_zone)).date() > session.ends_on


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Any, at: datetime) -> None:
    """Take the proposal back before it is decided; raises OutOfDate afterwards."""
    move_proposal(proposal, "withdrawn", by=by, at=at)


@transaction.atomic
def put_on_agenda(*, proposal: Proposal, item: AgendaItem, by: Any, at: datetime) -> AgendaItem:
    """Make it an item of the agenda, last under its parent, in the words of those who write the agenda.

    Raises WrongParent, and OutOfDate where it was decided meanwhile or the agenda has that number.
    """
    require("proposals.decide_proposal", proposal, by)
    if item.session_id != proposal.session_id:
        raise OutOfDate
    keep_last(item, by=by, at=at)
    move_proposal(proposal, "put_on_the_agenda", by=by, at=at, item=item)
    tell_proposer(proposal, "accepted", at=at)
    return item


@transaction.atomic
def decline_proposal(*, proposal: Proposal, reason: str, by: Any, at: datetime) -> None:
    """Say no, with a reason that the proposer is told. Raises ReasonMissing, OutOfDate."""
    move_proposal(proposal, "proposal_declined", by=by, at=at, note=reason.strip())
    tell_proposer(proposal, "declined", at=at, note=reason.strip())

"""Whether the modalities let an organisation write to a call, asked once for each draft that is read."""

from datetime import datetime

from consultation.modalities.vocabulary import Capability
from consultation.participation.answers import Answer
from consultation.participation.errors import NotGranted
from consultation.participation.rights import demand, occasion_of_call, right_to
from consultation.submissions.models import Call, Draft
from stakeholders.organisations.models import Organisation


def right_to_send(draft: Draft, at: datetime) -> Answer | None:
    """The answer for the draft's organisation; None, and no query, where it was read that nothing is in force.

    It is kept on the draft: the page that shows a draft and the action that submits it each ask several times.
    """
    kept = vars(draft)
    if not kept.get("is_regulated", True):
        return None
    if "_right_to_send" not in kept:
        kept["_right_to_send"] = right_to(
            Capability.SUBMIT, of=draft.organisation_id, process=draft.call.process_id, at=at,
            occasion=occasion_of_call(draft.call_id),
        )  # fmt: skip
    answer: Answer = kept["_right_to_send"]
    return answer


def demand_to_send(draft: Draft, at: datetime) -> None:
    """Raise NotGranted, which names the clause, where the organisation may not write to the draft's call."""
    answer = right_to_send(draft, at)
    if answer and not answer.is_granted:
        raise NotGranted(answer)


def demand_to_join(organisation: Organisation, call: Call, at: datetime) -> None:
    """Raise NotGranted where the organisation may not be heard in a joint statement to the call."""
    demand(
        Capability.SUBMIT, of=organisation, process=call.process_id, at=at, occasion=occasion_of_call(call.pk)
    )  # fmt: skip


def word_limit_of(draft: Draft, at: datetime) -> int | None:
    """The words that the draft may have: the call's limit or that of the organisation's category, the smaller one."""
    limits = [draft.call.word_limit, limit_of_category(draft, at)]
    return min((limit for limit in limits if limit), default=None)


def limit_of_category(draft: Draft, at: datetime) -> int | None:
    """The words that the modalities give to organisations of this category; None for no limit."""
    answer = right_to_send(draft, at)
    return answer.conditions.word_limit if answer and answer.is_granted else None

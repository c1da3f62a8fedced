"""Who may be named of what was said: the strictest rule of the segments wins.

"When a meeting, or part thereof, is held under the Chatham House Rule, participants are free to use the information
received, but neither the identity nor the affiliation of the speaker(s), nor that of any other participant, may be
revealed" (Chatham House). It is one rule, and may hold for a part of a meeting only.
"""

from collections.abc import Iterable

from consultation.processes.models import Session
from consultation.sittings.kinds import OPEN_TO_STAKEHOLDERS, STRICTNESS, Attribution
from consultation.sittings.models import Segment


def strictest_of(segments: Iterable[Segment]) -> Attribution | None:
    """The strictest attribution of these segments; None where there is none. Asks no query of its own."""
    return strictest(segment.attribution for segment in segments)


def strictest(attributions: Iterable[str]) -> Attribution | None:
    """The strictest of these; None where there is none."""
    known = [Attribution(attribution) for attribution in attributions]
    return max(known, key=STRICTNESS.__getitem__, default=None)


def called_for_by(session: Session) -> Attribution | None:
    """What a summary of the session owes its speakers: the strictest rule under which stakeholders were heard.

    Where no segment exists for the sake of stakeholders, all segments count. Asks one query.
    """
    return strictest(_rules_of_hearing(session))


def hides_participants(session: Session) -> bool:
    """Whether nobody may be told who took part: all that stakeholders say in the session is under the rule.

    Where a part only is, a list of the session's participants does not tell who took part in that part. Asks one query.
    """
    return set(_rules_of_hearing(session)) == {Attribution.CHATHAM_HOUSE}


def _rules_of_hearing(session: Session) -> list[str]:
    """The attributions of the parts in which stakeholders are heard; of all parts where there is none for them."""
    held = list(Segment.objects.standing().of_session(session).order_by().values_list("kind", "attribution").distinct())
    heard = [attribution for kind, attribution in held if kind in OPEN_TO_STAKEHOLDERS]
    return heard or [attribution for _kind, attribution in held]


def is_looser(chosen: str, owed: str | None) -> bool:
    """Whether the attribution chosen names more than what is owed allows."""
    return owed is not None and STRICTNESS[Attribution(chosen)] < STRICTNESS[Attribution(owed)]

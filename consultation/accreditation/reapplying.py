"""Who need not apply: standing is given for the rest of the mandate, so it is asked for once (domain.md, 3.2)."""

from collections.abc import Iterable
from datetime import datetime

from consultation.accreditation.models import Accreditation, Application, Round
from consultation.accreditation.states import ApplicationState
from stakeholders.organisations.models import Organisation


def has_lasting_standing(round_: Round, organisation: Organisation, *, at: datetime) -> bool:
    """Whether it has standing in the whole process that ends no earlier than what the round could give."""
    return bool(_lasting([round_], [organisation], at))


def rounds_to_apply_in(rounds: Iterable[Round], organisations: Iterable[Organisation], *, at: datetime) -> set[int]:
    """Keys of those rounds in which one of the organisations could apply: neither applied nor with lasting standing."""
    asked, led = list(rounds), list(organisations)
    done = set(
        Application.objects.filter(round__in=asked, organisation__in=led)
        .exclude(state=ApplicationState.WITHDRAWN)
        .values_list("round", "organisation")
    ) | _lasting(asked, led, at)
    return {round_.pk for round_ in asked if any((round_.pk, one.pk) not in done for one in led)}


def _lasting(rounds: list[Round], organisations: list[Organisation], at: datetime) -> set[tuple[int, int]]:
    """Round and organisation, by key, where the organisation's standing outlasts what the round could give."""
    seats = Application.objects.seated_at(at).filter(organisation__in=organisations)
    given = Accreditation.objects.valid_at(at).filter(organisation__in=organisations, sub_group=None)
    standings = [
        *seats.values_list("organisation", "round__process", "round__valid_until"),
        *given.values_list("organisation", "process", "valid_until"),
    ]
    return {
        (round_.pk, organisation)
        for round_ in rounds
        for organisation, process, until in standings
        if process == round_.process_id and until >= round_.valid_until
    }

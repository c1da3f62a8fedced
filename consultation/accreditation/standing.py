"""An organisation's standing in a process: the category in which the modalities give it its rights.

Nothing here waits for the clock: silence and mandates end at their instants, whoever runs or does not run. An
organisation that is not accredited is a category of its own and not locked out: informal consultative meetings are
open to it.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from consultation.accreditation.models import Accreditation, Application, Round
from consultation.accreditation.states import ApplicationState
from consultation.modalities.vocabulary import Category
from consultation.processes.models import Process
from consultation.sittings.models import SubGroup
from stakeholders.organisations.models import EcosocStatus, Organisation, StakeholderGroup
from stakeholders.organisations.states import OrganisationState

_IN_STATUS = {
    EcosocStatus.GENERAL: Category.ECOSOC_GENERAL,
    EcosocStatus.SPECIAL: Category.ECOSOC_SPECIAL,
    EcosocStatus.ROSTER: Category.ECOSOC_ROSTER,
}


def category_of(
    organisation: Organisation | None, process: Process, at: datetime, *, sub_group: SubGroup | None = None
) -> str:
    """The category of the organisation in the process at that instant, in one query; without one, an individual's."""
    if organisation is None:
        return Category.INDIVIDUAL.value
    asked = with_category(Organisation.objects.filter(pk=organisation.pk), process, at, sub_group=sub_group)
    category: str = asked.values_list("category", flat=True).get()
    return category


def with_category(organisations: Any, process: Any, at: datetime, *, sub_group: Any = None) -> Any:
    """The organisations, each with its `category` in the process at that instant; one query for them all.

    A State or an intergovernmental organisation is one whose group the secretariat has verified. Consultative status
    counts in a recognised organisation, whose status only the secretariat can change; where the process asks those in
    status to notify, only once it is listed. An associate of a sub-group is accredited where that group is named.
    """
    return organisations.annotate(
        category=Case(
            When(_verified_as(StakeholderGroup.Kind.STATE), then=Value(Category.STATE.value)),
            When(_verified_as(StakeholderGroup.Kind.INTERGOVERNMENTAL), then=Value(Category.IGO.value)),
            *(
                When(_counts_in_status(status, process, at), then=Value(name.value))
                for status, name in _IN_STATUS.items()
            ),
            When(_is_accredited(process, at, sub_group), then=Value(Category.ACCREDITED.value)),
            default=Value(Category.NOT_ACCREDITED.value),
            output_field=models.CharField(),
        )
    )


def _verified_as(kind: str) -> Q:
    return Q(group_verified__kind=kind)


def _counts_in_status(status: str, process: Any, at: datetime) -> Q:
    notified = Round.objects.filter(process=process, announced_at__lte=at, ecosoc_track=Round.EcosocTrack.NOTIFY)
    recognised = Q(ecosoc_status=status, state=OrganisationState.RECOGNISED)
    return recognised & (~Exists(notified) | Exists(_seats(process, at, ApplicationState.LISTED)))


def _is_accredited(process: Any, at: datetime, sub_group: Any) -> Q:
    groups = Q(sub_group=None) if sub_group is None else Q(sub_group=None) | Q(sub_group=sub_group)
    given = Accreditation.objects.valid_at(at).filter(groups, organisation=OuterRef("pk"), process=process)
    return Q(Exists(_seats(process, at, ApplicationState.ACCREDITED))) | Q(Exists(given))


def _seats(process: Any, at: datetime, state: str) -> QuerySet[Any]:
    """What gives the organisation of the outer query that standing in the process."""
    rows: QuerySet[Any] = Application.objects.standing_at(at).filter(
        organisation=OuterRef("pk"), round__process=process, standing=state
    )
    return rows

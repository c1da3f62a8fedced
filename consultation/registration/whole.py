"""An organisation's delegation at a session, whole: who stands on its list, places left, what is missing."""

from dataclasses import dataclass

from consultation.registration import composition
from consultation.registration.models import Registration, RegistrationWindow
from consultation.registration.states import STANDING
from stakeholders.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Delegation:
    """Everybody whom the organisation registered; `lacking` holds sides of a tripartite delegation with numbers."""

    standing: list[Registration]
    former: list[Registration]
    places: int | None
    lacking: list[tuple[str, int]]

    @property
    def has_place(self) -> bool:
        """Whether one more person may be registered."""
        return self.places is None or len(self.standing) < self.places

    @property
    def has_head(self) -> bool:
        """Whether somebody leads it."""
        return any(row.is_head for row in self.standing)


def delegation_of(organisation: Organisation, window: RegistrationWindow) -> Delegation:
    """The delegation as it stands; one query."""
    found = Registration.objects.filter(session=window.session_id, organisation=organisation)
    rows = list(found.select_related("sub_group").order_by("-is_head", "name", "pk"))
    standing = [row for row in rows if row.state in STANDING]
    return Delegation(
        standing=standing,
        former=[row for row in rows if row.state not in STANDING],
        places=window.places,
        lacking=lacking(standing, window),
    )


def lacking(standing: list[Registration], window: RegistrationWindow) -> list[tuple[str, int]]:
    """The sides of a State's tripartite delegation that lack delegates, and how many; nothing for other delegations."""
    if not any(composition.binds(window, row.category) for row in standing):
        return []
    return [(str(role.label), number) for role, number in composition.missing(row.role for row in standing).items()]

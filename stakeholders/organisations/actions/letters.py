"""Who is told what about an organisation; each letter in its reader's language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from stakeholders.accounts.models import PortalRole, User
from stakeholders.mailroom.actions import post_letter
from stakeholders.organisations.models import Membership, Organisation


def tell(
    people: Iterable[User], occasion: str, subject: Organisation | Membership, *, at: datetime, **values: Any
) -> None:
    """Write to each of the people that `occasion` happened to the organisation or the membership."""
    organisation = subject.organisation if isinstance(subject, Membership) else subject
    for person in people:
        post_letter(
            key=f"{subject._meta.label_lower}/{subject.pk}/{occasion}/{at.isoformat()}/{person.pk}",
            to=person, template=f"organisations/mail/{occasion}",
            context={"organisation": organisation, **values}, at=at,
        )  # fmt: skip


def focal_points(organisation: Organisation) -> Iterable[User]:
    """The people who decide for the organisation; where there is none, the secretariat."""
    memberships = organisation.memberships.active().filter(role=Membership.Role.FOCAL_POINT, user__is_active=True)
    return [membership.user for membership in memberships.select_related("user")] or secretariat()


def secretariat() -> list[User]:
    """The people of the portal's secretariat."""
    held = {"roles_held__role": PortalRole.SECRETARIAT, "roles_held__ended_at": None}
    return list(User.objects.filter(is_active=True, **held))

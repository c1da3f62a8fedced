"""The letters that registration gives rise to: to the person, and to those who registered her."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consultation.registration.models import Registration
from stakeholders.mailroom.actions import post_letter
from stakeholders.mailroom.render import Addressee
from stakeholders.organisations.models import Membership


@dataclass(slots=True)
class Delegate:
    """A person who is registered and perhaps has no account, as somebody to be written to."""

    email: str
    language: str
    time_zone: str


def tell_person(registration: Registration, occasion: str, *, at: datetime, note: str = "") -> None:
    """To the person, in her language: that she is registered, confirmed or not; `occasion` names the template."""
    zone = registration.user.time_zone if registration.user else registration.session.process.time_zone
    to = Delegate(registration.email, registration.language, zone)
    _write(registration, occasion, to=to, key="person", at=at, note=note, is_for_person=True)


def tell_focal_points(registration: Registration, occasion: str, *, at: datetime, note: str = "") -> None:
    """To each focal point of her organisation, but for the person herself."""
    memberships = Membership.objects.active().filter(
        role=Membership.Role.FOCAL_POINT, organisation=registration.organisation_id, user__is_active=True
    )
    for membership in memberships.select_related("user").order_by("pk"):
        if membership.user.email.casefold() != registration.email.casefold():
            _write(registration, occasion, to=membership.user, key=str(membership.user_id), at=at, note=note,
                   is_for_person=False)  # fmt: skip


def _write(registration: Registration, occasion: str, *, to: Addressee, key: str, at: datetime, **values: Any) -> None:
    session = registration.session
    post_letter(
        key=f"registration-{occasion}:{registration.pk}:{at.isoformat()}:{key}", to=to,
        template=f"registration/mail/{occasion}", at=at,
        context={**values, "registration": registration, "session": session, "process": session.process},
    )  # fmt: skip

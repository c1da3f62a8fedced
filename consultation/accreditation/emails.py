"""The letters that accreditation gives rise to, each in its reader's language. No letter ever tells of an objection."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from consultation.accreditation.models import Application, Circulation, Disclosure, Round, RoundExtension
from consultation.accreditation.rules import MEMBER_STATE
from stakeholders.accounts.models import User
from stakeholders.mailroom.actions import post_letter
from stakeholders.organisations.models import Membership, Organisation, StakeholderGroup


def tell_applicant(application: Application, occasion: str, *, at: datetime, **values: Any) -> None:
    """To each focal point of the organisation: what happened to its application; `occasion` names the template."""
    for person in _focal_points([application.organisation_id]):
        _write(occasion, f"{application.pk}:{at.isoformat()}", to=person, at=at, application=application,
               organisation=application.organisation, round=application.round, **values)  # fmt: skip


def tell_outcome(application: Application, outcome: str, *, at: datetime) -> None:
    """To each focal point, once: what became of the application, and the way back. It gives no grounds: there are none
    to give, for the organisation is no party to an objection."""
    for person in _focal_points([application.organisation_id]):
        _write("outcome", f"{application.pk}:{outcome}", to=person, at=at, application=application, outcome=outcome,
               organisation=application.organisation, round=application.round)  # fmt: skip


def tell_of_extension(extension: RoundExtension, applications: Iterable[Application], *, at: datetime) -> None:
    """To the focal points of those whose application has not been circulated: until when it can be sent, and why."""
    for application in applications:
        tell_applicant(application, "extended", at=at, extension=extension)


def tell_missions(circulation: Circulation, *, at: datetime) -> None:
    """To the focal points of all missions of Member States: that a list is circulated, and when silence ends."""
    missions = Organisation.objects.recognised().filter(
        group_verified__kind=StakeholderGroup.Kind.STATE, seat__un_status=MEMBER_STATE
    )
    for person in _focal_points(missions.values("pk")):
        _write("to_missions", str(circulation.pk), to=person, at=at, circulation=circulation, round=circulation.round)


def tell_of_list(round_: Round, applications: Iterable[Application], *, at: datetime) -> None:
    """To the focal points of everybody on the list: that it is published."""
    for person in _focal_points([application.organisation_id for application in applications]):
        _write("list_published", str(round_.pk), to=person, at=at, round=round_)


def tell_asker(disclosure: Disclosure, *, at: datetime) -> None:
    """To the person who asked for the State: that the Chair has answered, and where to read it; nothing of what."""
    round_ = disclosure.application.round
    _write("answered", str(disclosure.pk), to=disclosure.asked_by, at=at, round=round_)


def _focal_points(organisations: Any) -> list[User]:
    """The focal points of those organisations, each person once."""
    memberships = Membership.objects.active().filter(
        role=Membership.Role.FOCAL_POINT, organisation__in=organisations, user__is_active=True
    )
    return list({membership.user_id: membership.user for membership in memberships.select_related("user")}.values())


def _write(occasion: str, subject: str, *, to: User, at: datetime, **values: Any) -> None:
    post_letter(
        key=f"accreditation-{occasion}:{subject}:{to.pk}", to=to, template=f"accreditation/mail/{occasion}", at=at,
        context={**values, "process": values["round"].process},
    )  # fmt: skip

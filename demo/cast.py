"""The people and organisations of the story, brought into the portal by what people do there."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP

from demo.calendar import Calendar
from demo.logins import PASSWORD, has_codes, secret_of
from demo.texts import portal_language, story
from stakeholders.accounts.models import PortalRole, RoleHeld, User
from stakeholders.organisations.actions.membership import admit_member, ask_to_join
from stakeholders.organisations.actions.organisation import propose_organisation, recognise_organisation, verify_group
from stakeholders.organisations.models import Country, Organisation, StakeholderGroup

JOINED, PROPOSED, ADMITTED, ASKED = -240, -230, -220, -2  # days from the day of loading


def bring_in_people(calendar: Calendar) -> dict[str, User]:
    """Everybody who may sign in, by address; the first member of the secretariat serves the whole portal."""
    people = {person["email"]: _person(person) for person in story("people")}
    first = next(person["email"] for person in story("people") if person["office"] == "secretariat")
    RoleHeld.objects.create(user=people[first], role=PortalRole.SECRETARIAT, given_at=calendar.instant(JOINED))
    return people


def _person(told: dict[str, Any]) -> User:
    user = User.objects.create_user(
        told["email"], PASSWORD, full_name=told["full_name"], language=portal_language(told["language"]),
        time_zone=told["time_zone"],
    )  # fmt: skip
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if has_codes(told):
        TOTP.activate(user, secret_of(user.email))
    return user


def bring_in_organisations(calendar: Calendar, people: dict[str, User], secretariat: User) -> dict[str, Organisation]:
    """The organisations by their key, proposed by their focal points, decided by the secretariat; then the members."""
    groups = {group.code: group for group in StakeholderGroup.objects.all()}
    focal_points = focal_points_of(people)
    organisations = {}
    for told in story("organisations"):
        key = told["key"]
        organisation = _proposed(told, groups, by=focal_points[key], at=calendar.instant(PROPOSED, 10))
        recognise_organisation(organisation=organisation, by=secretariat, at=calendar.instant(PROPOSED + 1, 15))
        if told["group_verified"]:
            group = groups[told["group_verified"]]
            verify_group(organisation=organisation, group=group, by=secretariat, at=calendar.instant(PROPOSED + 2, 9))
        organisations[key] = organisation
    for told in story("people"):
        if told["role"] == "representative":
            key = told["member_of"]
            _join(organisations[key], people[told["email"]], focal_points[key], told, calendar)
    return organisations


def focal_points_of(people: dict[str, User]) -> dict[str, User]:
    """The focal points by the key of their organisation."""
    members = story("people")
    return {told["member_of"]: people[told["email"]] for told in members if told["role"] == "focal_point"}


def _proposed(told: dict[str, Any], groups: dict[str, StakeholderGroup], *, by: User, at: datetime) -> Organisation:
    is_global = told["seat"] == "global"
    details = {
        "name": told["name"], "acronym": told["acronym"], "website": told["website"], "is_global": is_global,
        "seat": None if is_global else Country.objects.get(code=told["seat"]),
        "group_declared": groups[told["group_declared"]], "ecosoc_status": told["ecosoc"],
    }  # fmt: skip
    return propose_organisation(details=details, by=by, at=at)


def _join(organisation: Organisation, user: User, focal_point: User, told: dict[str, Any], calendar: Calendar) -> None:
    is_pending = told["membership"] == "pending"
    asked_at = calendar.instant(ASKED if is_pending else ADMITTED, 11)
    membership = ask_to_join(organisation=organisation, message="", by=user, at=asked_at)
    if not is_pending:
        admit_member(membership=membership, by=focal_point, at=calendar.instant(ADMITTED, 16))

"""Who may sign in to the demo, with which password, and the one-time codes of its staff. Never for real data."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.translation import gettext_lazy as _

from demo.texts import story
from stakeholders.accounts.models import User, email_key

PASSWORD = "shared-networks-demo"  # noqa: S105 - printed on the start page of the demo
PERIOD = 30  # seconds for which a one-time code is valid (RFC 6238)
OFFICES = {"chair": _("Chair"), "co_chair": _("Co-Chair"), "team": _("Chair’s team"), "secretariat": _("Secretariat")}
ROLES = {"focal_point": _("Focal point"), "representative": _("Representative")}


@dataclass(frozen=True, slots=True)
class Login:
    """A person of the demo; `code` is the one-time code of the moment, empty for who needs none."""

    email: str
    name: str
    role: str
    organisation: str
    is_staff: bool
    code: str = ""


def secret_of(email: str) -> str:
    """The authenticator's secret of a member of the demo's staff, the same on every machine."""
    return base64.b32encode(hashlib.sha256(f"demo {email}".encode()).digest()[:20]).decode()


def logins(at: datetime) -> list[Login]:
    """The people of the story who are in the database, staff first, as the story lists them."""
    people = {person["email"]: person for person in story("people")}
    here = set(User.objects.filter(email_key__in=map(email_key, people)).values_list("email", flat=True))
    names = {organisation["key"]: organisation["name"] for organisation in story("organisations")}
    return [_login(person, names, at) for email, person in people.items() if email in here]


def seconds_left(at: datetime) -> int:
    """For how many seconds the codes of that instant are still valid."""
    return PERIOD - int(at.timestamp()) % PERIOD


def has_codes(person: dict[str, Any]) -> bool:
    """Whether she signs in with a one-time code too: the staff, and who acts for a State."""
    return bool(person["office"] or person.get("second_factor"))


def _login(person: dict[str, Any], names: dict[str, str], at: datetime) -> Login:
    email, office = person["email"], person["office"]
    role = str(OFFICES[office] if office else ROLES[person["role"]])
    code = format_hotp_value(hotp_value(secret_of(email), int(at.timestamp()) // PERIOD)) if has_codes(person) else ""
    return Login(email, person["full_name"], role, names.get(person["member_of"] or "", ""), bool(office), code)

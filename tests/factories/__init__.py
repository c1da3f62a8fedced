"""Rows for tests, made by small functions whose defaults are valid and whose names say what they make."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP

from consultation.likeness.models import Family, Member
from consultation.processes.models import AgendaItem, ModerationRule, Office, Process, Session
from consultation.submissions.models import Call, CallQuestion, Draft, Party, Revision, Submission
from stakeholders.accounts.models import PortalRole, RoleHeld, User
from stakeholders.organisations.models import Country, Membership, Organisation, StakeholderGroup
from stakeholders.organisations.states import MembershipState, OrganisationState

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PASSWORD = "a long enough passphrase"

_serial = itertools.count(1)


def make_user(email: str = "", *, verified: bool = True, **fields: Any) -> User:
    """A person who can sign in with PASSWORD; her address is verified unless said otherwise."""
    user = User.objects.create_user(email or f"person{next(_serial)}@people.example", PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


def with_second_factor(user: User) -> User:
    """The same person with a TOTP authenticator."""
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    user.__dict__.pop("has_second_factor", None)
    return user


def group(code: str = "civil-society") -> StakeholderGroup:
    """One of the groups that the migrations create."""
    return StakeholderGroup.objects.get(code=code)


def country(code: str = "KE") -> Country:
    """One of the countries that the migrations create."""
    return Country.objects.get(code=code)


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    """A recognised civil society organisation in Kenya."""
    fields.setdefault("state", OrganisationState.RECOGNISED)
    fields.setdefault("group_declared", group())
    if not fields.get("is_global"):
        fields.setdefault("seat", country())
    return Organisation.objects.create(
        name=name or f"Organisation {next(_serial)}", proposed_at=fields.pop("proposed_at", NOON), **fields
    )


def join(user: User, organisation: Organisation, role: str = Membership.Role.REPRESENTATIVE) -> Membership:
    """Make the person an active member."""
    return Membership.objects.create(
        organisation=organisation, user=user, role=role, state=MembershipState.ACTIVE, requested_at=NOON
    )


def make_member(organisation: Organisation, role: str = Membership.Role.REPRESENTATIVE, **fields: Any) -> User:
    """A person who is an active member of the organisation."""
    user = make_user(**fields)
    join(user, organisation, role)
    return user


def make_focal_point(organisation: Organisation, **fields: Any) -> User:
    """The organisation's focal point."""
    return make_member(organisation, Membership.Role.FOCAL_POINT, **fields)


def make_secretariat(*, second_factor: bool = True, **fields: Any) -> User:
    """A member of the portal's secretariat."""
    user = make_user(**fields)
    RoleHeld.objects.create(user=user, role=PortalRole.SECRETARIAT, given_at=NOON)
    return with_second_factor(user) if second_factor else user


def make_officer(process: Process, kind: str, *, second_factor: bool = True, **fields: Any) -> User:
    """A person who holds that office in the process."""
    user = make_user(**fields)
    Office.objects.create(process=process, user=user, kind=kind, given_at=NOON)
    return with_second_factor(user) if second_factor else user


def make_chair(process: Process, **fields: Any) -> User:
    """The Chair of the process."""
    return make_officer(process, Office.Kind.CHAIR, **fields)


def make_process(**fields: Any) -> Process:
    """An announced process in English, in Nairobi's time."""
    number = next(_serial)
    defaults: dict[str, Any] = {
        "name": f"Working Group {number}", "short_name": f"WG {number}", "slug": f"wg-{number}",
        "mandate": "To consider trust.", "symbol_stem": f"WG.{number}", "time_zone": "Africa/Nairobi",
        "languages": ["en", "fr", "ar"], "announced_at": NOON - timedelta(days=90),
        "created_at": NOON - timedelta(days=90),
    }  # fmt: skip
    return Process.objects.create(**{**defaults, **fields})


def make_session(process: Process | None = None, **fields: Any) -> Session:
    """The third substantive session, in Nairobi."""
    process = process or make_process()
    number = next(_serial)
    defaults: dict[str, Any] = {
        "kind": Session.Kind.SUBSTANTIVE, "ordinal": number, "place": "Nairobi", "starts_on": date(2027, 3, 8),
        "ends_on": date(2027, 3, 12), "symbol": f"{process.symbol_stem}/2027/S.{number}",
    }  # fmt: skip
    return Session.objects.create(process=process, **{**defaults, **fields})


def make_agenda_item(session: Session, label: str = "", **fields: Any) -> AgendaItem:
    """An item at the end of the session's agenda."""
    number = next(_serial)
    fields.setdefault("title", f"Item {number}")
    fields.setdefault("position", number)
    return AgendaItem.objects.create(session=session, label=label or str(number), **fields)


def make_rule(process: Process, code: str = "off-topic", **fields: Any) -> ModerationRule:
    """A published rule of moderation."""
    fields.setdefault("text", "The input is outside the scope of the call.")
    return ModerationRule.objects.create(process=process, code=code, **fields)


def make_call(session: Session | None = None, **fields: Any) -> Call:
    """An announced call that is open at NOON: from ten days before to three days after."""
    session = session or make_session()
    number = next(_serial)
    defaults: dict[str, Any] = {
        "process": session.process, "symbol": f"{session.process.symbol_stem}/2026/C{number}",
        "title": f"Written input {number}", "invitation": "The Chair invites *comments*.",
        "opens_at": NOON - timedelta(days=10), "closes_at": NOON + timedelta(days=3), "zone": "Africa/Nairobi",
        "announced_at": NOON - timedelta(days=11),
    }  # fmt: skip
    return Call.objects.create(session=session, **{**defaults, **fields})


def make_question(call: Call, text: str = "What have you seen work?", **fields: Any) -> CallQuestion:
    """A guiding question at the end of the list."""
    fields.setdefault("position", next(_serial))
    return CallQuestion.objects.create(call=call, text=text, **fields)


def make_draft(call: Call, organisation: Organisation, by: User, **fields: Any) -> Draft:
    """A draft with a title and a text."""
    defaults: dict[str, Any] = {
        "title": "A draft", "body": "What we have seen.", "created_at": NOON, "saved_at": NOON, "saved_by": by,
    }  # fmt: skip
    return Draft.objects.create(call=call, organisation=organisation, **{**defaults, **fields})


def make_submission(call: Call, organisation: Organisation | None = None, **fields: Any) -> Submission:
    """A submission that awaits a decision, with its first revision; pass state="published" for a public one."""
    organisation = organisation or make_organisation()
    number = next(_serial)
    defaults: dict[str, Any] = {
        "process": call.process, "reference": f"{call.symbol}/{number:03d}", "author_name": organisation.name,
        "group": organisation.group, "country": organisation.seat,
        "region": organisation.seat.region if organisation.seat else "", "title": f"Submission {number}",
        "language": "en", "body": "What we have seen.", "word_count": 4, "received_at": NOON, "submitted_at": NOON,
    }  # fmt: skip
    if fields.get("state") == "published":
        defaults["published_at"] = NOON
    if fields.get("state") == "withdrawn":
        defaults["withdrawn_at"] = NOON
    submission = Submission.objects.create(call=call, organisation=organisation, **{**defaults, **fields})
    Revision.objects.create(
        submission=submission, number=1, content={"title": submission.title}, sha256="0" * 64,
        submitted_at=submission.submitted_at, deadline=call.closes_at,
    )  # fmt: skip
    return submission


def make_party(submission: Submission, organisation: Organisation | None = None, **fields: Any) -> Party:
    """An organisation on whose behalf the submission is also sent; not confirmed unless said."""
    organisation = organisation or make_organisation()
    return Party.objects.create(
        submission=submission, organisation=organisation, name=organisation.name, group=organisation.group,
        country=organisation.seat, **fields,
    )  # fmt: skip


def make_family(*submissions: Submission, **fields: Any) -> Family:
    """A family of those near-identical submissions that nobody has judged; pass state and decided_by for another."""
    if fields.get("decided_by"):
        fields.setdefault("decided_at", NOON)
    family: Family = Family.objects.create(process=submissions[0].process, formed_at=NOON, **fields)
    family.events.create(kind="formed", at=NOON)
    for submission in submissions:
        share = 1.0 if submission == submissions[0] else 0.9
        Member.objects.create(family=family, submission=submission, similarity=share, joined_at=NOON)
    return family

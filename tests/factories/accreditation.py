"""Rounds of accreditation, applications in any state, missions and their objections, for tests."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from consultation.accreditation.models import Accreditation, Application, Circulation, Objection, RequestLetter, Round
from consultation.processes.models import Process
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Country, Organisation
from tests.factories import (
    NOON,
    country,
    group,
    make_focal_point,
    make_organisation,
    make_process,
    make_user,
    with_second_factor,
)

SILENCE_ENDS = NOON + timedelta(days=14)
MANDATE_ENDS = NOON + timedelta(days=900)


def make_round(process: Process | None = None, **fields: Any) -> Round:
    """An announced round that takes applications at NOON: from ten days before to three days after."""
    process = process or make_process()
    number = process.accreditation_rounds.count() + 1
    defaults: dict[str, Any] = {
        "number": number, "title": f"Round {number}", "invitation": "Organisations may *apply*.",
        "opens_at": NOON - timedelta(days=10), "closes_at": NOON + timedelta(days=3), "zone": "America/New_York",
        "valid_until": MANDATE_ENDS, "announced_at": NOON - timedelta(days=11), "created_at": NOON - timedelta(days=12),
    }  # fmt: skip
    return Round.objects.create(process=process, **{**defaults, **fields})


def make_circulation(round_: Round, silence_ends_at: datetime = SILENCE_ENDS, **fields: Any) -> Circulation:
    """The list of the round as it went to the missions an hour before NOON."""
    defaults: dict[str, Any] = {"circulated_at": NOON - timedelta(hours=1), "zone": round_.zone}
    fields.setdefault("circulated_by", None)
    if fields["circulated_by"] is None:
        fields["circulated_by"] = make_user()
    return Circulation.objects.create(round=round_, silence_ends_at=silence_ends_at, **{**defaults, **fields})


def make_application(round_: Round, organisation: Organisation | None = None, **fields: Any) -> Application:
    """A complete application that was submitted; pass state (and circulation) for another."""
    defaults: dict[str, Any] = {
        "purpose": "To keep the lines of the lake open.", "programmes": "Training of operators.",
        "interactions": "We spoke at the first session.", "contact_name": "Amina Otieno",
        "contact_email": "amina@people.example", "state": "submitted", "saved_at": NOON - timedelta(days=2),
        "submitted_at": NOON - timedelta(days=1),
    }  # fmt: skip
    if fields.get("state") == "draft":
        defaults["submitted_at"] = None
    if fields.get("state") in ("notified", "confirmed", "listed"):
        defaults["track"] = "ecosoc"
    return Application.objects.create(
        round=round_, organisation=organisation or make_organisation(), **{**defaults, **fields}
    )


def make_circulated(round_: Round, organisation: Organisation | None = None, **fields: Any) -> Application:
    """An application that lies before the missions, in the newest circulation of its round."""
    circulation = fields.pop("circulation", None) or round_.circulations.last() or make_circulation(round_)
    return make_application(round_, organisation, **{"state": "circulated", "circulation": circulation, **fields})


def make_letter(application: Application, content: bytes = b"%PDF-1.7 the request", **fields: Any) -> RequestLetter:
    """The request on the organisation's letterhead."""
    defaults: dict[str, Any] = {
        "name": "request.pdf", "content_type": "application/pdf", "sha256": "0" * 64, "uploaded_at": NOON,
        "size": len(content),
    }  # fmt: skip
    return RequestLetter.objects.create(
        application=application, file=ContentFile(content, name="x"), **{**defaults, **fields}
    )


def make_standing(organisation: Organisation, process: Process, **fields: Any) -> Accreditation:
    """Standing that a decision outside of a round gave, since ten days before NOON; pass sub_group for an associate."""
    since = NOON - timedelta(days=10)
    defaults: dict[str, Any] = {
        "decision": "Decision 1",
        "since": since,
        "valid_until": MANDATE_ENDS,
        "given_at": since,
    }
    return Accreditation.objects.create(organisation=organisation, process=process, **{**defaults, **fields})


def make_mission(code: str = "NO", **fields: Any) -> Organisation:
    """The permanent mission of a Member State."""
    seat: Country = country(code)
    defaults: dict[str, Any] = {
        "name": f"Permanent Mission of {seat.name}", "seat": seat, "group_declared": group("state"),
        "group_verified": group("state"), "group_verified_at": NOON, "group_verified_by": make_user(),
    }  # fmt: skip
    return make_organisation(**{**defaults, **fields})


def make_delegate(mission: Organisation, *, second_factor: bool = True, **fields: Any) -> User:
    """The mission's focal point, who may object in the State's name."""
    user = make_focal_point(mission, **fields)
    return with_second_factor(user) if second_factor else user


def make_objection(application: Application, mission: Organisation, **fields: Any) -> Objection:
    """An objection of that State that stands, lodged at NOON."""
    defaults: dict[str, Any] = {"lodged_at": NOON}
    if "lodged_by" not in fields:
        fields["lodged_by"] = make_delegate(mission)
    return Objection.objects.create(application=application, mission=mission, **{**defaults, **fields})

"""Rules of participation in force, and somebody of each category."""

from datetime import datetime, timedelta

from consultation.accreditation.models import Accreditation
from consultation.modalities.actions import begin_from_preset, bring_into_force
from consultation.modalities.models import Modalities
from consultation.modalities.presets import PRESETS
from consultation.processes.models import Office, Process
from stakeholders.organisations.models import Organisation
from tests.factories import NOON, group, make_officer, make_organisation, make_user

LONG_BEFORE = NOON - timedelta(days=60)


def make_modalities(
    process: Process, preset: str = "oewg-2022", at: datetime = LONG_BEFORE, **_more: object
) -> Modalities:
    """The preset, in force in the process since sixty days before NOON."""
    by = make_officer(process, Office.Kind.SECRETARIAT)
    draft = begin_from_preset(process=process, preset=PRESETS[preset], by=by, at=at)
    bring_into_force(modalities=draft, note="Agreed by silence.", by=by, at=at)
    draft.refresh_from_db()
    return draft


def make_draft_modalities(process: Process, preset: str = "oewg-2022", at: datetime = NOON) -> Modalities:
    """The preset as the draft of the next version."""
    by = make_officer(process, Office.Kind.SECRETARIAT)
    return begin_from_preset(process=process, preset=PRESETS[preset], by=by, at=at)


def make_of_category(category: str, process: Process, **fields: object) -> Organisation | None:
    """An organisation that has the category in the process; None for a person in her own capacity."""
    if category == "individual":
        return None
    if category in ("state", "igo"):
        code = {"state": "state", "igo": "intergovernmental"}[category]
        verified = {"group_verified": group(code), "group_verified_at": NOON, "group_verified_by": make_user()}
        return make_organisation(group_declared=group(code), **verified, **fields)
    if category.startswith("ecosoc_"):
        return make_organisation(ecosoc_status=category.removeprefix("ecosoc_"), ecosoc_year=2010, **fields)
    organisation = make_organisation(**fields)
    if category == "accredited":
        Accreditation.objects.create(
            process=process, organisation=organisation, decision="Decision 1", since=LONG_BEFORE,
            valid_until=NOON + timedelta(days=900), given_at=LONG_BEFORE,
        )  # fmt: skip
    return organisation

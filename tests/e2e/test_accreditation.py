"""One organisation from its application to the published list, while a State objects to another one in confidence."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from consultation.accreditation.models import Application, Objection, Round
from consultation.processes.models import Process
from stakeholders.mailroom.models import Letter
from tests.e2e.browsing import DESK, PHONE, Visitor
from tests.e2e.conftest import Visit
from tests.factories import make_chair, make_focal_point, make_organisation, make_process, make_secretariat
from tests.factories.accreditation import make_application, make_delegate, make_letter, make_mission
from tests.factories.files import pdf

WIDTHS = (DESK, PHONE)


def day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%d")


def prepare_round(staff: Visitor, process: Process) -> Round:
    """The secretariat types a round into its form and announces it."""
    staff.go("/secretariat/accreditation/")
    staff.look()
    staff.follow("/accreditation/new/")
    staff.look()
    staff.fill(title_en="Round before the third session", invitation_en="Organisations may apply.", zone="UTC",
               opens_on=day(-1), opens_time="09:00", closes_on=day(3), closes_time="23:59",
               valid_on=day(700), valid_time="23:59")  # fmt: skip
    staff.page.check("[name=applicants_shown][value=nothing]")
    staff.press(".actions button.button")
    staff.look()
    staff.press("form[action$='/announce/'] button")
    staff.look()
    return Round.objects.get(process=process)


def apply(applicant: Visitor, round_: Round) -> None:
    """From the public page of the round to a whole application that is sent."""
    applicant.go(f"/processes/{round_.process.slug}/accreditation/")
    applicant.look()
    applicant.follow(f"/accreditation/rounds/{round_.pk}/")
    applicant.look()
    applicant.follow("/apply/")
    applicant.look()
    applicant.page.check("[name=track][value=application]")
    applicant.press(".actions button.button")
    applicant.look()
    applicant.fill(purpose="To keep the lines of the lake open.", programmes="Training of operators.",
                   interactions="We spoke at the first session.", contact_name="Amina Otieno")  # fmt: skip
    letter = {"name": "request.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    applicant.page.set_input_files("[name=letter]", letter)
    applicant.press("form[enctype] .actions button")
    applicant.look()
    applicant.press("button[name=send]")
    expect(applicant.page.locator("main")).to_contain_text("The secretariat checks whether it is complete")
    applicant.look()


def silence_passes() -> None:
    """The last instant of the silence period is over; no clock has run."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accreditation_circulation DISABLE TRIGGER USER")
        cursor.execute("UPDATE accreditation_circulation SET silence_ends_at = %s", [timezone.now()])
        cursor.execute("ALTER TABLE accreditation_circulation ENABLE TRIGGER USER")


def text_of(visitor: Visitor, path: str) -> str:
    visitor.go(path)
    visitor.look()
    return str(visitor.page.locator("main").inner_text())


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_one_is_accredited_while_a_state_objects_to_another_in_confidence(visit: Visit, scripts: bool) -> None:
    process = make_process()
    lake, hill = make_organisation("Lake Forum"), make_organisation("Hill Forum")
    mission, chair = make_mission("NO"), make_chair(process)
    look: dict[str, Any] = {"widths": WIDTHS if scripts else (), "java_script_enabled": scripts}
    staff = visit(make_secretariat(), **look)
    round_ = prepare_round(staff, process)
    applicant, rival = visit(make_focal_point(lake), **look), visit(make_focal_point(hill), **look)
    apply(applicant, round_)
    theirs = make_application(round_, hill, saved_at=timezone.now(), submitted_at=timezone.now())
    make_letter(theirs)
    own = Application.objects.get(organisation=lake)

    for application in (own, theirs):
        staff.go(f"/secretariat/accreditation/{application.public_id}/")
        staff.look()
        staff.press("button[value=complete]")
    staff.go(f"/secretariat/accreditation/rounds/{round_.pk}/")
    staff.fill(ends_on=day(5), ends_time="18:00")
    staff.press("form[action$='/circulate/'] button")
    staff.look()

    delegate = visit(make_delegate(mission), **look)
    delegate.go("/mission/accreditation/")
    delegate.look()
    delegate.page.get_by_role("link", name="Hill Forum").click()
    delegate.look()
    delegate.fill(basis="Telltale basis")
    letters = Letter.objects.count()
    delegate.press("button[value=object]")
    delegate.look()
    assert Objection.objects.get().application == theirs
    assert Letter.objects.count() == letters

    for visitor, application in ((applicant, own), (rival, theirs)):
        told = text_of(visitor, f"/accreditation/{application.public_id}/")
        assert "It is circulated to Member States on a non-objection basis" in told
        assert "objec" not in told.replace("non-objection", "")
    silence_passes()
    assert "Your organisation is accredited" in text_of(applicant, f"/accreditation/{own.public_id}/")
    told = text_of(rival, f"/accreditation/{theirs.public_id}/")
    assert "Your organisation is not accredited in this round" in told
    assert "Norway" not in told
    assert "Telltale" not in told

    presiding = visit(chair, **look)
    assert "Telltale basis" in text_of(presiding, "/chair/accreditation/")
    staff.go(f"/secretariat/accreditation/rounds/{round_.pk}/")
    staff.press("form[action$='/publish/'] button")
    staff.look()
    public = text_of(visit(language="ar", **look), f"/processes/{process.slug}/accredited/")
    assert "Lake Forum" in public
    assert "Hill Forum" not in public

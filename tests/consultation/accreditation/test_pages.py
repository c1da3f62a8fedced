"""The pages of accreditation: what they ask of the database, what they say, and what comes of their forms."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.accreditation.models import Application, Objection, Round
from stakeholders.accounts.models import User
from tests.factories import (
    NOON,
    make_chair,
    make_focal_point,
    make_organisation,
    make_process,
    make_secretariat,
    make_session,
)
from tests.factories.accreditation import (
    SILENCE_ENDS,
    make_application,
    make_circulated,
    make_delegate,
    make_letter,
    make_mission,
    make_objection,
    make_round,
    make_standing,
)
from tests.factories.files import pdf

pytestmark = pytest.mark.django_db
AFTER = SILENCE_ENDS + timedelta(microseconds=1)


def browser_of(user: User | None) -> Client:
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser


def queries_of(browser: Client, path: str, at: Any = NOON) -> int:
    with time_machine.travel(at, tick=False):
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
    return len(queries)


PAGES = {
    "rounds": 2,
    "accredited": 4,
    "round": 4,
    "mine": 7,
    "mission": 4,
    "oversight": 6,
    "desk": 4,
    "manage_round": 6,
}
"""Statements of each page, the person and her session among them."""


@pytest.mark.parametrize("name", PAGES)
def test_a_list_asks_the_same_for_one_and_for_three(name: str) -> None:
    process = make_process()
    round_ = make_round(process, applicants_shown="names", session=make_session(process))
    applicant, mission = make_organisation(), make_mission()
    person = make_focal_point(applicant)
    who = {"mine": person, "mission": make_delegate(mission), "oversight": make_chair(process)}
    user = who.get(name) or (make_secretariat() if name in ("desk", "manage_round") else None)
    path = reverse(f"accreditation:{name}", args=[process.slug] if name in ("rounds", "accredited") else
                   [round_.pk] if name in ("round", "manage_round") else [])  # fmt: skip
    objector = make_mission("FR")
    lodged_by = make_delegate(objector)
    counted = []
    for number in range(3):
        make_objection(make_circulated(round_, make_organisation(f"Body {number}")), objector, lodged_by=lodged_by)
        make_application(make_round(process, session=make_session(process)), applicant, state="accredited")
        if name == "accredited":
            Round.objects.update(list_published_at=NOON, list_published_by=person)
        counted.append(queries_of(browser_of(user), path))
    assert counted == [PAGES[name]] * 3


def test_ones_page_leads_to_the_rounds_in_which_there_is_something_to_ask_for() -> None:
    process, organisation = make_process(), make_organisation()
    applied, lasting, free = make_round(process), make_round(make_process()), make_round(make_process())
    make_application(applied, organisation)
    make_standing(organisation, lasting.process)
    page = browser_of(make_focal_point(organisation)).get(reverse("accreditation:mine")).content.decode()
    led_to = [round_ for round_ in (applied, lasting, free) if reverse("accreditation:apply", args=[round_.pk]) in page]
    assert led_to == [free]


def test_an_application_walks_through_its_pages() -> None:
    round_, organisation = make_round(), make_organisation()
    person, staff = browser_of(make_focal_point(organisation)), browser_of(make_secretariat())
    with time_machine.travel(NOON, tick=False):
        person.post(reverse("accreditation:apply", args=[round_.pk]),
                    {"organisation": organisation.pk, "track": "application"})  # fmt: skip
        draft = Application.objects.get()
        page = reverse("accreditation:application", args=[draft.public_id])
        written = {"purpose": "Trust.", "programmes": "Training.", "interactions": "None so far."}
        refused = person.post(page, {**written, "letter": SimpleUploadedFile("a.pdf", b"<html>")})
        assert "it is no PDF file" in refused.content.decode()
        assert Application.objects.get().purpose == "Trust."  # the text is kept, whatever becomes of the file
        person.post(page, {**written, "letter": SimpleUploadedFile("a.pdf", pdf())})
        assert Application.objects.get().state == "draft"
        nothing = person.post(page, {**written, "purpose": " ", "send": "yes"})
        assert "Say at least what the purpose of your organisation is." in nothing.content.decode()
        person.post(page, {**written, "purpose": "Trust and calm.", "send": "yes"})
        assert (Application.objects.get().state, Application.objects.get().purpose) == ("submitted", "Trust and calm.")
        act = reverse("accreditation:check_act", args=[draft.public_id])
        assert staff.post(act, {"act": "return", "missing": ["letter"], "note": ""}).status_code == 200
        staff.post(act, {"act": "return", "missing": ["letter"], "note": "Not signed."})
        assert "Not signed." in person.get(page).content.decode()
        person.post(page, {**written, "send": "yes"})
        staff.post(act, {"act": "complete"})
        assert Application.objects.get().state == "complete"
        assert staff.post(act, {"act": "nonsense"}).status_code == 404


def test_a_letter_leaves_as_a_download_that_no_cache_keeps() -> None:
    organisation = make_organisation()
    letter = make_letter(make_application(make_round(), organisation))
    response = browser_of(make_focal_point(organisation)).get(reverse("accreditation:letter", args=[letter.public_id]))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 the request"  # type: ignore[attr-defined]
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="request.pdf"'


def test_a_notification_is_sent_confirmed_and_listed_by_pages() -> None:
    round_, organisation = make_round(), make_organisation(ecosoc_status="special")
    person, staff = browser_of(make_focal_point(organisation)), browser_of(make_secretariat())
    with time_machine.travel(NOON, tick=False):
        person.post(reverse("accreditation:apply", args=[round_.pk]),
                    {"organisation": organisation.pk, "track": "ecosoc"})  # fmt: skip
        notified = Application.objects.get()
        staff.post(reverse("accreditation:check_act", args=[notified.public_id]), {"act": "confirm"})
        staff.post(reverse("accreditation:publish_list", args=[round_.pk]))
        told = browser_of(None).get(reverse("accreditation:accredited", args=[round_.process.slug])).content.decode()
    assert str(organisation) in told
    assert "Special consultative status" in told


def test_what_the_body_decided_is_written_down_by_page() -> None:
    application = make_circulated(make_round(objection_effect="refer_to_body"))
    make_objection(application, make_mission())
    with time_machine.travel(AFTER, tick=False):
        staff = browser_of(make_secretariat())
        act = reverse("accreditation:check_act", args=[application.public_id])
        assert staff.post(act, {"act": "decide", "outcome": "accredited", "decision": ""}).status_code == 200
        staff.post(act, {"act": "decide", "outcome": "accredited", "decision": "A/AC/1, annex I"})
    application.refresh_from_db()
    assert application.state == "accredited"


def test_a_round_is_typed_announced_and_circulated_by_pages() -> None:
    process, staff = make_process(), browser_of(make_secretariat())
    typed = {
        "title_en": "Round", "invitation_en": "Apply.", "zone": "america/new_york", "opens_on": "2026-11-01",
        "opens_time": "09:00", "closes_on": "2026-11-30", "closes_time": "23:59", "valid_on": "2028-12-31",
        "valid_time": "23:59", "objection_effect": "final", "ecosoc_track": "notify", "applicants_shown": "nothing",
    }  # fmt: skip
    with time_machine.travel(NOON, tick=False):
        new = reverse("accreditation:create_round", args=[process.slug])
        assert staff.post(new, {**typed, "closes_on": "2026-10-30"}).status_code == 200
        assert staff.post(new, {**typed, "valid_on": "2026-11-29"}).status_code == 200
        staff.post(new, typed)
        round_ = Round.objects.get()
        assert (round_.zone, round_.closes_at.isoformat()) == ("America/New_York", "2026-12-01T04:59:59.999999+00:00")
        edit = reverse("accreditation:edit_round", args=[round_.pk])
        assert 'value="2026-11-30"' in staff.get(edit).content.decode()
        staff.post(reverse("accreditation:announce_round", args=[round_.pk]))
        make_application(round_, state="complete")
        circulate = reverse("accreditation:circulate", args=[round_.pk])
        short = {"zone": "UTC", "ends_on": "2026-11-24", "ends_time": "12:00"}
        assert "at least 72 hours" in staff.post(circulate, short).content.decode()
        staff.post(circulate, {**short, "ends_on": "2026-12-15"})
        circulation = round_.circulations.get()
        longer = reverse("accreditation:extend_silence", args=[circulation.pk])
        staff.post(longer, {"ends_on": "2026-12-20", "ends_time": "12:00", "reason": "A holiday."})
    assert round_.circulations.count() == 2


def test_a_mission_objects_withdraws_and_asks_by_its_page() -> None:
    application, mission = make_circulated(make_round()), make_mission()
    browser = browser_of(make_delegate(mission))
    fields = {"application": str(application.public_id)}
    act, page = reverse("accreditation:mission_act"), reverse("accreditation:mission_application",
                                                              args=[application.public_id])  # fmt: skip
    with time_machine.travel(NOON, tick=False):
        browser.post(act, {**fields, "act": "object", "basis": "The statutes."})
        assert "The statutes." in browser.get(page).content.decode()
        browser.post(act, {**fields, "act": "withdraw"})
        assert not Objection.objects.standing().exists()
        browser.post(act, {**fields, "act": "ask"})
        assert "Before the Chair." in browser.get(page).content.decode()
        assert browser.post(act, {"act": "object"})["Location"] == reverse("accreditation:mission")
    with time_machine.travel(AFTER, tick=False):
        browser.post(act, {**fields, "act": "object"})
        assert "The silence period has ended. Nothing was changed." in browser.get(page).content.decode()


@pytest.mark.parametrize("shown", ["nothing", "names"])
def test_the_public_sees_of_applicants_what_the_round_says(shown: str) -> None:
    round_ = make_round(applicants_shown=shown)
    make_circulated(round_, make_organisation("Canary Forum"))
    make_application(round_, make_organisation("Early Forum"))
    make_circulated(round_, make_organisation("Gone Forum"), state="withdrawn")
    with time_machine.travel(NOON, tick=False):
        told = browser_of(None).get(reverse("accreditation:round", args=[round_.pk])).content.decode()
    assert [name in told for name in ("Canary Forum", "Early Forum", "Gone Forum")] == [shown == "names", False, False]

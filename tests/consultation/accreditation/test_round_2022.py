"""The round of 2022 of the OEWG on ICT security once more, with invented names and the counts that were published."""

from datetime import UTC, datetime, timedelta

import pytest

from consultation.accreditation.actions import applications, checking, objecting, rounds
from consultation.accreditation.clockwork import write_what_is_due
from consultation.accreditation.models import Application, Round
from consultation.accreditation.standing import category_of
from consultation.processes.deadlines import end_of_minute, start_of_minute
from consultation.processes.models import Process
from stakeholders.organisations.models import Organisation
from tests.factories import make_focal_point, make_organisation, make_process, make_secretariat
from tests.factories.accreditation import make_delegate, make_letter, make_mission

pytestmark = pytest.mark.django_db

ZONE = "America/New_York"
MODALITIES = datetime(2022, 4, 22, 15, 0, tzinfo=UTC)
APPLIED_AT = datetime(2022, 5, 20, 9, 0, tzinfo=UTC)
CIRCULATED_AT = datetime(2022, 6, 10, 14, 0, tzinfo=UTC)
SILENCE_ENDS = end_of_minute(datetime(2022, 6, 30, 23, 59), ZONE)
LIST_AT = datetime(2022, 7, 5, 14, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def standings(round_: Round, at: datetime) -> dict[str, int]:
    found: dict[str, int] = {}
    for standing in Application.objects.filter(round=round_).standing_at(at).values_list("standing", flat=True):
        found[standing] = found.get(standing, 0) + 1
    return found


def announced(process: Process, **fields: str) -> Round:
    staff = make_secretariat()
    round_ = Round(
        process=process, title="Round before the third session", invitation="Apply.", zone=ZONE,
        opens_at=start_of_minute(datetime(2022, 4, 22, 11, 0), ZONE),
        closes_at=end_of_minute(datetime(2022, 5, 24, 23, 59), ZONE),
        valid_until=end_of_minute(datetime(2025, 7, 31, 23, 59), ZONE), **fields,
    )  # fmt: skip
    rounds.create_round(round_=round_, by=staff, at=MODALITIES)
    rounds.announce_round(round_=round_, by=staff, at=MODALITIES)
    return round_


def apply(round_: Round, organisation: Organisation) -> Application:
    person = make_focal_point(organisation)
    application = applications.begin_application(round_=round_, organisation=organisation, by=person, at=APPLIED_AT)
    written = {"purpose": "Trust.", "programmes": "Training.", "interactions": "The first session."}
    applications.save_application(application=application, written=written, by=person, at=APPLIED_AT)
    make_letter(application)
    applications.submit_application(application=application, by=person, at=APPLIED_AT)
    return application


def test_row_09_the_round_of_2022_comes_out_as_it_did() -> None:
    """86 organisations applied without status and 32 of them met an objection: 54 were accredited. With the 17 that
    notified in consultative status 71 took part (Digital Watch, Cyber Peace Institute, June and July 2022)."""
    process = make_process(announced_at=MODALITIES)
    staff, round_ = make_secretariat(), announced(process)
    applied = [apply(round_, make_organisation(f"Forum {number:02}")) for number in range(86)]
    for number in range(17):
        organisation = make_organisation(f"Council {number:02}", ecosoc_status="special")
        notified = applications.notify(
            round_=round_, organisation=organisation, by=make_focal_point(organisation), at=APPLIED_AT
        )
        checking.confirm_status(application=notified, by=staff, at=CIRCULATED_AT)
    for application in applied:
        checking.find_complete(application=application, by=staff, at=CIRCULATED_AT)
    rounds.circulate(round_=round_, silence_ends_at=SILENCE_ENDS, zone=ZONE, by=staff, at=CIRCULATED_AT)
    assert standings(round_, CIRCULATED_AT) == {"circulated": 86, "confirmed": 17}

    first, second = make_mission("NO"), make_mission("BR")
    people = {mission.pk: make_delegate(mission) for mission in (first, second)}
    for number, application in enumerate(applied[:32]):
        for mission in (first, second)[: 1 + number % 2]:
            objecting.lodge_objection(application=application, mission=mission, by=people[mission.pk], at=SILENCE_ENDS)
    objecting.lodge_objection(application=applied[40], mission=first, by=people[first.pk], at=CIRCULATED_AT)
    objecting.withdraw_objection(application=applied[40], mission=first, by=people[first.pk], at=SILENCE_ENDS)

    outcome = {"accredited": 54, "not_accredited": 32, "confirmed": 17}
    assert standings(round_, SILENCE_ENDS) == {"circulated": 86, "confirmed": 17}
    assert standings(round_, SILENCE_ENDS + INSTANT) == outcome
    assert write_what_is_due(at=LIST_AT) == 86
    assert standings(round_, LIST_AT) == outcome
    rounds.publish_list(round_=round_, by=staff, at=LIST_AT)
    assert Application.objects.filter(round=round_).seated_at(LIST_AT).count() == 71
    assert category_of(applied[0].organisation, process, LIST_AT) == "not_accredited"
    assert category_of(applied[40].organisation, process, LIST_AT) == "accredited"


@pytest.mark.parametrize(
    ("effect", "after", "category"),
    [("final", "not_accredited", "not_accredited"), ("refer_to_body", "referred_to_body", "not_accredited")],
)
def test_row_10_one_objection_does_what_the_profile_says(effect: str, after: str, category: str) -> None:
    """The same objection ends the matter in one process, and leads to a decision of the body in another."""
    process, staff = make_process(announced_at=MODALITIES), make_secretariat()
    round_ = announced(process, objection_effect=effect)
    application = apply(round_, make_organisation("Lake Forum"))
    checking.find_complete(application=application, by=staff, at=CIRCULATED_AT)
    rounds.circulate(round_=round_, silence_ends_at=SILENCE_ENDS, zone=ZONE, by=staff, at=CIRCULATED_AT)
    mission = make_mission()
    objecting.lodge_objection(application=application, mission=mission, by=make_delegate(mission), at=CIRCULATED_AT)
    assert standings(round_, SILENCE_ENDS + INSTANT) == {after: 1}
    assert category_of(application.organisation, process, LIST_AT) == category


@pytest.mark.parametrize(("is_accredited", "after"), [(True, "accredited"), (False, "not_accredited")])
def test_row_10_the_body_decides_what_was_referred_to_it(is_accredited: bool, after: str) -> None:
    """An ad hoc committee takes the final decision on what a State objected to."""
    process, staff = make_process(announced_at=MODALITIES), make_secretariat()
    round_ = announced(process, objection_effect="refer_to_body")
    application = apply(round_, make_organisation("Lake Forum"))
    checking.find_complete(application=application, by=staff, at=CIRCULATED_AT)
    rounds.circulate(round_=round_, silence_ends_at=SILENCE_ENDS, zone=ZONE, by=staff, at=CIRCULATED_AT)
    mission = make_mission()
    objecting.lodge_objection(application=application, mission=mission, by=make_delegate(mission), at=CIRCULATED_AT)
    checking.write_bodys_decision(
        application=application, is_accredited=is_accredited, decision="A/AC/1, annex I", by=staff, at=LIST_AT
    )
    assert standings(round_, LIST_AT) == {after: 1}
    kinds = [event.kind for event in application.events.all()]
    assert kinds[-2:] == ["referred_to_body", f"{after}_by_body"]
    assert application.events.get(kind="referred_to_body").at == SILENCE_ENDS

"""What is true of an application at an instant, and the category that it gives: nobody and no clock has done anything."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultation.accreditation.models import Accreditation, Application, Objection
from consultation.accreditation.standing import category_of, with_category
from consultation.processes.deadlines import end_of_minute
from consultation.sittings.models import SubGroup
from stakeholders.organisations.models import Organisation
from tests.factories import NOON, group, make_organisation, make_process, make_user
from tests.factories.accreditation import (
    MANDATE_ENDS,
    SILENCE_ENDS,
    make_application,
    make_circulated,
    make_circulation,
    make_mission,
    make_objection,
    make_round,
)

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def standing(application: Application, at: datetime) -> str:
    found: str = Application.objects.standing_at(at).values_list("standing", flat=True).get(pk=application.pk)
    return found


@pytest.mark.parametrize(
    ("objections", "effect", "after"),
    [
        (0, "final", "accredited"),
        (1, "final", "not_accredited"),
        (3, "final", "not_accredited"),
        (0, "refer_to_body", "accredited"),
        (1, "refer_to_body", "referred_to_body"),
    ],
)
def test_item_02_and_06_silence_ends_without_a_click(objections: int, effect: str, after: str) -> None:
    """No clock, no worker, no person: the last instant of silence decides, and its row still says circulated."""
    application = make_circulated(make_round(objection_effect=effect))
    for code in ("NO", "BR", "KE")[:objections]:
        make_objection(application, make_mission(code))
    assert standing(application, SILENCE_ENDS) == "circulated"
    assert standing(application, SILENCE_ENDS + INSTANT) == after
    application.refresh_from_db()
    assert application.state == "circulated"


@pytest.mark.parametrize(
    ("zone", "named", "ends"),
    [
        ("America/New_York", datetime(2022, 6, 30, 23, 59), datetime(2022, 7, 1, 3, 59, 59, 999_999, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, 1, 30), datetime(2026, 11, 1, 6, 30, 59, 999_999, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 14, 2, 30), datetime(2027, 3, 14, 7, 30, 59, 999_999, tzinfo=UTC)),
        ("Europe/Vienna", datetime(2026, 10, 25, 2, 15), datetime(2026, 10, 25, 1, 15, 59, 999_999, tzinfo=UTC)),
        ("Africa/Nairobi", datetime(2026, 12, 7, 18, 0), datetime(2026, 12, 7, 15, 0, 59, 999_999, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2026, 12, 31, 23, 59), datetime(2026, 12, 31, 10, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_item_12_silence_ends_with_the_minute_in_the_zone_named(zone: str, named: datetime, ends: datetime) -> None:
    """A minute that comes twice or never, on the days when clocks change, is read to the States' advantage."""
    round_ = make_round()
    long_ago = {"circulated_at": datetime(2022, 6, 1, tzinfo=UTC), "zone": zone}
    application = make_circulated(round_, circulation=make_circulation(round_, end_of_minute(named, zone), **long_ago))
    assert standing(application, ends) == "circulated"
    assert standing(application, ends + INSTANT) == "accredited"


def test_an_objection_withdrawn_before_the_end_no_longer_counts() -> None:
    application, mission = make_circulated(make_round()), make_mission()
    by = make_user()
    make_objection(application, mission, withdrawn_at=SILENCE_ENDS, withdrawn_by=by)
    assert standing(application, SILENCE_ENDS + INSTANT) == "accredited"
    make_objection(application, mission, withdrawn_at=SILENCE_ENDS + INSTANT, withdrawn_by=by)
    assert standing(application, SILENCE_ENDS + INSTANT) == "not_accredited"


def test_an_objection_written_after_the_end_does_not_count() -> None:
    application = make_circulated(make_round())
    make_objection(application, make_mission(), lodged_at=SILENCE_ENDS + INSTANT)
    assert standing(application, SILENCE_ENDS + timedelta(days=1)) == "accredited"


@pytest.mark.parametrize("state", ["accredited", "listed", "circulated"])
def test_standing_lapses_with_the_mandate(state: str) -> None:
    round_ = make_round()
    application = make_circulated(round_, state=state) if state != "listed" else make_application(round_, state=state)
    assert standing(application, MANDATE_ENDS) == ("listed" if state == "listed" else "accredited")
    assert standing(application, MANDATE_ENDS + INSTANT) == "lapsed"
    assert category_of(application.organisation, round_.process, MANDATE_ENDS + INSTANT) == "not_accredited"


# --- categories -------------------------------------------------------------------------------------------------------


def verified(code: str, **fields: Any) -> Organisation:
    return make_organisation(
        group_verified=group(code), group_verified_at=NOON, group_verified_by=make_user(), **fields
    )


def test_categories_that_come_with_the_organisation() -> None:
    process = make_process()
    assert category_of(None, process, NOON) == "individual"
    assert category_of(make_mission(), process, NOON) == "state"
    assert category_of(verified("intergovernmental"), process, NOON) == "igo"
    assert category_of(make_organisation(group_declared=group("state")), process, NOON) == "not_accredited"
    assert category_of(make_organisation(), process, NOON) == "not_accredited"


@pytest.mark.parametrize("status", ["general", "special", "roster"])
def test_consultative_status_counts_once_listed_where_the_process_asks_to_notify(status: str) -> None:
    organisation, process = make_organisation(ecosoc_status=status), make_process()
    assert category_of(organisation, process, NOON) == f"ecosoc_{status}"
    round_ = make_round(process)
    assert category_of(organisation, process, NOON) == "not_accredited"
    for state in ("notified", "confirmed"):
        withdrawn = make_application(make_round(process), organisation, state=state)
        assert category_of(organisation, process, NOON) == "not_accredited", withdrawn.state
    make_application(round_, organisation, state="listed")
    assert category_of(organisation, process, NOON) == f"ecosoc_{status}"
    assert category_of(organisation, make_process(), NOON) == f"ecosoc_{status}"


def test_a_status_that_nobody_has_looked_at_does_not_count() -> None:
    assert category_of(make_organisation(ecosoc_status="general", state="proposed"), make_process(), NOON) == (
        "not_accredited"
    )


def test_accredited_at_the_instant_silence_ends_in_this_process_only() -> None:
    round_, organisation = make_round(), make_organisation()
    make_circulated(round_, organisation)
    assert category_of(organisation, round_.process, SILENCE_ENDS) == "not_accredited"
    assert category_of(organisation, round_.process, SILENCE_ENDS + INSTANT) == "accredited"
    assert category_of(organisation, make_process(), SILENCE_ENDS + INSTANT) == "not_accredited"


def test_standing_given_outside_of_a_round() -> None:
    process, organisation = make_process(), make_organisation()
    given = Accreditation.objects.create(
        process=process, organisation=organisation, decision="WG/2026/DEC.1", since=NOON, valid_until=MANDATE_ENDS,
        given_at=NOON,
    )  # fmt: skip
    instants = {NOON - INSTANT: "not_accredited", NOON: "accredited", MANDATE_ENDS: "accredited",
                MANDATE_ENDS + INSTANT: "not_accredited"}  # fmt: skip
    assert {at: category_of(organisation, process, at) for at in instants} == instants
    Accreditation.objects.filter(pk=given.pk).update(ended_at=NOON + INSTANT)
    assert category_of(organisation, process, NOON + INSTANT) == "not_accredited"


def test_row_17_an_associate_is_accredited_in_its_own_group_only() -> None:
    """An Associate takes part in one study group (Convention of the ITU, article 19)."""
    process, organisation = make_process(), make_organisation()
    own, another = (SubGroup.objects.create(process=process, code=code, name=code) for code in ("sg-1", "sg-2"))
    Accreditation.objects.create(
        process=process, organisation=organisation, sub_group=own, decision="Associate of SG 1", since=NOON,
        valid_until=MANDATE_ENDS, given_at=NOON,
    )  # fmt: skip
    assert category_of(organisation, process, NOON, sub_group=own) == "accredited"
    assert category_of(organisation, process, NOON, sub_group=another) == "not_accredited"
    assert category_of(organisation, process, NOON) == "not_accredited"


@pytest.mark.parametrize("size", [1, 30])
def test_one_query_for_all_organisations(size: int) -> None:
    round_ = make_round()
    for number in range(size):
        application = make_circulated(round_, make_organisation(f"Body {number:02}"))
        if number % 3 == 1:
            make_objection(application, Organisation.objects.filter(name="M").first() or make_mission(name="M"))
    after = SILENCE_ENDS + INSTANT
    with CaptureQueriesContext(connection) as queries:
        bodies = Organisation.objects.filter(name__startswith="Body").order_by("name")
        found = list(with_category(bodies, round_.process, after).values_list("category", flat=True))
    assert len(queries) == 1
    assert found == ["not_accredited" if number % 3 == 1 else "accredited" for number in range(size)]
    assert Objection.objects.count() == (10 if size == 30 else 0)

"""Standing that no round gave: entered with its decision, limited to a group or not, ended with a reason, listed."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultation.accreditation.actions.standings import end_standing, enter_standing
from consultation.accreditation.errors import AccreditedAlready
from consultation.accreditation.models import Accreditation
from consultation.accreditation.standing import category_of
from consultation.participation.wholesale import rights_of
from consultation.processes.models import Office, Process
from consultation.sittings.models import Segment
from register.errors import OutOfDate, ReasonMissing
from stakeholders.organisations.models import Organisation
from tests.factories import NOON, join, make_officer, make_organisation, make_process, make_secretariat, make_session
from tests.factories.accreditation import MANDATE_ENDS, make_application, make_round, make_standing
from tests.factories.modalities import make_modalities
from tests.factories.sittings import make_meeting, make_segment, make_sub_group

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def process() -> Process:
    return make_process()


@pytest.fixture
def lake_watch() -> Organisation:
    return make_organisation("Lake Watch")


def unsaved(process: Process, organisation: Organisation, **fields: Any) -> Accreditation:
    given: dict[str, Any] = {"decision": "WG/2026/DEC.1", "since": NOON, "valid_until": MANDATE_ENDS, **fields}
    return Accreditation(process=process, organisation=organisation, **given)


def page_of(client: Client, name: str, *args: Any) -> str:
    with time_machine.travel(NOON, tick=False):
        response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def staff_of(process: Process) -> Client:
    client = Client()
    client.force_login(make_officer(process, Office.Kind.SECRETARIAT))
    return client


# --- what is done -----------------------------------------------------------------------------------------------------


def test_a_standing_is_entered_and_ended_and_the_register_tells_by_whom_and_why(
    process: Process, lake_watch: Organisation
) -> None:
    by = make_officer(process, Office.Kind.SECRETARIAT)
    given = enter_standing(accreditation=unsaved(process, lake_watch), by=by, at=NOON)
    assert (given.given_at, given.given_by) == (NOON, by)
    assert category_of(lake_watch, process, NOON) == "accredited"
    later = NOON + timedelta(days=3)
    with pytest.raises(ReasonMissing):
        end_standing(accreditation=given, note="  ", by=by, at=later)
    end_standing(accreditation=given, note="It asked to leave.", by=by, at=later)
    assert category_of(lake_watch, process, later - INSTANT) == "accredited"
    assert category_of(lake_watch, process, later) == "not_accredited"
    assert list(given.events.values_list("kind", "by", "note")) == [
        ("entered", by.pk, ""), ("ended", by.pk, "It asked to leave."),
    ]  # fmt: skip
    with pytest.raises(OutOfDate):
        end_standing(accreditation=given, note="Again.", by=by, at=later)


@pytest.mark.parametrize("who", ["secretariat of another process", "no second factor", "member", "chair"])
def test_nobody_else_enters_or_ends_a_standing(process: Process, lake_watch: Organisation, who: str) -> None:
    by = {
        "secretariat of another process": lambda: make_officer(make_process(), Office.Kind.SECRETARIAT),
        "no second factor": lambda: make_officer(process, Office.Kind.SECRETARIAT, second_factor=False),
        "member": make_secretariat,
        "chair": lambda: make_officer(process, Office.Kind.CHAIR),
    }[who]()
    if who == "member":
        join(by, lake_watch)
    given = make_standing(make_organisation(), process) if who != "member" else make_standing(lake_watch, process)
    with pytest.raises(PermissionDenied):
        end_standing(accreditation=given, note="X", by=by, at=NOON)
    entered = unsaved(process, lake_watch, since=NOON - timedelta(days=900), valid_until=NOON - timedelta(days=800))
    with pytest.raises(PermissionDenied):
        enter_standing(accreditation=entered, by=by, at=NOON)


def test_row_17_an_associate_is_one_of_one_group_at_a_time(process: Process, lake_watch: Organisation) -> None:
    """Associates are tied to one study group: the first has to end before another one, or the whole, begins."""
    by, own, other = make_secretariat(), make_sub_group(process, "sg-1"), make_sub_group(process, "sg-2")
    first = enter_standing(accreditation=unsaved(process, lake_watch, sub_group=own), by=by, at=NOON)
    for group in (other, None):
        with pytest.raises(AccreditedAlready):
            enter_standing(accreditation=unsaved(process, lake_watch, sub_group=group), by=by, at=NOON)
    enter_standing(accreditation=unsaved(make_process(), lake_watch), by=by, at=NOON)
    end_standing(accreditation=first, note="It changes its group.", by=by, at=NOON + timedelta(days=1))
    with pytest.raises(AccreditedAlready):
        enter_standing(accreditation=unsaved(process, lake_watch, sub_group=other), by=by, at=NOON)
    since = NOON + timedelta(days=1)
    enter_standing(accreditation=unsaved(process, lake_watch, sub_group=other, since=since), by=by, at=since)
    assert category_of(lake_watch, process, since, sub_group=other) == "accredited"
    assert category_of(lake_watch, process, since, sub_group=own) == "not_accredited"


def test_a_standing_that_was_ended_before_it_began_stands_in_nobodys_way(
    process: Process, lake_watch: Organisation
) -> None:
    by = make_secretariat()
    given = enter_standing(accreditation=unsaved(process, lake_watch, since=NOON + timedelta(days=9)), by=by, at=NOON)
    end_standing(accreditation=given, note="Entered by mistake.", by=by, at=NOON)
    enter_standing(accreditation=unsaved(process, lake_watch), by=by, at=NOON)
    assert category_of(lake_watch, process, NOON + timedelta(days=10)) == "accredited"


def test_a_standing_waits_for_the_organisation_to_be_recognised(process: Process) -> None:
    with pytest.raises(OutOfDate):
        enter_standing(
            accreditation=unsaved(process, make_organisation(state="proposed")), by=make_secretariat(), at=NOON
        )


def test_the_database_keeps_a_standing_as_it_was_entered(process: Process, lake_watch: Organisation) -> None:
    given = make_standing(lake_watch, process)
    rows = Accreditation.objects.filter(pk=given.pk)
    for change in ({"decision": "Another"}, {"valid_until": MANDATE_ENDS + timedelta(days=1)}, {"since": NOON}):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        given.delete()
    with pytest.raises(IntegrityError, match="accreditation_one_at_a_time"), transaction.atomic():
        make_standing(lake_watch, process, since=NOON)


# --- what follows from it ---------------------------------------------------------------------------------------------


def test_row_17_what_is_limited_to_a_group_gives_no_right_in_other_segments(
    process: Process, lake_watch: Organisation
) -> None:
    """In the meetings of its group an associate takes part as accredited; elsewhere as nobody."""
    make_modalities(process, "itu-study-group")
    session, own = make_session(process), make_sub_group(process, "sg-1")
    make_standing(lake_watch, process, sub_group=own)
    inside = make_segment(make_meeting(session, sub_group=own))
    make_segment(make_meeting(session, sub_group=make_sub_group(process, "sg-2")))
    make_segment(make_meeting(session))
    rights = rights_of(Organisation.objects.all(), Segment.objects.all(), process=process, at=NOON)
    for capability in ("attend", "speak", "submit"):
        assert rights.segments(capability, lake_watch.pk) == {inside.pk}


def test_the_public_list_names_it_with_its_group_and_no_longer_once_it_ended(
    process: Process, lake_watch: Organisation, client: Client
) -> None:
    make_standing(make_organisation("Whole Forum"), process)
    given = make_standing(lake_watch, process, sub_group=make_sub_group(process, name="Study group on lakes"))
    past = make_standing(make_organisation("Past Forum"), process, valid_until=NOON - INSTANT)
    page = page_of(client, "accreditation:accredited", process.slug)
    assert str(past.organisation) not in page
    lake, whole = page.index("Lake Watch"), page.index("Whole Forum")
    assert lake < page.index("Study group on lakes") < whole
    assert page.count("Study group on lakes") == 1
    end_standing(accreditation=given, note="It asked to leave.", by=make_secretariat(), at=NOON)
    assert "Lake Watch" not in page_of(client, "accreditation:accredited", process.slug)


def test_an_associate_whom_a_round_accredits_is_listed_without_a_group(
    process: Process, lake_watch: Organisation, client: Client
) -> None:
    make_standing(lake_watch, process, sub_group=make_sub_group(process, name="Study group on lakes"))
    round_ = make_round(process, list_published_at=NOON, list_published_by=make_secretariat())
    make_application(round_, lake_watch, state="accredited")
    page = page_of(client, "accreditation:accredited", process.slug)
    assert page.count("Lake Watch") == 1
    assert "Study group on lakes" not in page


# --- the pages of the secretariat -------------------------------------------------------------------------------------


def test_a_standing_is_entered_and_ended_by_pages(process: Process, lake_watch: Organisation) -> None:
    Process.objects.filter(pk=process.pk).update(time_zone="America/New_York")
    group, client = make_sub_group(process), staff_of(process)
    path = reverse("accreditation:standings", args=[process.slug])
    typed = {"organisation": lake_watch.pk, "decision": "WG/2026/DEC.1", "since_on": "2026-11-23",
             "valid_on": "2028-12-31", "sub_group": group.pk}  # fmt: skip
    with time_machine.travel(NOON, tick=False):
        assert client.post(path, typed | {"valid_on": "2026-11-22"}).context["form"].errors.keys() == {"valid_on"}
        assert client.post(path, typed | {"decision": ""}).context["form"].errors.keys() == {"decision"}
        foreign = make_sub_group(make_process())
        assert client.post(path, typed | {"sub_group": foreign.pk}).context["form"].errors.keys() == {"sub_group"}
        client.post(path, typed)
        given = Accreditation.objects.get()
        assert given.since.isoformat() == "2026-11-23T05:00:00+00:00"
        assert given.valid_until.isoformat() == "2029-01-01T04:59:59.999999+00:00"
        assert "has a standing already" in client.post(path, typed).content.decode()
        end = reverse("accreditation:end_standing", args=[given.pk])
        assert client.post(end, {"note": " "}).context["form"].errors
        client.post(end, {"note": "It asked to leave."})
    given.refresh_from_db()
    assert given.ended_at == NOON
    page = page_of(client, "accreditation:standings", process.slug)
    assert "It asked to leave." in page
    assert end not in page


def test_the_form_does_not_offer_ones_own_organisation(process: Process, lake_watch: Organisation) -> None:
    person = make_officer(process, Office.Kind.SECRETARIAT)
    join(person, lake_watch)
    client = Client()
    client.force_login(person)
    assert "Lake Watch" not in page_of(client, "accreditation:standings", process.slug)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(process: Process, rows: int) -> None:
    for _each in range(rows):
        given = make_standing(make_organisation(), process, sub_group=make_sub_group(process, f"sg-{_each}"))
        given.events.create(kind="entered", at=NOON, by=make_secretariat())
    client = staff_of(process)
    path = reverse("accreditation:standings", args=[process.slug])
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    assert len(queries) == 7


# --- what a new round begins with -------------------------------------------------------------------------------------


def new_round_of(process: Process) -> Any:
    with time_machine.travel(NOON, tick=False):
        return staff_of(process).get(reverse("accreditation:create_round", args=[process.slug])).context["form"]


@pytest.mark.parametrize(
    ("preset", "effect", "track", "told"),
    [
        ("oewg-2022", "final", "notify", "They tell the secretariat and are listed; nobody can object"),
        ("ahc-cybercrime", "refer_to_body", "status", "Their status is enough"),
        ("gge", "final", "status", "Their status is enough"),
    ],
)
def test_row_10_a_new_round_begins_as_the_modalities_arrange_it_and_says_so(
    process: Process, preset: str, effect: str, track: str, told: str
) -> None:
    """The same objection is final or goes to the body: the version in force says which, unless somebody differs."""
    make_modalities(process, preset)
    form = new_round_of(process)
    assert (form["objection_effect"].value(), form["ecosoc_track"].value()) == (effect, track)
    assert form.fields["ecosoc_track"].help_text == f"The modalities (version 1) say: {told}."


def test_without_modalities_a_new_round_begins_as_rounds_usually_are(process: Process) -> None:
    form = new_round_of(process)
    assert (form["objection_effect"].value(), form["ecosoc_track"].value()) == ("final", "notify")
    assert not form.fields["objection_effect"].help_text


@pytest.mark.parametrize(
    ("track", "said"),
    [("notify", "notifies the secretariat instead"), ("status", "its status is enough"), ("none", "as all others do")],
)
def test_row_08_the_page_of_a_round_says_what_organisations_in_status_do(
    client: Client, process: Process, track: str, said: str
) -> None:
    """Nobody objects to them, unless the round has them apply."""
    assert said in page_of(client, "accreditation:round", make_round(process, ecosoc_track=track).pk)


@pytest.mark.parametrize(("track", "category"), [("status", "ecosoc_special"), ("notify", "not_accredited")])
def test_row_10_where_status_is_enough_it_counts_without_a_notification(
    process: Process, track: str, category: str
) -> None:
    """The committee on cybercrime: organisations in status register; elsewhere they notify first."""
    make_round(process, ecosoc_track=track)
    assert category_of(make_organisation(ecosoc_status="special"), process, NOON) == category


def test_row_10_a_round_that_differs_from_the_modalities_says_in_what(process: Process) -> None:
    """The secretariat may settle otherwise, and its page tells that it did."""
    make_modalities(process, "ahc-cybercrime")
    as_arranged = make_round(process, objection_effect="refer_to_body", ecosoc_track="status")
    otherwise = make_round(process, objection_effect="final", ecosoc_track="status")
    client = staff_of(process)
    assert "differs from the modalities" not in page_of(client, "accreditation:manage_round", as_arranged.pk)
    page = page_of(client, "accreditation:manage_round", otherwise.pk)
    assert "This round differs from the modalities in force (version 1) in this:" in page
    assert "<li>what one objection does</li>" in page
    assert "<li>organisations in consultative status</li>" not in page

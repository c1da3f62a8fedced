"""Each delegate takes a position for herself: against her own government too, and nobody takes it for her."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from consultation.participation.errors import NotGranted
from consultation.positions.actions import record_position
from consultation.positions.errors import NoSeat, NotNow
from consultation.positions.models import Position
from consultation.registration.models import Registration
from consultation.sittings.models import Segment
from tests.factories import (
    NOON,
    make_chair,
    make_focal_point,
    make_member,
    make_organisation,
    make_process,
    make_secretariat,
    make_session,
)
from tests.factories.modalities import make_modalities
from tests.factories.registration import in_group, make_registration, make_window
from tests.factories.sittings import make_meeting, make_segment

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)


def adoption(preset: str = "ilo", kind: str = "adoption") -> Segment:
    """A part of a meeting in which the body adopts, from NOON for three hours."""
    session = make_session(make_process())
    make_modalities(session.process, preset)
    return make_segment(make_meeting(session, starts_at=NOON), kind)


def delegation(segment: Segment, *roles: str, **fields: Any) -> list[Registration]:
    """One State's delegates, confirmed, each with an account of her own."""
    window = make_window(segment.meeting.session, composition="tripartite")
    mission = in_group("state")
    defaults: dict[str, Any] = {"state": "confirmed", "category": "state"}
    return [
        make_registration(window, mission, role=role, user=make_member(mission), name=f"Delegate {place}",
                          **{**defaults, **fields})
        for place, role in enumerate(roles)
    ]  # fmt: skip


def record(of: Registration, segment: Segment, stance: str, by: Any = None, at: Any = NOON) -> Position:
    return record_position(registration=of, segment=segment, stance=stance, by=by or of.user, at=at)


def test_row_18_an_employer_records_the_opposite_of_her_government() -> None:
    """Every delegate votes individually (ILO Constitution, article 4, paragraph 1)."""
    segment = adoption()
    government, other, employer, worker = delegation(segment, "government", "government", "employer", "worker")
    for delegate, stance in ((government, "favour"), (other, "favour"), (employer, "against"), (worker, "abstains")):
        record(delegate, segment, stance)
    taken = Position.objects.filter(segment=segment).current()
    assert dict(taken.values_list("registration", "stance")) == {
        government.pk: "favour", other.pk: "favour", employer.pk: "against", worker.pk: "abstains",
    }  # fmt: skip


def test_row_18_nobody_takes_a_position_for_a_delegate() -> None:
    """Neither her mission's focal point, nor another delegate of her State, nor the secretariat."""
    segment = adoption()
    government, employer = delegation(segment, "government", "employer")
    for person in (make_focal_point(employer.organisation), government.user, make_secretariat()):
        with pytest.raises(PermissionDenied):
            record(employer, segment, "favour", by=person)
    assert not Position.objects.exists()


def test_who_thinks_again_records_a_further_one_and_the_last_counts() -> None:
    segment = adoption()
    (worker,) = delegation(segment, "worker")
    first = record(worker, segment, "favour")
    last = record(worker, segment, "against", at=NOON + HOUR)
    again = record(worker, segment, "abstains", at=NOON + HOUR)
    assert list(Position.objects.current()) == [again]
    assert list(Position.objects.all()) == [first, last, again]
    for act in (lambda: Position.objects.update(stance="favour"), lambda: Position.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            act()


@pytest.mark.parametrize("fields", [{"role": ""}, {"state": "registered"}, {"state": "withdrawn"}])
def test_advisers_and_those_not_confirmed_have_no_seat(fields: dict[str, str]) -> None:
    segment = adoption()
    (delegate,) = delegation(segment, "worker")
    Registration.objects.filter(pk=delegate.pk).update(**fields)
    delegate.refresh_from_db()
    with pytest.raises(NoSeat):
        record(delegate, segment, "favour")


def test_a_seat_at_one_session_is_none_at_another() -> None:
    (delegate,) = delegation(adoption(), "worker")
    with pytest.raises(NoSeat):
        record(delegate, adoption(), "favour")


@pytest.mark.parametrize(
    ("at", "is_open"), [(-INSTANT, False), (0 * HOUR, True), (3 * HOUR - INSTANT, True), (3 * HOUR, False)]
)
def test_a_position_is_taken_while_the_body_adopts(at: timedelta, is_open: bool) -> None:
    segment = adoption()
    (delegate,) = delegation(segment, "worker")
    if is_open:
        assert record(delegate, segment, "favour", at=NOON + at).recorded_at == NOON + at
    else:
        with pytest.raises(NotNow):
            record(delegate, segment, "favour", at=NOON + at)


def test_not_in_another_mode_nor_in_a_meeting_that_was_cancelled() -> None:
    negotiation = adoption(kind="negotiation")
    (delegate,) = delegation(negotiation, "worker")
    with pytest.raises(NotNow):
        record(delegate, negotiation, "favour")
    cancelled = adoption()
    (delegate,) = delegation(cancelled, "worker")
    cancelled.meeting.cancelled_at = NOON
    with pytest.raises(NotNow):
        record(delegate, cancelled, "favour")


def test_row_17_whoever_the_modalities_give_no_vote_is_refused_with_the_clause() -> None:
    """A sector member has no vote: with a seat typed in by mistake it is refused all the same."""
    segment = adoption("itu-study-group")
    member = make_organisation()
    window = make_window(segment.meeting.session)
    seat = make_registration(window, member, role="worker", state="confirmed", user=make_member(member))
    with pytest.raises(NotGranted, match=r"take part in decisions.*Clause \d+ of the modalities"):
        record(seat, segment, "favour")


# --- on the pages -----------------------------------------------------------------------------------------------------


def test_a_delegate_finds_the_adoption_and_records_her_position(client: Client, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    segment = adoption()
    government, employer = delegation(segment, "government", "employer")
    record(government, segment, "favour")
    client.force_login(employer.user)  # type: ignore[arg-type]
    address = reverse("positions:record", args=[segment.pk])
    assert address in client.get(reverse("positions:mine")).content.decode()
    person = client.get(reverse("registration:person", args=[employer.public_id])).content.decode()
    assert reverse("positions:mine") in person
    said = client.post(address, {"stance": "against", "explanation": "Too soon."}, follow=True).content.decode()
    assert "Your position is recorded." in said
    assert "<strong>Against</strong>" in said
    assert "In favour</strong>" not in said  # what others said is not hers to read
    for officer in (make_chair(segment.meeting.session.process), make_secretariat()):
        client.force_login(officer)
        listed = client.get(reverse("positions:all", args=[segment.pk])).content.decode()
        for words in ("Delegate 0", "In favour", "Delegate 1", "Against", "Too soon."):
            assert words in listed


def test_out_of_time_there_is_no_form_and_without_a_seat_no_page(client: Client, time_machine: Any) -> None:
    segment = adoption()
    (worker,) = delegation(segment, "worker")
    time_machine.move_to(NOON + 3 * HOUR, tick=False)
    client.force_login(worker.user)  # type: ignore[arg-type]
    address = reverse("positions:record", args=[segment.pk])
    assert 'name="stance"' not in client.get(address).content.decode()
    late = client.post(address, {"stance": "favour"}).content.decode()
    assert "A position is taken while" in late
    assert not Position.objects.exists()
    client.force_login(make_focal_point(worker.organisation))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("delegates", [1, 3])
def test_the_list_asks_the_same_however_many_took_a_position(
    client: Client, django_assert_num_queries: Any, delegates: int
) -> None:
    segment = adoption()
    for one in delegation(segment, *["government"] * delegates):
        record(one, segment, "favour")
    client.force_login(make_secretariat())
    address = reverse("positions:all", args=[segment.pk])
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)


@pytest.mark.parametrize("composition", ["none", "tripartite"])
def test_a_programme_leads_to_positions_only_where_delegations_are_tripartite(client: Client, composition: str) -> None:
    segment = adoption()
    make_window(segment.meeting.session, composition=composition)
    client.force_login(make_secretariat())
    page = client.get(reverse("sittings:manage", args=[segment.meeting.session_id])).content.decode()
    assert (reverse("positions:all", args=[segment.pk]) in page) is (composition == "tripartite")

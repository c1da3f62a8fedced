"""A later deadline for applications: its trace, whom it concerns, and that no silence period becomes shorter by it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from consultation.accreditation.actions import applications, checking, rounds
from consultation.accreditation.errors import BeyondTheMandate, ListPublished, RoundNotOpen, SilenceTooShort
from consultation.accreditation.models import Application, Round, RoundExtension
from consultation.processes.errors import DeadlineNotLater, DeadlinePassed
from register.errors import OutOfDate
from stakeholders.mailroom.models import Letter
from tests.factories import NOON, make_chair, make_focal_point, make_organisation, make_secretariat, make_user
from tests.factories.accreditation import (
    MANDATE_ENDS,
    SILENCE_ENDS,
    make_application,
    make_circulated,
    make_letter,
    make_round,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
CLOSES = NOON + 3 * DAY


def extend(round_: Round, closes_after: datetime, *, by: Any = None, at: datetime = NOON) -> RoundExtension:
    extension = RoundExtension(round=round_, closes_after=closes_after, reason_en="A holiday in many capitals.")
    return rounds.extend_round(extension=extension, by=by or make_secretariat(), at=at)


def test_the_deadline_moves_and_leaves_its_trace() -> None:
    round_, staff = make_round(), make_secretariat()
    extend(round_, CLOSES + 7 * DAY, by=staff)
    kept = RoundExtension.objects.get()
    assert (kept.closed_before, kept.closes_after, kept.extended_at, kept.extended_by, kept.reason_en) == (
        CLOSES, CLOSES + 7 * DAY, NOON, staff, "A holiday in many capitals.",
    )  # fmt: skip
    assert [(event.kind, event.details) for event in round_.events.all()] == [
        ("extended", {"fields": {"closes_at": ["2026-11-26T12:00:00+00:00", "2026-12-03T12:00:00+00:00"]}})
    ]
    organisation = make_organisation()
    late: dict[str, Any] = {
        "round_": Round.objects.get(), "organisation": organisation, "by": make_focal_point(organisation),
    }  # fmt: skip
    with pytest.raises(RoundNotOpen):
        applications.begin_application(**late, at=CLOSES + 7 * DAY + INSTANT)
    assert applications.begin_application(**late, at=CLOSES + 7 * DAY).state == "draft"


def test_each_extension_leaves_its_own_trace_that_nobody_changes() -> None:
    round_ = make_round()
    for days in (1, 2):
        extend(round_, CLOSES + days * DAY)
    assert [(trace.closed_before, trace.closes_after) for trace in round_.extensions.all()] == [
        (CLOSES, CLOSES + DAY), (CLOSES + DAY, CLOSES + 2 * DAY),
    ]  # fmt: skip
    for act in (lambda: round_.extensions.update(reason_en="x"), lambda: round_.extensions.all().delete()):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            act()


@pytest.mark.parametrize("step", [timedelta(0), -INSTANT, -DAY])
def test_a_deadline_never_comes_nearer(step: timedelta) -> None:
    round_ = make_round()
    with pytest.raises(DeadlineNotLater, match="never to an earlier one"):
        extend(round_, CLOSES + step)
    assert Round.objects.get().closes_at == CLOSES


def test_a_round_that_is_over_is_opened_again_only_into_the_future() -> None:
    round_ = make_round(closes_at=NOON - 2 * DAY)
    with pytest.raises(DeadlinePassed):
        extend(round_, NOON)
    extend(round_, NOON + DAY)
    assert Round.objects.get().stage_at(NOON) == "open"


def test_neither_beyond_the_mandate_nor_once_the_list_is_published_nor_before_it_is_announced() -> None:
    with pytest.raises(BeyondTheMandate):
        extend(make_round(), MANDATE_ENDS)
    published = make_round(list_published_at=NOON, list_published_by=make_user())
    with pytest.raises(ListPublished):
        extend(published, CLOSES + DAY)
    with pytest.raises(OutOfDate):
        extend(make_round(announced_at=None), CLOSES + DAY)
    assert not RoundExtension.objects.exists()


def test_two_who_extend_at_once_do_not_overwrite_each_other() -> None:
    round_ = make_round()
    stale = Round.objects.get(pk=round_.pk)
    extend(round_, CLOSES + 9 * DAY)
    with pytest.raises(OutOfDate):
        extend(stale, CLOSES + 5 * DAY)
    assert Round.objects.get().closes_at == CLOSES + 9 * DAY


def test_only_its_secretariat_extends() -> None:
    round_ = make_round()
    for person in (make_user(), make_chair(round_.process), make_secretariat(second_factor=False)):
        with pytest.raises(PermissionDenied):
            extend(round_, CLOSES + DAY, by=person)


def test_those_on_their_way_to_the_missions_are_told_and_nobody_else() -> None:
    round_ = make_round()
    told = set()
    for state in ("draft", "submitted", "returned", "under_review", "complete"):
        told.add(make_focal_point(make_application(round_, make_organisation(state), state=state).organisation).email)
    others = [make_application(round_, make_organisation(state), state=state) for state in ("withdrawn", "confirmed")]
    others += [make_circulated(round_, make_organisation("Before the missions")), make_application(make_round())]
    for application in others:
        make_focal_point(application.organisation)
    extend(round_, CLOSES + 7 * DAY)
    assert set(Letter.objects.values_list("to", flat=True)) == told
    letter = Letter.objects.first()
    assert letter
    for words in ("is extended", "3 December 2026", "A holiday in many capitals.", "America/New_York"):
        assert words in letter.text


def test_section_4_7_no_silence_period_becomes_shorter() -> None:
    """What lies before the missions keeps its end, and who comes in by the later deadline gets 72 hours of her own."""
    round_, staff = make_round(), make_secretariat()
    before = make_circulated(round_)
    extend(round_, CLOSES + 20 * DAY, by=staff)
    before.refresh_from_db()
    assert before.circulation
    assert (before.circulation.silence_ends_at, round_.circulations.count()) == (SILENCE_ENDS, 1)
    later = make_application(round_, make_organisation("Who came later"), state="under_review")
    make_letter(later)
    checking.find_complete(application=later, by=staff, at=SILENCE_ENDS - DAY)
    sent: dict[str, Any] = {"round_": round_, "zone": "UTC", "by": staff, "at": SILENCE_ENDS - DAY}
    with pytest.raises(SilenceTooShort):
        rounds.circulate(silence_ends_at=SILENCE_ENDS, **sent)
    rounds.circulate(silence_ends_at=SILENCE_ENDS + 2 * DAY, **sent)
    after = Application.objects.standing_at(SILENCE_ENDS + INSTANT)
    assert dict(after.values_list("organisation__name", "standing")) == {
        before.organisation.name: "accredited", "Who came later": "circulated",
    }  # fmt: skip


# --- on the pages -----------------------------------------------------------------------------------------------------


POSTED = {"closes_on": "2026-12-10", "closes_time": "18:00", "reason_en": "Asked for by many."}


def test_a_new_deadline_is_shown_back_before_it_is_made_public(client: Client, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    round_ = make_round()
    address = reverse("accreditation:extend_round", args=[round_.pk])
    client.force_login(make_secretariat())
    page = client.post(address, POSTED).content.decode()
    assert "Check the new deadline" in page
    assert "23:00" in page  # 18:00 in New York, in UTC
    assert not RoundExtension.objects.exists()
    changed = client.post(address, POSTED | {"change": "yes"}).content.decode()
    assert 'name="confirm"' not in changed
    client.post(address, POSTED | {"confirm": "yes"})
    public = " ".join(Client().get(reverse("accreditation:round", args=[round_.pk])).content.decode().split())
    for words in ("Extended from", "26 November 2026", "10 December 2026", "Asked for by many."):
        assert words in public


def test_what_cannot_be_done_is_said_at_the_form(client: Client, time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=False)
    round_ = make_round()
    client.force_login(make_secretariat())
    address = reverse("accreditation:extend_round", args=[round_.pk])
    nearer = client.post(address, POSTED | {"closes_on": "2026-11-20", "confirm": "yes"}).content.decode()
    assert "A deadline can only be moved to a later time" in nearer
    beyond = client.post(address, POSTED | {"closes_on": "2031-01-01", "confirm": "yes"}).content.decode()
    assert "The mandate has to end after the round closes" in beyond
    assert 'name="confirm"' not in beyond


def test_what_is_in_preparation_is_changed_and_not_extended(client: Client) -> None:
    client.force_login(make_secretariat())
    over = {"list_published_at": NOON, "list_published_by": make_user()}
    for fields, is_offered in (({}, True), ({"announced_at": None}, False), (over, False)):
        round_ = make_round(**fields)
        page = client.get(reverse("accreditation:manage_round", args=[round_.pk])).content.decode()
        assert (reverse("accreditation:extend_round", args=[round_.pk]) in page) is is_offered
    prepared = Round.objects.get(announced_at=None)
    answer = client.get(reverse("accreditation:extend_round", args=[prepared.pk]))
    assert answer.headers["Location"] == reverse("accreditation:edit_round", args=[prepared.pk])

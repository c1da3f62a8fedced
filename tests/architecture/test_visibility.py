"""What exists for whom, asked of the database itself: a line a row, with the letters of those for whom it is there."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from consultation.accreditation.models import Application, Round
from consultation.processes.models import Process
from consultation.processes.rules import offices_held
from consultation.registration.models import Registration
from consultation.submissions.models import Call, Draft, Import, Submission
from register.states import named
from reports.summaries.states import SUMMARY_MOVES
from stakeholders.organisations.models import Membership, Organisation
from tests.architecture.access_world import World

pytestmark = pytest.mark.django_db

EVERYBODY = "AOVMFCKENXSTPU"
THERE_FOR = {
    "process": EVERYBODY, "unannounced": "CKESP", "session": EVERYBODY, "unannounced_session": "CKESP",
    "call": EVERYBODY, "call_in_preparation": "CKESP", "confidential_call": EVERYBODY, "call_of_unannounced": "CKESP",
    "draft": "MF",
    "submitted": "MFCKESP", "returned": "MFCKESP", "published": EVERYBODY, "accepted": "MFCKESP", "withheld": "MFCKESP",
    "withheld_after_publication": "MFCKESP", "withdrawn": "MFCKESP", "withdrawn_after_publication": EVERYBODY,
    "file_of_draft": "MF", "file_of_submitted": "MFCKESP", "file_of_published": EVERYBODY, "file_of_accepted": "MFCKESP",
    "file_of_withdrawn_after_publication": "MFCKESP", "file_of_earlier_revision": "MFCKESP",
    "file_of_published_in_confidential_call": "MFCKESP", "file_of_published_in_unannounced": "MFCKESP",
    "point": "CKES", "point_dropped": "CKES",
    "drafting": "CKESP", "final": "CKESP", "issued": EVERYBODY, "issued_in_unannounced": "CKESP",
    "document_queued": "CKESP", "document_of_issued": EVERYBODY, "document_of_drafting": "CKESP",
    "family": "CKESP", "family_judged": "CKESP", "family_of_unannounced": "CKESP", "family_dissolved": "",
    "round": EVERYBODY, "round_in_preparation": "CKSP", "round_of_unannounced": "CKSP",
    "application_draft": "MF", "application_submitted": "MFCKSP", "application_circulated": "MFCKSP",
    "application_of_unannounced": "MFCKSP",
    "proposal": "MFCKSP", "proposal_to_unannounced": "MFCKSP",
    "registration": "MF", "window": EVERYBODY, "window_at_unannounced": "CKESP",
    "import_queued": "SP",
    "export_queued": "CKESP", "export_ready": "CKESP", "export_of_unannounced": "CKESP",
    "owner": "MFP", "proposed": "FP", "requested": "MFP",
}  # fmt: skip


@pytest.mark.parametrize("situation", THERE_FOR)
def test_a_row_is_there_for_these_and_for_nobody_else(situation: str, settings: Any) -> None:
    world = World(settings)
    row = getattr(world, situation)
    persons = {letter: user or AnonymousUser() for letter, user in world.persons.items() if letter != "D"}
    rows = type(row).objects
    assert (
        "".join(letter for letter, user in persons.items() if rows.visible_to(user).filter(pk=row.pk).exists())
        == (THERE_FOR[situation])
    )


def test_nobody_signed_in_has_nothing_of_her_own(settings: Any) -> None:
    world = World(settings)
    world.draft, world.submitted, world.import_queued, world.requested  # noqa: B018
    nobody = AnonymousUser()
    assert offices_held(nobody) == frozenset()
    assert not Process.objects.served_by(nobody).exists()
    assert not Submission.objects.known_to(nobody).exists()
    assert not Submission.objects.presided_by(nobody).exists()
    assert not Draft.objects.visible_to(nobody).exists()
    assert not Import.objects.visible_to(nobody).exists()
    assert not Organisation.objects.visible_to(nobody).exists()
    assert not Membership.objects.visible_to(nobody).exists()
    assert not Submission.objects.visible_to(nobody).exists()
    world.application_draft  # noqa: B018
    assert not Application.objects.visible_to(nobody).exists()
    assert not Round.objects.overseen_by(nobody).exists()
    world.registration  # noqa: B018
    assert not Registration.objects.visible_to(nobody).exists()
    assert not Registration.objects.served_by(nobody).exists()


def test_calls_by_the_clock(settings: Any) -> None:
    world = World(settings)
    call = world.call
    world.call_in_preparation  # noqa: B018
    an_instant = timedelta(microseconds=1)
    for at, stage in ((call.opens_at - an_instant, "upcoming"), (call.opens_at, "open"), (call.closes_at, "open"),
                      (call.closes_at + an_instant, "closed")):  # fmt: skip
        found = {
            "upcoming": Call.objects.upcoming_at(at), "open": Call.objects.open_at(at), "closed": Call.objects.closed_at(at),
        }  # fmt: skip
        assert [name for name, calls in found.items() if list(calls) == [call]] == [stage]


def test_requests_to_join_are_those_that_nobody_has_decided(settings: Any) -> None:
    world = World(settings)
    requested, _active = world.requested, world.active
    assert list(Membership.objects.requested()) == [requested]


def test_a_move_that_is_not_in_the_table_is_no_move() -> None:
    assert named(SUMMARY_MOVES, "issued").target == "issued"
    with pytest.raises(KeyError):
        named(SUMMARY_MOVES, "burnt")

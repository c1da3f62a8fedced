"""What the demo holds once it is loaded: a consultation with a past, told by true events, and its log-ins."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import F
from django.test import Client

from consultation.processes.models import AgendaItem, Office, Process, Session
from consultation.submissions.models import Call, Draft, Party, Revision, Submission, SubmissionEvent
from demo.loading import load
from demo.logins import PASSWORD, logins
from reports.summaries.models import Citation, Summary
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from stakeholders.organisations.models import Membership, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for the whole module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load(at=NOON)
        yield
        transaction.set_rollback(True)


def everything() -> dict[str, Any]:
    """What must be the same after every loading: references, states, texts and days before the loading."""
    return {
        "submissions": sorted(Submission.objects.values_list("reference", "state", "title", "author_name", "is_late")),
        "digests": sorted(Revision.objects.values_list("submission__reference", "sha256")),
        "events": sorted(SubmissionEvent.objects.values_list("subject__reference", "kind")),
        "cited": sorted(Citation.objects.values_list("paragraph__text", "submission__reference")),
        "members": sorted(Membership.objects.values_list("organisation__name", "user__email", "role", "state")),
        "calls": sorted(Call.objects.values_list("symbol", "title_ar")),
    }


def test_it_is_a_consultation_with_a_past() -> None:
    assert (Process.objects.count(), Session.objects.count(), Call.objects.count()) == (1, 3, 4)
    assert (Organisation.objects.count(), User.objects.count(), AgendaItem.objects.count()) == (12, 24, 29)
    assert Counter(Submission.objects.values_list("call__symbol", "state")) == {
        ("WG.7/2/C1", "published"): 24, ("WG.7/2/C1", "withheld"): 2, ("WG.7/2/C1", "returned"): 1,
        ("WG.7/2/C1", "withdrawn"): 1, ("WG.7/3/C1", "published"): 4, ("WG.7/3/C1", "submitted"): 4,
        ("WG.7/3/C1", "returned"): 1, ("WG.7/3/C2", "accepted"): 1, ("WG.7/3/C2", "submitted"): 1,
    }  # fmt: skip
    assert Draft.objects.get().title
    assert Counter(Submission.objects.values_list("language", flat=True)) == {
        "en": 13, "fr": 7, "es": 6, "ar": 5, "ru": 4, "zh": 4,
    }  # fmt: skip
    assert {party.confirmed_at is not None for party in Party.objects.filter(submission__state="published")} == {True}
    assert Counter(Office.objects.values_list("kind", flat=True)) == {"chair": 1, "co_chair": 1, "secretariat": 2}


def test_its_summary_is_issued_and_every_paragraph_rests_on_something() -> None:
    summary = Summary.objects.get()
    assert (summary.symbol, summary.state, summary.attribution) == ("WG.7/2/CRP.2", "issued", "non_attributed")
    assert summary.issued_at == datetime(2026, 8, 15, 12, tzinfo=UTC)
    sections = [(section.position, section.paragraphs.count()) for section in summary.sections.all()]
    assert sections == [(1, 2), (2, 4), (3, 4), (4, 3), (5, 4), (6, 4), (7, 3)]
    assert not summary.sections.filter(paragraphs__citations=None).exists()
    assert Citation.objects.count() == 86


def test_everything_happened_in_an_order_that_can_have_been() -> None:
    assert not SubmissionEvent.objects.filter(at__gt=NOON).exists()
    assert not Submission.objects.filter(published_at__lt=F("received_at")).exists()
    for submission in Submission.objects.all():
        times = [event.at for event in submission.events.order_by("pk")]
        assert times == sorted(times)
    for call in Call.objects.all():
        inputs = call.submissions.order_by("received_at", "pk").values_list("reference", flat=True)
        assert list(inputs) == [f"{call.symbol}/{number:03d}" for number in range(1, len(inputs) + 1)]
    extension = Call.objects.get(symbol="WG.7/2/C1").extensions.get()
    assert (extension.closed_before, extension.closes_after) == (
        datetime(2026, 6, 19, 20, 59, 59, 999_999, tzinfo=UTC), datetime(2026, 6, 26, 20, 59, 59, 999_999, tzinfo=UTC)
    )  # fmt: skip
    late = Submission.objects.filter(is_late=True).order_by("received_at").values_list("received_at", flat=True)
    assert list(late) == [extension.closes_after + timedelta(minutes=minutes) for minutes in (6, 47)]


def test_letters_of_the_past_are_not_mailed_now() -> None:
    assert Letter.objects.count() > 50
    assert not Letter.objects.exclude(state="sent", sent_at=F("written_at")).exists()


def test_a_second_loading_changes_nothing(django_assert_num_queries: Any) -> None:
    before = everything()
    with django_assert_num_queries(3):  # savepoint, question, release
        assert not load(at=NOON + timedelta(days=1))
    assert everything() == before


def test_everybody_can_sign_in_and_the_staff_have_a_second_factor(time_machine: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    time_machine.move_to(NOON)
    people = logins(NOON)
    assert len(people) == 24
    staff = {login.email: login.code for login in people if login.code}
    assert set(staff) == {
        "chair@wg7.example",
        "co-chair@wg7.example",
        "secretariat@wg7.example",
        "registry@wg7.example",
    }
    for email, code in staff.items():
        assert TOTP(Authenticator.objects.get(user__email=email)).validate_code(code)
    assert authenticate(email="nairobi@uziwazi.example", password=PASSWORD)


def test_the_page_shows_password_and_codes(client: Client, settings: Any, time_machine: Any) -> None:
    settings.EMBEDDED = True
    time_machine.move_to(NOON + timedelta(seconds=12), tick=False)
    response = client.get("/demo/")
    codes = [login.code for login in logins(NOON) if login.code]
    assert all(code in response.text for code in [*codes, PASSWORD, "nairobi@uziwazi.example"])
    assert "valid for 18 seconds" in response.text
    assert "no-store" in response.headers["Cache-Control"]

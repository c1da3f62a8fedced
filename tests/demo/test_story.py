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

from consultation.accreditation.models import Application, Circulation, Disclosure, Objection, RequestLetter, Round
from consultation.accreditation.standing import with_category
from consultation.likeness.models import Family
from consultation.modalities.models import Modalities
from consultation.processes.models import AgendaItem, Office, Process, Session
from consultation.registration.models import Registration, RegistrationWindow
from consultation.registration.participants import listed_at
from consultation.sittings.models import Change, Meeting, Notice, Programme, Segment
from consultation.submissions.models import Call, Draft, Party, Revision, Submission, SubmissionEvent
from demo.loading import load
from demo.logins import PASSWORD, logins
from reports.dispositions.models import Disposition
from reports.dispositions.scope import open_points as unanswered_points
from reports.inquiries.models import Inquiry
from reports.points.models import Point
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
    assert (Organisation.objects.count(), User.objects.count(), AgendaItem.objects.count()) == (17, 30, 29)
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
    assert Counter(Office.objects.values_list("kind", flat=True)) == {
        "chair": 1,
        "co_chair": 1,
        "team": 1,
        "secretariat": 2,
    }


def test_rules_are_in_force_before_anybody_writes() -> None:
    first, amended = Modalities.objects.order_by("number")
    assert (first.preset, first.state, first.in_force_at) == (
        "oewg-2022", "superseded", datetime(2026, 4, 4, 15, tzinfo=UTC)
    )  # fmt: skip
    assert not Submission.objects.filter(received_at__lt=first.in_force_at).exists()
    assert amended.title_ar.startswith("طرائق مشاركة أصحاب المصلحة")
    assert not amended.clauses.filter(text_zh_hans="").exists()
    assert (amended.state, amended.clauses.count() - first.clauses.count()) == ("in_force", 1)
    assert Counter(amended.cells.filter(minutes=5).values_list("category", flat=True)) == {
        "ecosoc_general": 1, "ecosoc_special": 1, "ecosoc_roster": 1, "accredited": 1,
    }  # fmt: skip


def test_a_round_is_over_and_one_runs() -> None:
    standings = Application.objects.standing_at(NOON).values_list("round__number", "track", "standing")
    assert Counter(standings) == {
        (1, "ecosoc", "listed"): 3, (1, "application", "accredited"): 8, (1, "application", "not_accredited"): 1,
        (2, "application", "circulated"): 1, (2, "application", "returned"): 1,
        (2, "application", "submitted"): 1,
    }  # fmt: skip
    assert not Application.objects.overdue_at(NOON).exists()
    again = Application.objects.get(round__number=2, state="circulated")
    assert again.previous == Application.objects.get(state="not_accredited")
    over, runs = Round.objects.order_by("number")
    assert (over.list_published_at is not None, runs.list_published_at) == (True, None)
    assert (over.stage_at(NOON), runs.stage_at(NOON)) == ("closed", "open")
    assert [one.is_silent_at(NOON) for one in Circulation.objects.all()] == [False, True]
    assert RequestLetter.objects.count() == 11


def test_who_contributes_has_standing() -> None:
    wrote = Organisation.objects.filter(pk__in=Submission.objects.values("organisation"))
    first_text = Submission.objects.earliest("received_at").received_at
    categories = with_category(wrote, Process.objects.get(), first_text).values_list("category", flat=True)
    assert Counter(categories) == {
        "accredited": 8, "ecosoc_special": 1, "ecosoc_general": 1, "ecosoc_roster": 1, "igo": 1,
    }  # fmt: skip


def test_one_state_objected_in_time_and_another_asks_the_chair_who() -> None:
    objection, question = Objection.objects.get(), Disclosure.objects.get()
    assert objection.application.circulation
    assert objection.application.circulation.is_silent_at(objection.lodged_at)
    assert (str(objection.mission), str(question.mission)) == (
        "Permanent Mission of Valmarine", "Permanent Mission of Terraquil"
    )  # fmt: skip
    assert (question.application, question.answered_at) == (objection.application, None)


def test_every_session_has_a_programme_that_is_public() -> None:
    assert dict(Programme.objects.values_list("session__symbol", "state")) == {
        "WG.7/2": "adopted", "WG.7/IC.1": "provisional", "WG.7/3": "provisional",
    }  # fmt: skip
    held = Meeting.objects.values_list("session__symbol", "is_official")
    assert Counter(held) == {
        ("WG.7/2", True): 10, ("WG.7/IC.1", True): 2, ("WG.7/3", True): 10, ("WG.7/3", False): 1,
    }  # fmt: skip
    assert Counter(Segment.objects.values_list("kind", flat=True)) == {
        "exchange_of_views": 24, "dedicated_stakeholder": 2, "informal_mode": 4, "negotiation": 2, "adoption": 2,
        "intersessional": 4, "unofficial_dialogue": 1,
    }  # fmt: skip
    change = Change.objects.get()
    assert Notice.objects.get().done_at == change.at + timedelta(minutes=15)
    assert (change.kind, change.started_at, change.starts_at) == (
        "moved", datetime(2026, 12, 30, 12, tzinfo=UTC), datetime(2026, 12, 30, 12, 30, tzinfo=UTC)
    )  # fmt: skip


def test_people_are_registered_and_only_who_agreed_is_listed() -> None:
    registered = Registration.objects.values_list("session__symbol", "state")
    assert Counter(registered) == {
        ("WG.7/2", "confirmed"): 8, ("WG.7/2", "withdrawn"): 1, ("WG.7/IC.1", "confirmed"): 2,
        ("WG.7/3", "confirmed"): 2, ("WG.7/3", "registered"): 2,
    }  # fmt: skip
    heads = Registration.objects.filter(session__symbol="WG.7/3", is_head=True).values_list("organisation__acronym")
    assert sorted(heads) == [("CBPE",), ("UWT",)]
    past = listed_at(Session.objects.get(symbol="WG.7/2"), language="en")
    named = {one.name: len(one.persons) for group in past.groups for one in group.delegations}
    assert (len(named), named["Coalition of Women in Network Defence"]) == (6, 1)
    stages = {one.session.symbol: one.stage_at(NOON) for one in RegistrationWindow.objects.all()}
    assert stages == {"WG.7/2": "closed", "WG.7/IC.1": "closed", "WG.7/3": "open"}


def test_its_summary_is_issued_and_every_paragraph_rests_on_something() -> None:
    summary = Summary.objects.get()
    assert (summary.symbol, summary.state, summary.attribution) == ("WG.7/2/CRP.2", "issued", "non_attributed")
    assert summary.issued_at == datetime(2026, 8, 15, 12, tzinfo=UTC)
    sections = [(section.position, section.paragraphs.count()) for section in summary.sections.all()]
    assert sections == [(1, 2), (2, 4), (3, 4), (4, 3), (5, 4), (6, 4), (7, 3)]
    assert not summary.sections.filter(paragraphs__citations=None).exists()
    assert (Citation.objects.count(), Citation.objects.filter(point=None).count()) == (99, 86)


def test_the_team_read_everything_and_answered_what_was_asked() -> None:
    summary = Summary.objects.get()
    to_read = Submission.objects.filter(call__in=summary.calls.all(), state="published")
    assert not to_read.filter(readings=None).exists()
    assert Point.objects.standing().count() == 13
    assert not unanswered_points(summary).exists()
    assert Counter(Disposition.objects.values_list("state", "outcome")) == {
        ("released", "accepted"): 5, ("released", "accepted_modified"): 3, ("released", "noted"): 2,
        ("released", "not_accepted"): 1,
    }  # fmt: skip
    assert [family.state for family in Family.objects.all()] == ["campaign"]
    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.filed_at < inquiry.replied_at) == ("answered", True)


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
    assert len(people) == 30
    codes = {login.email: login.code for login in people if login.code}
    assert set(codes) == {
        "mission@valmarine.example",
        "delegation@terraquil.example",
        "chair@wg7.example",
        "co-chair@wg7.example",
        "drafting@wg7.example",
        "secretariat@wg7.example",
        "registry@wg7.example",
    }
    for email, code in codes.items():
        assert TOTP(Authenticator.objects.get(user__email=email)).validate_code(code)
    assert authenticate(email="nairobi@uziwazi.example", password=PASSWORD)


def test_the_page_shows_password_and_codes(client: Client, settings: Any, time_machine: Any) -> None:
    settings.EMBEDDED = True
    time_machine.move_to(NOON + timedelta(seconds=12), tick=False)
    response = client.get("/demo/")
    codes = [login.code for login in logins(NOON) if login.code]
    assert all(code in response.text for code in [*codes, PASSWORD, "nairobi@uziwazi.example"])
    assert "valid for 18 seconds" in response.text
    assert "mission@valmarine.example" in response.text.partition("Members of organisations")[2]
    assert "no-store" in response.headers["Cache-Control"]

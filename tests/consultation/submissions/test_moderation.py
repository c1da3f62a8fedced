"""What the chair decides: who may, what becomes of it, who is told."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from consultation.submissions.actions import moderation
from consultation.submissions.models import Submission
from register.errors import OutOfDate, ReasonMissing
from stakeholders.mailroom.models import Letter
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> Submission:
    submitter = make.make_user(language="fr", full_name="Awa Ndiaye")
    return make.make_submission(make.make_call(), submitted_by=submitter)


@pytest.fixture
def chair(waiting: Submission) -> Any:
    return make.make_chair(waiting.process, full_name="The Chair")


def test_publishing_puts_it_in_the_record_and_tells_the_contributor_once(
    waiting: Submission, chair: Any, noon: datetime
) -> None:
    moderation.publish_submission(submission=waiting, by=chair, at=noon)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.published_at, waiting.is_public) == ("published", noon, True)
    letter = Letter.objects.get()
    assert (letter.to, letter.language) == (waiting.submitted_by.email, "fr")
    assert f"/submissions/{waiting.reference}/" in letter.text
    assert waiting.reference in letter.subject


def test_one_that_is_not_for_publication_is_received_in_confidence(
    chair: Any, waiting: Submission, noon: datetime
) -> None:
    Submission.objects.filter(pk=waiting.pk).update(is_confidential=True)
    waiting.refresh_from_db()
    moderation.publish_submission(submission=waiting, by=chair, at=noon)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.published_at, waiting.is_public) == ("accepted", None, False)


def test_the_database_refuses_to_publish_what_is_confidential(waiting: Submission, noon: datetime) -> None:
    Submission.objects.filter(pk=waiting.pk).update(is_confidential=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=waiting.pk).update(state="published", published_at=noon)


def test_returning_needs_a_reason_and_passes_it_on(waiting: Submission, chair: Any, noon: datetime) -> None:
    with pytest.raises(ReasonMissing):
        moderation.return_submission(submission=waiting, by=chair, at=noon, reason=" ")
    moderation.return_submission(submission=waiting, by=chair, at=noon, reason="Please name the paragraph.")
    waiting.refresh_from_db()
    assert waiting.state == "returned"
    letter = Letter.objects.get()
    assert "Please name the paragraph." in letter.text
    assert "Please name the paragraph." in letter.html


def test_withholding_rests_on_a_rule_of_the_process(waiting: Submission, chair: Any, noon: datetime) -> None:
    rule = make.make_rule(waiting.process)
    moderation.withhold_submission(submission=waiting, by=chair, at=noon, reason="It names a person.", rule=rule)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.withheld_under, waiting.is_public) == ("withheld", rule, False)
    assert waiting.events.get().details == {"rule": "off-topic"}


def test_a_rule_of_another_process_is_refused(waiting: Submission, chair: Any, noon: datetime) -> None:
    with pytest.raises(ValueError, match="outside the scope"):
        moderation.withhold_submission(
            submission=waiting, by=chair, at=noon, reason="Why not.", rule=make.make_rule(make.make_process())
        )


def persons(submission: Submission) -> dict[str, Any]:
    process, other = submission.process, make.make_process()
    return {
        "the chair": make.make_chair(process),
        "the co-chair": make.make_officer(process, "co_chair"),
        "the chair without a second factor": make.make_chair(process, second_factor=False),
        "the chair of another process": make.make_chair(other),
        "the secretariat of the process": make.make_officer(process, "secretariat"),
        "the secretariat of the portal": make.make_secretariat(),
        "its own focal point": make.make_focal_point(submission.organisation),
        "a stranger": make.make_user(),
    }


def test_who_may_decide(noon: datetime) -> None:
    submission = make.make_submission(make.make_call())
    allowed = {
        name for name, by in persons(submission).items() if by.has_perm("submissions.decide_submission", submission)
    }
    assert allowed == {"the chair", "the co-chair"}


@pytest.mark.parametrize("how", ["as lead", "as party"])
def test_a_chair_cannot_decide_on_her_own_organisation(waiting: Submission, noon: datetime, how: str) -> None:
    organisation = waiting.organisation if how == "as lead" else make.make_party(waiting).organisation
    chair = make.make_chair(waiting.process)
    make.join(chair, organisation)
    with pytest.raises(PermissionDenied):
        moderation.publish_submission(submission=waiting, by=chair, at=noon)
    waiting.refresh_from_db()
    assert waiting.state == "submitted"
    assert Letter.objects.count() == 0


def test_in_bulk_each_is_decided_for_itself(noon: datetime) -> None:
    call = make.make_call()
    chair = make.make_chair(call.process)
    first, own, gone = (make.make_submission(call) for _number in range(3))
    make.join(chair, own.organisation)
    stale = Submission.objects.get(pk=gone.pk)
    moderation.return_submission(submission=gone, by=chair, at=noon, reason="Too short.")
    passed = moderation.publish_in_bulk(submissions=[first, own, stale], by=chair, at=noon, rule="Read by two.")
    assert passed.count == 1
    assert [reference for reference, _reason in passed.refused] == [own.reference, gone.reference]
    assert first.events.get().note == "Read by two."


def test_the_second_of_two_is_told(waiting: Submission, chair: Any, noon: datetime) -> None:
    stale = Submission.objects.get(pk=waiting.pk)
    moderation.publish_submission(submission=waiting, by=chair, at=noon)
    with pytest.raises(OutOfDate):
        moderation.return_submission(submission=stale, by=chair, at=noon, reason="Too long.")


# --- the pages --------------------------------------------------------------------------------------------------------


def test_the_desk_shows_what_waits_and_asks_as_much_for_three_as_for_one(
    client: Client, noon: datetime, django_assert_num_queries: Any
) -> None:
    call = make.make_call()
    client.force_login(make.make_chair(call.process))
    make.make_submission(call, title="The first")
    with django_assert_num_queries(8):
        page = client.get("/chair/")
    assert b"The first" in page.content
    make.make_submission(call, title="The second")
    make.make_submission(call, title="The third")
    with django_assert_num_queries(8):
        client.get("/chair/")


def test_a_chair_without_second_factor_is_led_to_set_one(client: Client, waiting: Submission) -> None:
    client.force_login(make.make_chair(waiting.process, second_factor=False))
    assert client.get("/chair/").headers["Location"] == "/account/second-factor/"
    assert client.get(f"/chair/submissions/{waiting.public_id}/").status_code == 302


def test_others_do_not_learn_that_it_exists(client: Client, waiting: Submission) -> None:
    client.force_login(make.make_chair(make.make_process()))
    assert client.get(f"/chair/submissions/{waiting.public_id}/").status_code == 404
    client.force_login(make.make_user())
    assert client.get(f"/chair/submissions/{waiting.public_id}/").status_code == 403


def test_the_page_keeps_what_was_typed_when_something_is_missing(
    client: Client, waiting: Submission, chair: Any
) -> None:
    client.force_login(chair)
    url = f"/chair/submissions/{waiting.public_id}/"
    page = client.post(url, {"decision": "withheld", "reason": "It names a person."})
    assert page.status_code == 200
    assert b"It names a person." in page.content
    assert b"Choose the published rule on which this rests." in page.content
    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_the_page_decides(client: Client, waiting: Submission, chair: Any) -> None:
    client.force_login(chair)
    page = client.post(f"/chair/submissions/{waiting.public_id}/", {"decision": "published"}, follow=True)
    waiting.refresh_from_db()
    assert waiting.state == "published"
    assert f"Decided: {waiting.reference}." in page.content.decode()


def test_the_page_publishes_many(client: Client, waiting: Submission, chair: Any) -> None:
    client.force_login(chair)
    second = make.make_submission(waiting.call)
    form = {"symbol": waiting.call.symbol, "call": waiting.call.pk, "rule": "Read by two."}
    page = client.post("/chair/bulk/", form)
    assert "Tick at least one contribution, or choose all." in page.content.decode()
    client.post("/chair/bulk/", form | {"chosen": [str(second.public_id)]})
    waiting.refresh_from_db()
    second.refresh_from_db()
    assert (waiting.state, second.state) == ("submitted", "published")
    client.post("/chair/bulk/", form | {"everything": "on"})
    waiting.refresh_from_db()
    assert waiting.state == "published"


def test_the_chair_reads_the_text_as_it_was_set(client: Client, waiting: Submission, chair: Any) -> None:
    Submission.objects.filter(pk=waiting.pk).update(body="Trust is *earned*.\n\n<script>alert(1)</script>")
    client.force_login(chair)
    page = client.get(f"/chair/submissions/{waiting.public_id}/").content.decode()
    assert "<em>earned</em>" in page
    assert "<script>alert" not in page

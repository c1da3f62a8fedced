"""Filing an inquiry, replying to it, withholding its text: who may, until when, and what the letters say."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from register.errors import OutOfDate, ReasonMissing
from reports.inquiries import actions
from reports.inquiries.clockwork import tell_of_overdue_replies
from reports.inquiries.errors import AlreadyWithheld, TooManyOpen, WindowClosed
from reports.inquiries.models import Inquiry
from reports.inquiries.standing import may_inquire, voices_of
from reports.summaries.models import Summary
from stakeholders.mailroom.models import Letter
from tests import factories as make
from tests.factories import NOON
from tests.factories.answers import make_inquiry, make_summary
from tests.reports.inquiries.conftest import World

pytestmark = pytest.mark.django_db

TEXT = "Nothing is said of telephones, which we asked for."
LAST = datetime(2026, 12, 23, 20, 59, 59, 999_999, tzinfo=UTC)
"""The end of the 30th day after NOON in Nairobi."""


def filed(world: World, *, by: Any = None, at: datetime = NOON, **more: Any) -> Inquiry:
    given = {"voice": str(world.organisation.pk), "text": TEXT, "is_named": False, "key": uuid.uuid4(), **more}
    return actions.file_inquiry(summary=world.summary, by=by or world.author, at=at, **given)


def letters(name: str) -> list[Letter]:
    return list(Letter.objects.filter(key__startswith=f"inquiry-{name}:").order_by("to"))


# --- who may file, and when -------------------------------------------------------------------------------------------


def test_whoever_contributed_may_file_until_the_30th_day_is_over(world: World) -> None:
    second = timedelta(seconds=1)
    instants = [NOON - second, NOON, LAST, LAST + timedelta(microseconds=1), LAST + timedelta(days=1)]
    assert [may_inquire(world.author, world.summary, at) for at in instants] == [False, True, True, False, False]
    assert filed(world, at=LAST).filed_at == LAST
    with pytest.raises(WindowClosed) as refusal:
        filed(world, at=LAST + timedelta(microseconds=1))
    assert str(refusal.value) == (
        "This summary could be challenged until Wednesday 23 December 2026, 23:59 Nairobi time. Nothing was filed."
    )
    assert Inquiry.objects.count() == 1


def test_a_summary_that_is_not_issued_cannot_be_challenged(world: World) -> None:
    world.summary = make_summary(world.call, world.chair, "final")
    assert not may_inquire(world.author, world.summary, NOON)
    with pytest.raises(Summary.DoesNotExist):
        filed(world)


def test_whoever_did_not_contribute_may_not(world: World) -> None:
    elsewhere = make.make_organisation()
    make.make_submission(make.make_call(world.call.session), elsewhere, state="published")
    strangers = [
        make.make_user(), make.make_focal_point(elsewhere), world.chair, world.member, make.make_secretariat(),
    ]  # fmt: skip
    for person in strangers:
        assert not may_inquire(person, world.summary, NOON)
        with pytest.raises(PermissionDenied):
            filed(world, by=person)


@pytest.mark.parametrize(
    ("state", "may"),
    [("submitted", True), ("returned", True), ("published", True), ("accepted", True), ("withheld", True), ("withdrawn", False)],
)  # fmt: skip
def test_what_became_of_the_contribution_does_not_matter_unless_it_was_withdrawn(
    world: World, state: str, may: bool
) -> None:
    organisation = make.make_organisation()
    make.make_submission(world.call, organisation, state=state)
    assert may_inquire(make.make_focal_point(organisation), world.summary, NOON) is may


@pytest.mark.parametrize(
    ("answered", "may"), [({"confirmed_at": NOON}, True), ({"declined_at": NOON}, False), ({}, False)]
)
def test_a_party_may_once_it_has_confirmed(world: World, answered: dict[str, Any], may: bool) -> None:
    party = make.make_party(world.summary.calls.get().submissions.get(), **answered)
    person = make.make_focal_point(party.organisation)  # type: ignore[arg-type]
    assert may_inquire(person, world.summary, NOON) is may


def test_who_sent_it_may_speak_for_herself_when_she_is_no_longer_a_member(world: World) -> None:
    person = make.make_user(full_name="Amina Otieno")
    make.make_submission(world.call, state="published", submitted_by=person)
    (voice,) = voices_of(person, world.summary)
    assert (voice.key, voice.name, voice.organisation) == ("self", "Amina Otieno", None)
    inquiry = filed(world, by=person, voice="self")
    assert (inquiry.author_name, inquiry.organisation) == ("Amina Otieno", None)
    nameless = make.make_user()
    make.make_submission(world.call, state="published", submitted_by=nameless)
    assert voices_of(nameless, world.summary)[0].name == ""  # never the organisation she has left


def test_nobody_files_in_the_name_of_another(world: World) -> None:
    other = make.make_organisation()
    make.make_submission(world.call, other, state="published")
    for voice in (str(other.pk), "self", ""):
        with pytest.raises(PermissionDenied):
            filed(world, voice=voice)


def test_the_name_and_group_are_kept_as_they_were(world: World) -> None:
    inquiry = filed(world)
    type(world.organisation).objects.filter(pk=world.organisation.pk).update(name="Renamed")
    inquiry.refresh_from_db()
    assert (inquiry.author_name, inquiry.group.code) == ("Canary Forum", "civil-society")
    assert (inquiry.submission.reference if inquiry.submission else "") == "WG.7/2026/C1/001"
    assert inquiry.reply_due_at == LAST
    assert list(inquiry.events.values_list("kind", "by")) == [("filed", world.author.pk)]


@pytest.mark.parametrize(
    ("attribution", "wished", "named"),
    [
        ("attributed", False, True), ("attributed", True, True), ("non_attributed", False, False),
        ("non_attributed", True, True), ("chatham_house", False, False), ("chatham_house", True, False),
    ],
)  # fmt: skip
def test_who_is_named_follows_the_attribution(world: World, attribution: str, wished: bool, named: bool) -> None:
    Summary.objects.filter(pk=world.summary.pk).update(attribution=attribution)
    assert filed(world, is_named=wished).is_named is named


def test_the_same_form_sent_twice_files_once(world: World) -> None:
    key = uuid.uuid4()
    assert filed(world, key=key) == filed(world, key=key)
    assert Inquiry.objects.count() == 1
    assert len(letters("received")) == 1


def test_five_of_a_voice_may_await_a_reply_at_a_time(world: World) -> None:
    colleague = make.make_member(world.organisation)
    first = filed(world)
    for person in (world.author, colleague, world.author, colleague):
        filed(world, by=person)
    with pytest.raises(TooManyOpen):
        filed(world, by=colleague)
    other = make.make_organisation()
    make.make_submission(world.call, other, state="published")
    filed(world, by=make.make_member(other), voice=str(other.pk))
    actions.answer_inquiry(inquiry=first, reply="It stands in paragraph 2.", by=world.chair, at=NOON)
    filed(world, by=colleague)
    assert Inquiry.objects.count() == 7


# --- the reply --------------------------------------------------------------------------------------------------------


def test_the_chair_replies_once_late_or_not(world: World) -> None:
    inquiry = filed(world)
    stale = Inquiry.objects.select_related("summary__session__process").get()
    late = LAST + timedelta(days=3)
    actions.answer_inquiry(inquiry=inquiry, reply="It stands in paragraph 2.", by=world.chair, at=late)
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.reply, inquiry.replied_at) == ("answered", "It stands in paragraph 2.", late)
    with pytest.raises(OutOfDate):
        actions.answer_inquiry(inquiry=stale, reply="Another reply.", by=world.chair, at=late)


def test_a_reply_says_something(world: World) -> None:
    with pytest.raises(ReasonMissing):
        actions.answer_inquiry(inquiry=filed(world), reply=" ", by=world.chair, at=NOON)


def test_nobody_else_replies_or_withholds(world: World) -> None:
    inquiry = filed(world)
    rule = make.make_rule(world.process)
    make.join(own := make.make_officer(world.process, "co_chair"), world.organisation)
    people = [
        world.author, world.member, own, make.make_secretariat(), make.make_officer(world.process, "secretariat"),
        make.make_chair(make.make_process()), make.make_officer(world.process, "co_chair", second_factor=False),
    ]  # fmt: skip
    for person in people:
        with pytest.raises(PermissionDenied):
            actions.answer_inquiry(inquiry=inquiry, reply="R", by=person, at=NOON)
        with pytest.raises(PermissionDenied):
            actions.withhold_inquiry(inquiry=inquiry, rule=rule, reason="R", by=person, at=NOON)


@pytest.mark.parametrize(
    ("at", "is_overdue"), [(LAST - timedelta(1), False), (LAST, False), (LAST + timedelta(microseconds=1), True)]
)
def test_a_reply_is_overdue_after_its_last_instant(world: World, at: datetime, is_overdue: bool) -> None:
    inquiry = filed(world)
    assert inquiry.is_overdue_at(at) is is_overdue
    assert Inquiry.objects.overdue_at(at).exists() is is_overdue


def test_an_answered_inquiry_is_never_overdue(world: World) -> None:
    inquiry = filed(world)
    actions.answer_inquiry(inquiry=inquiry, reply="R", by=world.chair, at=NOON)
    assert not inquiry.is_overdue_at(LAST + timedelta(days=1))
    assert tell_of_overdue_replies(at=LAST + timedelta(days=1)) == 0


# --- withholding ------------------------------------------------------------------------------------------------------


def test_a_text_is_withheld_under_a_rule_once_and_the_reply_stays_due(world: World) -> None:
    inquiry, rule = filed(world), make.make_rule(world.process)
    actions.withhold_inquiry(inquiry=inquiry, rule=rule, reason="It names a person.", by=world.chair, at=NOON)
    with pytest.raises(AlreadyWithheld):
        actions.withhold_inquiry(inquiry=inquiry, rule=rule, reason="Again.", by=world.chair, at=NOON)
    inquiry.refresh_from_db()
    assert (inquiry.text, inquiry.withheld_because, inquiry.state) == (TEXT, "It names a person.", "open")
    assert inquiry.events.get(kind="withheld").details == {"rule": "off-topic"}


def test_a_text_is_withheld_with_a_reason_under_a_rule_of_its_own_process(world: World) -> None:
    inquiry = filed(world)
    with pytest.raises(ReasonMissing):
        actions.withhold_inquiry(
            inquiry=inquiry, rule=make.make_rule(world.process), reason=" ", by=world.chair, at=NOON
        )
    with pytest.raises(ValueError, match="outside the scope"):
        actions.withhold_inquiry(
            inquiry=inquiry, rule=make.make_rule(make.make_process()), reason="R", by=world.chair, at=NOON
        )


def test_no_inquiry_is_ever_deleted_or_opened_again(world: World) -> None:
    inquiry = make_inquiry(world.summary, world.author)
    with pytest.raises(DatabaseError), transaction.atomic():
        inquiry.delete()
    actions.answer_inquiry(inquiry=inquiry, reply="R", by=world.chair, at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Inquiry.objects.update(state="open", reply="", replied_at=None, replied_by=None)


# --- letters ----------------------------------------------------------------------------------------------------------


def speaks(person: Any, language: str) -> None:
    person.language = language
    person.save()


def test_the_team_and_the_challenger_are_told_each_in_her_language(world: World) -> None:
    speaks(world.author, "ar")
    speaks(world.chair, "fr")
    inquiry = filed(world)
    (received,) = letters("received")
    assert (received.to, received.language) == (world.author.email, "ar")
    assert {(letter.to, letter.language) for letter in letters("filed")} == {
        (world.chair.email, "fr"), (world.member.email, "en")
    }  # fmt: skip
    told = " ".join(letter.subject + letter.text + letter.html for letter in Letter.objects.all())
    assert f"/inquiries/{inquiry.public_id}/" in received.text
    assert "Canary Forum" not in told  # nobody's name leaves the portal by mail
    assert TEXT not in told


def test_the_challenger_gets_the_reply_by_mail(world: World) -> None:
    speaks(world.author, "ar")
    actions.answer_inquiry(inquiry=filed(world), reply="It stands in <b>paragraph 2</b>.", by=world.chair, at=NOON)
    (letter,) = letters("answered")
    assert (letter.to, letter.language) == (world.author.email, "ar")
    assert "It stands in <b>paragraph 2</b>." in letter.text
    assert "It stands in &lt;b&gt;paragraph 2&lt;/b&gt;." in letter.html


def test_the_challenger_is_told_why_her_text_is_withheld(world: World) -> None:
    rule = make.make_rule(world.process)
    actions.withhold_inquiry(inquiry=filed(world), rule=rule, reason="It names a person.", by=world.chair, at=NOON)
    (letter,) = letters("withheld")
    assert "It names a person." in letter.text
    assert "The input is outside the scope of the call." in letter.text


def test_the_team_is_told_once_that_a_reply_is_overdue(world: World) -> None:
    filed(world)
    make.Office.objects.create(process=world.process, user=world.chair, kind="team", given_at=NOON)
    assert tell_of_overdue_replies(at=LAST) == 0
    after = LAST + timedelta(minutes=1)
    assert tell_of_overdue_replies(at=after) == 1
    assert tell_of_overdue_replies(at=after + timedelta(days=9)) == 0
    assert {letter.to for letter in letters("overdue")} == {world.chair.email, world.member.email}
    assert len(letters("overdue")) == 2

"""What the secretariat does with calls: who may, what is kept, what stays once people have read it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from consultation.processes.errors import DeadlineNotLater, DeadlinePassed, StillUsed
from consultation.processes.models import Session
from consultation.submissions.actions import calls
from consultation.submissions.models import Answer, Call, CallExtension, CallQuestion
from register.errors import OutOfDate
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def session() -> Session:
    return make.make_session(make.make_process(symbol_stem="WG.7"))


@pytest.fixture
def secretary(session: Session) -> Any:
    return make.make_officer(session.process, "secretariat")


def unsaved(session: Session, **fields: Any) -> Call:
    defaults: dict[str, Any] = {
        "title_en": "Written input", "invitation_en": "The Chair invites.", "opens_at": NOON, "closes_at": NOON + DAY,
        "zone": "Africa/Nairobi",
    }  # fmt: skip
    return Call(process=session.process, session=session, **{**defaults, **fields})


def extension(call: Call, closes_after: datetime, reason: str = "A holiday.") -> CallExtension:
    return CallExtension(call=call, closes_after=closes_after, reason_en=reason)


ACTS: dict[str, Callable[[Call, Any], Any]] = {
    "create": lambda call, by: calls.create_call(call=unsaved(call.session), agenda_items=[], by=by, at=NOON),
    "change": lambda call, by: calls.change_call(call=call, agenda_items=[], by=by, at=NOON),
    "announce": lambda call, by: calls.announce_call(call=call, by=by, at=NOON),
    "extend": lambda call, by: calls.extend_call(
        extension=extension(make.make_call(call.session), NOON + 9 * DAY), by=by, at=NOON
    ),
    "add question": lambda call, by: calls.add_question(
        question=CallQuestion(call=call, text_en="What?"), by=by, at=NOON
    ),
    "change question": lambda call, by: calls.change_question(question=make.make_question(call), by=by, at=NOON),
    "move question": lambda call, by: calls.move_question(question=make.make_question(call), step=1, by=by, at=NOON),
    "remove question": lambda call, by: calls.remove_question(question=make.make_question(call), by=by, at=NOON),
}

PEOPLE: dict[str, tuple[Callable[[Call], Any], bool]] = {
    "contributor": (lambda _call: make.make_focal_point(make.make_organisation()), False),
    "chair": (lambda call: make.make_chair(call.process), False),
    "secretariat": (lambda call: make.make_officer(call.process, "secretariat"), True),
    "no second factor": (lambda call: make.make_officer(call.process, "secretariat", second_factor=False), False),
    "of another process": (lambda _call: make.make_officer(make.make_process(), "secretariat"), False),
    "portal's secretariat": (lambda _call: make.make_secretariat(), True),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_do_what(session: Session, act: str, person: str) -> None:
    call = make.make_call(session, announced_at=None)
    make_person, may = PEOPLE[person]
    by = make_person(call)
    if may:
        ACTS[act](call, by)
        return
    with pytest.raises(PermissionDenied):
        ACTS[act](call, by)
    assert not call.events.exists()
    assert not CallExtension.objects.exists()


# --- References -------------------------------------------------------------------------------------------------------


def test_references_are_given_in_order_and_never_twice(session: Session, secretary: Any) -> None:
    def create(**fields: Any) -> str:
        return calls.create_call(call=unsaved(session, **fields), agenda_items=[], by=secretary, at=NOON).symbol

    assert [create(), create()] == ["WG.7/2026/C1", "WG.7/2026/C2"]
    assert create(symbol="WG.7/2026/C4") == "WG.7/2026/C4"
    assert [create(), create()] == ["WG.7/2026/C3", "WG.7/2026/C5"]
    with pytest.raises(OutOfDate):
        create(symbol="WG.7/2026/C1")


def test_the_year_of_a_reference_is_the_one_on_the_clocks_of_the_call(session: Session, secretary: Any) -> None:
    opens_at = datetime.fromisoformat("2026-12-31T22:30:00+00:00")
    call = unsaved(session, opens_at=opens_at, closes_at=opens_at + DAY, zone="Africa/Nairobi")
    assert calls.create_call(call=call, agenda_items=[], by=secretary, at=NOON).symbol == "WG.7/2027/C1"


def test_another_process_counts_on_its_own(session: Session, secretary: Any) -> None:
    other = make.make_session(make.make_process(symbol_stem="WG.71"))
    make.make_call(other, symbol="WG.71/2026/C1")
    assert calls.proposed_symbol(unsaved(session)) == "WG.7/2026/C1"


# --- Before and after the announcement --------------------------------------------------------------------------------


def test_a_call_in_preparation_changes_in_everything(session: Session, secretary: Any) -> None:
    call = make.make_call(session, announced_at=None, title_en="Before", zone="UTC", word_limit=None)
    items = [make.make_agenda_item(session, "2"), make.make_agenda_item(session, "1")]
    call.title_en, call.word_limit, call.publication_policy = "After", 2000, "confidential"
    calls.change_call(call=call, agenda_items=items, by=secretary, at=NOON)
    event = call.events.get()
    assert (event.kind, event.by, event.at) == ("changed", secretary, NOON)
    assert event.details["fields"] == {
        "title_en": ["Before", "After"],
        "word_limit": ["", "2000"],
        "publication_policy": ["public_unless_asked", "confidential"],
        "agenda_items": ["", "1, 2"],
    }


def test_a_change_never_touches_the_running_number_of_contributions(session: Session, secretary: Any) -> None:
    call = make.make_call(session, announced_at=None)
    Call.objects.filter(pk=call.pk).update(last_serial=41)
    call.title_en = "Changed"
    calls.change_call(call=call, by=secretary, at=NOON)
    assert Call.objects.get(pk=call.pk).last_serial == 41


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("opens_at", NOON - 20 * DAY), ("closes_at", NOON + 30 * DAY), ("zone", "UTC"), ("word_limit", 10),
        ("file_limit", 1), ("publication_policy", "all_public"), ("late_policy", "refuse"), ("symbol", "WG.7/X"),
    ],
)  # fmt: skip
def test_what_contributors_rely_on_stays_once_announced(
    session: Session, secretary: Any, field: str, value: Any
) -> None:
    call = make.make_call(session)
    setattr(call, field, value)
    with pytest.raises(calls.FixedOnceAnnounced, match="has been announced"):
        calls.change_call(call=call, by=secretary, at=NOON)
    assert getattr(Call.objects.get(pk=call.pk), field) != value
    assert not call.events.exists()


def test_texts_can_be_corrected_and_translated_once_announced(session: Session, secretary: Any) -> None:
    call = make.make_call(session, title_en="Writen input")
    call.title_en, call.title_fr, call.invitation_ar = "Written input", "Contributions écrites", "دعوة"
    calls.change_call(call=call, by=secretary, at=NOON)
    kept = Call.objects.get(pk=call.pk)
    assert (kept.title_en, kept.title_fr, kept.invitation_ar) == ("Written input", "Contributions écrites", "دعوة")


def test_agenda_items_stay_once_announced(session: Session, secretary: Any) -> None:
    call = make.make_call(session)
    with pytest.raises(calls.FixedOnceAnnounced):
        calls.change_call(call=call, agenda_items=[make.make_agenda_item(session)], by=secretary, at=NOON)
    assert not call.agenda_items.exists()


def test_an_announcement_that_came_between_is_noticed(session: Session, secretary: Any) -> None:
    call = make.make_call(session, announced_at=None)
    stale = Call.objects.get(pk=call.pk)
    calls.announce_call(call=call, by=secretary, at=NOON)
    stale.word_limit = 5
    with pytest.raises(calls.FixedOnceAnnounced):
        calls.change_call(call=stale, by=secretary, at=NOON)


def test_a_call_is_announced_once(session: Session, secretary: Any) -> None:
    call = make.make_call(session, announced_at=None)
    stale = Call.objects.get(pk=call.pk)
    calls.announce_call(call=call, by=secretary, at=NOON)
    assert Call.objects.get(pk=call.pk).announced_at == NOON
    with pytest.raises(OutOfDate):
        calls.announce_call(call=stale, by=secretary, at=NOON)
    assert [event.kind for event in call.events.all()] == ["announced"]


def test_no_call_is_announced_after_its_deadline_or_before_its_process(secretary: Any, session: Session) -> None:
    over = make.make_call(session, announced_at=None, closes_at=NOON)
    with pytest.raises(DeadlinePassed, match="has passed already"):
        calls.announce_call(call=over, by=secretary, at=NOON)
    hidden = make.make_call(make.make_session(make.make_process(announced_at=None)), announced_at=None)
    with pytest.raises(calls.ProcessNotAnnounced, match="Announce the process first"):
        calls.announce_call(call=hidden, by=make.make_secretariat(), at=NOON)
    assert not Call.objects.filter(announced_at__isnull=False).exists()


# --- Extensions -------------------------------------------------------------------------------------------------------


def test_an_extension_leaves_a_trace(session: Session, secretary: Any) -> None:
    call = make.make_call(session, closes_at=NOON + DAY)
    made = extension(call, NOON + 8 * DAY, "A holiday in many capitals.")
    calls.extend_call(extension=made, by=secretary, at=NOON)
    assert Call.objects.get(pk=call.pk).closes_at == NOON + 8 * DAY
    kept = CallExtension.objects.get()
    assert (kept.closed_before, kept.closes_after, kept.extended_at, kept.extended_by, kept.reason_en) == (
        NOON + DAY, NOON + 8 * DAY, NOON, secretary, "A holiday in many capitals.",
    )  # fmt: skip
    assert [(event.kind, event.details) for event in call.events.all()] == [
        ("extended", {"fields": {"closes_at": ["2026-11-24T12:00:00+00:00", "2026-12-01T12:00:00+00:00"]}})
    ]


def test_each_extension_leaves_its_own_trace_that_nobody_changes(session: Session, secretary: Any) -> None:
    call = make.make_call(session, closes_at=NOON + DAY)
    for days in (2, 3):
        calls.extend_call(extension=extension(call, NOON + days * DAY), by=secretary, at=NOON)
    assert [(trace.closed_before, trace.closes_after) for trace in call.extensions.all()] == [
        (NOON + DAY, NOON + 2 * DAY), (NOON + 2 * DAY, NOON + 3 * DAY),
    ]  # fmt: skip
    for act in (lambda: call.extensions.update(reason_en="x"), lambda: call.extensions.all().delete()):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            act()


@pytest.mark.parametrize("step", [timedelta(0), -timedelta(microseconds=1), -DAY])
def test_a_deadline_never_comes_nearer(session: Session, secretary: Any, step: timedelta) -> None:
    call = make.make_call(session, closes_at=NOON + 2 * DAY)
    with pytest.raises(DeadlineNotLater, match="never to an earlier one"):
        calls.extend_call(extension=extension(call, call.closes_at + step), by=secretary, at=NOON)
    assert Call.objects.get(pk=call.pk).closes_at == NOON + 2 * DAY


def test_a_call_that_is_over_is_opened_again_only_into_the_future(session: Session, secretary: Any) -> None:
    call = make.make_call(session, closes_at=NOON - 2 * DAY)
    with pytest.raises(DeadlinePassed):
        calls.extend_call(extension=extension(call, NOON), by=secretary, at=NOON)
    calls.extend_call(extension=extension(call, NOON + DAY), by=secretary, at=NOON)
    assert Call.objects.get(pk=call.pk).stage_at(NOON) == "open"


def test_two_who_extend_at_once_do_not_overwrite_each_other(session: Session, secretary: Any) -> None:
    call = make.make_call(session, closes_at=NOON + DAY)
    stale = Call.objects.get(pk=call.pk)
    calls.extend_call(extension=extension(call, NOON + 9 * DAY), by=secretary, at=NOON)
    with pytest.raises(OutOfDate):
        calls.extend_call(extension=extension(stale, NOON + 5 * DAY), by=secretary, at=NOON)
    assert Call.objects.get(pk=call.pk).closes_at == NOON + 9 * DAY


def test_a_call_in_preparation_is_changed_not_extended(session: Session, secretary: Any) -> None:
    call = make.make_call(session, announced_at=None)
    with pytest.raises(OutOfDate):
        calls.extend_call(extension=extension(call, NOON + 9 * DAY), by=secretary, at=NOON)


# --- Questions --------------------------------------------------------------------------------------------------------


def test_questions_are_added_ordered_reworded_and_removed(session: Session, secretary: Any) -> None:
    call = make.make_call(session, announced_at=None)
    for text in ("One?", "Two?", "Three?"):
        question = CallQuestion(call=call, text_en=text)
        calls.add_question(question=question, by=secretary, at=NOON)
    calls.move_question(question=question, step=-1, by=secretary, at=NOON)
    assert [each.text_en for each in call.questions.all()] == ["One?", "Three?", "Two?"]
    question.text_fr = "Trois ?"
    calls.change_question(question=question, by=secretary, at=NOON)
    calls.remove_question(question=call.questions.first(), by=secretary, at=NOON)
    assert [each.text_en for each in call.questions.all()] == ["Three?", "Two?"]
    assert [event.kind for event in call.events.all()] == [
        "question_added", "question_added", "question_added", "question_moved", "question_changed", "question_removed",
    ]  # fmt: skip


def test_once_announced_a_question_changes_only_its_wording(session: Session, secretary: Any) -> None:
    call = make.make_call(session)
    question = make.make_question(call)
    for act in (
        lambda: calls.add_question(question=CallQuestion(call=call, text_en="x"), by=secretary, at=NOON),
        lambda: calls.move_question(question=question, step=1, by=secretary, at=NOON),
        lambda: calls.remove_question(question=question, by=secretary, at=NOON),
    ):
        with pytest.raises(calls.FixedOnceAnnounced):
            act()
    question.text_fr = "Qu’avez-vous vu réussir ?"
    calls.change_question(question=question, by=secretary, at=NOON)
    question.agenda_item = make.make_agenda_item(session)
    with pytest.raises(calls.FixedOnceAnnounced):
        calls.change_question(question=question, by=secretary, at=NOON)
    assert CallQuestion.objects.get(pk=question.pk).text_fr == "Qu’avez-vous vu réussir ?"


def test_a_question_that_was_answered_stays(session: Session, secretary: Any) -> None:
    call = make.make_call(session, announced_at=None)
    question = make.make_question(call)
    Answer.objects.create(submission=make.make_submission(call), question=question, text="This.")
    with pytest.raises(StillUsed):
        calls.remove_question(question=question, by=secretary, at=NOON)


def test_whoever_is_in_time_by_the_new_deadline_is_no_longer_late(session: Session, secretary: Any) -> None:
    call = make.make_call(session, closes_at=NOON - timedelta(days=2))
    between = make.make_submission(call, is_late=True, submitted_at=NOON - timedelta(days=1))
    after = make.make_submission(call, is_late=True, submitted_at=NOON + timedelta(days=3))
    calls.extend_call(extension=extension(call, NOON + timedelta(days=1)), by=secretary, at=NOON)
    between.refresh_from_db()
    after.refresh_from_db()
    assert (between.is_late, after.is_late) == (False, True)

"""The log of changes in words, field by field, in the reader's language."""

from datetime import datetime
from typing import Any

import pytest

from consultation.processes import log
from consultation.processes.actions import agenda, moderation_rules, offices, processes, sessions
from consultation.submissions.actions import calls
from tests import factories as make

pytestmark = pytest.mark.django_db


def in_words(events: Any) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [(str(line.words), line.subject, line.changes) for line in log.told(events)]


def test_each_change_names_its_fields_as_people_know_them(noon: datetime) -> None:
    process = make.make_process(mandate_en="Before")
    by = make.make_officer(process, "secretariat")
    session = make.make_session(process, place_en="Nairobi", symbol="S.1")
    item = make.make_agenda_item(session, "1", title_fr="Un")
    rule = make.make_rule(process, "spam", text_en="Old")
    process.mandate_en, session.place_en, item.title_fr, rule.text_en = "After", "Accra", "Une", "New"
    processes.change_process(process=process, by=by, at=noon)
    sessions.change_session(session=session, by=by, at=noon)
    agenda.change_agenda_item(item=item, by=by, at=noon)
    moderation_rules.change_moderation_rule(rule=rule, by=by, at=noon)
    assert in_words(process.events.all()) == [
        ("Changed", "", [("Mandate (English)", "Before", "After")]),
        ("Session changed", "S.1", [("Place (English)", "Nairobi", "Accra")]),
        ("Agenda item changed", "S.1, 1", [("Title (French)", "Un", "Une")]),
        ("Rule of moderation changed", "spam", [("Rule (English)", "Old", "New")]),
    ]


def test_the_changes_of_a_call_and_its_questions(noon: datetime) -> None:
    call = make.make_call(announced_at=None, word_limit=None, title_zh_hans="甲")
    by = make.make_officer(call.process, "secretariat")
    question = make.make_question(call, text_en="Why?")
    call.word_limit, call.title_zh_hans, question.text_en = 2000, "乙", "Why not?"
    calls.change_call(call=call, agenda_items=[make.make_agenda_item(call.session, "5")], by=by, at=noon)
    calls.change_question(question=question, by=by, at=noon)
    assert in_words(call.events.all()) == [
        (
            "Changed", "",
            [("Agenda items", "", "5"), ("Title (Chinese)", "甲", "乙"), ("Word limit", "", "2000")],
        ),
        ("Question changed", "", [("Question (English)", "Why?", "Why not?")]),
    ]  # fmt: skip


def test_people_are_named_as_they_are_called_now(noon: datetime) -> None:
    process = make.make_process()
    person = make.make_user(full_name="Before")
    by = make.make_secretariat()
    office = offices.give_office(process=process, person=person, kind="co_chair", by=by, at=noon)
    offices.end_office(office=office, by=by, at=noon)
    person.full_name = "After"
    person.save()
    assert in_words(process.events.all()) == [
        ("Office given", "Co-Chair: After", []), ("Office ended", "Co-Chair: After", []),
    ]  # fmt: skip

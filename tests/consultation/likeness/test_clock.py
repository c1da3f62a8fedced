"""Rows decide what is compared: whatever became of a message, the clock finds the text."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from consultation.likeness import clockwork, tasks
from consultation.likeness.clockwork import PATIENCE, texts_to_sketch
from consultation.likeness.models import Family, FileReading, Sketch
from consultation.submissions.models import Submission
from tests.consultation.likeness.papers import attach
from tests.consultation.likeness.texts import text
from tests.factories import NOON, make_submission

pytestmark = pytest.mark.django_db
LATER = NOON + PATIENCE + timedelta(seconds=1)


def test_a_new_text_is_found_and_given_to_one_worker(ground: Any) -> None:
    first, second = (make_submission(ground.call) for _n in range(2))
    assert texts_to_sketch(at=NOON) == [first.pk, second.pk]
    assert texts_to_sketch(at=NOON + timedelta(seconds=30)) == []
    assert texts_to_sketch(at=LATER) == [first.pk, second.pk]


def test_what_is_done_is_left_alone_until_it_is_submitted_again(ground: Any) -> None:
    submission = ground.said(text())
    assert texts_to_sketch(at=LATER) == []
    Submission.objects.filter(pk=submission.pk).update(revision_number=2)
    assert texts_to_sketch(at=LATER) == [submission.pk]


def test_another_method_finds_all_texts_again(ground: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = ground.said(text())
    monkeypatch.setattr(clockwork, "METHOD", clockwork.METHOD + 1)
    assert texts_to_sketch(at=LATER) == [submission.pk]


def test_withdrawn_texts_are_not_looked_for(ground: Any) -> None:
    make_submission(ground.call, state="withdrawn")
    assert texts_to_sketch(at=NOON) == []


def test_one_round_is_bounded_and_the_never_told_come_first(ground: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "MOST_AT_ONCE", 2)
    first, second, third = (make_submission(ground.call) for _n in range(3))
    assert texts_to_sketch(at=NOON) == [first.pk, second.pk]
    assert texts_to_sketch(at=LATER) == [third.pk, first.pk]


def test_a_message_that_comes_twice_does_its_work_once(ground: Any) -> None:
    make_submission(ground.call, body=text())
    second = make_submission(ground.call, body=text())
    for submission in Submission.objects.all():
        tasks.sketch_text(submission_id=submission.pk)
    tasks.sketch_text(submission_id=second.pk, unknown="of a later version")
    assert Family.objects.get().members.count() == 2


def test_the_clock_tells_a_worker_of_each(ground: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(tasks.sketch_text, "delay", lambda submission_id: told.append(submission_id))
    submission = make_submission(ground.call)
    tasks.sketch_new_texts()
    assert told == [submission.pk]
    assert Sketch.objects.get().revision_number == 0


def test_a_text_that_is_no_longer_there_harms_nobody() -> None:
    tasks.sketch_text(submission_id=1)
    assert not Sketch.objects.exists()


# --- the command ------------------------------------------------------------------------------------------------------


def told(*options: str) -> str:
    out = StringIO()
    call_command("sketch_texts", *options, stdout=out)
    return out.getvalue()


def test_the_command_compares_what_waits(ground: Any) -> None:
    for _n in range(2):
        make_submission(ground.call, body=text())
    assert told() == "2 texts compared.\n"
    assert told() == "0 texts compared.\n"
    assert Family.objects.get().members.count() == 2


def test_the_command_begins_anew_and_reads_failed_files_again(ground: Any) -> None:
    submission = make_submission(ground.call, body=text())
    attach(submission, b"We support this.", kind="text/plain", name="a.txt")
    assert told("--process", ground.process.slug) == "1 texts compared.\n"
    FileReading.objects.update(problem="time", text="")
    assert told("--again") == "1 texts compared.\n"
    assert FileReading.objects.get().text == "We support this."


def test_the_command_names_a_process_that_does_not_exist() -> None:
    with pytest.raises(CommandError, match="There is no process nowhere"):
        told("--process", "nowhere")

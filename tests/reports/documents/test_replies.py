"""Replies to a questionnaire: by stakeholder group, then name, each question by question with what was left open.

Source of the arrangement: the replies on paragraph 93(a) of the Tunis Agenda as the Internet Governance Forum
publishes them, by stakeholder group, each question by question and "Submitted by:".
"""

import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from consultation.submissions.models import Answer, Call
from reports.documents.contents import Kind, Order, ReportContents
from reports.documents.snapshot import contents_of
from tests import factories as make
from tests.reports.documents.bound import bound
from tests.reports.documents.editions.reading import written

pytestmark = pytest.mark.django_db


def reply(call: Call, name: str, group: str, *answers: str, **fields: Any) -> None:
    """A published contribution with these answers to the questions, empty ones left open."""
    fields.setdefault("body", "")
    body = make.make_organisation(name, group_declared=make.group(group))
    submission = make.make_submission(call, body, state="published", title=f"Reply of {name}", **fields)
    for question, text in zip(call.questions.all(), answers, strict=False):
        if text:
            Answer.objects.create(submission=submission, question=question, text=text)


@pytest.fixture
def call() -> Call:
    """Two questions and four replies: one to both, one to the first, one to none, one that was withdrawn."""
    call = make.make_call()
    for text in ("What should be kept?", "What should change?"):
        make.make_question(call, text)
    reply(call, "Zebra Cables", "business", "The stations.", "The permits.")
    reply(call, "Éclair Forum", "civil-society", "The directory.", body="We thank the Chair.")
    reply(call, "Abacus", "civil-society", body="We have read the questions.")
    reply(call, "Fjord Forum", "civil-society", "Gone words.")
    gone = call.submissions.get(author_name="Fjord Forum")
    type(gone).objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=gone.published_at)
    return call


def compiled(call: Call, noon: datetime, language: str = "en") -> ReportContents:
    return contents_of(Kind.COMPILATION, call_id=call.pk, language=language, as_of=noon, order=Order.REPLIES)


IN_ORDER = [
    "Civil society", "Submitted by: Abacus", "1. What should be kept?", "No answer was given.",
    "2. What should change?", "No answer was given.", "General comments", "We have read the questions.",
    "Submitted by: Éclair Forum", "1. What should be kept?", "The directory.", "2. What should change?",
    "No answer was given.", "General comments", "We thank the Chair.", "Submitted by: Fjord Forum",
    "This contribution was withdrawn", "Business", "Submitted by: Zebra Cables", "1. What should be kept?",
    "The stations.", "2. What should change?", "The permits.",
]  # fmt: skip


def follows(text: str, lines: list[str]) -> None:
    """Each line stands in the text after the one before it."""
    place = 0
    for line in lines:
        assert line in text[place:], f"“{line}” is missing after “{text[max(0, place - 80) : place]}”"
        place = text.index(line, place) + len(line)


def test_row_27_replies_are_by_group_then_name_then_question_in_every_format(
    call: Call, noon: datetime, tmp_path: Path
) -> None:
    """PDF, DOCX and HTML say the same in the same order, and a question left open is printed as such."""
    contents = compiled(call, noon)
    docx, page = written(contents, tmp_path)
    pdf = subprocess.run(
        ["pdftotext", "-raw", bound(contents, tmp_path), "-"], capture_output=True, check=True
    ).stdout.decode()
    in_docx = " ".join(paragraph.text for paragraph in docx.paragraphs)
    for text in (pdf, in_docx):
        plain = " ".join(text.split())
        body = plain[plain.index("Submitted by: Abacus") :]
        follows(body, IN_ORDER[1:])
        assert body.count("No answer was given.") == 3
        assert "Gone words." not in plain
    assert page.count("No answer was given.") == 3


def test_row_27_names_stand_in_the_order_of_the_language(call: Call, noon: datetime) -> None:
    """In Spanish ñ comes after n; groups keep their order."""
    for name in ("Nube", "Ñandú", "Nzambi"):
        reply(call, name, "academia", "Sí.")
    for language, order in (("en", ["Ñandú", "Nube", "Nzambi"]), ("es", ["Nube", "Nzambi", "Ñandú"])):
        names = [one.organisation for one in compiled(call, noon, language).contributions]
        assert [name for name in names if name in order] == order


def test_row_27_the_note_says_how_they_are_arranged(call: Call, noon: datetime) -> None:
    texts = [paragraph.text for paragraph in compiled(call, noon).sections[0].paragraphs]
    assert texts[-1] == (
        "They are arranged by stakeholder group and, within each group, in alphabetical order of the names; each is "
        "given question by question, and a question that was left open is shown as such."
    )


def test_row_27_a_call_without_questions_is_compiled_by_group(noon: datetime) -> None:
    call = make.make_call()
    reply(call, "Abacus", "academia", body="A text.")
    assert compiled(call, noon).order is Order.GROUP

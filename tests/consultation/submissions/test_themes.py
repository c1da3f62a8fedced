"""Calls that ask in themes, for the kind of comment, and on behalf of how many people somebody writes.

Source of the form: the contributions to the Global Digital Compact (2023) gave core principles and commitments by
theme, for oneself or as the collective result of a consultation; its deadline was extended in public.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from consultation.submissions.actions.calls import extend_call
from consultation.submissions.actions.drafts import written_in
from consultation.submissions.actions.submitting import reasons_against, submit_draft, take_up_correction
from consultation.submissions.errors import NoKind, NotShort
from consultation.submissions.models import Call, CallExtension, Draft, Submission
from consultation.submissions.record import groups_by_key, theme_table
from consultation.submissions.themes import lines_of, said_in
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    """A call with two themes, one question, and everything asked beside the text."""
    call = make.make_call(asks_kind=True, asks_consulted=True)
    make.make_question(call, "Connect all people", kind="theme")
    make.make_question(call, "Protect data", kind="theme")
    make.make_question(call, "Anything else?")
    return call


@pytest.fixture
def amina() -> Any:
    return make.make_member(make.make_organisation("Lake Forum"))


def themes(call: Call) -> list[Any]:
    return list(call.questions.filter(kind="theme"))


def drafted(call: Call, by: Any, **fields: Any) -> Draft:
    """A draft on the first theme."""
    first = themes(call)[0]
    defaults = {
        "answers": {f"{first.pk}_principles": "- Openness\n\n2) Trust ", f"{first.pk}_commitments": "Lay one cable"},
        "comment_kind": "element", "consulted": 1200, "consulted_how": "Two town halls.",
    }  # fmt: skip
    return make.make_draft(call, by.memberships.get().organisation, by, **{**defaults, **fields})


# --- what is said to a theme ------------------------------------------------------------------------------------------


def test_row_30_principles_and_commitments_are_kept_as_lists_and_read_as_one_text(call: Call, amina: Any) -> None:
    """Structured for whoever counts, a text under headings in the contribution's language for whoever reads."""
    submission = submit_draft(draft=drafted(call, amina, language="fr"), by=amina, at=NOON).submission
    answer = submission.answers.get()
    assert (answer.principles, answer.commitments) == (["Openness", "Trust"], ["Lay one cable"])
    headings = [line for line in answer.text.split("\n") if line.startswith("**")]
    assert len(headings) == 2
    assert [line for line in answer.text.split("\n") if line.startswith("- ")] == [
        "- Openness", "- Trust", "- Lay one cable",
    ]  # fmt: skip
    content = submission.revisions.get().content
    assert content["answers"] == [{"question": "Connect all people", "answer": answer.text}]
    assert (content["comment_kind"], content["consulted"], content["consulted_how"]) == (
        "element", 1200, "Two town halls.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("", ()),
        ("  \n\n", ()),
        ("One\r\nTwo", ("One", "Two")),
        ("• One\n* Two\n– Three", ("One", "Two", "Three")),
        ("1. One\n10) Ten", ("One", "Ten")),
        ("2030 is the year", ("2030 is the year",)),
        ("-5 degrees", ("-5 degrees",)),
        ("الثقة\n- الانفتاح", ("الثقة", "الانفتاح")),
    ],
)
def test_row_30_one_line_is_one_principle(typed: str, lines: tuple[str, ...]) -> None:
    """Bullets that people type themselves are no part of the text; figures that begin a sentence are."""
    assert lines_of(typed) == lines


def test_row_30_a_theme_on_which_nothing_is_said_has_no_answer() -> None:
    assert said_in({"7_principles": " \n", "8": "  ", "9": "Yes."}, "en").keys() == {9}


def test_row_30_an_essay_is_not_a_principle(call: Call, amina: Any) -> None:
    """Refused with what to do; 500 characters pass, 501 do not."""
    key = f"{themes(call)[0].pk}_principles"
    fits, too_long = (drafted(call, amina, answers={key: "x" * length}) for length in (500, 501))
    assert reasons_against(fits, at=NOON) == []
    assert [type(reason) for reason in reasons_against(too_long, at=NOON)] == [NotShort]


def test_row_30_words_of_the_lists_count(call: Call, amina: Any) -> None:
    Call.objects.update(word_limit=7)  # "What we have seen." and four: Openness, 2) Trust (as two), Lay one cable
    draft = Draft.objects.get(pk=drafted(call, amina).pk)
    assert [type(reason).__name__ for reason in reasons_against(draft, at=NOON)] == ["TooLong"]


def test_row_30_a_correction_starts_from_what_was_sent(call: Call, amina: Any) -> None:
    submission = submit_draft(draft=drafted(call, amina), by=amina, at=NOON).submission
    again = take_up_correction(submission=submission, by=amina, at=NOON)
    first = themes(call)[0]
    assert again.answers == {f"{first.pk}_principles": "Openness\nTrust", f"{first.pk}_commitments": "Lay one cable"}
    assert (again.comment_kind, again.consulted, again.consulted_how) == ("element", 1200, "Two town halls.")
    submit_draft(draft=again, by=amina, at=NOON + timedelta(minutes=1))
    assert submission.answers.get().principles == ["Openness", "Trust"]


def test_row_30_the_form_asks_each_theme_in_two_lists_and_keeps_them(call: Call, amina: Any, client: Client) -> None:
    """From the form over the check to the receipt and the public page."""
    draft = drafted(call, amina, answers={}, comment_kind="", consulted=None, consulted_how="")
    first = themes(call)[0]
    client.force_login(amina)
    form = reverse("submissions:draft", args=[draft.public_id])
    page = client.get(form).content.decode()
    assert "Core principles on “Connect all people”" in page
    assert "Commitments on “Protect data”" in page
    typed = {
        "version": 1, "title": "T", "language": "en", "body": "B", "visibility": "public", "comment_kind": "proposal",
        "consulted": "1200", "consulted_how": "Two town halls.", f"answer_{first.pk}_principles": "Openness\nTrust",
        f"answer_{first.pk}_commitments": "", "check": "",
    }  # fmt: skip
    check = client.post(form, typed).headers["Location"]
    draft.refresh_from_db()
    assert written_in(draft).answers == {f"{first.pk}_principles": "Openness\nTrust"}
    checked = client.get(check)
    for words in (
        "Text proposal",
        "On behalf of a consultation of 1,200 people",
        "Two town halls.",
        "<li>Openness</li>",
    ):
        assert words in checked.content.decode()
    receipt = client.post(check, {"seal": checked.context["seal"]}).headers["Location"]
    assert "On behalf of a consultation of 1,200 people" in client.get(receipt).content.decode()
    again = client.post(form, typed)  # the same press come again is no later text
    assert again.headers["Location"] == receipt
    submission = Submission.objects.get()
    Submission.objects.filter(pk=submission.pk).update(state="published", published_at=NOON)
    public = Client().get(reverse("submissions:submission", args=[submission.reference])).content.decode()
    for words in (
        "Text proposal",
        "On behalf of a consultation of 1,200 people",
        "<li>Trust</li>",
        "Connect all people",
    ):
        assert words in public


def test_row_31_a_call_that_asks_for_the_kind_of_comment_gets_one(call: Call, amina: Any) -> None:
    """Structure, element or text proposal; a call that does not ask takes the text without, and keeps none."""
    assert [type(one) for one in reasons_against(drafted(call, amina, comment_kind=""), at=NOON)] == [NoKind]
    Call.objects.update(asks_kind=False, asks_consulted=False)
    draft = Draft.objects.get(pk=drafted(call, amina).pk)
    submission = submit_draft(draft=draft, by=amina, at=NOON).submission
    assert (submission.comment_kind, submission.consulted, submission.consulted_how) == ("", None, "")


# --- the table --------------------------------------------------------------------------------------------------------


def test_row_30_the_table_of_themes_and_groups_equals_the_inputs(call: Call) -> None:
    """Six inputs on two themes: the cells, counted by hand, and what does not count in none of them."""
    first, second = themes(call)
    last = call.questions.get(kind="question")
    said = [
        ("civil-society", [first, second], {"state": "published"}), ("civil-society", [first], {"state": "published"}),
        ("business", [second, last], {"state": "published"}),
        ("business", [second], {"state": "accepted", "is_confidential": True}),
        ("academia", [first], {"state": "submitted"}), ("academia", [first], {"state": "published", "is_late": True}),
    ]  # fmt: skip
    for code, on, fields in said:
        submission = make.make_submission(call, make.make_organisation(group_declared=make.group(code)), **fields)
        for theme in on:
            submission.answers.create(question=theme, text="- Openness", principles=["Openness"])
    table = theme_table(call, themes(call), groups_by_key())
    cells = {
        (row.theme.text, group.code): number
        for row in table.rows
        for group, number in zip(table.groups, row.numbers, strict=True)
        if number
    }
    assert cells == {
        ("Connect all people", "civil-society"): 2, ("Protect data", "civil-society"): 1, ("Protect data", "business"): 2,
    }  # fmt: skip
    assert [row.total for row in table.rows] == [2, 3]
    page = Client().get(reverse("submissions:call", args=[call.symbol])).content.decode()
    assert "Contributions by theme and stakeholder group" in page


def test_row_30_a_call_without_themes_has_no_table() -> None:
    call = make.make_call()
    make.make_submission(call, state="published")
    assert "by theme" not in Client().get(reverse("submissions:call", args=[call.symbol])).content.decode()


# --- the deadline -----------------------------------------------------------------------------------------------------


def test_row_30_an_extended_deadline_shows_from_when_to_when_and_why(call: Call) -> None:
    """Each extension stays on the public page of the call, with both deadlines, the reason and when it was announced."""
    chair = make.make_officer(call.process, "secretariat")
    first = call.closes_at
    for days, reason in ((30, "Asked for by many."), (40, "A second time.")):
        call.refresh_from_db()
        extension = CallExtension(call=call, closes_after=first + timedelta(days=days), reason_en=reason)
        extend_call(extension=extension, by=chair, at=NOON + timedelta(days=1))
    page = " ".join(Client().get(reverse("submissions:call", args=[call.symbol])).content.decode().split())
    assert page.count("Extended from") == 2
    for words in ("Asked for by many.", "A second time.", "26 November 2026", "26 December 2026", "5 January 2027",
                  "24 November 2026"):  # fmt: skip
        assert words in page

"""Pages before issue: what they show, keep and ask, and that a page of thirty rows asks no more than one of three."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.coverage.models import Gate, KeptWord, SetAside
from reports.summaries.actions import begin_summary, correct_summary
from tests import factories as make
from tests.factories.points import make_point
from tests.reports.coverage.conftest import Making


def address(making: Making, name: str, *more: int) -> str:
    """A page of the summary."""
    return reverse(f"coverage:{name}", args=[making.summary.pk, *more])


@pytest.fixture
def chair(making: Making, client: Client) -> Client:
    client.force_login(making.chair)
    return client


def text_of(response: Any) -> str:
    """The page as text."""
    page: str = response.content.decode()
    return page


def test_the_page_before_anything_was_written(making: Making, chair: Client) -> None:
    page = text_of(chair.get(address(making, "coverage")))
    assert "0 of 4 contributions are cited." in page
    assert "No paragraph holds a quantifier." in page
    assert "Shown, not required" in page


def test_the_page_of_a_call_without_contributions(making: Making, chair: Client, noon: Any) -> None:
    session = making.call.session
    empty = begin_summary(
        session=session, calls=[make.make_call(session)], title="T", symbol="WG.7/2026/CS.2", language="en",
        attribution="attributed", by=making.chair, at=noon,
    )  # fmt: skip
    page = text_of(chair.get(reverse("coverage:coverage", args=[empty.pk])))
    assert "There is no contribution in time yet." in page
    assert "The calls of this summary address no agenda item." in page


def test_a_word_that_says_too_much_is_shown_with_its_numbers(making: Making, chair: Client) -> None:
    making.write("Many participants noted it.", making.said[0])
    page = text_of(chair.get(address(making, "coverage")))
    assert "rests on 1 voice of 4 on the item (25 %)." in page
    assert "The word says more than the numbers." in page


def test_queries_are_the_same_for_one_row_and_for_many(
    making: Making, chair: Client, django_assert_num_queries: Any
) -> None:
    pages = {"coverage": 18, "contributions": 5, "points": 5, "asides": 3}
    making.write("Many participants noted it.", make_point(making.said[0]))
    make_point(making.said[1])
    SetAside.objects.create(
        summary=making.summary, submission=making.said[2], reason="Said.", at=making.at, by=making.chair
    )
    for page in pages:
        chair.get(address(making, page))  # what is kept for the process is kept from now on
    for page, number in pages.items():
        with django_assert_num_queries(number):
            chair.get(address(making, page))
    for _more in range(3):
        submission = make.make_submission(making.call, state="published")
        making.write("Several participants noted it.", make_point(make.make_submission(making.call, state="published")))
        make_point(submission)
        SetAside.objects.create(
            summary=making.summary, submission=make.make_submission(making.call, state="published"), reason="Said.",
            at=making.at, by=making.chair,
        )  # fmt: skip
    for page, number in pages.items():
        with django_assert_num_queries(number):
            chair.get(address(making, page))


def test_ticked_ones_are_set_aside_with_the_reason(making: Making, chair: Client) -> None:
    one, two = making.said[:2]
    sent = {"rows": [one.pk, two.pk], "reason": "Said elsewhere."}
    response = chair.post(address(making, "contributions"), sent, follow=True)
    assert "2 were set aside." in text_of(response)
    assert set(SetAside.objects.values_list("submission", "reason")) == {
        (one.pk, "Said elsewhere."), (two.pk, "Said elsewhere."),
    }  # fmt: skip


def test_without_a_reason_the_ticks_stay(making: Making, chair: Client) -> None:
    page = text_of(chair.post(address(making, "contributions"), {"rows": [making.said[1].pk], "reason": ""}))
    assert "Give a reason" in page
    assert f'value="{making.said[1].pk}" checked' in page
    assert f'value="{making.said[0].pk}" checked' not in page
    assert not SetAside.objects.exists()


def test_what_is_no_text_is_refused_as_such(making: Making, chair: Client) -> None:
    page = text_of(chair.post(address(making, "contributions"), {"rows": [making.said[1].pk], "reason": "a\0b"}))
    assert "<title>Error:" in page
    assert not SetAside.objects.exists()


@pytest.mark.parametrize("rows", [["no number"], [], ["999999"]])
def test_rows_that_are_not_on_the_list(making: Making, chair: Client, rows: list[str]) -> None:
    response = chair.post(address(making, "contributions"), {"rows": rows, "reason": "Said."})
    assert "<title>Error:" in text_of(response)
    assert not SetAside.objects.exists()


def test_what_was_set_aside_is_listed_and_taken_back(making: Making, chair: Client) -> None:
    aside = SetAside.objects.create(
        summary=making.summary, submission=making.said[0], reason="Said <elsewhere>.", at=making.at, by=making.member
    )
    assert "Said &lt;elsewhere&gt;." in text_of(chair.get(address(making, "asides")))
    chair.post(address(making, "take_back", aside.pk))
    assert "Nothing was set aside." in text_of(chair.get(address(making, "asides")))


def test_a_word_is_kept_in_the_version_that_was_seen(making: Making, chair: Client) -> None:
    paragraph = making.write("Many participants noted it.", making.said[0])
    keep = address(making, "keep_word", paragraph.pk)
    assert "Somebody else" in text_of(chair.post(keep, {"reason": "In the room.", "version": "7"}))
    assert not KeptWord.objects.exists()
    chair.post(keep, {"reason": "In the room.", "version": "1"})
    assert KeptWord.objects.get().reason == "In the room."
    assert "In the room." in text_of(chair.get(address(making, "coverage")))


def test_the_issue_is_kept_back_and_says_by_what(making: Making, chair: Client) -> None:
    Gate.objects.create(process=making.call.process, contributions=True)
    making.write("It was noted.", making.said[0])
    making.finish()
    page = text_of(chair.get(address(making, "issue")))
    assert "It cannot be issued yet" in page
    assert "Must be zero" in page
    assert 'method="post" novalidate' not in page
    page = text_of(chair.post(address(making, "issue"), follow=True))
    assert "something that must be zero is still open" in page
    making.summary.refresh_from_db()
    assert making.summary.state == "final"


def test_nothing_is_issued_by_the_page_of_the_states(making: Making, chair: Client) -> None:
    """The gate is no gate if there is another door."""
    making.write("It was noted.", making.said[0])
    making.finish()
    chair.post(reverse("summaries:change_state", args=[making.summary.pk]), {"move": "issued", "names_seen": "on"})
    making.summary.refresh_from_db()
    assert making.summary.state == "final"


def test_a_correction_takes_over_what_was_decided(making: Making, chair: Client) -> None:
    paragraph = making.write("Many participants noted it.", making.said[0])
    SetAside.objects.create(
        summary=making.summary, submission=making.said[1], reason="Said.", at=making.at, by=making.member
    )
    KeptWord.objects.create(
        summary=making.summary, anchor=paragraph.anchor, version=1, reason="In the room.", at=making.at, by=making.chair
    )
    making.put_in("issued")
    response = chair.post(address(making, "correct"), {"reason": "A number was wrong."}, follow=True)
    corrected = making.summary.corrections.get()
    assert corrected.symbol in text_of(response)
    assert corrected.set_aside.get().reason == "Said."
    assert corrected.kept_words.get().reason == "In the room."
    with pytest.raises(Exception, match="correct"):
        correct_summary(summary=making.summary, reason="Again.", by=making.chair, at=making.at)


def test_the_gate_is_set_on_its_page(making: Making, client: Client) -> None:
    client.force_login(making.secretariat)
    page = reverse("coverage:gate", args=[making.call.process.slug])
    client.post(page, {"words": "on", "answers": "on"})
    gate = Gate.objects.get()
    assert (gate.words, gate.answers, gate.contributions) == (True, True, False)
    assert "Before a summary is issued" in text_of(client.get(page))

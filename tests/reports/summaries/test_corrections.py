"""A correction of an issued summary: a copy under the same anchors, which supersedes it once it is issued."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from register.errors import ReasonMissing
from reports.documents.actions import correct_document
from reports.documents.errors import NotCorrectable
from reports.documents.states import Correction
from reports.summaries import actions
from reports.summaries.errors import NotInDrafting, NotTheLatest, RemarksClosed, SymbolTooLong
from reports.summaries.models import Citation, Paragraph, Summary
from tests import factories as make
from tests.factories.documents import make_document
from tests.reports.summaries.writing import evidence, history, make_point, standing, written

pytestmark = pytest.mark.django_db


def issue(summary: Summary, chair: Any, at: datetime) -> None:
    actions.finalise_summary(summary=summary, by=chair, at=at)
    actions.issue_summary(summary=summary, by=chair, at=at)


@pytest.fixture
def issued(summary: Summary, call: Any, chair: Any, noon: datetime) -> Summary:
    first, second = summary.sections.all()
    a, b = written(first, chair, "Trust was noted.", "Tests were asked for.")
    written(second, chair, "Norms were recalled.")
    submission = make.make_submission(call, state="published")
    actions.cite(paragraph=a, submission=submission, by=chair, at=noon)
    actions.attach_point(paragraph=b, point=make_point(submission), by=chair, at=noon)
    actions.add_remark(summary=summary, anchor=a.anchor, text="Inside only.", by=chair, at=noon)
    issue(summary, chair, noon)
    return summary


def corrected(issued: Summary, chair: Any, at: datetime) -> Summary:
    return actions.correct_summary(summary=issued, reason="A figure was wrong.", by=chair, at=at)


def test_it_begins_as_a_copy_under_the_same_anchors(issued: Summary, call: Any, chair: Any, noon: datetime) -> None:
    copy = corrected(issued, chair, noon)
    assert (copy.symbol, copy.correction, copy.supersedes, copy.reason) == (
        "WG.7/2026/CS.1/Corr.1", 1, issued, "A figure was wrong.",
    )  # fmt: skip
    assert (copy.state, copy.issued_at, copy.title, copy.attribution) == (
        "drafting",
        None,
        issued.title,
        "non_attributed",
    )
    assert list(copy.calls.all()) == [call]
    assert (
        standing(copy) == standing(issued) == [["Trust was noted.", "Tests were asked for."], ["Norms were recalled."]]
    )
    for old in Paragraph.objects.filter(section__summary=issued):
        new = Paragraph.objects.get(section__summary=copy, anchor=old.anchor)
        assert (new.text, new.version, evidence(new)) == (old.text, 1, evidence(old))
        assert history(copy, new) == [(1, "written", old.text)]
    assert not copy.remarks.exists()
    assert copy.events.get().note == "A figure was wrong."


def test_writing_the_correction_leaves_the_issued_one_as_it_is(issued: Summary, chair: Any, noon: datetime) -> None:
    copy = corrected(issued, chair, noon)
    for paragraph in Paragraph.objects.filter(section__summary=copy):
        actions.remove_paragraph(paragraph=paragraph, by=chair, at=noon)
    assert standing(issued) == [["Trust was noted.", "Tests were asked for."], ["Norms were recalled."]]
    assert Citation.objects.filter(paragraph__section__summary=issued).count() == 2


def test_only_one_correction_at_a_time_and_only_of_the_latest(issued: Summary, chair: Any, noon: datetime) -> None:
    copy = corrected(issued, chair, noon)
    for summary in (issued, copy):
        with pytest.raises(NotTheLatest):
            corrected(summary, chair, noon)
    issue(copy, chair, noon)
    with pytest.raises(NotTheLatest):
        corrected(issued, chair, noon)
    assert corrected(copy, chair, noon).symbol == "WG.7/2026/CS.1/Corr.2"


def test_a_correction_that_was_given_up_makes_room_for_another(issued: Summary, chair: Any, noon: datetime) -> None:
    given_up = corrected(issued, chair, noon)
    with pytest.raises(ReasonMissing):
        actions.abandon_summary(summary=given_up, by=chair, at=noon, reason=" ")
    actions.abandon_summary(summary=given_up, by=chair, at=noon, reason="The figure was right after all.")

    another = corrected(issued, chair, noon)

    assert (another.symbol, another.correction) == (given_up.symbol, 1)
    issue(another, chair, noon)
    assert corrected(another, chair, noon).symbol == "WG.7/2026/CS.1/Corr.2"


def test_what_was_given_up_stays_readable_and_takes_no_change(
    issued: Summary, client: Client, chair: Any, assistant: Any, noon: datetime
) -> None:
    given_up = corrected(issued, chair, noon)
    with pytest.raises(PermissionDenied):
        actions.abandon_summary(summary=given_up, by=assistant, at=noon, reason="Because.")
    client.force_login(chair)
    url = f"/chair/summaries/{given_up.pk}/"
    client.post(f"{url}state/", {"move": "abandoned", "reason": "The figure was right after all."})

    shown = client.get(url).content.decode()

    assert "Trust was noted." in shown
    assert "This summary was given up." in shown
    assert f"{url}state/" not in shown
    assert f"/chair/summaries/{issued.pk}/correct/" in client.get(f"/chair/summaries/{issued.pk}/").content.decode()
    assert client.get(f"/summaries/{given_up.symbol}/").status_code == 404
    paragraph = Paragraph.objects.filter(section__summary=given_up).first()
    with pytest.raises(NotInDrafting):
        actions.remove_paragraph(paragraph=paragraph, by=chair, at=noon)
    with pytest.raises(RemarksClosed):
        actions.add_remark(summary=given_up, anchor=paragraph.anchor, text="Why?", by=chair, at=noon)


def test_it_needs_a_reason_and_who_presides(issued: Summary, chair: Any, assistant: Any, noon: datetime) -> None:
    with pytest.raises(ReasonMissing):
        actions.correct_summary(summary=issued, reason=" ", by=chair, at=noon)
    for stranger in (assistant, make.make_officer(issued.session.process, "secretariat")):
        with pytest.raises(PermissionDenied):
            corrected(issued, stranger, noon)


def test_a_number_that_a_document_has_taken_is_not_given_again(issued: Summary, chair: Any, noon: datetime) -> None:
    make_document(issued, "issued", correction="corr", version=1, reason="A font.", supersedes=make_document(issued))
    assert corrected(issued, chair, noon).symbol == "WG.7/2026/CS.1/Corr.2"


def test_a_document_of_a_summary_that_is_corrected_is_not_corrected_beside_it(
    issued: Summary, chair: Any, noon: datetime
) -> None:
    document = make_document(issued, "issued")
    corrected(issued, chair, noon)
    with pytest.raises(NotCorrectable):
        correct_document(document=document, correction=Correction.CORRIGENDUM, reason="A font.", by=chair, at=noon)


def test_a_reference_that_is_too_long_is_said(issued: Summary, chair: Any, noon: datetime) -> None:
    Summary.objects.filter(pk=issued.pk).update(symbol="W" * 57)
    with pytest.raises(SymbolTooLong):
        corrected(Summary.objects.get(pk=issued.pk), chair, noon)


def test_both_pages_say_so_once_it_is_issued(client: Client, issued: Summary, chair: Any, noon: datetime) -> None:
    copy = corrected(issued, chair, noon)
    assert client.get("/summaries/WG.7/2026/CS.1/Corr.1/").status_code == 404
    before = client.get("/summaries/WG.7/2026/CS.1/").content.decode()
    assert "Corr.1" not in before
    assert "A figure was wrong." not in before
    issue(copy, chair, noon)
    old = client.get("/summaries/WG.7/2026/CS.1/").content.decode()
    new = client.get("/summaries/WG.7/2026/CS.1/Corr.1/").content.decode()
    assert 'href="/summaries/WG.7/2026/CS.1/Corr.1/"' in old
    assert 'href="/summaries/WG.7/2026/CS.1/"' in new
    for page in (old, new):
        assert "A figure was wrong." in page
        assert "Trust was noted." in page
        assert "Inside only." not in page


def test_it_is_begun_in_the_browser(client: Client, issued: Summary, chair: Any) -> None:
    client.force_login(chair)
    assert f"/chair/summaries/{issued.pk}/correct/" in client.get(f"/chair/summaries/{issued.pk}/").content.decode()
    url = f"/chair/summaries/{issued.pk}/correct/"
    assert client.post(url, {"reason": ""}).status_code == 200
    led = client.post(url, {"reason": "A figure was wrong."})
    copy = Summary.objects.get(supersedes=issued)
    assert led["Location"] == f"/chair/summaries/{copy.pk}/"
    page = client.get(f"/chair/summaries/{issued.pk}/").content.decode()
    assert "A correction is under way" in page
    again = client.post(url, {"reason": "Once more."}).content.decode()
    assert "Only the latest issued summary can be corrected" in again

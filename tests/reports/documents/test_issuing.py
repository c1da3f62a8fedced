"""Issued documents never change; what is wrong in them is corrected by another one, with its reason."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from register.errors import OutOfDate, ReasonMissing
from reports.documents import actions
from reports.documents.errors import AlreadyIssued, LetterheadUnseen, NotCorrectable, SummaryNotIssued
from reports.documents.models import Document, Letterhead
from reports.documents.states import Correction
from reports.summaries.models import Summary
from tests import factories as make
from tests.factories.documents import make_document
from tests.reports.documents.running import compiled, file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued_summary(summary: Summary, noon: datetime) -> Summary:
    Summary.objects.filter(pk=summary.pk).update(state="issued", issued_at=noon)
    summary.refresh_from_db()
    return summary


def issue(document: Document, by: Any, at: datetime) -> Document:
    actions.issue_document(document=document, by=by, at=at)
    document.refresh_from_db()
    return document


def correct(document: Document, by: Any, at: datetime, correction: Correction = Correction.CORRIGENDUM) -> Document:
    return actions.correct_document(
        document=document, correction=correction, reason="A name was misspelt.", by=by, at=at
    )


def as_ready(document: Document) -> Document:
    """As if a worker had compiled it."""
    Document.objects.filter(pk=document.pk).update(state="ready", pages=1, as_of=document.queued_at)
    document.refresh_from_db()
    return document


def test_a_document_follows_its_summary(summary: Summary, chair: Any, noon: datetime) -> None:
    document = make_document(summary)
    with pytest.raises(SummaryNotIssued):
        issue(document, chair, noon)
    assert not Document.objects.public().exists()


def test_once_issued_everybody_sees_it(issued_summary: Summary, chair: Any, noon: datetime) -> None:
    document = make_document(issued_summary)
    assert list(Document.objects.visible_to(make.make_user())) == []
    issue(document, chair, noon)
    assert (document.state, document.issued_at, document.issued_by) == ("issued", noon, chair)
    assert list(Document.objects.visible_to(make.make_user())) == [document]
    assert [event.kind for event in document.events.all()] == ["issued"]


def test_a_document_of_an_unannounced_process_stays_hidden(issued_summary: Summary, chair: Any, noon: datetime) -> None:
    issue(make_document(issued_summary), chair, noon)
    type(issued_summary.session.process).objects.update(announced_at=None)
    assert list(Document.objects.visible_to(make.make_user())) == []


def test_who_may_issue(issued_summary: Summary, call: Any, chair: Any, noon: datetime) -> None:
    process = call.process
    secretariat, portal = make.make_officer(process, "secretariat"), make.make_secretariat()
    others = [make.make_user(), make.make_chair(make.make_process()), make.make_chair(process, second_factor=False)]
    of_summary, of_call = make_document(issued_summary), make_document(call)
    allowed = {
        (person, document)
        for person in (chair, secretariat, portal, *others)
        for document in (of_summary, of_call)
        if person.has_perm("documents.issue_document", document)
    }
    assert allowed == {(chair, of_summary), (chair, of_call), (secretariat, of_call), (portal, of_call)}


def test_the_same_document_is_issued_once(issued_summary: Summary, chair: Any, noon: datetime) -> None:
    first, second, french = (make_document(issued_summary, language=language) for language in ("en", "en", "fr"))
    issue(first, chair, noon)
    with pytest.raises(AlreadyIssued):
        issue(second, chair, noon)
    issue(french, chair, noon)
    with pytest.raises(OutOfDate):
        issue(first, chair, noon)


def test_a_correction_is_a_new_document_with_its_suffix_and_reason(
    issued_summary: Summary, chair: Any, noon: datetime
) -> None:
    first = issue(make_document(issued_summary, symbol="WG.7/2026/CS.1"), chair, noon)
    second = correct(first, chair, noon)
    assert (second.full_symbol, second.supersedes, second.state) == ("WG.7/2026/CS.1/Corr.1", first, "queued")
    assert list(Document.objects.public().current()) == [first]
    issue(as_ready(second), chair, noon)
    assert list(Document.objects.public().current()) == [second]
    third = correct(second, chair, noon)
    assert third.full_symbol == "WG.7/2026/CS.1/Corr.2"
    revised = correct(second, chair, noon, Correction.REVISION)
    assert revised.full_symbol == "WG.7/2026/CS.1/Rev.1"
    first.refresh_from_db()
    assert (first.state, first.issued_at) == ("issued", noon)


def test_the_reason_of_a_correction_is_printed_under_its_symbol(
    issued_summary: Summary, chair: Any, noon: datetime
) -> None:
    first = issue(make_document(issued_summary), chair, noon)
    corrected = compiled(correct(first, chair, noon), noon)
    told = json.loads(file_of(corrected, "json"))["masthead"]
    assert (told["symbol"], told["correction"]) == (f"{first.symbol}/Corr.1", "A name was misspelt.")
    assert b"A name was misspelt." in file_of(corrected, "html")


def test_of_two_corrections_of_one_document_only_the_first_is_issued(
    issued_summary: Summary, chair: Any, noon: datetime
) -> None:
    first = issue(make_document(issued_summary), chair, noon)
    corrected, revised = (as_ready(correct(first, chair, noon, kind)) for kind in Correction)
    issue(corrected, chair, noon)
    with pytest.raises(NotCorrectable):
        issue(revised, chair, noon)


def test_only_the_latest_issued_version_is_corrected(issued_summary: Summary, chair: Any, noon: datetime) -> None:
    ready = make_document(issued_summary)
    with pytest.raises(NotCorrectable):
        correct(ready, chair, noon)
    first = issue(ready, chair, noon)
    issue(as_ready(correct(first, chair, noon)), chair, noon)
    with pytest.raises(NotCorrectable):
        correct(first, chair, noon)
    with pytest.raises(PermissionDenied):
        correct(first, make.make_officer(issued_summary.session.process, "secretariat"), noon)


def test_two_who_correct_the_same_get_the_same_run(issued_summary: Summary, chair: Any, noon: datetime) -> None:
    first = issue(make_document(issued_summary), chair, noon)
    assert correct(first, chair, noon) == correct(first, chair, noon)


# --- letterheads ------------------------------------------------------------------------------------------------------


def propose(process: Any, by: Any, at: datetime, **fields: Any) -> tuple[Letterhead, Document]:
    letterhead = Letterhead(process=process, **fields)
    return letterhead, actions.propose_letterhead(letterhead=letterhead, by=by, at=at)


def test_a_letterhead_is_used_after_its_specimen_was_seen(call: Any, noon: datetime) -> None:
    secretariat = make.make_officer(call.process, "secretariat")
    letterhead, specimen = propose(call.process, secretariat, noon, body_line="Assembly of Networks")
    assert (specimen.kind, specimen.letterhead) == ("specimen", letterhead)
    with pytest.raises(LetterheadUnseen):
        actions.use_letterhead(letterhead=letterhead, by=secretariat, at=noon)
    as_ready(specimen)
    actions.use_letterhead(letterhead=letterhead, by=secretariat, at=noon)
    with pytest.raises(OutOfDate):
        actions.use_letterhead(letterhead=letterhead, by=secretariat, at=noon)
    kinds = list(call.process.events.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["letterhead_proposed", "letterhead_used"]


def test_documents_are_printed_with_the_letterhead_in_use_when_they_were_asked_for(
    summary: Summary, chair: Any, noon: datetime
) -> None:
    process = summary.session.process
    secretariat = make.make_officer(process, "secretariat")
    before = actions.ask_for_document(wanted=actions.summary_wanted(summary, language="en"), by=chair, at=noon)
    used = []
    for hour in range(2):
        letterhead, specimen = propose(process, secretariat, noon, body_line=str(hour))
        as_ready(specimen)
        actions.use_letterhead(letterhead=letterhead, by=secretariat, at=noon + timedelta(hours=hour))
        used.append(letterhead)
    after = actions.ask_for_document(wanted=actions.summary_wanted(summary, language="fr"), by=chair, at=noon)
    assert (before.letterhead, after.letterhead) == (None, used[1])
    used[0].refresh_from_db()
    assert used[0].used_until == noon + timedelta(hours=1)


def test_who_may_change_the_letterhead(call: Any, chair: Any, noon: datetime) -> None:
    for by in (chair, make.make_user(), make.make_officer(make.make_process(), "secretariat")):
        with pytest.raises(PermissionDenied):
            propose(call.process, by, noon)
    assert not Letterhead.objects.exists()


def test_a_correction_needs_a_reason(issued_summary: Summary, chair: Any, noon: datetime) -> None:
    first = issue(make_document(issued_summary), chair, noon)
    with pytest.raises(ReasonMissing):
        actions.correct_document(document=first, correction=Correction.CORRIGENDUM, reason=" ", by=chair, at=noon)

"""Names that stand in a text that is to name nobody: found, shown to whoever issues it, and confirmed or not."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from reports.documents import actions as documents
from reports.documents.models import Document
from reports.documents.naming import names_told as names_told_in
from reports.summaries import actions
from reports.summaries.models import Paragraph, Summary
from reports.summaries.names import names_told
from tests import factories as make
from tests.factories.documents import make_document, make_edition
from tests.reports.documents.running import compiled, make_call, make_summary, queued

pytestmark = pytest.mark.django_db

WARNING = "The text names these organisations although the summary is non-attributed:"
HIDING = [Summary.Attribution.NON_ATTRIBUTED, Summary.Attribution.CHATHAM_HOUSE]


@pytest.fixture
def call() -> Any:
    return make_call()


@pytest.fixture
def chair(call: Any) -> Any:
    return make.make_chair(call.process)


@pytest.fixture
def summary(call: Any, chair: Any, noon: datetime) -> Summary:
    """A non-attributed summary that tells the name of whom it cites."""
    summary = make_summary(call, chair, noon)
    Summary.objects.update(attribution=Summary.Attribution.NON_ATTRIBUTED)
    return saying(summary, "It was the *Canary* Forum 0 that said so.")


def saying(summary: Summary, text: str, **changes: Any) -> Summary:
    """The summary with that text as its only paragraph."""
    Paragraph.objects.filter(section__summary=summary).update(text=text)
    Summary.objects.filter(pk=summary.pk).update(**changes)
    summary.refresh_from_db()
    return summary


def sent_by(call: Any, name: str, acronym: str = "", **fields: Any) -> Any:
    return make.make_submission(call, make.make_organisation(name, acronym=acronym), **fields)


# --- what is found ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Lake Basin Forum", "The lake  basin\nFORUM said so.", True),
        ("Lake Basin Forum", "The **Lake** Basin Forum’s view", True),
        ("Lake Basin Forum", "A forum of a lake basin", False),
        ("Oasis", "Many oases, and an oasisward path", False),
        ("People’s Voice", "A view of People's Voice.", True),
        ("Réseau Élan", "Le Re\u0301seau E\u0301lan a dit", True),
        ("Союз операторов", "По мнению «Союз операторов»", True),
        ("东湖网络安全研究所", "据东湖网络安全研究所认为", True),
        ("جمعية الواحة", "وجمعية الواحة قالت", True),
        ("A (B) [C] .*", "said by A (B) [C] .*", True),
        ("A.B", "AxB", False),
    ],
)
def test_a_name_is_found_as_people_write_it(call: Any, summary: Summary, name: str, text: str, told: bool) -> None:
    sent_by(call, name)
    assert names_told(saying(summary, text)) == ((name,) if told else ())


def test_an_acronym_is_found_as_it_is_written_and_no_other_word(call: Any, summary: Summary) -> None:
    sent_by(call, "Information for All", acronym="WHO")
    assert names_told(saying(summary, "Those who know the WHO rules.")) == ("WHO",)
    assert names_told(saying(summary, "Those who know.")) == ()


def test_headings_title_partners_and_contributions_in_confidence_count(call: Any, summary: Summary) -> None:
    sent_by(call, "Secret Circle", is_confidential=True)
    make.make_party(sent_by(call, "One"), make.make_organisation("Joined League"))
    summary.sections.update(heading="What the Secret Circle asks")
    assert names_told(saying(summary, "Words.", title="Of the Joined League")) == ("Joined League", "Secret Circle")


def test_an_attributed_summary_may_name_whom_it_cites(summary: Summary, django_assert_num_queries: Any) -> None:
    attributed = saying(summary, "Canary Forum 0 said so.", attribution=Summary.Attribution.ATTRIBUTED)
    with django_assert_num_queries(0):
        assert names_told(attributed) == ()


@pytest.mark.parametrize("contributions", [1, 3])
def test_it_asks_four_queries_for_one_contribution_as_for_three(
    call: Any, summary: Summary, django_assert_num_queries: Any, contributions: int
) -> None:
    for number in range(contributions - 1):
        sent_by(call, f"Other {number}")
    with django_assert_num_queries(4):
        assert names_told(summary) == ("Canary Forum 0",)


# --- the summary is issued --------------------------------------------------------------------------------------------


@pytest.fixture
def final(summary: Summary, chair: Any, noon: datetime) -> Summary:
    actions.finalise_summary(summary=summary, by=chair, at=noon)
    return summary


def issued(client: Client, address: str, **sent: str) -> str:
    """What the page says after "Issue" was pressed."""
    content: str = client.post(address, {"move": "issued", **sent}, follow=True).content.decode()
    return content


@pytest.mark.parametrize("attribution", HIDING)
def test_the_summary_is_not_issued_before_its_names_were_seen(
    client: Client, final: Summary, chair: Any, attribution: str
) -> None:
    Summary.objects.update(attribution=attribution)
    client.force_login(chair)
    page = client.get(f"/chair/summaries/{final.pk}/issue/").content.decode()
    assert WARNING in page
    assert "<li><bdi>Canary Forum 0</bdi></li>" in page
    assert 'name="names_seen"' in page
    page = issued(client, f"/chair/summaries/{final.pk}/issue/")
    assert "<title>Error:" in page
    assert 'aria-invalid="true"' in page
    final.refresh_from_db()
    assert (final.state, final.issued_at) == ("final", None)
    issued(client, f"/chair/summaries/{final.pk}/issue/", names_seen="on")
    final.refresh_from_db()
    assert final.state == "issued"


def test_an_attributed_summary_is_issued_without_a_question(client: Client, final: Summary, chair: Any) -> None:
    saying(final, "Canary Forum 0 said so.", attribution=Summary.Attribution.ATTRIBUTED)
    client.force_login(chair)
    page = client.get(f"/chair/summaries/{final.pk}/issue/").content.decode()
    assert WARNING not in page
    assert "names_seen" not in page
    issued(client, f"/chair/summaries/{final.pk}/issue/")
    final.refresh_from_db()
    assert final.state == "issued"


def test_a_name_is_shown_as_letters(client: Client, call: Any, final: Summary, chair: Any) -> None:
    sent_by(call, "<script>alert(1)</script> & Sons")
    saying(final, "It was <script>alert(1)</script> & Sons.")
    client.force_login(chair)
    page = client.get(f"/chair/summaries/{final.pk}/issue/").content.decode()
    assert "<li><bdi>&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons</bdi></li>" in page
    assert "<script>alert" not in page


def test_whoever_may_not_issue_is_told_no_name(final: Summary, call: Any, noon: datetime) -> None:
    for person in (make.make_user(), make.make_officer(call.process, "secretariat")):
        with pytest.raises(PermissionDenied):
            actions.issue_summary(summary=final, by=person, at=noon)


# --- its document is issued -------------------------------------------------------------------------------------------


@pytest.fixture(params=HIDING)
def document(summary: Summary, chair: Any, noon: datetime, request: Any) -> Document:
    """The compiled document of an issued summary of which nobody is to be named."""
    Summary.objects.update(attribution=request.param, state="issued", issued_at=noon)
    summary.refresh_from_db()
    document = compiled(queued(summary, chair, noon), noon)
    assert (document.state, document.failure) == ("ready", "")
    return document


def test_the_document_is_not_issued_before_its_names_were_seen(client: Client, document: Document, chair: Any) -> None:
    client.force_login(chair)
    saying(document.summary, "The rows say something else by now.")  # type: ignore[arg-type]
    page = client.get(f"/documents/{document.public_id}/").content.decode()
    assert WARNING in page
    assert "<li><bdi>Canary Forum 0</bdi></li>" in page
    page = issued(client, f"/documents/{document.public_id}/change/")
    assert "<title>Error:" in page
    assert 'aria-invalid="true"' in page
    document.refresh_from_db()
    assert (document.state, document.issued_at) == ("ready", None)
    issued(client, f"/documents/{document.public_id}/change/", names_seen="on")
    document.refresh_from_db()
    assert document.state == "issued"
    assert WARNING not in client.get(f"/documents/{document.public_id}/").content.decode()


def test_looking_for_names_in_a_document_asks_three_queries(
    document: Document, call: Any, django_assert_num_queries: Any
) -> None:
    sent_by(call, "Another")
    found = Document.objects.select_related("summary").get(pk=document.pk)
    with django_assert_num_queries(3):
        assert names_told_in(found) == ("Canary Forum 0",)


def test_a_document_kept_by_another_version_is_judged_by_its_summary(
    client: Client, summary: Summary, chair: Any, noon: datetime
) -> None:
    saying(summary, "Canary Forum 0 said so.", state="issued", issued_at=noon)
    document = make_document(summary)
    client.force_login(chair)
    assert WARNING in client.get(f"/documents/{document.public_id}/").content.decode()
    make_edition(document, "json", b'{"format": 0}')
    assert WARNING in client.get(f"/documents/{document.public_id}/").content.decode()


def test_a_document_of_a_call_or_of_an_attributed_summary_is_issued_without_a_question(
    client: Client, call: Any, summary: Summary, chair: Any, noon: datetime
) -> None:
    attributed = {"attribution": Summary.Attribution.ATTRIBUTED, "state": "issued", "issued_at": noon}
    saying(summary, "Canary Forum 0 said so.", **attributed)
    client.force_login(chair)
    for document in (make_document(call), make_document(summary)):
        assert WARNING not in client.get(f"/documents/{document.public_id}/").content.decode()
        issued(client, f"/documents/{document.public_id}/change/")
        document.refresh_from_db()
        assert document.state == "issued"


def test_whoever_may_not_issue_the_document_is_told_no_name(
    client: Client, document: Document, call: Any, noon: datetime
) -> None:
    helper = make.make_officer(call.process, "secretariat")
    with pytest.raises(PermissionDenied):
        documents.issue_document(document=document, by=helper, at=noon)
    client.force_login(helper)
    assert WARNING not in client.get(f"/documents/{document.public_id}/").content.decode()

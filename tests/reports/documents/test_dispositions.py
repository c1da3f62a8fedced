"""The table of answers as a document: what is read into it, and the way from the form to the files."""

import json
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from django.test import Client
from django.utils.html import strip_tags

from reports.documents import actions
from reports.documents.contents import Attribution, Verdict
from reports.documents.errors import NothingToTell, SummaryNotIssued
from reports.documents.models import Document
from reports.documents.snapshot import contents_of
from reports.summaries.errors import NamesStand
from reports.summaries.models import Summary
from tests import factories as make
from tests.factories.answers import make_answer, make_asking_point, make_summary
from tests.reports.documents.running import compiled, file_of

pytestmark = pytest.mark.django_db

SAID = {
    "accepted": Verdict.ACCEPTED, "accepted_modified": Verdict.ACCEPTED_WITH_MODIFICATIONS, "noted": Verdict.NOTED,
    "not_accepted": Verdict.NOT_ACCEPTED, "out_of_scope": Verdict.OUT_OF_SCOPE,
}  # fmt: skip


@pytest.fixture
def call() -> Any:
    process = make.make_process(organ="Assembly of Networks", name="Working Group on Trust")
    return make.make_call(make.make_session(process, ordinal=11), symbol="WG.7/2026/C1")


def answered(call: Any, attribution: str = "attributed", state: str = "issued", **fields: Any) -> Summary:
    """A summary with an answer of each outcome, to two contributors, one of whom writes Arabic."""
    chair = make.make_chair(call.process)
    summary = make_summary(call, chair, state, symbol="WG.7/CS.1", attribution=attribution, title="What was heard")
    forum = make.make_organisation("Zebra Forum", acronym="ZEBRA")
    arabic = make.make_organisation("Atlas Institute", group_declared=make.group("academia"))
    english = make.make_submission(call, forum, state="published", reference="WG.7/2026/C1/001")
    other = make.make_submission(call, arabic, state="published", language="ar", reference="WG.7/2026/C1/002")
    for clause, outcome in enumerate(SAID):
        submission, words = (other, "نقطة الاتصال") if clause == 1 else (english, f"Passage {clause}")
        point = make_asking_point(submission, chair, f"Asks for *{clause}*", quote=words)
        make_answer(summary, point, chair, "released", outcome=outcome, clause=clause % 2, **fields)
    return summary


def read(summary: Summary, noon: datetime, language: str = "en") -> Any:
    return contents_of("dispositions", summary_id=summary.pk, language=language, as_of=noon)


def test_each_answer_is_a_row_sorted_as_the_template_says(call: Any, noon: datetime) -> None:
    contents = read(answered(call, change_text="Now it reads:\nTrust."), noon)
    assert (contents.title, contents.subject) == ("Comments and observations of the Chair", "What was heard")
    rows = [(row.identifier, row.author, row.clause, row.comment) for row in contents.dispositions]
    assert rows[3:] == [
        ("004", "Atlas Institute", "1", "Asks for *1*\n\nWG.7/2026/C1/002"),
        ("005", "ZEBRA", "1", "Asks for *3*\n\nWG.7/2026/C1/001"),
    ]  # fmt: skip
    assert {row[1:3] for row in rows[:3]} == {("ZEBRA", "")}
    assert {row.comment[10]: row.verdict for row in contents.dispositions} == dict(
        zip("01234", SAID.values(), strict=True)
    )
    arabic = contents.dispositions[3]
    assert (arabic.group, arabic.language, arabic.proposal) == ("Academia", "en", "نقطة الاتصال")
    assert (arabic.proposal_language, arabic.proposal_direction) == ("ar", "rtl")
    assert arabic.observation == (
        "It is taken up elsewhere.\n\nText of the change:\n\n> Now it reads:\n> Trust."
    )  # fmt: skip


def test_without_attribution_nobody_s_name_or_words_are_read(call: Any, noon: datetime) -> None:
    contents = read(answered(call, "non_attributed"), noon)
    assert len(contents.dispositions) == 5
    for told in ("ZEBRA", "Zebra", "Atlas", "WG.7/2026/C1", "Passage", "نقطة", "Academia", "Civil society"):
        assert told not in contents.to_json()


def test_the_rows_do_not_tell_the_order_of_drafting(call: Any, noon: datetime) -> None:
    summary = answered(call, "non_attributed")
    contents = read(summary, noon)
    assert [row.identifier for row in contents.dispositions] == ["001", "002", "003", "004", "005"]
    general = [row.comment for row in contents.dispositions if not row.clause]
    keys = summary.dispositions.filter(clause=0).order_by("pk").values_list("point__restatement", flat=True)
    assert general == list(keys)


def test_under_the_chatham_house_rule_nothing_is_read_and_nothing_asked_for(call: Any, noon: datetime) -> None:
    summary = answered(call, "chatham_house")
    assert read(summary, noon).dispositions == ()
    wanted = actions.summary_wanted(summary, language="en", kind="dispositions")
    with pytest.raises(NothingToTell):
        actions.ask_for_document(wanted=wanted, by=make.make_chair(call.process), at=noon)


@pytest.mark.parametrize("state", ["drafting", "review", "circulated", "final"])
def test_before_the_issue_there_is_no_such_document(call: Any, noon: datetime, client: Client, state: str) -> None:
    summary = answered(call, state=state)
    chair = make.make_chair(call.process)
    assert read(summary, noon).dispositions == ()
    with pytest.raises(SummaryNotIssued):
        actions.ask_for_document(
            wanted=actions.summary_wanted(summary, language="en", kind="dispositions"), by=chair, at=noon
        )
    client.force_login(chair)
    path = f"/chair/summaries/{summary.pk}/documents/"
    assert "Comments and dispositions" not in client.get(path).content.decode()
    client.post(path, {"kind": "dispositions", "language": "en", "variant": "ua1"})
    assert Document.objects.get().kind == "chairs_summary"


def pdf_text(content: bytes) -> str:
    with pikepdf.open(BytesIO(content)) as pdf:
        return str(pdf.docinfo.get("/Title", "")) + f" {len(pdf.pages)}"


@pytest.mark.parametrize("attribution", ["attributed", "non_attributed"])
def test_the_table_is_asked_for_compiled_and_issued(
    client: Client, call: Any, noon: datetime, attribution: str
) -> None:
    summary = answered(call, attribution)
    client.force_login(make.make_chair(call.process))
    path = f"/chair/summaries/{summary.pk}/documents/"
    assert "Comments and dispositions" in client.get(path).content.decode()
    client.post(path, {"kind": "dispositions", "language": "en", "variant": "ua1"})
    document = compiled(Document.objects.get(), noon)
    assert (document.state, document.failure, document.kind) == ("ready", "", "dispositions")
    assert (document.symbol, document.title) == ("WG.7/CS.1/Add.1", "Comments and observations of the Chair")
    client.post(f"/documents/{document.public_id}/change/", {"move": "issued"})
    document.refresh_from_db()
    assert document.state == "issued"
    assert pdf_text(file_of(document)).startswith("Comments and observations of the Chair (WG.7/CS.1/Add.1)")
    with ZipFile(BytesIO(file_of(document, "docx"))) as package:
        docx = strip_tags(package.read("word/document.xml").decode())
    kept = json.loads(file_of(document, "json"))
    assert kept["attribution"] == Attribution(attribution)
    html = strip_tags(file_of(document, "html").decode())
    for text in (html, docx):
        assert "It is taken up elsewhere." in text
        assert "Out of scope" in text
    for told in ("ZEBRA", "Passage 0", "Atlas Institute", "Academia"):
        for text in (html, docx, json.dumps(kept, ensure_ascii=False)):
            assert (told in text) is (attribution == "attributed")


def test_a_name_in_what_names_nobody_has_to_be_looked_at_before_the_issue(call: Any, noon: datetime) -> None:
    summary = answered(call, "non_attributed", reason="As the Zebra Forum asks.")
    chair = make.make_chair(call.process)
    wanted = actions.summary_wanted(summary, language="en", kind="dispositions")
    document = compiled(actions.ask_for_document(wanted=wanted, by=chair, at=noon), noon)
    with pytest.raises(NamesStand) as refusal:
        actions.issue_document(document=document, by=chair, at=noon)
    assert refusal.value.names == ("Zebra Forum",)
    actions.issue_document(document=document, by=chair, at=noon, names_seen=True)
    assert document.state == "issued"

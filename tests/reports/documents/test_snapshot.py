"""What is read from the database for each kind of document: the record and nothing else, in a fixed number of queries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.utils import translation

from consultation.submissions.models import Answer, Attachment, Call, CallExtension, Submission
from reports.documents import prose, snapshot
from reports.documents.contents import (
    Attribution,
    Kind,
    Logo,
    MastheadSettings,
    Order,
    Paper,
    Participant,
    ParticipantGroup,
    ReportContents,
    Representative,
)
from reports.documents.snapshot import contents_of
from reports.summaries import actions as summaries
from reports.summaries.models import Summary
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    process = make.make_process(
        organ="Assembly of Networks", mandate="To consider *trust*.", mandate_symbol="decision WG/2025/4", name="Working Group on Trust",
    )  # fmt: skip
    call = make.make_call(
        make.make_session(process, ordinal=11), symbol="WG.7/2026/C1", title="Written input", word_limit=2000
    )
    call.agenda_items.set([make.make_agenda_item(call.session, "5", title="Existing and potential threats")])
    return call


@pytest.fixture
def summary(call: Call, noon: datetime) -> Summary:
    chair = make.make_chair(call.process)
    summary = summaries.begin_summary(
        session=call.session, calls=[call], title="Chair’s summary of the consultation", symbol="WG.7/2026/CS.1",
        language="en", attribution="attributed", by=chair, at=noon,
    )  # fmt: skip
    paragraph = summaries.add_paragraph(
        section=summary.sections.get(), text="It was highlighted that trust grows slowly.", by=chair, at=noon
    )
    submission = make.make_submission(call, make.make_organisation("Canary Forum"), state="published", body="A *text*.")
    summaries.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    return summary


def published(call: Call, name: str, group: str = "civil-society", **fields: Any) -> Submission:
    organisation = make.make_organisation(name, group_declared=make.group(group))
    return make.make_submission(call, organisation, state="published", **fields)


def read(kind: Kind, of: Call | Summary, noon: datetime, language: str = "en", **more: Any) -> ReportContents:
    on: dict[str, Any] = {"summary_id": of.pk} if isinstance(of, Summary) else {"call_id": of.pk}
    return contents_of(kind, **on, language=language, as_of=noon, **more)


# --- the Chair's summary ------------------------------------------------------------------------------------------


def test_the_snapshot_takes_the_record_and_nothing_else(summary: Summary, call: Call, noon: datetime) -> None:
    for state, name in (("submitted", "Undecided"), ("returned", "Returned"), ("withheld", "Withheld")):
        make.make_submission(call, make.make_organisation(name), state=state)
    make.make_submission(call, make.make_organisation("In Confidence"), state="accepted", is_confidential=True)
    gone = published(call, "Gone", body="Gone text.")
    Submission.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=noon)
    contents = read(Kind.CHAIRS_SUMMARY, summary, noon)
    assert [c.organisation for c in contents.contributions] == ["Canary Forum", "Gone"]
    assert contents.contributions[1].text == ""
    assert contents.contributions[1].withdrawn_on == noon.date()
    assert [(g.group, [p.name for p in g.participants]) for g in contents.participants] == [
        ("Civil society", ["Canary Forum"])
    ]
    text = contents.to_json()
    for secret in ("Undecided", "Returned", "Withheld", "In Confidence", "Gone text."):
        assert secret not in text


def test_the_session_is_named_in_words_in_the_language_asked_for(summary: Summary, noon: datetime) -> None:
    contents = read(Kind.CHAIRS_SUMMARY, summary, noon, "fr")
    assert contents.session == "Onzième session de fond"
    assert contents.place_and_dates == "Nairobi, 8–12 mars 2027"
    assert (contents.agenda_item, contents.agenda_title) == (
        "Point 5 de l’ordre du jour", "Existing and potential threats",
    )  # fmt: skip
    assert contents.attribution is Attribution.ATTRIBUTED
    assert (contents.language, contents.masthead.original_language) == ("fr", "en")


def test_a_paragraph_cites_what_the_public_may_read(summary: Summary, noon: datetime) -> None:
    contents = read(Kind.CHAIRS_SUMMARY, summary, noon)
    (citation,) = contents.sections[0].paragraphs[0].citations
    assert (citation.reference, citation.anchor) == (
        contents.contributions[0].reference,
        contents.contributions[0].anchor,
    )
    Submission.objects.filter(author_name="Canary Forum").update(state="withdrawn", withdrawn_at=noon)
    assert read(Kind.CHAIRS_SUMMARY, summary, noon).sections[0].paragraphs[0].citations == ()


def test_all_that_belongs_to_a_contribution_is_read(summary: Summary, call: Call, noon: datetime) -> None:
    first, second = make.make_question(call, "Which risks?"), make.make_question(call, "Which measures?")
    row = published(call, "Lake Forum", language="ar", body="نص", received_at=noon + timedelta(hours=10), is_late=True)
    Answer.objects.create(submission=row, question=second, text="Telephones.")
    make.make_party(row, make.make_organisation("Zephyr"), confirmed_at=noon)
    make.make_party(row, make.make_organisation("Not asked yet"))
    Attachment.objects.create(
        revision=row.revisions.get(), name="figures.pdf", size=10, sha256="ab" * 32, content_type="application/pdf",
        uploaded_at=noon, file="x",
    )  # fmt: skip
    entry = read(Kind.CHAIRS_SUMMARY, summary, noon).contributions[1]
    assert (entry.organisation, entry.country, entry.group) == ("Lake Forum", "Kenya", "Civil society")
    assert (entry.language, entry.language_name, entry.direction, entry.text) == ("ar", "Arabic", "rtl", "نص")
    assert [(answer.question, answer.text) for answer in entry.answers] == [
        (first.text, ""), ("Which measures?", "Telephones."),
    ]  # fmt: skip
    assert (entry.on_behalf_of, [file.name for file in entry.attachments]) == (("Zephyr",), ["figures.pdf"])
    assert (entry.submitted_on.isoformat(), entry.is_late) == ("2026-11-24", True)


# --- compilations -------------------------------------------------------------------------------------------------


def test_a_compilation_is_by_group_then_by_name(call: Call, noon: datetime) -> None:
    published(call, "Zebra Cables", "business")
    published(call, "Éclair Forum")
    published(call, "Fjord Forum")
    published(call, "abacus", "business")
    contents = read(Kind.COMPILATION, call, noon)
    assert [(entry.group, entry.organisation) for entry in contents.contributions] == [
        ("Civil society", "Éclair Forum"), ("Civil society", "Fjord Forum"), ("Business", "abacus"),
        ("Business", "Zebra Cables"),
    ]  # fmt: skip
    alphabetical = read(Kind.COMPILATION, call, noon, order=Order.NAME)
    assert [entry.organisation for entry in alphabetical.contributions] == [
        "abacus", "Éclair Forum", "Fjord Forum", "Zebra Cables",
    ]  # fmt: skip


def test_the_order_of_names_is_that_of_the_language_version(call: Call, noon: datetime) -> None:
    for name in ("Zebra", "Яблоко", "Ñandú", "Nzuri"):
        published(call, name)

    def names(language: str) -> list[str]:
        found = read(Kind.COMPILATION, call, noon, language, order="alphabetical").contributions
        return [entry.organisation for entry in found]

    assert names("en") == ["Ñandú", "Nzuri", "Zebra", "Яблоко"]
    assert names("es") == ["Nzuri", "Ñandú", "Zebra", "Яблоко"]
    assert names("ru") == ["Яблоко", "Ñandú", "Nzuri", "Zebra"]


def test_the_note_before_a_compilation_tells_mandate_window_and_numbers(call: Call, noon: datetime) -> None:
    published(call, "Lake Forum")
    published(call, "Zebra Cables", "business", is_late=True)
    gone = published(call, "Gone")
    Submission.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=noon)
    (section,) = read(Kind.COMPILATION, call, noon).sections
    assert [paragraph.number for paragraph in section.paragraphs] == [1, 2, 3, 4, 5, 6]
    assert [paragraph.text for paragraph in section.paragraphs] == [
        "The present document compiles the written contributions to the call for input “Written input” (WG.7/2026/C1) of Working Group on Trust.",
        "The mandate is contained in decision WG/2025/4.",
        "The call for input was open from 13 November 2026, 15:00 to 26 November 2026, 15:00 (time zone: Africa/Nairobi).",
        "Contributions received by the deadline: 1. Received after the deadline: 1. Withdrawn since: 1. By stakeholder group: Civil society (1), Business (1).",
        "The contributions are attached and reproduced in the language in which they are received and without formal editing.",
        "They are arranged by stakeholder group and, within each group, in alphabetical order of the names.",
    ]


def test_without_questions_question_by_question_is_by_name(call: Call, noon: datetime) -> None:
    published(call, "Zebra Cables", "business")
    published(call, "Lake Forum")
    assert read(Kind.COMPILATION, call, noon, order="question").order is Order.NAME
    make.make_question(call, "Which risks?")
    contents = read(Kind.COMPILATION, call, noon, order="question")
    assert (contents.order, contents.questions) == (Order.QUESTION, ("Which risks?",))
    assert [entry.organisation for entry in contents.contributions] == ["Lake Forum", "Zebra Cables"]


def test_a_text_against_the_direction_of_the_document_is_held_together() -> None:
    """Or its question mark stands before it."""
    with translation.override("ar"):
        assert prose.as_words("Who keeps it?") == "\u200eWho keeps it?\u200e"
        assert prose.as_words("من يحتفظ به؟") == "من يحتفظ به؟"
    with translation.override("en"):
        assert prose.as_words("Who keeps it?") == "Who keeps it?"
        assert prose.as_words("من يحتفظ به؟") == "\u200fمن يحتفظ به؟\u200f"


def test_a_deadline_that_was_extended_is_told_with_the_first_one(call: Call, noon: datetime) -> None:
    for days in (5, 3):
        CallExtension.objects.create(
            call=call, closed_before=noon - timedelta(days=days), closes_after=noon + timedelta(days=3), reason="Holidays",
            extended_at=noon,
        )  # fmt: skip
    third = read(Kind.COMPILATION, call, noon).sections[0].paragraphs[2].text
    assert third.endswith("The deadline was extended; the first one was 18 November 2026, 15:00.")


def test_what_is_not_known_is_left_out_of_a_note_and_the_numbers_go_on(noon: datetime) -> None:
    call = make.make_call(make.make_session(make.make_process(mandate_symbol="")))
    (section,) = read(Kind.COMPILATION, call, noon).sections
    assert [paragraph.number for paragraph in section.paragraphs] == [1, 2, 3, 4, 5]
    assert "mandate" not in " ".join(paragraph.text for paragraph in section.paragraphs)
    assert section.paragraphs[2].text.endswith("Withdrawn since: 0.")
    headings = [section.heading for section in read(Kind.COVER_NOTE, call, noon).sections]
    assert headings == ["Mandate", "Call for input", "Contributions"]


@pytest.mark.django_db(transaction=True)
def test_all_is_read_at_one_instant(call: Call, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is published while the snapshot is taken is not half in it."""
    published(call, "Lake Forum")
    real = snapshot.questions_of

    def meanwhile(calls: Any) -> Any:
        with ThreadPoolExecutor(1) as other:
            other.submit(published_elsewhere, call).result()
        return real(calls)

    monkeypatch.setattr(snapshot, "questions_of", meanwhile)
    contents = read(Kind.COMPILATION, call, noon)
    assert [entry.organisation for entry in contents.contributions] == ["Lake Forum"]
    assert Submission.objects.count() == 2


def published_elsewhere(call: Call) -> None:
    """On a connection of its own, as another worker would."""
    try:
        published(call, "Too late")
    finally:
        connection.close()


def test_what_people_typed_is_no_markup_in_the_note(call: Call, noon: datetime) -> None:
    call.title = "*Stars* [and](http://x.example) <b>"
    call.save()
    first = read(Kind.COMPILATION, call, noon).sections[0].paragraphs[0].text
    assert r"\*Stars\* \[and\](http://x.example) \<b\>" in first


# --- the others ---------------------------------------------------------------------------------------------------


def test_statistics_count_what_stands(call: Call, noon: datetime) -> None:
    published(call, "Lake Forum")
    published(call, "Fjord", "business", is_late=True, language="fr")
    published(call, "Lake Forum of the South").agenda_items.set(call.agenda_items.all())
    make.make_submission(call, state="submitted")
    gone = published(call, "Gone")
    Submission.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=noon)
    contents = read(Kind.STATISTICS, call, noon)
    charts = {chart.title: {bar.label: bar.values for bar in chart.bars} for chart in contents.charts}
    assert charts["Contributions by stakeholder group"]["Civil society"] == (2, 0)
    assert charts["Contributions by stakeholder group"]["Business"] == (0, 1)
    assert charts["Contributions by stakeholder group"]["Academia"] == (0, 0)
    assert charts["Organisations by stakeholder group"]["Civil society"] == (2,)
    assert charts["Contributions by region of seat"]["Africa"] == (2, 1)
    assert "Antarctica" not in charts["Contributions by region of seat"]
    assert (charts["Contributions by language"]["English"], charts["Contributions by language"]["French"]) == (
        (2, 0),
        (0, 1),
    )
    assert charts["Contributions by agenda item"] == {"5 Existing and potential threats": (1, 0)}
    assert contents.charts[0].description == (
        "Total: 3. The largest number: Civil society (2). None: Technical community, Academia, "
        "Intergovernmental organisation, State."
    )


def test_a_cover_note_is_made_of_the_facts_of_the_call(call: Call, noon: datetime) -> None:
    make.make_question(call, "Which risks?")
    contents = read(Kind.COVER_NOTE, call, noon)
    assert [section.heading for section in contents.sections] == [
        "Mandate", "Agenda", "Call for input", "Guiding questions", "Contributions",
    ]  # fmt: skip
    text = "\n".join(paragraph.text for section in contents.sections for paragraph in section.paragraphs)
    assert "To consider \\*trust\\*." in text
    assert "- 5 Existing and potential threats" in text
    assert "Length of a contribution: up to 2,000 words." in text
    assert "- Which risks?" in text


def test_registered_participants_are_handed_in(call: Call, noon: datetime) -> None:
    delegation = Participant(
        name="Kenya", country="", representatives=(Representative(name="Amina Otieno", function="Head"),)
    )
    group = ParticipantGroup(group="Member States", participants=(delegation,))
    assert read(Kind.PARTICIPANTS, call, noon, participants=[group]).participants == (group,)
    published(call, "Lake Forum")
    (listed,) = read(Kind.PARTICIPANTS, call, noon).participants
    assert (listed.group, listed.participants) == ("Civil society", (Participant(name="Lake Forum", country="Kenya"),))


def test_the_masthead_is_the_process_s_own_where_it_has_one(call: Call, noon: datetime) -> None:
    usual = read(Kind.COMPILATION, call, noon).masthead
    assert (usual.body, usual.organ, usual.symbol, usual.distribution, usual.paper) == (
        "Assembly of Networks", "Working Group on Trust", "WG.7/2026/C1", "general", Paper.A4,
    )  # fmt: skip
    logo = Logo(name="logo.png", sha256="ab" * 32, description="A heron")
    chosen = MastheadSettings(body="B", organ="O", symbol="S/1", distribution="limited", paper=Paper.LETTER, logo=logo, disclaimer="D", responsibility="R")  # fmt: skip
    own = read(Kind.COMPILATION, call, noon, masthead=chosen).masthead
    assert (own.body, own.organ, own.symbol, own.distribution, own.paper, own.logo, own.disclaimer, own.responsibility) == (
        "B", "O", "S/1", "limited", Paper.LETTER, logo, "D", "R",
    )  # fmt: skip


def test_a_specimen_shows_a_letterhead(call: Call, noon: datetime) -> None:
    contents = contents_of(Kind.SPECIMEN, process_id=call.process_id, language="es", as_of=noon)
    assert (contents.kind, contents.process, contents.language) == (Kind.SPECIMEN, "Working Group on Trust", "es")
    assert [paragraph.number for section in contents.sections for paragraph in section.paragraphs] == [1, 2, 3]


def test_what_is_not_there_is_said(noon: datetime) -> None:
    with pytest.raises(ObjectDoesNotExist):
        contents_of(Kind.COMPILATION, call_id=None, language="en", as_of=noon)
    with pytest.raises(ObjectDoesNotExist):
        contents_of(Kind.CHAIRS_SUMMARY, summary_id=404, language="en", as_of=noon)


# --- queries ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "queries"),
    [
        (Kind.CHAIRS_SUMMARY, 17), (Kind.COMPILATION, 16), (Kind.PARTICIPANTS, 12), (Kind.STATISTICS, 12),
        (Kind.COVER_NOTE, 15), (Kind.DISPOSITIONS, 4),
    ],
)  # fmt: skip
def test_as_much_is_asked_for_three_as_for_one(
    summary: Summary, call: Call, noon: datetime, django_assert_num_queries: Any, kind: Kind, queries: int
) -> None:
    of = summary if kind in (Kind.CHAIRS_SUMMARY, Kind.DISPOSITIONS) else call
    with django_assert_num_queries(queries):
        read(kind, of, noon)
    for name in ("Lake Forum", "Fjord"):
        row = published(call, name, "business")
        Answer.objects.create(submission=row, question=make.make_question(call), text="Telephones.")
        make.make_party(row, confirmed_at=noon)
    with django_assert_num_queries(queries):
        assert len(read(kind, of, noon).to_json()) > 500

"""A Chair's summary: who writes it, what it may cite, how it is numbered, and that nothing typed is lost."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from consultation.submissions.models import Submission
from register.errors import OutOfDate, ReasonMissing
from reports.summaries import actions
from reports.summaries.errors import NotCitable, NothingToIssue, NotInDrafting, ParagraphChanged
from reports.summaries.models import Paragraph, Summary
from reports.summaries.outline import number_of, outline
from tests import factories as make

pytestmark = pytest.mark.django_db


def written(summary: Summary, chair: Any, at: datetime, *texts: str) -> list[Paragraph]:
    section = summary.sections.first()
    return [actions.add_paragraph(section=section, text=text, by=chair, at=at) for text in texts]


def test_it_begins_with_a_section_for_each_agenda_item_of_the_calls(summary: Summary) -> None:
    first = summary.sections.first()
    assert (first.agenda_item.label, first.heading) == ("5", "Threats")
    assert summary.sections.count() == 2
    assert summary.events.get().kind == "begun"


def test_paragraphs_are_numbered_through_the_whole_document(summary: Summary, chair: Any, noon: datetime) -> None:
    first, second = summary.sections.all()
    for section in (second, first, second, first):
        actions.add_paragraph(section=section, text="It was noted.", by=chair, at=noon)
    numbers = [[n.number for n in chapter.paragraphs] for chapter in outline(summary)]
    assert numbers == [[1, 2], [3, 4]]


def test_moving_changes_the_numbers_and_stops_at_the_ends(summary: Summary, chair: Any, noon: datetime) -> None:
    a, b, c = written(summary, chair, noon, "A", "B", "C")
    actions.move_paragraph(paragraph=c, up=True, by=chair, at=noon)
    assert [number_of(p, outline(summary)) for p in (a, b, c)] == [1, 3, 2]
    actions.move_paragraph(paragraph=a, up=True, by=chair, at=noon)
    assert [number_of(p, outline(summary)) for p in (a, b, c)] == [1, 3, 2]


def test_a_removed_paragraph_leaves_its_text_in_the_history(summary: Summary, chair: Any, noon: datetime) -> None:
    a, b = written(summary, chair, noon, "A", "B")
    actions.remove_paragraph(paragraph=a, by=chair, at=noon)
    assert number_of(b, outline(summary)) == 1
    assert summary.events.get(kind="paragraph_removed").details == {"text": "A"}


def test_two_who_write_one_paragraph_overwrite_nothing(summary: Summary, chair: Any, noon: datetime) -> None:
    (paragraph,) = written(summary, chair, noon, "As it was.")
    actions.save_paragraph(paragraph=paragraph, text="Hers.", version=1, by=chair, at=noon)
    with pytest.raises(ParagraphChanged):
        actions.save_paragraph(paragraph=paragraph, text="His.", version=1, by=chair, at=noon)
    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.version) == ("Hers.", 2)


@pytest.mark.parametrize(
    ("state", "citable"),
    [("submitted", False), ("returned", False), ("published", True), ("withheld", False), ("withdrawn", False)],
)
def test_what_may_be_cited(summary: Summary, call: Any, chair: Any, noon: datetime, state: str, citable: bool) -> None:
    (paragraph,) = written(summary, chair, noon, "It was noted.")
    submission = make.make_submission(call, state=state)
    if citable:
        actions.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
        actions.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
        assert paragraph.citations.count() == 1
        actions.uncite(paragraph=paragraph, submission=submission, by=chair, at=noon)
        assert paragraph.citations.count() == 0
    else:
        with pytest.raises(NotCitable):
            actions.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)


def test_one_of_another_process_cannot_be_cited(summary: Summary, chair: Any, noon: datetime) -> None:
    (paragraph,) = written(summary, chair, noon, "It was noted.")
    elsewhere = make.make_submission(make.make_call(), state="published")
    with pytest.raises(NotCitable):
        actions.cite(paragraph=paragraph, submission=elsewhere, by=chair, at=noon)


def test_an_empty_summary_cannot_be_closed(summary: Summary, chair: Any, noon: datetime) -> None:
    with pytest.raises(NothingToIssue):
        actions.finalise_summary(summary=summary, by=chair, at=noon)


def test_from_drafting_to_issued(summary: Summary, chair: Any, noon: datetime) -> None:
    (paragraph,) = written(summary, chair, noon, "It was noted.")
    with pytest.raises(OutOfDate):
        actions.issue_summary(summary=summary, by=chair, at=noon)
    actions.finalise_summary(summary=summary, by=chair, at=noon)
    with pytest.raises(NotInDrafting):
        actions.save_paragraph(paragraph=paragraph, text="Later.", version=1, by=chair, at=noon)
    with pytest.raises(ReasonMissing):
        actions.reopen_summary(summary=summary, by=chair, at=noon, reason="")
    actions.reopen_summary(summary=summary, by=chair, at=noon, reason="A mistake in paragraph 1.")
    actions.finalise_summary(summary=summary, by=chair, at=noon)
    actions.issue_summary(summary=summary, by=chair, at=noon)
    summary.refresh_from_db()
    assert (summary.state, summary.issued_at) == ("issued", noon)


def test_who_may_write(summary: Summary, noon: datetime) -> None:
    process = summary.session.process
    people = {
        "chair": make.make_chair(process),
        "co-chair": make.make_officer(process, "co_chair"),
        "chair without second factor": make.make_chair(process, second_factor=False),
        "secretariat": make.make_officer(process, "secretariat"),
        "portal secretariat": make.make_secretariat(),
        "other chair": make.make_chair(make.make_process()),
        "stranger": make.make_user(),
    }
    assert {n for n, p in people.items() if p.has_perm("summaries.write_summary", summary)} == {"chair", "co-chair"}
    assert {n for n, p in people.items() if p.has_perm("summaries.compile_report", summary)} == {
        "chair", "co-chair", "secretariat", "portal secretariat",
    }  # fmt: skip
    with pytest.raises(PermissionDenied):
        actions.add_section(summary=summary, heading="X", agenda_item=None, by=people["secretariat"], at=noon)


# --- the pages --------------------------------------------------------------------------------------------------------


def issued(summary: Summary, chair: Any, at: datetime) -> None:
    actions.finalise_summary(summary=summary, by=chair, at=at)
    actions.issue_summary(summary=summary, by=chair, at=at)


def test_only_an_issued_summary_is_public(client: Client, summary: Summary, chair: Any, noon: datetime) -> None:
    written(summary, chair, noon, "It was highlighted that trust grows slowly.")
    assert client.get("/summaries/WG.7/2026/CS.1/").status_code == 404
    issued(summary, chair, noon)
    page = client.get("/summaries/WG.7/2026/CS.1/")
    assert "It was highlighted that trust grows slowly." in page.content.decode()


@pytest.mark.parametrize(
    ("attribution", "named"), [("attributed", True), ("non_attributed", False), ("chatham_house", False)]
)
def test_the_public_page_names_whom_the_policy_lets_it_name(
    client: Client, summary: Summary, call: Any, chair: Any, noon: datetime, attribution: str, named: bool
) -> None:
    Summary.objects.filter(pk=summary.pk).update(attribution=attribution)
    summary.refresh_from_db()
    (paragraph,) = written(summary, chair, noon, "It was noted.")
    submission = make.make_submission(call, make.make_organisation("Canary Forum"), state="published")
    actions.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    issued(summary, chair, noon)
    page = client.get("/summaries/WG.7/2026/CS.1/").content.decode()
    assert ("Canary Forum" in page) is named
    assert (submission.reference in page) is named


def test_a_confidential_or_withdrawn_contribution_is_never_named_in_public(
    client: Client, summary: Summary, call: Any, chair: Any, noon: datetime
) -> None:
    Summary.objects.filter(pk=summary.pk).update(attribution="attributed")
    summary.refresh_from_db()
    (paragraph,) = written(summary, chair, noon, "It was noted.")
    secret = make.make_submission(call, make.make_organisation("Secret Forum"), state="accepted", is_confidential=True)
    gone = make.make_submission(call, make.make_organisation("Gone Forum"), state="published")
    for submission in (secret, gone):
        actions.cite(paragraph=paragraph, submission=submission, by=chair, at=noon)
    Submission.objects.filter(pk=gone.pk).update(state="withdrawn", withdrawn_at=noon)
    issued(summary, chair, noon)
    page = client.get("/summaries/WG.7/2026/CS.1/").content.decode()
    assert "Secret Forum" not in page
    assert "Gone Forum" not in page


def test_the_picker_saves_the_text_before_it_cites(
    client: Client, summary: Summary, call: Any, chair: Any, noon: datetime
) -> None:
    (paragraph,) = written(summary, chair, noon, "As it was.")
    submission = make.make_submission(call, state="published", title="Directories that answer")
    client.force_login(chair)
    url = f"/chair/summaries/{summary.pk}/paragraphs/{paragraph.pk}/"
    assert b"Directories that answer" in client.get(url).content
    client.post(url, {"text": "As it is now.", "version": 1, "cite": submission.reference, "q": "answer"})
    paragraph.refresh_from_db()
    assert paragraph.text == "As it is now."
    assert [c.submission_id for c in paragraph.citations.all()] == [submission.pk]


def test_a_conflict_shows_both_texts(client: Client, summary: Summary, chair: Any, noon: datetime) -> None:
    (paragraph,) = written(summary, chair, noon, "As it was.")
    actions.save_paragraph(paragraph=paragraph, text="What the other wrote.", version=1, by=chair, at=noon)
    client.force_login(chair)
    url = f"/chair/summaries/{summary.pk}/paragraphs/{paragraph.pk}/"
    page = client.post(url, {"text": "What I wrote.", "version": 1}).content.decode()
    assert "What the other wrote." in page
    assert "What I wrote." in page
    assert 'name="version" value="2"' in page
    client.post(url, {"text": "What we both want.", "version": 2})
    paragraph.refresh_from_db()
    assert paragraph.text == "What we both want."


def test_a_hostile_text_is_shown_as_text(client: Client, summary: Summary, chair: Any, noon: datetime) -> None:
    written(summary, chair, noon, "<script>alert(1)</script>")
    client.force_login(chair)
    assert b"<script>alert" not in client.get(f"/chair/summaries/{summary.pk}/").content


def test_the_page_asks_as_much_for_three_paragraphs_as_for_one(
    client: Client, summary: Summary, call: Any, chair: Any, noon: datetime, django_assert_num_queries: Any
) -> None:
    client.force_login(chair)
    (first,) = written(summary, chair, noon, "A")
    actions.cite(paragraph=first, submission=make.make_submission(call, state="published"), by=chair, at=noon)
    with django_assert_num_queries(7):
        client.get(f"/chair/summaries/{summary.pk}/")
    for paragraph in written(summary, chair, noon, "B", "C"):
        actions.cite(paragraph=paragraph, submission=make.make_submission(call, state="published"), by=chair, at=noon)
    with django_assert_num_queries(7):
        client.get(f"/chair/summaries/{summary.pk}/")


def test_others_do_not_learn_of_it(client: Client, summary: Summary) -> None:
    client.force_login(make.make_chair(make.make_process()))
    assert client.get(f"/chair/summaries/{summary.pk}/").status_code == 404
    client.force_login(make.make_user())
    assert client.get(f"/chair/summaries/{summary.pk}/").status_code == 403
    client.logout()
    assert client.get(f"/chair/summaries/{summary.pk}/").status_code == 302


def test_a_summary_is_begun_in_the_browser(client: Client, call: Any, chair: Any) -> None:
    client.force_login(chair)
    page = client.post("/chair/summaries/begin/", {"session": call.session.pk, "title": "Summary"})
    assert page.status_code == 200
    client.post(
        "/chair/summaries/begin/",
        {"session": call.session.pk, "calls": [call.pk], "title": "Summary", "symbol": "WG.7/CS.9", "language": "en",
         "attribution": "attributed"},
    )  # fmt: skip
    assert Summary.objects.get().symbol == "WG.7/CS.9"


def test_nobody_but_who_presides_begins_a_summary(call: Any, noon: datetime) -> None:
    for stranger in (make.make_chair(make.make_process()), make.make_officer(call.process, "secretariat"),
                     make.make_officer(call.process, "chair", second_factor=False)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            actions.begin_summary(
                session=call.session, calls=[call], title="T", symbol="WG.7/2026/CS.2", language="en",
                attribution="attributed", by=stranger, at=noon,
            )  # fmt: skip
    assert not Summary.objects.exists()


def test_a_section_is_added_at_the_end(summary: Summary, chair: Any, noon: datetime) -> None:
    section = actions.add_section(summary=summary, heading="Other matters", agenda_item=None, by=chair, at=noon)
    assert [(one.position, one.heading) for one in summary.sections.all()][2:] == [(3, "Other matters")]
    assert summary.events.last().details == {"section": section.pk}


def test_a_paragraph_is_put_behind_another_one(summary: Summary, chair: Any, noon: datetime) -> None:
    first, _second = written(summary, chair, noon, "One.", "Three.")
    actions.add_paragraph(section=first.section, text="Two.", by=chair, at=noon, after=first)
    assert [one.text for one in first.section.paragraphs.all()] == ["One.", "Two.", "Three."]

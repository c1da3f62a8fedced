"""From the passages that two people mark to a summary that can be defended, and to her who finds herself in it."""

import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from consultation.processes.models import Process
from consultation.submissions.models import Call, Submission
from reports.coverage.models import Gate
from reports.inquiries.models import Inquiry
from reports.points.models import Point
from reports.summaries.models import Citation, Paragraph, Summary
from stakeholders.accounts.models import User
from stakeholders.mailroom.models import Letter
from tests import factories as make
from tests.e2e import steps
from tests.e2e.browsing import DESK, PHONE, Visitor
from tests.e2e.conftest import Visit
from tests.launcher.patience import eventually

NAMES = ("Jukwaa", "Banco Sereno", "Helix Registry", "Nordlys Institute", "Dar al-Ilm", "Pacific Cables")
SAID = (
    "Small responders need one list of points of contact.",
    "The list should be tested twice a year.",
    "We ask the group to name who keeps it.",
)
PARAGRAPHS = 10


@dataclass
class Stage:
    """What there was before anybody marked a word: twelve contributions, a Chair, one who works for her."""

    process: Process
    call: Call
    chair: User
    member: User
    secretariat: User
    contributor: User
    said: list[Submission]


@pytest.fixture
def stage(portal: Any) -> Stage:
    now = timezone.now()
    process = make.make_process(name="Working Group on Trust", short_name="WG Trust", slug="trust", symbol_stem="WG.9")
    session = make.make_session(process, symbol="WG.9/2027/S.1", ordinal=1)
    call = make.make_call(
        session, symbol="WG.9/2027/C1", title="Input on points of contact", opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
    )  # fmt: skip
    item = make.make_agenda_item(session, "5", title="Points of contact")
    call.agenda_items.add(item)
    bodies = [make.make_organisation(f"{NAMES[number % 6]} {number}") for number in range(12)]
    contributor = make.make_member(bodies[0], email="wanjiru@people.example", language="fr")
    said = []
    for number, body in enumerate(bodies):
        submission = make.make_submission(
            call, body, state="published", body="\n\n".join([*SAID, f"Word of house {number}."]),
            title=f"Contribution {number}", submitted_by=contributor if number == 0 else None,
        )  # fmt: skip
        submission.agenda_items.add(item)
        said.append(submission)
    Gate.objects.create(process=process, contributions=True, points=True, answers=True, words=True)
    return Stage(
        process, call, make.make_chair(process, full_name="Rafael Quispe"),
        make.make_officer(process, "team", full_name="Ilse Brandt"), make.make_officer(process, "secretariat"),
        contributor, said,
    )  # fmt: skip


def mark(visitor: Visitor, submission: Submission, block: int, restatement: str, *, asks: bool = False) -> None:
    """Mark one block of a contribution, and come back to it."""
    visitor.go(f"/chair/submissions/{submission.public_id}/reading/")
    visitor.page.locator("a.mark-it").nth(block).click()
    visitor.page.wait_for_selector("[name=restatement]")
    visitor.page.fill("[name=restatement]", restatement)
    if asks:
        visitor.page.check("[name=asks]")
    visitor.look()
    visitor.page.locator("form:has([name=restatement]) button.button").click()
    expect(visitor.page.locator("#points li")).to_have_count(submission.points.count() or 1)


def write(visitor: Visitor, summary: Summary, text: str, points: list[Point]) -> Paragraph:
    """A paragraph at the end of the section, which then rests on these points; found by a word, attached one by one."""
    visitor.go(f"/chair/summaries/{summary.pk}/")
    visitor.page.locator("main a[href*='/paragraph/']").first.click()
    visitor.fill(text=text)
    visitor.press(steps.SUBMIT)
    visitor.page.wait_for_url("**/paragraphs/**")
    paragraph = Paragraph.objects.latest("pk")
    for number, point in enumerate(points, start=1):
        visitor.fill(q=point.restatement)
        with visitor.page.expect_navigation():
            visitor.press("button[name=find]")
        visitor.press(f"button[name=attach][value='{point.pk}']")
        expect(visitor.page.locator("button[name=detach]")).to_have_count(number)
    return paragraph


def test_from_a_marked_passage_to_an_answered_challenge(visit: Visit, stage: Stage, tmp_path: Path) -> None:
    chair = visit(stage.chair, widths=(DESK, PHONE))
    member = visit(stage.member)
    contributor = visit(stage.contributor, language="fr", widths=(PHONE,))
    anybody = visit()

    for number, submission in enumerate(stage.said):
        mark(chair if number % 2 else member, submission, 0, f"A list is needed, said {number}.")
    mark(member, stage.said[0], 2, "Somebody has to keep the list.", asks=True)
    assert eventually(lambda: Point.objects.count() == 13, seconds=20)
    points = list(Point.objects.order_by("pk"))
    assert {point.marked_by for point in points} == {stage.chair, stage.member}
    assert {point.quote for point in points} == {SAID[0], SAID[2]}

    steps.begin_summary(chair, stage.call, title="Chair’s summary", symbol="WG.9/2027/CS.1", language="en")
    summary = Summary.objects.get()
    write(chair, summary, "Most participants saw the need of one list.", points[:8])
    for number in range(1, PARAGRAPHS):
        write(chair, summary, f"It was noted that this was point {number}.", points[number - 1 : number])
    assert Citation.objects.count() == 8 + PARAGRAPHS - 1

    chair.go(f"/chair/summaries/{summary.pk}/")
    chair.press("form:has(input[value=finalised]) button")
    chair.go(f"/chair/summaries/{summary.pk}/issue/")
    chair.look()
    expect(chair.page.locator("tr:has(strong.tag)")).to_have_count(4)
    assert chair.page.locator("form[method=post] button.button").count() == 0

    # contributions and points that nothing rests on: three, and the one that asks
    for what in ("contributions", "points"):
        chair.go(f"/chair/summaries/{summary.pk}/coverage/{what}/")
        chair.look()
        for box in chair.page.locator("input[name=rows]").all():
            box.check()
        chair.fill(reason="Said by others too; see paragraph 1.")
        chair.press("button.button:not(.quiet)")
        expect(chair.page.locator("input[name=rows]")).to_have_count(0)
    # a word that says more than the numbers
    chair.go(f"/chair/summaries/{summary.pk}/coverage/")
    chair.look()
    chair.follow("/words/")
    chair.fill(reason="In the room nobody spoke against it.")
    chair.press(steps.SUBMIT)
    # the answer that is owed: one drafts, the other reviews
    asked = points[-1]
    member.go(f"/chair/summaries/{summary.pk}/answers/{asked.public_id}/")
    member.page.check("[name=outcome][value=noted]")
    member.fill(reason="The secretariat keeps the list.")
    member.look()
    member.press("form:has([name=outcome]) button.button")
    chair.go(f"/chair/summaries/{summary.pk}/answers/{asked.public_id}/")
    chair.page.locator("form:has(input[value=reviewed]) button").first.click()
    expect(chair.page.locator("form:has(input[value=reviewed])")).to_have_count(0)

    chair.go(f"/chair/summaries/{summary.pk}/issue/")
    chair.look()
    chair.press("form[method=post] button.button")
    expect(chair.page.locator("h1")).to_have_text("Chair’s summary")
    summary.refresh_from_db()
    assert summary.state == "issued"

    told = f"told:{summary.pk}:{stage.said[0].pk}"
    assert eventually(lambda: Letter.objects.filter(key=told).exists(), seconds=60)
    letter = Letter.objects.get(key=told)
    assert (letter.to, letter.language) == (stage.contributor.email, "fr")
    page = next(line for line in letter.text.splitlines() if "#p1" in line)
    contributor.page.goto(page.strip())
    expect(contributor.page.locator("#p1")).to_contain_text("Most participants saw the need of one list.")
    contributor.look()
    contributor.go(f"/desk/submissions/{stage.said[0].public_id}/trace/")
    expect(contributor.page.locator("main")).to_contain_text(SAID[0])
    expect(contributor.page.locator("main")).to_contain_text("The secretariat keeps the list.")
    contributor.look()

    contributor.go(f"/summaries/{summary.symbol}/inquiries/file/")
    contributor.fill(text="What we said of testing the list twice a year is not reflected.")
    contributor.look()
    contributor.press("form:has([name=text]) button.button")
    inquiry = Inquiry.objects.get()
    chair.go("/chair/inquiries/")
    chair.look()
    chair.follow(f"/{inquiry.public_id}/")
    chair.fill(reply="It will be taken up in the next session.")
    chair.press("form[action*='inquiries']:has([name=reply]) button.button")
    anybody.go(f"/summaries/{summary.symbol}/inquiries/")
    expect(anybody.page.locator("main")).to_contain_text("twice a year is not reflected")
    expect(anybody.page.locator("main")).to_contain_text("taken up in the next session")
    anybody.look()
    files_carry_what_the_policy_allows(visit(stage.secretariat), tmp_path)


def files_carry_what_the_policy_allows(secretariat: Visitor, folder: Path) -> None:
    """PDF and DOCX of the attributed summary: its paragraphs and what they cite, and no word of the team's own."""
    steps.compile_summary(secretariat, "Chair’s summary")
    steps.wait_for_document(secretariat)
    file, _checksum = steps.download(secretariat, folder)
    with pikepdf.open(file) as pdf:
        assert pdf.Root.MarkInfo.Marked
    text = words_of(file)
    assert "Most participants saw the need of one list." in text
    assert "Jukwaa 0" in text
    with secretariat.page.expect_download() as coming:
        secretariat.follow("/file/docx/")
    path = folder / "summary.docx"
    coming.value.save_as(path)
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
    assert "Most participants saw the need of one list." in body
    for secret in ("A list is needed, said", "Said by others too", "In the room nobody", "Ilse Brandt"):
        assert secret not in text
        assert secret not in body


def words_of(file: Path) -> str:
    """The text of a PDF, as a reader that copies it gets it."""
    with PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())

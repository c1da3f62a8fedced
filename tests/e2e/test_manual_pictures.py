"""The manuals and the pages agree: what a manual names is on the pages it pictures; the pictures are taken here.

With PLENUM_WRITE_PICTURES=1 the pictures in docs/ are written anew from the demo's data.
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from consultation.accreditation.models import Application
from consultation.processes.models import Session
from consultation.submissions.models import Call, Submission
from reports.summaries.models import Paragraph, Summary
from stakeholders.accounts.models import User
from stakeholders.organisations.models import Organisation
from tests.e2e import steps
from tests.e2e.browsing import Visitor
from tests.e2e.conftest import Visit
from tests.e2e.portal import Portal

DOCS = Path(__file__).resolve().parents[2] / "docs"
WRITES = os.environ.get("PLENUM_WRITE_PICTURES") == "1"
LARGEST = 120_000  # bytes of one picture
Walk = Iterator[str]
PROCESS = "/processes/trust-in-shared-networks"


@pytest.fixture
def demo(portal: Portal) -> Portal:
    portal.manage("load_demo", "--anyway")
    return portal


def walk_contributor(visitor: Visitor) -> Walk:
    """The NGO's focal point: reads the open call, writes, checks, sends, looks at her desk."""
    call = Call.objects.get(symbol="WG.7/3/C1")
    visitor.go("/")
    yield ""
    visitor.sign_in_quietly(User.objects.get(email="nairobi@uziwazi.example"))
    visitor.go(f"/calls/{call.symbol}/")
    yield "contributor-call"
    visitor.follow("/write/")
    visitor.press(steps.SUBMIT)
    visitor.fill(title="Who answers when the network of a hospital fails", body=CONTRIBUTION)
    visitor.press("button[name=save]")
    visitor.page.wait_for_selector("#saved bdi")
    yield "contributor-write"
    visitor.press("button[name=check]")
    visitor.page.wait_for_selector("[name=seal]", state="attached")
    yield "contributor-check"
    visitor.press(steps.SUBMIT)
    visitor.page.wait_for_selector("dd.symbol")
    yield "contributor-receipt"
    visitor.go("/desk/")
    yield "contributor-desk"
    answered = Submission.objects.get(title="A directory that answers at three in the morning")
    visitor.go(f"/desk/submissions/{answered.public_id}/")
    yield ""
    visitor.page.get_by_role("link", name="Where your words went").click()
    yield ""
    yield from at_a_session(visitor)
    yield from as_an_applicant(visitor)


def at_a_session(visitor: Visitor) -> Walk:
    """The focal point: the programme of work, what her organisation may do, her delegation."""
    visitor.go("/sessions/WG.7/3/")
    yield ""
    visitor.follow("/programme/")
    yield "contributor-programme"
    visitor.go(f"{PROCESS}/modalities/")
    yield ""
    visitor.go(f"{PROCESS}/rights/")
    yield "contributor-rights"
    visitor.go("/registration/")
    yield ""
    session, organisation = Session.objects.get(symbol="WG.7/3"), Organisation.objects.get(acronym="UWT")
    visitor.go(f"/registration/{session.registration_window.pk}/{organisation.pk}/")
    yield "contributor-registration"
    visitor.follow("/add/")
    yield ""


def as_an_applicant(visitor: Visitor) -> Walk:
    """An organisation whose application was returned, and the mission of a State that reads what is circulated."""
    returned = Application.objects.get(state="returned")
    visitor.sign_in_quietly(User.objects.get(email="desk@lantern-street.example"))
    visitor.go(f"{PROCESS}/accreditation/")
    yield ""
    visitor.go(f"/accreditation/rounds/{returned.round_id}/")
    yield ""
    visitor.go(f"/accreditation/{returned.public_id}/")
    yield "contributor-application"
    visitor.sign_in_quietly(User.objects.get(email="mission@valmarine.example"))
    visitor.go("/desk/")
    yield ""
    visitor.follow("/mission/accreditation/")
    yield "contributor-mission"


def walk_chair(visitor: Visitor) -> Walk:
    """The Chair: what awaits her, one decision, the summary and one of its paragraphs."""
    chair = User.objects.get(email="chair@wg7.example")
    visitor.sign_in_quietly(chair)
    visitor.go("/chair/")
    yield "chair-desk"
    awaiting = Submission.objects.filter(state="submitted").order_by("reference").first()
    assert awaiting
    visitor.go(f"/chair/submissions/{awaiting.public_id}/")
    yield "chair-decide"
    in_confidence = Submission.objects.get(state="submitted", call__publication_policy="confidential")
    visitor.go(f"/chair/submissions/{in_confidence.public_id}/")
    yield ""
    visitor.go("/chair/reading/")
    yield ""
    read = Submission.objects.filter(state="published", language="en").order_by("reference").first()
    assert read
    visitor.go(f"/chair/submissions/{read.public_id}/reading/")
    mark_three(visitor)
    yield "chair-reading"
    visitor.go("/chair/summaries/")
    yield ""
    steps.begin_summary(
        visitor, Call.objects.get(symbol="WG.7/3/C1"), title="Chair’s summary of written input on assistance",
        symbol="WG.7/3/CRP.1", language="en",
    )  # fmt: skip
    steps.write_paragraph(
        visitor, "It was highlighted that small responders needed one point of contact.", cites="assistance"
    )
    yield "chair-summary"
    paragraph = Paragraph.objects.get(section__summary__symbol="WG.7/3/CRP.1")
    visitor.go(f"/chair/summaries/{paragraph.section.summary_id}/paragraphs/{paragraph.pk}/")
    yield "chair-paragraph"
    visitor.go(f"/chair/summaries/{paragraph.section.summary_id}/")
    visitor.press("form:has(input[value=finalised]) button")
    visitor.page.wait_for_selector("a[href$='/issue/']")
    yield ""
    yield from before_issue(visitor, paragraph)
    visitor.go("/exports/of/trust-in-shared-networks/")
    yield ""
    compile_issued_summary(visitor)
    yield ""
    for page in (f"{PROCESS}/modalities/", f"{PROCESS}/modalities/2/changes/", "/chair/accreditation/"):
        visitor.go(page)
        yield ""


def before_issue(visitor: Visitor, paragraph: Paragraph) -> Walk:
    """What the Chair looks at before she issues, and the pages of answers, inquiries and near-identical texts."""
    summary = f"/chair/summaries/{paragraph.section.summary_id}"
    visitor.go(f"{summary}/coverage/")
    yield "chair-coverage"
    for page in (
        f"{summary}/issue/", f"{summary}/coverage/contributions/", f"{summary}/remarks/{paragraph.anchor}/",
        f"{summary}/history/{paragraph.anchor}/", f"{summary}/answers/", "/chair/inquiries/",
        "/chair/near-identical/trust-in-shared-networks/", "/chair/reading/trust-in-shared-networks/",
        f"/chair/summaries/{Summary.objects.get(state='issued').pk}/",
    ):  # fmt: skip
        visitor.go(page)
        yield ""


def walk_secretariat(visitor: Visitor) -> Walk:
    """The secretariat: the desk, the process, a call, organisations, the import, a document."""
    visitor.sign_in_quietly(User.objects.get(email="secretariat@wg7.example"))
    visitor.go("/secretariat/")
    yield "secretariat-desk"
    visitor.go("/secretariat/processes/trust-in-shared-networks/")
    yield "secretariat-process"
    visitor.go(f"/secretariat/calls/{Call.objects.get(symbol='WG.7/3/C1').pk}/")
    yield "secretariat-call"
    visitor.go("/secretariat/organisations/")
    yield "secretariat-organisations"
    visitor.page.locator("main a[href*='/secretariat/organisations/']").first.click()
    yield ""
    visitor.go("/secretariat/calls/WG.7/3/C1/import/")
    yield "secretariat-import"
    visitor.go("/exports/of/trust-in-shared-networks/")
    yield ""
    visitor.go(f"{PROCESS}/")
    yield ""
    visitor.go("/exports/of/trust-in-shared-networks/")
    yield ""
    compile_issued_summary(visitor)
    yield "secretariat-document"
    visitor.go(f"{PROCESS}/documents/")
    yield ""
    visitor.follow(f"{PROCESS}/documents/new/")
    yield ""
    visitor.page.check("[name=kind][value=cover_note]")
    visitor.fill(title="Note by the secretariat", symbol="WG.7/3/NOTE")
    visitor.press(steps.SUBMIT)
    steps.wait_for_document(visitor)
    visitor.press("button[value=issued]")
    visitor.page.wait_for_selector("a[href$='/correct/']")
    yield ""
    visitor.go(f"{PROCESS}/letterhead/")
    yield ""
    visitor.press(steps.SUBMIT)
    steps.wait_for_document(visitor)
    yield ""
    yield from who_may_do_what(visitor)


def who_may_do_what(visitor: Visitor) -> Walk:
    """The programme of work, the rules of participation, a round of accreditation, the registration of a session."""
    session = Session.objects.get(symbol="WG.7/3")
    visitor.go(f"/secretariat/sessions/{session.pk}/programme/")
    yield "secretariat-programme"
    visitor.go(f"/sessions/{session.symbol}/programme/")
    yield ""
    visitor.go(f"/secretariat{PROCESS}/modalities/")
    yield ""
    visitor.follow("/modalities/new/")
    visitor.press(steps.SUBMIT)
    visitor.page.wait_for_selector("a[href$='/enforce/']")
    yield ""
    application = Application.objects.get(state="submitted")
    visitor.go(f"/secretariat/accreditation/{application.public_id}/")
    yield ""
    visitor.press("button[value=complete]")
    visitor.go(f"/secretariat/accreditation/rounds/{application.round_id}/")
    yield "secretariat-accreditation"
    visitor.go("/secretariat/registration/")
    yield ""
    visitor.go(f"/secretariat/registration/{session.registration_window.pk}/")
    yield "secretariat-registration"


def mark_three(visitor: Visitor) -> None:
    """Three paragraphs of the contribution on the desk."""
    before = visitor.page.locator("#points .point").count()
    for number, words in enumerate(
        ("Roles should be listed, not persons.", "Entries should be tested.", "A public layer.")
    ):
        visitor.page.locator(".mark-it").nth(number).click()
        visitor.page.locator("textarea[name=restatement]").fill(words)
        visitor.page.fill("[name=topic]", "Points of contact")
        visitor.press("#form-place .actions button")
        visitor.page.wait_for_selector(f"#points .point:nth-child({before + number + 1})")
    visitor.page.evaluate("scrollTo(0, 0)")


def compile_issued_summary(visitor: Visitor) -> None:
    """The document of the demo's issued summary."""
    visitor.go(f"/chair/summaries/{Summary.objects.get(state='issued').pk}/documents/")
    visitor.press(steps.SUBMIT)
    steps.wait_for_document(visitor)


WALKS: dict[str, Callable[[Visitor], Walk]] = {
    "contributor": walk_contributor, "chair": walk_chair, "secretariat": walk_secretariat,
}  # fmt: skip
CONTRIBUTION = """When the network of a district hospital fails at night, the person on duty has to know whom to call.

We ask that each State names one role, not a person, and that the list is tested twice a year."""


@pytest.mark.parametrize("name", WALKS)
def test_the_manual_names_what_stands_on_the_pages(visit: Visit, demo: Portal, name: str) -> None:
    manual = (DOCS / "manual" / f"{name}.md").read_text()
    visitor = visit()
    said = []
    for picture in WALKS[name](visitor):
        said.append(visitor.page.locator("body").text_content() or "")
        if picture:
            assert f"images/{picture}.png" in manual
            path = DOCS / "manual" / "images" / f"{picture}.png"
            if WRITES:
                take(visitor, path)
            if WRITES and picture == "contributor-call":
                take(visitor, DOCS / "images" / "call.png")
            assert path.stat().st_size <= LARGEST
    pages = " ".join(" ".join(said).split())
    named = {words.rstrip(".") for words in re.findall(r"\*\*(.+?)\*\*", manual)}
    assert {words for words in named if words not in pages} == set()


def test_the_picture_in_the_readme_is_small_enough() -> None:
    assert (DOCS / "images" / "call.png").stat().st_size <= LARGEST


def take(visitor: Visitor, path: Path) -> None:
    """A picture of the upper part of the page, in few colours."""
    shot = visitor.page.screenshot(clip={"x": 0, "y": 0, "width": 1280, "height": 1000}, full_page=True)
    picture = Image.open(io.BytesIO(shot)).convert("RGB").resize((960, 750), Image.Resampling.LANCZOS)
    picture.quantize(colors=64, dither=Image.Dither.NONE).save(path, optimize=True)

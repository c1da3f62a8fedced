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

from consultation.submissions.models import Call, Submission
from reports.summaries.models import Paragraph, Summary
from stakeholders.accounts.models import User
from tests.e2e import steps
from tests.e2e.browsing import Visitor
from tests.e2e.conftest import Visit
from tests.e2e.portal import Portal

DOCS = Path(__file__).resolve().parents[2] / "docs"
WRITES = os.environ.get("PLENUM_WRITE_PICTURES") == "1"
LARGEST = 120_000  # bytes of one picture
Walk = Iterator[str]


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
    visitor.page.wait_for_selector("input[value=issued]", state="attached")
    yield ""
    visitor.go("/exports/of/trust-in-shared-networks/")
    yield ""
    compile_issued_summary(visitor)
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
    process = "/processes/trust-in-shared-networks"
    visitor.go(f"{process}/")
    yield ""
    visitor.go("/exports/of/trust-in-shared-networks/")
    yield ""
    compile_issued_summary(visitor)
    yield "secretariat-document"
    visitor.go(f"{process}/documents/")
    yield ""
    visitor.follow(f"{process}/documents/new/")
    yield ""
    visitor.page.check("[name=kind][value=cover_note]")
    visitor.fill(title="Note by the secretariat", symbol="WG.7/3/NOTE")
    visitor.press(steps.SUBMIT)
    steps.wait_for_document(visitor)
    visitor.press("button[value=issued]")
    visitor.page.wait_for_selector("a[href$='/correct/']")
    yield ""
    visitor.go(f"{process}/letterhead/")
    yield ""
    visitor.press(steps.SUBMIT)
    steps.wait_for_document(visitor)
    yield ""


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

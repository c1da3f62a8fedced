"""The spine: somebody signs up and speaks, the chair listens and tells, the secretariat compiles what was said."""

import hashlib
import subprocess
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from consultation.processes.models import Office, Process
from consultation.submissions.models import Call
from stakeholders.accounts.models import User
from tests.e2e import steps
from tests.e2e.browsing import DESK, PHONE
from tests.e2e.conftest import Visit
from tests.e2e.steps import Text
from tests.factories import (
    country,
    group,
    make_agenda_item,
    make_call,
    make_chair,
    make_officer,
    make_process,
    make_question,
    make_secretariat,
    make_session,
)
from tests.factories.files import pdf

ENGLISH = Text(
    title="A directory of contact points", language="en", word="Kisiwani",
    body="Small responders in Kisiwani need one list of points of contact.\n\nIt should be tested twice a year.",
)  # fmt: skip
ARABIC = Text(
    title="دليل نقاط الاتصال", language="ar", word="الاتصال",
    body="يحتاج المستجيبون الصغار إلى قائمة واحدة بنقاط الاتصال.\n\nKisiwani 2027: ينبغي اختبارها مرتين في السنة.",
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """How the walk is taken: whose language, how wide a window, with scripts or without, looking closely or not."""

    contributor: str = "en"
    chair: str = "en"
    width: int = DESK
    scripts: bool = True
    text: Text = ENGLISH
    summary: str = "Chair’s summary of the written input"
    paragraph: str = "It was highlighted that small responders needed one list."
    widths: tuple[int, ...] = field(default=())


WALKS = {
    "in English at a desk": Cast(widths=(DESK, PHONE)),
    "without scripts": Cast(scripts=False),
    "in Arabic on a telephone, chaired in French": Cast(
        contributor="ar",
        chair="fr",
        width=PHONE,
        text=ARABIC,
        widths=(PHONE,),
        summary="Résumé de la présidence",
        paragraph="Il a été souligné que les petites équipes avaient besoin d’une liste unique.",
    ),
}


@dataclass
class Stage:
    """What the secretariat has set up before anybody comes: a process, its officers, an open call with a question."""

    process: Process
    call: Call
    chair: User
    secretariat: User


@pytest.fixture
def stage(portal: Any) -> Stage:
    now = timezone.now()
    process = make_process(name="Working Group on Trust", short_name="WG Trust", slug="trust", symbol_stem="WG.9")
    session = make_session(process, symbol="WG.9/2027/S.1", ordinal=1)
    item = make_agenda_item(session, "5", title="Points of contact")
    call = make_call(
        session, symbol="WG.9/2027/C1", title="Input on points of contact", opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=2), word_limit=500,
    )  # fmt: skip
    call.agenda_items.add(item)
    make_question(call, "What has worked for you?", agenda_item=item)
    secretariat = make_secretariat(email="secretariat@people.example", full_name="Sofia Lindqvist")
    Office.objects.create(
        process=process, user=secretariat, kind=Office.Kind.SECRETARIAT, given_at=process.announced_at
    )
    chair = make_chair(process, email="chair@people.example", full_name="Rafael Quispe")
    make_officer(process, Office.Kind.CO_CHAIR, email="co-chair@people.example")
    return Stage(process, call, chair, secretariat)


@pytest.mark.parametrize("cast", WALKS.values(), ids=WALKS.keys())
def test_from_signing_up_to_the_document(visit: Visit, stage: Stage, cast: Cast, tmp_path: Path) -> None:
    contributor = visit(width=cast.width, widths=cast.widths, java_script_enabled=cast.scripts)
    chair = visit(language=cast.chair, widths=cast.widths, java_script_enabled=cast.scripts)
    secretariat = visit(widths=cast.widths, java_script_enabled=cast.scripts)
    anybody = visit(language=cast.contributor, widths=cast.widths, java_script_enabled=cast.scripts)

    contributor.go("/")
    if cast.contributor != "en":
        contributor.choose_language(cast.contributor)
    steps.sign_up(contributor, email="wanjiru@people.example", name="Wanjiru Kamau")
    steps.sign_in(contributor, "wanjiru@people.example")
    steps.propose_organisation(
        contributor, name="Kisiwani Digital Rights", country=country("KE").pk, group=group("civil-society").pk
    )
    steps.sign_in(secretariat, "secretariat@people.example", second_factor=True)
    steps.recognise_organisation(secretariat, "Kisiwani Digital Rights")

    steps.begin_draft(contributor, stage.call.symbol)
    steps.write(contributor, cast.text, scripts=cast.scripts)
    steps.attach(contributor, "annex.pdf", pdf())
    reference = steps.check_and_submit(contributor)
    receipt = contributor.page.url

    steps.sign_in(chair, "chair@people.example", second_factor=True)
    steps.decide(chair, cast.text.title, "published")

    contributor.page.goto(receipt)
    contributor.look()
    contributor.follow(steps.public_page_of(reference))
    expect(contributor.page.locator("h1")).to_have_text(cast.text.title)
    steps.read_letter(contributor, language=cast.contributor, about=cast.text.title)
    steps.find_in_record(anybody, "trust", cast.text, reference)

    steps.begin_summary(chair, stage.call, title=cast.summary, symbol="WG.9/2027/CS.1", language=cast.chair)
    steps.write_paragraph(chair, cast.paragraph, cites=cast.text.word)
    steps.write_paragraph(chair, "—— 2")
    steps.issue_summary(chair)

    steps.compile_summary(secretariat, cast.summary)
    steps.wait_for_document(secretariat, scripts=cast.scripts)
    secretariat.look()
    file, checksum = steps.download(secretariat, tmp_path)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == checksum
    assert facts_of(file) == {"Lang": cast.chair, "is tagged": True, "Title": f"{cast.summary} (WG.9/2027/CS.1)"}
    said = words_of(file)
    assert " ".join(cast.paragraph.split()) in said
    assert "Kisiwani" in said
    assert reference in said

    steps.issue_document(chair, secretariat.page.url)

    anybody.go("/summaries/WG.9/2027/CS.1/")
    expect(anybody.page.locator(f"a[href='{steps.public_page_of(reference)}']")).to_be_visible()
    anybody.look()
    anybody.follow("/documents/")
    anybody.look()
    expect(anybody.page.locator("main a[href$='/file/pdf/']")).to_be_visible()


def facts_of(file: Path) -> dict[str, Any]:
    with pikepdf.open(file) as document:
        return {
            "Lang": str(document.Root.Lang),
            "is tagged": bool(document.Root.MarkInfo.Marked) and "/StructTreeRoot" in document.Root,
            "Title": str(document.docinfo["/Title"]),
        }


def words_of(file: Path) -> str:
    """The text of the file on one line, as pdftotext reads it."""
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True, text=True)
    return " ".join(done.stdout.split())

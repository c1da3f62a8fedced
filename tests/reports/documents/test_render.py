"""The bound PDF: what a reader sees on its pages, what a screen reader is told, and what it can never hold."""

import http.server
import io
import logging
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from weasyprint import CSS, HTML

from reports.documents.check import FaultyDocument, check_pdf
from reports.documents.contents import Attribution, Paragraph, Participant, ParticipantGroup, ReportContents, Section
from reports.documents.layout import page_of, whole_styles_of
from tests.reports.documents.bound import bound
from tests.reports.documents.samples import ARABIC_REPORT, ENGLISH, FRENCH_REPORT, OF_EACH_KIND, REPORT, WITHDRAWN


def text_of(pdf: bytes) -> str:
    """What pdftotext reads, page by page, without the marks of direction it adds."""
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return re.sub("[\u202a-\u202e]", "", text)


def pdf_of(contents: ReportContents) -> bytes:
    """The bound file."""
    with tempfile.TemporaryDirectory() as folder:
        return bound(contents, Path(folder)).read_bytes()


def checked(pdf: bytes, contents: ReportContents) -> int:
    """What the check before anybody may download says of the file."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(pdf)
        file.flush()
        return check_pdf(Path(file.name), contents)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    return text_of(pdf).split("\f")[:-1]


@pytest.fixture(scope="module")
def english() -> bytes:
    """The English sample, rendered once."""
    return pdf_of(REPORT)


@pytest.fixture(scope="module")
def arabic() -> bytes:
    """The Arabic sample, rendered once."""
    return pdf_of(ARABIC_REPORT)


def test_the_first_page_has_the_masthead_of_the_field(english: bytes) -> None:
    first = pages_of(english)[0]
    lines = [line.strip() for line in first.splitlines() if line.strip()]
    assert re.match(r"Consultation portal of the Working Group +WG\.7 ?/2026/2/CRP\.1", lines[0])
    assert "Distr.: General" in first
    assert "2 March 2026" in first
    assert "Original: English" in first
    order = ["Open-ended Working Group", "Eleventh substantive session", "Nairobi, 9–13 February 2026",
             "Item 5 of the provisional agenda", "Discussions on substantive issues", "Chair’s summary of the written",
             "Not an official document of the United Nations", "Contents"]  # fmt: skip
    assert [first.index(line) for line in order] == sorted(first.index(line) for line in order)


def test_the_table_of_contents_gives_the_right_pages(english: bytes) -> None:
    pages = pages_of(english)
    entries = re.findall(r"^ +((?:[IVX]+|[A-Z])\. .+?|Annex .+?) {2,}(\d+)$", pages[0], re.MULTILINE)
    assert [entry for entry, _ in entries] == [
        "I. Introduction", "II. Existing and potential threats", "A. Directories", "B. Cables", "III. Way forward",
        "Annex I. Participating organisations", "Annex II. List of written contributions",
        "Annex III. Contributions as received",
    ]  # fmt: skip
    for entry, page in entries:
        heading = entry.partition(". ")[2] if entry.startswith("Annex") else entry
        assert heading in pages[int(page) - 1]


def test_paragraphs_are_numbered_through_the_document(english: bytes) -> None:
    numbers = re.findall(r"^ *(\d+)\. +[A-Z]", pages_of(english)[1], re.MULTILINE)
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]


def test_running_heads_and_folios_stand_at_the_outer_edge(english: bytes) -> None:
    pages = pages_of(english)
    heads = [page.splitlines()[0] for page in pages]
    assert heads[1].strip().startswith("WG.7/2026/2/CRP.1")
    assert heads[2].strip().endswith("WG.7/2026/2/CRP.1")
    assert pages[1].rstrip().splitlines()[-1].strip().startswith("Page 2 of 6")
    assert pages[2].rstrip().splitlines()[-1].strip().endswith("Page 3 of 6")
    assert pages[0].count("WG.7") == 1
    assert pages[0].rstrip().endswith("Page 1 of 6")


def test_each_annex_starts_a_page(english: bytes) -> None:
    pages = pages_of(english)
    starts = [number for number, page in enumerate(pages, start=1) if re.match(r"(\s*\S.*\n+){1}\s*Annex I+\n", page)]
    assert starts == [3, 4, 5]


def test_contributions_are_as_received(english: bytes) -> None:
    text = text_of(english)
    assert "attached and reproduced in the language in which they are received and\n" in text
    assert "Уведомление в течение 72 часов выполнимо для малых операторов." in text
    assert "能力建设应当由需求驱动" in text
    assert "Nobody answered on the Sunday." in text
    assert "No answer was given." in text
    assert "ab" * 32 in text


def test_a_late_contribution_says_so_and_a_withdrawn_one_leaves_a_stub(english: bytes) -> None:
    text = text_of(english)
    assert "10 February 2026 · late" in text
    assert "withdrawn on 20 February 2026" in text
    assert "This contribution was withdrawn on 20 February 2026. Its text is no longer reproduced." in text


def test_the_fixed_phrases_are_in_the_language_of_the_document() -> None:
    pdf = pdf_of(FRENCH_REPORT)
    assert "Onzième session de fond" in text_of(pdf)
    assert "2 mars 2026" in text_of(pdf)


def test_an_arabic_document_is_mirrored(arabic: bytes) -> None:
    """The symbol of the masthead stands on the left and the head of page 2 has its symbol on the right."""
    pages = pages_of(arabic)
    assert pages[0].splitlines()[0].lstrip().startswith("WG.7")
    assert pages[1].splitlines()[0].rstrip().endswith("WG.7/2026/2/CRP.1")
    assert "الدورة الموضوعية الحادية عشرة" in text_of(arabic)


def test_what_the_chair_wrote_keeps_its_own_language_and_direction() -> None:
    """In an Arabic document, or the full stops of an English summary stand before its sentences."""
    masthead = replace(ARABIC_REPORT.masthead, original_language="en")
    page = page_of(replace(ARABIC_REPORT, masthead=masthead))
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count('<div class="paragraph" lang="en" dir="ltr">') == page.count('<div class="paragraph"') > 0
    assert '<bdi lang="en" dir="ltr">' in page


def test_attributed_paragraphs_cite_and_others_do_not(english: bytes) -> None:
    assert "[WG.7/2/C.1, WG.7/2/C.4]" in text_of(english)
    silent = pdf_of(replace(REPORT, attribution=Attribution.NON_ATTRIBUTED))
    assert "[WG.7/2/C.1" not in text_of(silent)
    assert "Annex II" in text_of(silent)


def test_under_the_chatham_house_rule_no_name_is_anywhere_in_the_file() -> None:
    pdf = pdf_of(replace(REPORT, attribution=Attribution.CHATHAM_HOUSE))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(unfolded := io.BytesIO(), qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for name in ("Lake Basin", "Fjord Registry", "WG.7/2/C."):
        assert name not in text_of(pdf)
        assert name.encode() not in unfolded.getvalue()
        assert name.encode("utf-16-be").hex().encode() not in unfolded.getvalue().lower()
    assert "Annex" not in text_of(pdf)


def test_the_file_tells_its_language_its_title_and_nobody_s_name(english: bytes) -> None:
    with pikepdf.open(io.BytesIO(english)) as document:
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == "Chair’s summary of the written consultation (WG.7/2026/2/CRP.1)"
        assert str(document.docinfo["/CreationDate"]) == "D:20260302093000Z"
        assert "/Author" not in document.docinfo
        assert not document.attachments


def elements(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The structure elements of a kind that hang in the tree."""
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if node.get("/S") == kind:
            found.append(node)
        kids = node.get("/K", [])
        waiting += (
            [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)] if isinstance(kids, pikepdf.Array) else []
        )
    return found


@pytest.mark.parametrize("contents", [REPORT, ARABIC_REPORT], ids=["en", "ar"])
def test_each_contribution_tells_its_own_language(contents: ReportContents) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(contents))) as document:
        languages = {str(article.Lang) for article in elements(document, "/Art")}
    assert languages == {"en", "ru", "zh-hans", "ar"}


def test_header_cells_tell_what_they_head(english: bytes) -> None:
    with pikepdf.open(io.BytesIO(english)) as document:
        scopes = [str(cell.A.Scope) for cell in elements(document, "/TH")]
    assert sorted(scopes) == ["/Column"] * 3 + ["/Row"] * 4


def test_the_items_of_a_list_hold_a_label_and_a_body() -> None:
    text = "- tight\n- list\n\nand\n\n1. One.\n\n   More of it.\n\n2. Two.\n\n   > A quotation."
    with pikepdf.open(
        io.BytesIO(pdf_of(replace(REPORT, sections=(), contributions=(replace(ENGLISH, text=text),))))
    ) as document:
        items = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/LI"]
        kids = [[str(kid.S) for kid in item.K] for item in items]  # type: ignore[attr-defined]
    assert ["/Lbl", "/LBody"] in kids
    assert {kind for item in kids for kind in item} == {"/Lbl", "/LBody"}


def test_links_say_where_they_lead(english: bytes) -> None:
    with pikepdf.open(io.BytesIO(english)) as document:
        links = [link for page in document.pages for link in page.get("/Annots", [])]
        inside = {str(link.Contents) for link in links if "/Dest" in link}
        outside = {str(link.A.URI) for link in links if "/A" in link}
    assert "I. Introduction" in inside
    assert "Annex II: List of written contributions" in inside
    assert "WG.7/2/C.1, Lake Basin Digital Rights Forum" in inside
    assert outside == {"https://forum.example/paper?a=1&b=2"}


def test_the_outline_names_chapters_annexes_and_contributions(english: bytes) -> None:
    with pikepdf.open(io.BytesIO(english)) as document, document.open_outline() as outline:
        top = [item.title for item in outline.root]
        last = [item.title for item in outline.root[-1].children]
        chapters = [item.title for item in outline.root[0].children]
    assert top == [
        "Chair’s summary of the written consultation", "Annex I: Participating organisations",
        "Annex II: List of written contributions", "Annex III: Contributions as received",
    ]  # fmt: skip
    assert chapters == ["I. Introduction", "II. Existing and potential threats", "III. Way forward"]
    assert last[0] == "WG.7/2/C.1 Lake Basin Digital Rights Forum"
    assert len(last) == 5


@pytest.mark.parametrize("contents", [REPORT, ARABIC_REPORT], ids=["en", "ar"])
def test_the_same_contents_give_the_same_bytes(contents: ReportContents) -> None:
    assert pdf_of(contents) == pdf_of(ReportContents.from_json(contents.to_json()))


def test_the_only_section_of_a_chapter_has_no_letter() -> None:
    sections = (*REPORT.sections[:3], REPORT.sections[4])
    assert "Directories" in text_of(pdf_of(replace(REPORT, sections=sections)))
    assert "A. Directories" not in text_of(pdf_of(replace(REPORT, sections=sections)))


def test_a_body_that_stands_in_the_masthead_is_not_named_again_below_it() -> None:
    masthead = replace(REPORT.masthead, organ=REPORT.process)
    front = pages_of(pdf_of(replace(REPORT, masthead=masthead)))[0]
    assert front.count("Open-ended Working Group") == 1


@pytest.mark.parametrize("lines", range(28, 34))
def test_no_page_ends_between_the_name_of_a_contributor_and_her_text(lines: int) -> None:
    long = replace(ENGLISH, text="\n\n".join(["One line of text."] * lines))
    last = replace(ENGLISH, anchor="c-last", reference="WG.7/2026/C9/999", text="The last text.")
    pages = pages_of(pdf_of(replace(REPORT, sections=(), contributions=(long, last))))
    assert "The last text." in next(page for page in reversed(pages) if "WG.7/2026/C9/999" in page)


def test_nothing_is_said_of_annexes_that_are_empty() -> None:
    text = text_of(pdf_of(replace(REPORT, participants=(), contributions=(WITHDRAWN,), sections=REPORT.sections[:1])))
    assert "Annex I. List of written contributions" in text
    assert "Participating organisations" not in text


def test_weasyprint_has_nothing_to_complain_of(caplog: pytest.LogCaptureFixture) -> None:
    for contents in OF_EACH_KIND.values():
        styles = [CSS(string=styles) for styles in whole_styles_of(contents)]
        with caplog.at_level(logging.WARNING):
            HTML(string=page_of(contents)).render(stylesheets=styles)
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


def test_the_numbers_of_lists_are_the_author_s() -> None:
    text = text_of(
        pdf_of(replace(REPORT, sections=(), contributions=(replace(ENGLISH, text="5. five\n6. six\n9. nine"),)))
    )
    assert re.findall(r"(\d)\. (five|six|nine)", text) == [("5", "five"), ("6", "six"), ("9", "nine")]


# --- hostile contents ---------------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on the loopback that notes every request."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_parts: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


HOSTILE = """
<img src="{url}/img"> <link rel=attachment href="file://{canary}"> <link rel=stylesheet href="{url}/css">
<style>@import url("{url}/imp"); body {{ background: url("{url}/bg") }}</style>
<object data="{url}/obj"></object> <embed src="{url}/embed"> <iframe src="{url}/frame"></iframe>
<svg><image href="{url}/svg"/><use href="file://{canary}#x"/></svg> <script src="{url}/js"></script>

![a]({url}/md) ![b](file://{canary}) ![c](data:image/svg+xml,x) [d](file://{canary}) [e](#annex-9) [f](asset:x)

<{url}/auto> \\<img src="{url}/esc"> &lt;img src="{url}/ent"&gt; {{{{ contents }}}} {{% include "{canary}" %}}
"""


def test_no_text_makes_the_renderer_reach_out_or_read_files(listener: tuple[str, list[str]], tmp_path: Path) -> None:
    """The forms of CVE-2025-68616 and its like: nothing is fetched, and what lies on the disk is in no output."""
    url, seen = listener
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-7f3a")
    hostile = HOSTILE.format(url=url, canary=canary)
    everywhere = replace(
        REPORT,
        title=f"<img src='{url}/title'>",
        session=f"</bdi><link rel=attachment href='file://{canary}'>",
        masthead=replace(REPORT.masthead, body=f"<style>@import '{url}/mast';</style>"),
        sections=(Section(heading=f"<img src={url}/h>", paragraphs=(Paragraph(number=1, text=hostile),)),),
        participants=(
            ParticipantGroup(group=f"<img src={url}/g>", participants=(Participant(name=hostile, country=hostile),)),
        ),
        contributions=(replace(ENGLISH, organisation=f'"><img src={url}/o>', title=hostile[:240], text=hostile),),
    )
    pdf = pdf_of(everywhere)
    assert seen == []
    assert "CANARY-7f3a" not in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments
        assert {str(link.A.URI) for page in document.pages for link in page.get("/Annots", []) if "/A" in link} == {
            f"{url}/md", f"{url}/auto",
        }  # fmt: skip
    assert checked(pdf, everywhere) > 0


@pytest.mark.parametrize(
    "text",
    [">" * 900 + " deep", "\n".join("  " * depth + "- x" for depth in range(200)), "*a " * 5000 + "b*" * 5000,
     "x" * 65_536, "漢" * 5_000, "\u0301" * 500, "مرحبا" * 5_000, "# h\n" * 500],
    ids=["quotations", "lists", "emphasis", "one word", "han", "marks", "arabic", "headings"],
)  # fmt: skip
def test_texts_that_broke_renderers_are_set(text: str) -> None:
    contents = replace(REPORT, sections=(), contributions=(replace(ENGLISH, text=text),))
    assert checked(pdf_of(contents), contents) >= 4


# --- the check before anybody may download ------------------------------------------------------------------------


def changed(pdf: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    """The file after a change to its objects."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target := io.BytesIO())
    return target.getvalue()


def without_metadata(document: pikepdf.Pdf) -> None:
    """Take away the XMP stream."""
    del document.Root["/Metadata"]


def without_title(document: pikepdf.Pdf) -> None:
    """Take away the title."""
    del document.docinfo["/Title"]


FAULTS = {
    "language": (lambda document: document.Root.__setattr__("Lang", pikepdf.String("fr")), "Its language is not en."),
    "title": (without_title, "It has no title."),
    "display": (lambda document: document.Root.__delitem__("/ViewerPreferences"), "its title to be shown"),
    "tags": (lambda document: document.Root.__delitem__("/StructTreeRoot"), "It is not tagged."),
    "mark": (lambda document: document.Root.__delitem__("/MarkInfo"), "It is not tagged."),
    "ua": (without_metadata, "PDF/UA-1"),
    "places": (lambda document: document.Root.__delitem__("/Names"), "missing: annex-1, annex-2"),
}


def test_a_sound_file_passes_with_its_number_of_pages(english: bytes, arabic: bytes) -> None:
    assert checked(english, REPORT) == 6
    assert checked(arabic, ARABIC_REPORT) == 6


@pytest.mark.parametrize(("change", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_named(english: bytes, change, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FaultyDocument, match=re.escape(words)):
        checked(changed(english, change), REPORT)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7", b"<html>"], ids=["empty", "cut short", "a page"])
def test_what_is_no_pdf_is_refused(broken: bytes) -> None:
    with pytest.raises(FaultyDocument, match="cannot be opened"):
        checked(broken, REPORT)


def test_a_file_cut_short_is_refused(english: bytes) -> None:
    with pytest.raises(FaultyDocument):
        checked(english[: len(english) // 2], REPORT)


def test_a_document_of_another_report_is_refused(english: bytes) -> None:
    with pytest.raises(FaultyDocument, match="c-6"):
        checked(english, replace(REPORT, contributions=(*REPORT.contributions, replace(ENGLISH, anchor="c-6"))))

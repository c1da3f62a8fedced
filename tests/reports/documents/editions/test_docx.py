"""The DOCX edition: a sound file, made of Word's own headings, lists, tables, links, fields and charts."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from reports.documents.contents import Attribution, Bar, Chart, Kind, Logo, Paper, Paragraph, ReportContents, Section
from reports.documents.editions import write_all
from reports.documents.editions.docx import lists
from reports.documents.states import Format
from tests.factories.files import png
from tests.reports.documents.editions.reading import Docx, R, W, docx_words, page_words, written
from tests.reports.documents.samples import (
    ARABIC_REPORT,
    AS_OF,
    BY_QUESTION,
    COMPILATION,
    DISPOSITION_TABLE,
    ENGLISH,
    OF_EACH_KIND,
    REPORT,
    STATISTICS,
    in_language,
)

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")
EVERYTHING: Mapping[str, ReportContents] = {
    **OF_EACH_KIND,
    **{f"{kind} in Arabic": in_language(contents, "ar") for kind, contents in OF_EACH_KIND.items()},
    "an Arabic report": ARABIC_REPORT,
    "nobody named": replace(REPORT, attribution=Attribution.NON_ATTRIBUTED),
    "the Chatham House Rule": replace(REPORT, attribution=Attribution.CHATHAM_HOUSE),
}


def saying(text: str, **changes: object) -> ReportContents:
    """A compilation of one contribution with that text."""
    return replace(COMPILATION, contributions=(replace(ENGLISH, text=text, **changes),))


def paragraphed(text: str, language: str = "en") -> ReportContents:
    """A summary of one paragraph with that text, written in that language."""
    sections = (Section(heading="Threats", paragraphs=(Paragraph(number=1, text=text),)),)
    masthead = replace(REPORT.masthead, original_language=language)
    return replace(in_language(REPORT, language), masthead=masthead, sections=sections, contributions=())


def labels(docx: Docx) -> list[tuple[str, int, int]]:
    """For each item of a numbered list the form of its numbers, its level, and the number at which its list begins."""
    numbering = docx.tree("word/numbering.xml")
    found = []
    for number in docx.body.iter(f"{W}numPr"):
        key, level = number.find(f"{W}numId").get(f"{W}val"), number.find(f"{W}ilvl").get(f"{W}val")
        (listed,) = [num for num in numbering.iter(f"{W}num") if num.get(f"{W}numId") == key]
        kind = listed.find(f"{W}abstractNumId").get(f"{W}val")
        (abstract,) = [one for one in numbering.iter(f"{W}abstractNum") if one.get(f"{W}abstractNumId") == kind]
        form = abstract.findall(f"{W}lvl")[int(level)].find(f"{W}lvlText").get(f"{W}val")
        start = listed.find(f"{W}lvlOverride/{W}startOverride")
        found.append((form, int(level), int(start.get(f"{W}val")) if start is not None else 0))
    return found


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_a_file_of_every_kind_is_sound(contents: ReportContents, tmp_path: Path) -> None:
    docx, _page = written(contents, tmp_path)
    for name in docx.parts:
        docx.tree(name)
    types = docx.tree("[Content_Types].xml")
    known = {one.get("PartName") for one in types} | {one.get("Extension") for one in types}
    assert all(f"/{name}" in known or name.endswith(".rels") for name in docx.parts if name != "[Content_Types].xml")
    keys = set(docx.body.xpath("//@r:id", namespaces={"r": R.strip("{}")}))
    targets = docx.targets()
    assert keys <= set(targets)
    outside = {
        relation.get("Target") for relation in docx.tree("word/_rels/document.xml.rels") if relation.get("TargetMode")
    }
    assert all(f"word/{target}" in docx.parts for target in set(targets.values()) - outside)
    assert set(docx.targets("_rels/.rels").values()) <= set(docx.parts)


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_what_is_named_is_there(contents: ReportContents, tmp_path: Path) -> None:
    docx, _page = written(contents, tmp_path)
    styles = {style.get(f"{W}styleId") for style in docx.tree("word/styles.xml").iter(f"{W}style")}
    named = {node.get(f"{W}val") for node in docx.body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert named <= styles
    numbers = {num.get(f"{W}numId") for num in docx.tree("word/numbering.xml").iter(f"{W}num")}
    assert {node.get(f"{W}val") for node in docx.body.iter(f"{W}numId")} <= numbers
    marks = [mark.get(f"{W}name") for mark in docx.body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len({mark.lower() for mark in marks}), "Word does not tell cases apart"
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", mark) for mark in marks)
    assert {link.get(f"{W}anchor") for link in docx.body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")} <= set(marks)
    ids = [mark.get(f"{W}id") for mark in docx.body.iter(f"{W}bookmarkStart")]
    assert ids == [mark.get(f"{W}id") for mark in docx.body.iter(f"{W}bookmarkEnd")]


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_it_says_every_word_that_the_page_says_and_no_other(contents: ReportContents, tmp_path: Path) -> None:
    docx, page = written(contents, tmp_path)
    assert docx_words(docx) == page_words(page)


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_the_table_of_contents_has_the_very_words_of_the_headings(contents: ReportContents, tmp_path: Path) -> None:
    docx, _page = written(contents, tmp_path)
    entries = [text.rstrip("\t") for text in docx.texts("TOC1", "TOC2")]
    assert entries == [
        " ".join(text.replace("\u200e", "").replace("\u200f", "").split())
        for text in docx.texts("Heading1", "Heading2")
    ]


def test_the_table_of_contents_of_a_summary(tmp_path: Path) -> None:
    docx, _page = written(REPORT, tmp_path)
    assert [text.rstrip("\t") for text in docx.texts("TOC1")] == [
        "I. Introduction",
        "II. Existing and potential threats",
        "III. Way forward",
        "Annex I. Participating organisations",
        "Annex II. List of written contributions",
        "Annex III. Contributions as received",
    ]
    assert [text.rstrip("\t") for text in docx.texts("TOC2")] == ["A. Directories", "B. Cables"]
    fields = "".join(node.text for node in docx.body.iter(f"{W}instrText"))
    assert fields.startswith(r' TOC \o "1-2" \h \z ')
    turns = [node.get(f"{W}fldCharType") for node in docx.body.iter(f"{W}fldChar")]
    assert turns.count("begin") == turns.count("separate") == turns.count("end") == 9


def test_headings_that_are_not_listed_still_have_their_place_in_the_outline(tmp_path: Path) -> None:
    docx, _page = written(REPORT, tmp_path)
    levels = {
        style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")
        for style in docx.tree("word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    assert [p.style for p in docx.paragraphs if p.text == "Civil society"] == ["TableText", "Group2"]
    assert [p.style for p in docx.paragraphs if p.text == "WG.7/2/C.1 Lake Basin Digital Rights Forum"] == [
        "ListedEntry",
        "Entry2",
    ]
    titles = [p.style for p in docx.paragraphs if p.text.startswith("A directory of points of contact")]
    assert titles == ["ListedTitle", "Heading3"]
    assert (levels["Group2"], levels["Entry2"], levels["Heading1"], levels["Heading3"]) == ("1", "1", "0", "2")


def test_paragraphs_keep_their_numbers_whatever_is_edited(tmp_path: Path) -> None:
    docx, _page = written(REPORT, tmp_path)
    numbered = docx.texts("NumberedParagraph")
    assert [text.partition("\t")[0] for text in numbered] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert numbered[4] == "5.\tOne participant cautioned."
    marks = {mark.get(f"{W}name") for mark in docx.body.iter(f"{W}bookmarkStart")}
    assert {f"b_p{number}" for number in range(1, 8)} <= marks


def test_a_list_in_a_numbered_paragraph_is_indented_with_its_text(tmp_path: Path) -> None:
    docx, _page = written(REPORT, tmp_path)
    item = docx.one("a test be held twice a year;")
    assert item.style == "ListBullet"
    assert item.element.find(f"{W}pPr/{W}ind").get(f"{W}left") == "964"  # 11 mm and 6 mm


@pytest.mark.parametrize(
    ("language", "form"),
    [("en", "(%1)"), ("zh-hans", "(%1)"), ("ar", "(%1)"), ("es", "%1)"), ("fr", "%1)"), ("ru", "%1)")],
)
def test_sub_paragraphs_are_lettered_as_the_language_letters_them(language: str, form: str, tmp_path: Path) -> None:
    docx, _page = written(paragraphed("It was suggested:\n\n1. one;\n2. two.", language), tmp_path)
    assert labels(docx) == [(form, 0, 1), (form, 0, 1)]
    letters = docx.tree("word/numbering.xml").findall(f"{W}abstractNum")[2].find(f"{W}lvl/{W}numFmt").get(f"{W}val")
    assert letters == ("arabicAbjad" if language == "ar" else "lowerLetter")


def test_every_list_of_a_contribution_has_its_authors_numbers(tmp_path: Path) -> None:
    text = "1. a\n2. b\n\nThen:\n\n5. e\n6. f\n9. i\n\nAnd:\n\n- x\n  1. y\n     - z\n"
    docx, _page = written(replace(saying(text), contributions=(replace(ENGLISH, text=text, attachments=()),)), tmp_path)
    assert labels(docx) == [
        ("%1.", 0, 1), ("%1.", 0, 1), ("%1.", 0, 5), ("%1.", 0, 5), ("%1.", 0, 9), ("•", 0, 0), ("%2.", 1, 1), ("◦", 2, 0),
    ]  # fmt: skip


def test_numbers_stand_in_the_text_once_word_can_hold_no_more_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_NUMBERED", 1)
    docx, _page = written(saying("1. a\n2. b\n\nThen:\n\n5. e\n6. f\n9. i\n"), tmp_path)
    assert docx.texts("ListNumber") == ["a", "b", "5.\te", "6.\tf", "9.\ti"]


def test_numbers_that_word_cannot_begin_at_stand_in_the_text(tmp_path: Path) -> None:
    docx, _page = written(saying("999999999. a\n\nThen:\n\n0. b\n\nThen:\n\n32767. c\n"), tmp_path)
    assert docx.texts("ListNumber") == ["999999999.\ta", "b", "c"]
    assert [start for form, _level, start in labels(docx) if form == "%1."] == [0, 32767]


def test_an_item_that_begins_with_a_list_keeps_its_number(tmp_path: Path) -> None:
    docx, _page = written(saying("3. - deep\n4. next\n"), tmp_path)
    assert docx.texts("ListNumber") == ["\u00a0", "next"]
    assert "deep" in docx.texts("ListBullet")


def test_quotations_code_and_emphasis(tmp_path: Path) -> None:
    docx, _page = written(saying("> said *so*\n\n```\nif a  <  b:\n    go\n```\n\nUse `rm` **now**.\n\n***"), tmp_path)
    assert docx.one("said so").style == "Quote"
    assert docx.one("if a").text == "if a  <  b:\n    go"
    assert docx.one("if a").style == "Code"
    emphasised = {
        run.findtext(f"{W}t"): [node.tag.removeprefix(W) for node in run.find(f"{W}rPr")]
        for text in ("said so", "Use rm")
        for run in docx.one(text).element.iter(f"{W}r")
        if run.find(f"{W}rPr") is not None
    }
    assert emphasised == {"so": ["i", "iCs"], "rm": ["rStyle"], "now": ["b", "bCs"]}


def test_outward_links_lead_out_and_inward_ones_to_the_contribution(tmp_path: Path) -> None:
    docx, _page = written(REPORT, tmp_path)
    (outward,) = [link for link in docx.body.iter(f"{W}hyperlink") if link.get(f"{R}id")]
    assert docx.targets()[outward.get(f"{R}id")] == "https://forum.example/paper?a=1&b=2"
    citation = docx.one("[WG.7/2/C.1, WG.7/2/C.4]").element
    assert [link.get(f"{W}anchor") for link in citation.iter(f"{W}hyperlink")] == ["b_c_1", "b_c_4"]


@pytest.mark.parametrize(
    "address",
    ["https://[::1]/", "https://a_b.example/", "mailto:nobody"],
)
def test_an_address_that_word_would_refuse_the_file_for_is_told_in_words(address: str, tmp_path: Path) -> None:
    docx, _page = written(saying(f"See [our paper](<{address}>)."), tmp_path)
    assert docx.one("See our paper").text.replace("\n", "") == f"See our paper ({address})."
    assert address not in docx.targets().values()


@pytest.mark.parametrize(
    ("contents", "size"),
    [
        (REPORT, ("11906", "16838", None)),
        (DISPOSITION_TABLE, ("16838", "11906", "landscape")),
        (replace(REPORT, masthead=replace(REPORT.masthead, paper=Paper.LETTER)), ("12240", "15840", None)),
    ],
    ids=["A4", "wide", "Letter"],
)
def test_paper(contents: ReportContents, size: tuple[str, str, str | None], tmp_path: Path) -> None:
    docx, _page = written(contents, tmp_path)
    (page,) = docx.body.iter(f"{W}pgSz")
    assert (page.get(f"{W}w"), page.get(f"{W}h"), page.get(f"{W}orient")) == size


def test_only_the_table_of_comments_turns_the_paper(tmp_path: Path) -> None:
    both = replace(REPORT, dispositions=DISPOSITION_TABLE.dispositions, charts=STATISTICS.charts)
    docx, _page = written(both, tmp_path)
    sections = list(docx.body.iter(f"{W}sectPr"))
    assert [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections] == [None, "landscape", None]
    assert [section.find(f"{W}titlePg") is not None for section in sections] == [True, False, False]


def test_tables_have_heads_that_come_again_and_decisions_that_are_told_in_words(tmp_path: Path) -> None:
    docx, _page = written(DISPOSITION_TABLE, tmp_path)
    (table,) = docx.body.iter(f"{W}tbl")
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * (len(rows) - 1)]
    assert {len(row.findall(f"{W}tc")) for row in rows} == {8}
    assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))
    shades = [node.get(f"{W}fill") for node in table.iter(f"{W}shd")]
    assert shades == ["92D050", "C4D79B", "FF99CC", "D9D9D9"]
    assert [text for text in docx.texts("SmallTableText") if text in ("Accepted", "Not accepted")] == [
        "Accepted",
        "Not accepted",
    ]


def test_a_chart_is_drawn_by_word_from_its_numbers_and_told_in_words_and_in_a_table(tmp_path: Path) -> None:
    docx, _page = written(STATISTICS, tmp_path)
    chart = docx.tree("word/charts/chart1.xml")
    values = [node.text for node in chart.iter("{*}v")]
    assert values == ["In time", "Civil society", "Business", "Academia", "900", "200", "0",
                      "After the deadline", "Civil society", "Business", "Academia", "100", "34", "0"]  # fmt: skip
    told = [node.get("descr") for node in docx.body.iter("{*}docPr")]
    assert told == [f"{one.title}. {one.description}" for one in STATISTICS.charts]
    head = [p.text for p in docx.paragraphs if p.style in ("TableHead", "TableHeadNumber")]
    assert head == ["Stakeholder group", "In time", "After the deadline", "Total", "Stakeholder group", "Organisations"]
    assert docx.texts("TableNumber")[:4] == ["900", "100", "1,000", "200"]


def test_an_arabic_document_runs_from_right_to_left(tmp_path: Path) -> None:
    docx, _page = written(ARABIC_REPORT, tmp_path)
    heading = next(p for p in docx.paragraphs if p.style == "Heading1")
    assert heading.text == "أولا - مقدمة"
    assert heading.element.find(f"{W}pPr/{W}bidi") is not None
    assert all(run.find(f"{W}rPr/{W}rtl") is not None for run in heading.element.iter(f"{W}r"))
    english = docx.one("one form in six languages;").element
    assert english.find(f"{W}pPr/{W}bidi") is None
    assert english.find(f".//{W}rtl") is None
    assert english.find(f".//{W}lang").get(f"{W}val") == "en-GB"
    assert docx.body.find(f".//{W}tblPr/{W}bidiVisual") is not None
    assert docx.body.find(f"{W}sectPr/{W}bidi") is not None


def test_words_of_the_other_direction_are_set_apart(tmp_path: Path) -> None:
    docx, _page = written(saying("The word سلام means peace.", language="en"), tmp_path)
    runs = [
        (run.findtext(f"{W}t"), run.find(f"{W}rPr/{W}rtl") is not None)
        for run in docx.one("means peace").element.iter(f"{W}r")
    ]
    assert runs == [("The word ", False), ("سلام", True), (" means peace.", False)]


def test_a_date_in_arabic_is_not_drawn_into_the_english_name_before_it(tmp_path: Path) -> None:
    docx, _page = written(in_language(COMPILATION, "ar"), tmp_path)
    facts = next(text for text in docx.texts("Facts") if "Kenya" in text)
    assert "\u200f\u200eEnglish\u200e\u200f · 3 شباط/فبراير 2026" in facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_running_heads_and_feet(language: str, tmp_path: Path) -> None:
    docx, _page = written(in_language(REPORT, language), tmp_path)
    assert {"".join(docx.tree(f"word/header-{pages}.xml").itertext()) for pages in ("default", "even")} == {
        "WG.7/2026/2/CRP.1"
    }
    for pages in ("default", "even"):
        fields = [node.get(f"{W}instr").strip() for node in docx.tree(f"word/footer-{pages}.xml").iter(f"{W}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]
    assert docx.tree("word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_the_picture_of_the_masthead(tmp_path: Path) -> None:
    logo = Logo(name="logo.png", sha256="00" * 32, description="Three waves")
    docx, page = written(replace(REPORT, masthead=replace(REPORT.masthead, logo=logo)), tmp_path, logo=png())
    assert docx.parts["word/media/logo.png"] == png()
    assert docx.body.find(".//{*}docPr").get("descr") == "Three waves"
    assert 'src="data:image/png;base64,' in page
    assert "asset:" not in page


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    docx, _page = written(ARABIC_REPORT, tmp_path)
    told = {etree.QName(node).localname: node.text for node in docx.tree("docProps/core.xml")}
    assert told == {
        "title": "موجز الرئيس عن المشاورة الخطية (WG.7/2026/2/CRP.1)",
        "language": "ar-SA",
        "created": "2026-03-02T09:30:00Z",
        "modified": "2026-03-02T09:30:00Z",
    }
    assert "docProps/app.xml" not in docx.parts


@pytest.mark.parametrize(
    ("attribution", "forgets"), [(Attribution.ATTRIBUTED, False), (Attribution.NON_ATTRIBUTED, True)]
)
def test_where_nobody_is_named_word_is_told_to_forget_who_works_on_it(
    attribution: Attribution, forgets: bool, tmp_path: Path
) -> None:
    docx, _page = written(replace(REPORT, attribution=attribution), tmp_path)
    assert (docx.tree("word/settings.xml").find(f"{W}removePersonalInformation") is not None) is forgets


def test_the_same_contents_give_the_same_bytes_at_any_time_of_day(tmp_path: Path) -> None:
    elsewhere = replace(REPORT, as_of=AS_OF.astimezone(timezone(timedelta(hours=3))))
    files = []
    for number, contents in enumerate((REPORT, REPORT)):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        paths = write_all(contents, assets={}, folder=folder)
        files.append([paths[Format.DOCX].read_bytes(), paths[Format.HTML].read_bytes()])
    assert files[0] == files[1]
    docx, _page = written(elsewhere, tmp_path)
    assert b"2026-03-02T09:30:00Z" in docx.parts["docProps/core.xml"]


def test_answers_stand_below_their_question(tmp_path: Path) -> None:
    docx, _page = written(BY_QUESTION, tmp_path)
    assert [text for text in docx.texts("Heading1") if "?" in text or "General" in text] == [
        "Which information should a directory hold?",
        "Who should keep it?",
        "General comments",
    ]
    answered = [p.text for p in docx.paragraphs].index("Номер телефона и часовой пояс.")
    before = [p.text for p in docx.paragraphs[:answered] if p.style == "Heading1"]
    assert before[-1] == "Which information should a directory hold?"


def test_no_document_of_a_kind_is_empty(tmp_path: Path) -> None:
    docx, page = written(replace(REPORT, kind=Kind.COVER_NOTE, contributions=(), participants=()), tmp_path)
    assert docx.texts("Title") == ["Chair’s summary of the written consultation"]
    assert page.count("</main></body></html>") == 1


def test_a_chart_of_one_bar_and_a_label_of_markup(tmp_path: Path) -> None:
    chart = Chart(
        title="T", description="D", dimension="G", series=("S & <b>",), bars=(Bar(label="<i>&\x07", values=(3,)),)
    )
    docx, _page = written(replace(STATISTICS, charts=(chart,)), tmp_path)
    assert [node.text for node in docx.tree("word/charts/chart1.xml").iter("{*}v")] == ["S & <b>", "<i>&\ufffd", "3"]

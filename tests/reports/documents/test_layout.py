"""The pages of every kind of document in every language: in reading order, sound as HTML, and with nobody's markup."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reports.documents.contents import Attribution, Logo, Paper, Paragraph, ReportContents, Section
from reports.documents.layout import book_of, front_html, html_of, is_landscape, page_of, styles_of
from reports.documents.outline import labels_of
from reports.documents.plan import parts_of
from tests.reports.documents.bound import bound, told_by
from tests.reports.documents.samples import (
    ARABIC_REPORT,
    BY_QUESTION,
    COMPILATION,
    COVER_NOTE,
    DISPOSITION_TABLE,
    ENGLISH,
    FRENCH_REPORT,
    NAMES_OF_LANGUAGES,
    OF_EACH_KIND,
    REPORT,
    STATISTICS,
    in_language,
)

EVERY = [
    pytest.param(in_language(contents, language), id=f"{kind} in {language}")
    for kind, contents in OF_EACH_KIND.items()
    for language in NAMES_OF_LANGUAGES
]


class Page(HTMLParser):
    """What a test asks of a page: its tags in order, their attributes, its headings with their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_data(self, data: str) -> None:
        if self.headings:
            level, text = self.headings[-1]
            self.headings[-1] = (level, f"{text} {data}".strip())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.tags if attribute in attributes]


def pages_of(contents: ReportContents) -> Iterator[str]:
    """The front, its page numbers all 7, and every part."""
    yield front_html(contents, pages=dict.fromkeys(labels_of(contents.disclosed()), 7))
    yield from (html_of(part.payload) for part in parts_of(contents))


# --- sound as HTML ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("contents", EVERY)
def test_headings_never_skip_a_level_through_the_whole_document(contents: ReportContents) -> None:
    levels = [level for html in pages_of(contents) for level, _ in Page(html).headings]
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), levels


@pytest.mark.parametrize("contents", EVERY)
def test_every_place_has_one_name_and_every_link_leads_to_one(contents: ReportContents) -> None:
    pages = [Page(html) for html in pages_of(contents)]
    places = [name for page in pages for name in page.values("id")]
    links = {link for page in pages for link in page.values("href") if link.startswith("part:")}
    assert len(places) == len(set(places))
    assert {link.removeprefix("part:") for link in links} <= set(labels_of(contents)) <= set(places)


@pytest.mark.parametrize("contents", EVERY)
def test_no_page_brings_a_style_a_script_or_a_counted_page(contents: ReportContents) -> None:
    for html in pages_of(contents):
        page = Page(html)
        assert not {tag for tag, _ in page.tags} & {"style", "script", "link", "iframe", "object", "base"}
        assert not [
            name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")
        ]
        assert page.tags[0] == ("html", {"lang": contents.language, "dir": contents.direction})
    assert not re.search(r"counter\(pages?\)|target-counter|string\(", "".join(styles_of(contents)))


def test_a_front_gives_the_pages_that_it_is_told() -> None:
    html = front_html(REPORT, pages={"section-1": 2, "annex-3": 1204})
    assert re.findall(r'<span class="page">(\d*)</span>', html) == ["2", "", "", "", "", "", "", "1204"]


def test_names_are_isolated_with_the_direction_of_their_first_letter() -> None:
    html = html_of(parts_of(in_language(COMPILATION, "ar"))[0].payload)
    assert '<bdi dir="rtl">جمعية الواحة للمعرفة الرقمية</bdi>' in html
    assert '<bdi dir="ltr">Союз операторов связи Предуралья</bdi>' in html
    assert "<bdi>" not in html


def test_where_all_runs_rightwards_only_what_does_not_is_set_apart() -> None:
    html = html_of(parts_of(COMPILATION)[0].payload)
    assert '<bdi dir="rtl">جمعية الواحة للمعرفة الرقمية</bdi>' in html
    assert '<span class="organisation">Союз операторов связи Предуралья</span>' in html
    assert "<bdi>" not in html


def test_what_the_chair_wrote_keeps_its_own_language_and_direction() -> None:
    """In an Arabic document, or the full stops of an English summary stand before its sentences."""
    text = html_of(parts_of(in_language(REPORT, "ar"))[0].payload)
    assert text.count('<div class="paragraph" lang="en" dir="ltr">') == text.count('<div class="paragraph"') == 7
    assert '<bdi lang="en" dir="ltr">Introduction</bdi>' in text


def test_the_process_s_own_words_take_the_place_of_the_usual_ones() -> None:
    usual = front_html(REPORT, pages={})
    assert "Not an official document of the United Nations" in usual
    assert "Prepared by the Chair under own responsibility." in usual
    own = replace(
        REPORT, masthead=replace(REPORT.masthead, disclaimer="A portal reference.", responsibility="Our own.")
    )
    html = front_html(own, pages={})
    assert ("A portal reference." in html, "Our own." in html) == (True, True)
    assert "Not an official document of the United Nations" not in html
    assert book_of(own).disclaimer == "A portal reference."


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("ar", "الصفحة {page} من {pages}"), ("en", "Page {page} of {pages}"), ("es", "Página {page} de {pages}"),
        ("fr", "Page {page} sur {pages}"), ("ru", "Стр. {page} из {pages}"), ("zh", "第{page}页，共{pages}页"),
    ],
)  # fmt: skip
def test_a_book_speaks_the_language_of_the_document(language: str, phrase: str) -> None:
    book = book_of(in_language(REPORT, language))
    assert (book.language, book.page_of_pages) == (language, phrase)
    assert (book.title, book.symbol) == (
        "Chair’s summary of the written consultation (WG.7/2026/2/CRP.1)", "WG.7/2026/2/CRP.1",
    )  # fmt: skip
    assert book.author == ""


def test_only_the_table_of_comments_is_wide() -> None:
    assert [kind for kind, contents in OF_EACH_KIND.items() if is_landscape(contents)] == ["dispositions"]


def test_the_paper_is_that_of_the_process() -> None:
    letter = replace(REPORT, masthead=replace(REPORT.masthead, paper=Paper.LETTER))
    assert "size: A4;" in styles_of(REPORT)[0]
    assert "size: letter;" in styles_of(letter)[0]
    assert styles_of(parts_of(letter)[0].payload) == styles_of(letter)


# --- in reading order ---------------------------------------------------------------------------------------------

HEAD = ["Consultation portal of the Working Group", "WG.7", "Open-ended Working Group", "Nairobi, 9–13 February 2026"]
ORDER = {
    "summary": [
        *HEAD, "Chair’s summary of the written", "Introduction", "The consultation was convened", "Several participants",
        "[WG.7/2/C.1, WG.7/2/C.4]", "The Chair thanked", "Lake Basin Digital Rights Forum", "东湖网络安全研究所",
        "What we ask", "Nobody answered on the Sunday.", "Уведомление в течение 72 часов", "能力建设应当由需求驱动",
    ],
    "by group": [
        *HEAD, "Compilation of submissions", "The present document compiles", "Academia", "东湖网络安全研究所",
        "能力建设应当由需求驱动", "Уведомление в течение 72 часов", "Civil society", "What we ask", "Fjord Registry",
    ],
    "by name": [*HEAD, "Fjord Registry", "What we ask", "Уведомление в течение 72 часов", "能力建设应当由需求驱动"],
    "by question": [
        *HEAD, "Who should keep it?", "Routing security for island States", "Which information should a directory hold?",
        "Номер телефона", "Who should keep it?", "能力建设应当由需求驱动", "Порядок должен быть единым.", "What we ask",
    ],
    "replies": [
        *HEAD, "Academia", "东湖网络安全研究所", "Which information should a directory hold?", "Who should keep it?",
        "能力建设应当由需求驱动", "Номер телефона", "Who should keep it?", "Порядок должен быть единым.", "What we ask",
        "Fjord Registry",
    ],
    "participants": [
        *HEAD, "List of participants", "Member States", "Côte d’Ivoire", "Aya Kouassi", "Türkiye",
        "Elif Şahin", "Lake Basin Digital Rights Forum", "东湖网络安全研究所",
    ],
    "dispositions": [
        *HEAD, "Zero draft, WG.7/2026/2/L.1", "LBF-001", "telephones.", "and a telephone number", "Added.", "JW-002",
        "DH-003", "Table 1", "建议删除该表。", "删除表1。", "The table was asked for", "FR-004",
    ],
    "statistics": [
        *HEAD, "Participation statistics", "Contributions by stakeholder group", "Total: 1,234.", "Civil society", "900",
        "Organisations by stakeholder group", "Total: 3",
    ],
    "cover note": [*HEAD, "Written input", "Introduction", "The consultation was convened", "The Chair thanked"],
}  # fmt: skip


@pytest.mark.parametrize("language", NAMES_OF_LANGUAGES)
@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_a_reader_is_told_everything_in_its_order(
    kind: str, language: str, bound_sample: Callable[[str, str], Path]
) -> None:
    told = " ".join(told_by(bound_sample(kind, language)).split())
    place = 0
    for words in ORDER[kind]:
        found = told.find(words, place)
        assert found >= 0, f"{words!r} is not after {told[max(0, place - 60) : place]!r}"
        place = found + len(words)


OWN_WORDS = {
    "ar": ["المحتويات", "المنظمات المشاركة", "2 آذار/مارس 2026"],
    "en": ["Contents", "Annex I", "Annex III", "withdrawn on 20 February 2026", "Original: English"],
    "es": ["Índice", "Anexo I", "Anexo III", "retirada el 20 de febrero de 2026", "Original: inglés"],
    "fr": ["Table des matières", "Annexe I", "Annexe III", "retirée le 20 février 2026", "anglais"],
    "ru": ["Содержание", "Приложение I", "Приложение III", "отозван 20 февраля 2026 года", "английский"],
    "zh": ["目录", "附件一", "附件三", "于2026年2月20日撤回", "原文：英文"],
}


@pytest.mark.parametrize("language", NAMES_OF_LANGUAGES)
def test_the_fixed_phrases_are_in_the_language_of_the_document(language: str) -> None:
    text = re.sub(r"<[^>]+>", "", "".join(pages_of(in_language(REPORT, language))))
    assert [words for words in OWN_WORDS[language] if words not in text] == []


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["(a)", "(b)", "(i)", "(ii)"]), ("fr", ["a)", "b)", "i)", "ii)"]), ("ru", ["a)", "b)", "i)", "ii)"]),
        ("zh", ["(a)", "(b)", "(i)", "(ii)"]), ("ar", ["أ", "ب", "i", "ii"]),
    ],
)  # fmt: skip
def test_sub_paragraphs_are_lettered_as_the_language_does(language: str, labels: list[str], tmp_path: Path) -> None:
    text = "It was suggested that:\n\n1. one;\n2. two:\n   1. first;\n   2. inner."
    sections = (Section(heading="Views", paragraphs=(Paragraph(number=1, text=text),)),)
    written = replace(COVER_NOTE, sections=sections, masthead=replace(COVER_NOTE.masthead, original_language=language))
    told = told_by(bound(in_language(written, language), tmp_path))
    signs = {"a", "b", "i", "ii", "أ", "ب"}
    found = [word.strip("()") if language == "ar" else word for word in told.split() if word.strip("()") in signs]
    assert found == labels


def test_a_paragraph_is_copied_with_its_number_before_it(bound_sample: Callable[[str, str], Path]) -> None:
    told = told_by(bound_sample("summary", "en"))
    assert re.findall(r"^(\d)\. \w+", told, re.MULTILINE) == ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize("contents", [FRENCH_REPORT, ARABIC_REPORT], ids=["fr", "ar"])
def test_a_whole_document_in_one_language_is_set(contents: ReportContents, tmp_path: Path) -> None:
    assert len(told_by(bound(contents, tmp_path))) > 1000


def test_a_table_of_contents_names_papers_with_their_dates_and_pages() -> None:
    html = front_html(COMPILATION, pages={"c-1": 5})
    line = re.search(r'<li class="level-2"><a href="part:c-1">(.*?)</a></li>', html)
    assert line is not None
    assert (
        re.sub(r"<[^>]+>", "", line[1])
        == "WG.7/2/C.1 Lake Basin Digital Rights Forum (submission dated 3 February 2026) 5"
    )


def test_a_logo_is_shown_with_what_it_shows(tmp_path: Path) -> None:
    heron = Logo(name="logo.png", sha256="ab" * 32, description="A heron")
    contents = replace(COVER_NOTE, masthead=replace(COVER_NOTE.masthead, logo=heron))
    html = front_html(contents, pages={})
    assert '<img src="asset:logo.png" alt="A heron">' in html
    assert len(told_by(bound(contents, tmp_path, {"logo.png": PNG}))) > 100


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


# --- hostile text stays text --------------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>&\"'{{ 7|add:7000 }}"


def hostile(contents: ReportContents) -> ReportContents:
    """The contents with markup wherever a person may have typed something."""
    entry = replace(
        ENGLISH, reference=HOSTILE, organisation=HOSTILE, title=HOSTILE, country=HOSTILE, group=HOSTILE, text=HOSTILE,
        on_behalf_of=(HOSTILE,), language_name=HOSTILE,
        attachments=tuple(replace(file, name=HOSTILE) for file in ENGLISH.attachments),
        answers=tuple(replace(answer, question=HOSTILE, text=HOSTILE) for answer in BY_QUESTION.contributions[1].answers),
    )  # fmt: skip
    changes: dict[str, Any] = {"title": HOSTILE, "subtitle": HOSTILE, "process": HOSTILE, "session": HOSTILE}
    changes["sections"] = (
        Section(heading=HOSTILE, agenda_label=HOSTILE, paragraphs=(Paragraph(number=1, text=HOSTILE),)),
    )
    if contents.contributions:
        changes["contributions"] = (entry,)
    changes["dispositions"] = tuple(
        replace(row, author=HOSTILE, comment=HOSTILE, proposal=HOSTILE, observation=HOSTILE, clause=HOSTILE)
        for row in contents.dispositions
    )
    changes["charts"] = tuple(
        replace(
            chart, title=HOSTILE, description=HOSTILE, bars=tuple(replace(bar, label=HOSTILE) for bar in chart.bars)
        )
        for chart in contents.charts
    )
    return replace(contents, **changes)


@pytest.mark.parametrize("contents", OF_EACH_KIND.values(), ids=OF_EACH_KIND)
def test_what_people_type_never_becomes_markup(contents: ReportContents) -> None:
    for html in pages_of(hostile(contents)):
        page = Page(html)
        assert not {tag for tag, _ in page.tags} & {"script", "img", "style"}
        assert "7007" not in re.sub(r"[0-9a-f]{64}", "", html)
        assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "&lt;script&gt;" in "".join(pages_of(hostile(contents)))


def test_what_is_not_disclosed_is_on_no_page() -> None:
    secret = replace(REPORT, attribution=Attribution.CHATHAM_HOUSE)
    text = "".join([*pages_of(secret), page_of(secret), str(book_of(secret).labels)])
    for name in ("Lake Basin", "Fjord Registry", "WG.7/2/C.", "Annex"):
        assert name not in text


def test_each_chart_has_a_title_a_text_alternative_and_its_table() -> None:
    html = html_of(parts_of(STATISTICS)[0].payload)
    page = Page(html)
    tags = [tag for tag, _ in page.tags]
    assert (tags.count("h2"), tags.count("table"), tags.count("svg"), tags.count("title")) == (2, 2, 5, 6)
    assert all(f"{chart.description}</p>" in html for chart in STATISTICS.charts)
    assert re.findall(r"<td>([\d,]+)</td>", html) == [
        "900", "100", "1,000", "200", "34", "234", "0", "0", "0", "1,100", "134", "1,234", "2", "1", "3",
    ]  # fmt: skip


def test_a_decision_is_told_in_words_beside_its_shade() -> None:
    html = html_of(parts_of(DISPOSITION_TABLE)[0].payload)
    for words in ("Accepted", "Accepted with modifications", "Not accepted", "To be decided"):
        assert f"<strong>{words}</strong>" in html

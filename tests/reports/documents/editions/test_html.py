"""The HTML edition: one page with everything in it, its parts named and linked, that fetches and runs nothing."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from reports.documents.contents import ReportContents
from tests.reports.documents.editions.reading import written
from tests.reports.documents.editions.test_docx import EVERYTHING, LANGUAGES
from tests.reports.documents.samples import (
    ARABIC_REPORT,
    COVER_NOTE,
    DISPOSITION_TABLE,
    ENGLISH,
    REPORT,
    STATISTICS,
    in_language,
)


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_it_fetches_nothing_and_runs_nothing(contents: ReportContents, tmp_path: Path) -> None:
    _docx, page = written(contents, tmp_path)
    tree = html.document_fromstring(page.encode())
    tags = {node.tag for node in tree.iter() if isinstance(node.tag, str)}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "base", "img"}
    attributes = {name for node in tree.iter() for name in node.attrib}
    assert not {
        name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset", "background")
    }
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_every_link_inside_it_leads_somewhere(contents: ReportContents, tmp_path: Path) -> None:
    _docx, page = written(contents, tmp_path)
    tree = html.document_fromstring(page.encode())
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    inside = {node.get("href") for node in tree.iter("a")} - {"https://forum.example/paper?a=1&b=2"}
    assert {address.removeprefix("#") for address in inside} <= set(ids)


@pytest.mark.parametrize("contents", EVERYTHING.values(), ids=EVERYTHING)
def test_headings_never_skip_a_level(contents: ReportContents, tmp_path: Path) -> None:
    _docx, page = written(contents, tmp_path)
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_paragraphs_can_be_linked_to_by_their_numbers(tmp_path: Path) -> None:
    _docx, page = written(REPORT, tmp_path)
    tree = html.document_fromstring(page.encode())
    for number in range(1, 8):
        assert tree.get_element_by_id(f"p{number}").text_content().split()[0] == f"{number}."
    assert tree.get_element_by_id("p5").text_content().split(maxsplit=1)[1].strip() == "One participant cautioned."


@pytest.mark.parametrize(
    ("language", "tag"), list(zip(LANGUAGES, ("ar", "en", "es", "fr", "ru", "zh-Hans"), strict=True))
)
def test_the_page_says_in_which_language_and_direction_it_is(language: str, tag: str, tmp_path: Path) -> None:
    _docx, page = written(in_language(REPORT, language), tmp_path)
    assert page.startswith(f'<!doctype html>\n<html lang="{tag}" dir="{"rtl" if language == "ar" else "ltr"}">')
    contents_of = {
        "ar": "المحتويات", "en": "Contents", "es": "Índice", "fr": "Table des matières", "ru": "Содержание",
        "zh-hans": "目录",
    }  # fmt: skip
    assert f'aria-label="{contents_of[language]}"' in page


def test_what_people_wrote_keeps_its_language_and_direction(tmp_path: Path) -> None:
    _docx, page = written(ARABIC_REPORT, tmp_path)
    articles = [(node.get("lang"), node.get("dir")) for node in html.document_fromstring(page.encode()).iter("article")]
    assert articles == [("en", "ltr"), ("ru", "ltr"), ("ru", "ltr"), ("zh-hans", "ltr"), ("ar", "rtl")]


def test_the_skip_link_leads_past_the_contents_and_is_left_out_where_there_is_nothing_to_skip(tmp_path: Path) -> None:
    _docx, page = written(REPORT, tmp_path)
    assert page.index('href="#text"') < page.index("<nav") < page.index('id="text"') < page.index('id="section-1"')
    _docx, page = written(replace(COVER_NOTE, contributions=(), participants=(), charts=()), tmp_path)
    assert 'href="#text"' not in page


def test_tables_have_scopes_and_drawings_a_title(tmp_path: Path) -> None:
    _docx, page = written(STATISTICS, tmp_path)
    tree = html.document_fromstring(page.encode())
    assert {head.get("scope") for head in tree.iter("th")} == {"col", "row"}
    assert all(drawing.findtext("title") for drawing in tree.iter("svg"))
    _docx, page = written(DISPOSITION_TABLE, tmp_path)
    assert page.count('role="region" tabindex="0" aria-label="Comments and decisions"') == 1


def test_words_that_look_like_our_own_links_stay_words(tmp_path: Path) -> None:
    said = 'Write href="part:c-1" and <a href="part:c-1"> and <img src="asset:logo.png">.'
    _docx, page = written(replace(REPORT, contributions=(replace(ENGLISH, text=said),)), tmp_path)
    assert said in html.document_fromstring(page.encode()).text_content()

"""Paragraphs are cited by number: it is the same in every format, in every language."""

import re
import subprocess
from pathlib import Path

import pytest
from lxml import html

from reports.documents.contents import ReportContents
from tests.reports.documents.bound import bound
from tests.reports.documents.editions.reading import written
from tests.reports.documents.editions.test_docx import LANGUAGES
from tests.reports.documents.samples import ARABIC_REPORT, COMPILATION, FRENCH_REPORT, REPORT, in_language

SIGNS = {"ar": " -"}


def lines_of(pdf: Path) -> list[set[str]]:
    """The words of each line of a PDF, by what stands at one height; Arabic ones are told from left to right."""
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    lines: dict[tuple[int, int], set[str]] = {}
    for number, page in enumerate(boxes.split("<page ")):
        for bottom, word in re.findall(r'yMax="([\d.]+)">([^<]*)</word>', page):
            for height in (round(float(bottom) / 8), round(float(bottom) / 8 + 0.5)):
                lines.setdefault((number, height), set()).update({word, word[::-1]})
    return list(lines.values())


def whole(words: str) -> list[str]:
    """The first two words without vowel signs, at which pdftotext takes Arabic words apart."""
    return [word for word in words.split() if not re.search("[ً-ْ]", word)][:2]


def opening(text: str) -> str:
    """The first words of a paragraph, without marks."""
    return " ".join(re.sub("[\u200e\u200f*]", "", text).split()[:4])


def in_json(contents: ReportContents) -> dict[str, str]:
    kept = ReportContents.from_json(contents.to_json())
    sign = SIGNS.get(contents.language, ".")
    return {f"{one.number}{sign}": opening(one.text) for section in kept.sections for one in section.paragraphs}


def in_docx(contents: ReportContents, folder: Path) -> dict[str, str]:
    docx, _page = written(contents, folder)
    numbered = (text.partition("\t") for text in docx.texts("NumberedParagraph"))
    return {number: opening(text) for number, _tab, text in numbered}


def in_html(contents: ReportContents, folder: Path) -> dict[str, str]:
    _docx, page = written(contents, folder)
    found = {}
    for paragraph in html.document_fromstring(page.encode()).iter("div"):
        if paragraph.get("class") == "paragraph":
            number = paragraph.find("p/span").text
            assert paragraph.get("id") == f"p{number.rstrip('. -')}"
            found[number] = opening(paragraph.find("p").text_content().removeprefix(number))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_the_same_in_json_docx_and_html(language: str, tmp_path: Path) -> None:
    contents = in_language(REPORT, language)
    numbers = in_json(contents)
    assert len(numbers) == 7
    assert in_docx(contents, tmp_path) == numbers
    assert in_html(contents, tmp_path) == numbers


@pytest.mark.parametrize(
    "contents", [REPORT, FRENCH_REPORT, ARABIC_REPORT, COMPILATION], ids=["English", "French", "Arabic", "in front"]
)
def test_numbers_are_those_of_the_pdf(contents: ReportContents, tmp_path: Path) -> None:
    lines = lines_of(bound(contents, tmp_path))
    numbers = in_docx(contents, tmp_path)
    assert numbers == in_json(contents)
    for number, words in numbers.items():
        wanted = {number.partition(" ")[0], *whole(words)}
        assert [line for line in lines if wanted <= line], wanted

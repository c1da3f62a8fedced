"""LibreOffice opens the DOCX edition and finds in it what we put there: every word, headings, lists, contents, fields."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reports.documents.contents import ReportContents
from tests.reports.documents.bound import told_by
from tests.reports.documents.editions.reading import MARKS, opened, written
from tests.reports.documents.editions.test_hostile import TEXTS, holding
from tests.reports.documents.samples import ARABIC_REPORT, DISPOSITION_TABLE, REPORT, STATISTICS

pytestmark = pytest.mark.slow

PATIENCE = 120  # seconds
CASES: Mapping[str, ReportContents] = {
    "summary": REPORT,
    "arabic": ARABIC_REPORT,
    "mixed": replace(REPORT, dispositions=DISPOSITION_TABLE.dispositions, charts=STATISTICS.charts),
    "hostile": holding(
        "\n\n".join(TEXTS[name] for name in ("markup", "end of data", "fields", "controls", "many lists"))
    ),
}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
BODY = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}body"


def converted(files: list[Path], *, into: str, folder: Path) -> None:
    """Let LibreOffice convert files, with a profile of its own; it is ended with its children if it takes too long."""
    program = shutil.which("soffice")
    assert program, "These tests need LibreOffice: apt-get install libreoffice-writer-nogui"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", into, "--outdir", folder, *files]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, start_new_session=True
    ) as office:
        try:
            _out, said = office.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            raise
    assert office.returncode == 0, said


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each case as DOCX, and what LibreOffice makes of it: PDF, and flat OpenDocument."""
    folder = tmp_path_factory.mktemp("office")
    for name, contents in CASES.items():
        written(contents, folder)
        (folder / "document.docx").rename(folder / f"{name}.docx")
    converted([folder / f"{name}.docx" for name in CASES], into="pdf", folder=folder)
    converted([folder / f"{name}.docx" for name in CASES], into="fodt", folder=folder)
    return folder


@pytest.mark.parametrize("name", CASES)
def test_it_reads_every_word_in_its_order(name: str, office: Path) -> None:
    tree = etree.parse(office / f"{name}.fodt", etree.XMLParser(huge_tree=True))
    read = MARKS.sub("", "".join(tree.getroot().find(BODY).itertext()))
    place = 0
    for paragraph in opened(office / f"{name}.docx").paragraphs:
        text = MARKS.sub("", paragraph.text)
        assert text in read[place:], paragraph.text[:200]
        place = read.index(text, place) + len(text)


def test_an_arabic_document_begins_at_the_right(office: Path) -> None:
    assert {"موجز", "مقدمة", "الصفحة"} <= set(told_by(office / "arabic.pdf").split())
    boxes = subprocess.run(["pdftotext", "-bbox", office / "arabic.pdf", "-"], capture_output=True, check=True).stdout
    (first, *_others) = re.findall(rb'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">1<', boxes)
    assert float(first[1]) > 480, "the number of the first paragraph stands at the right edge"


def test_pages_are_counted_by_fields(office: Path) -> None:
    told = told_by(office / "summary.pdf")
    pages = int(re.findall(r"Page 2 of (\d+)", told)[0])
    assert told.count("\f") == pages
    assert [int(page) for page in re.findall(rf"Page (\d+) of {pages}", told)] == list(range(2, pages + 1))


def test_headings_lists_and_contents_are_real_ones(office: Path) -> None:
    tree = etree.parse(office / "summary.fodt")
    headings = {"".join(node.itertext()): node.get(f"{TEXT}outline-level") for node in tree.iter(f"{TEXT}h")}
    assert headings["I. Introduction"] == "1"
    assert headings["A. Directories"] == "2"
    assert headings["Annex III. Contributions as received"] == "1"
    assert headings["WG.7/2/C.1 Lake Basin Digital Rights Forum"] == "2"
    assert headings["A directory of points of contact that small teams can use"] == "3"
    (contents,) = tree.iter(f"{TEXT}table-of-content")
    assert "II. Existing and potential threats" in "".join(contents.itertext())
    items = ["".join(node.itertext()).strip() for node in tree.iter(f"{TEXT}list-item")]
    assert {"one form in six languages;", "Register", "a test be held twice a year;"} <= set(items)


def test_wide_pages_and_charts(office: Path) -> None:
    sizes = subprocess.run(
        ["pdfinfo", "-l", "99", office / "mixed.pdf"], capture_output=True, check=True
    ).stdout.decode()
    turned = [float(width) > float(height) for width, height in re.findall(r"size: +([\d.]+) x ([\d.]+)", sizes)]
    assert turned.count(True) == 1
    assert turned[0] is False
    assert turned[-1] is False
    told = " ".join(told_by(office / "mixed.pdf").split())  # where a line ends depends on the fonts of the machine
    assert told.count("After the deadline") >= 2, "in the legend that LibreOffice drew, and in the table"

"""Readers of the three formats that know nothing of how they were written."""

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_csv(content: bytes) -> list[list[str]]:
    """All lines with their cells, the heading and the last line too."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def read_json_lines(content: bytes) -> list[dict[str, Any]]:
    """All objects, the first and the last too."""
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


def read_workbook(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of each sheet by its name, in the order shown; formulas would come out as ("formula", …)."""
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        return {
            str(sheet.get("name")): _rows(archive.read(f"xl/{targets[sheet.get(f'{OFFICE}id')]}"))
            for sheet in book.iter(f"{MAIN}sheet")
        }


def _rows(xml: bytes) -> list[list[Any]]:
    rows = []
    for row in ElementTree.fromstring(xml).iter(f"{MAIN}row"):
        cells: list[Any] = []
        for cell in row:
            place = _column(str(cell.get("r")))
            cells += [None] * (place - len(cells)) + [_value(cell)]
        rows.append(cells)
    return rows


def _column(reference: str) -> int:
    """Places before the cell: 0 for A1, 26 for AA7."""
    number = 0
    for letter in re.sub(r"\d", "", reference):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ElementTree.Element) -> Any:
    if cell.find(f"{MAIN}f") is not None:
        return "formula", cell.findtext(f"{MAIN}f")
    if cell.get("t") == "inlineStr":
        text = cell.findtext(f"{MAIN}is/{MAIN}t") or ""
        return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)
    number = cell.findtext(f"{MAIN}v") or ""
    return number == "1" if cell.get("t") == "b" else float(number)

"""Word opens no file whose properties stand in another order than the schema has (ISO/IEC 29500-1, annex A)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports.documents.contents import Attribution, Logo, ReportContents
from tests.factories.files import png
from tests.reports.documents.editions.reading import W, written
from tests.reports.documents.samples import ARABIC_REPORT, COMPILATION, DISPOSITION_TABLE, REPORT, STATISTICS

ORDERS: Mapping[str, Sequence[str]] = {
    "pPr": [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "mirrorIndents",
        "jc",
        "textDirection",
        "textAlignment",
        "outlineLvl",
        "rPr",
        "sectPr",
    ],
    "rPr": [
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "smallCaps",
        "strike",
        "vanish",
        "color",
        "spacing",
        "w",
        "kern",
        "position",
        "sz",
        "szCs",
        "highlight",
        "u",
        "effect",
        "bdr",
        "shd",
        "vertAlign",
        "rtl",
        "cs",
        "em",
        "lang",
    ],
    "sectPr": [
        "headerReference",
        "footerReference",
        "type",
        "pgSz",
        "pgMar",
        "pgNumType",
        "cols",
        "titlePg",
        "textDirection",
        "bidi",
        "docGrid",
    ],
    "tblPr": [
        "tblStyle",
        "bidiVisual",
        "tblW",
        "jc",
        "tblInd",
        "tblBorders",
        "shd",
        "tblLayout",
        "tblCellMar",
        "tblLook",
        "tblCaption",
    ],
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "style": ["name", "basedOn", "next", "link", "uiPriority", "qFormat", "pPr", "rPr", "tblPr"],
    "styles": ["docDefaults", "latentStyles", "style"],
    "lvl": ["start", "numFmt", "suff", "lvlText", "lvlJc", "pPr", "rPr"],
    "numbering": ["abstractNum", "num"],
    "settings": [
        "removePersonalInformation",
        "removeDateAndTime",
        "defaultTabStop",
        "evenAndOddHeaders",
        "compat",
        "themeFontLang",
    ],
}
CASES: Mapping[str, ReportContents] = {
    "everything": replace(
        REPORT,
        dispositions=DISPOSITION_TABLE.dispositions,
        charts=STATISTICS.charts,
        masthead=replace(REPORT.masthead, logo=Logo(name="logo.png", sha256="00" * 32, description="Waves")),
    ),
    "Arabic": ARABIC_REPORT,
    "nobody named": replace(COMPILATION, attribution=Attribution.NON_ATTRIBUTED),
}


def misplaced(tree: Any) -> list[str]:
    """Elements whose children the schema does not know, or not in that order, or twice where it wants one."""
    found = []
    for name, order in ORDERS.items():
        for element in tree.iter(f"{W}{name}"):
            children = [child.tag.removeprefix(W) for child in element]
            unknown = set(children) - set(order)
            if unknown or [order.index(child) for child in children] != sorted(map(order.index, children)):
                found.append(f"{name}: {' '.join(children)[:200]}")
    return found


@pytest.mark.parametrize("contents", CASES.values(), ids=CASES)
def test_properties_stand_in_the_order_of_the_schema(contents: ReportContents, tmp_path: Path) -> None:
    docx, _page = written(contents, tmp_path, logo=png())
    parts = [name for name in docx.parts if name.startswith("word/") and name.endswith(".xml")]
    assert len(parts) >= 8
    assert {name: misplaced(docx.tree(name)) for name in parts if misplaced(docx.tree(name))} == {}


def test_a_property_out_of_its_place_would_be_found(tmp_path: Path) -> None:
    docx, _page = written(REPORT, tmp_path)
    tree = docx.tree("word/document.xml")
    properties = next(one for one in tree.iter(f"{W}pPr") if len(one) > 1)
    properties.append(properties[0])
    assert misplaced(tree) != []


def test_charts_and_pictures_stand_in_the_order_of_the_schema(tmp_path: Path) -> None:
    docx, _page = written(CASES["everything"], tmp_path, logo=png())

    def names(element: Any) -> list[str]:
        return [child.tag.partition("}")[2] for child in element]

    for inline in docx.body.iter("{*}inline"):
        assert names(inline) == ["extent", "docPr", "cNvGraphicFramePr", "graphic"]
    chart = docx.tree("word/charts/chart1.xml")
    assert names(chart) == ["roundedCorners", "chart"]
    assert names(chart[1]) == ["autoTitleDeleted", "plotArea", "legend", "plotVisOnly"]
    assert names(chart[1][1]) == ["layout", "barChart", "catAx", "valAx"]
    bars = ["barDir", "grouping", "varyColors", "ser", "ser", "gapWidth", "overlap", "axId", "axId"]
    assert names(chart[1][1][1]) == bars
    assert names(chart[1][1][1][3]) == ["idx", "order", "tx", "spPr", "invertIfNegative", "cat", "val"]
    ids = [node.get("id") for node in docx.body.iter("{*}docPr")]
    assert len(ids) == len(set(ids)) == 3

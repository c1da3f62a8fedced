"""What was written to do harm is words and nothing else in the editions, and is no more work than other words."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.documents.contents import ReportContents
from tests.reports.documents.editions.reading import R, W, docx_words, page_words, written
from tests.reports.documents.samples import COMPILATION, ENGLISH
from tests.steps import growth, watched

EVERY_PLANE = "".join(chr(code) for plane in range(17) for code in (plane * 0x10000 + 0xE9, plane * 0x10000 + 0xFFFD))
TEXTS = {
    "markup": "<w:p><w:r><w:t>x</w:t></w:r></w:p> </w:t></w:r> <script>alert(1)</script> <style>*{}</style> <!-- -->",
    "end of data": "]]> <![CDATA[ ]]> &amp; &lt; &#x41; &bogus; <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY a 'b'>]> &a;",
    "fields": 'INCLUDETEXT "C:\\\\secret" \\\\* { DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" } =HYPERLINK("x") MERGEFIELD',
    "controls": "a\x01b\x07c\x0bd\x1fe\x7ff\x85g\u2028h\ufffei\uffffj\ufdd0k&#1;&#x8;&#0;l",
    "directions": "a\u202eb\u2066c\u2069d\u200fe שלום \u202c مرحبا 123",
    "every plane": EVERY_PLANE,
    "deep lists": "".join("  " * depth + "- x\n" for depth in range(200)),
    "deeper numbers": "".join("   " * depth + "1. x\n" for depth in range(15)),
    "deep quotations": ">" * 300 + " x",
    "many lists": "".join(f"{number}) a\n\n{number}. b\n\n" for number in range(1, 400)),
    "brackets": "[" * 5_000 + "](" * 5_000,
    "stars": "*a **b " * 3_000,
    "links": "[x](javascript:alert(1)) [y](file:///etc/passwd) [z](\\\\\\\\host\\\\share) <https://e.example/?q=%22%3E%00>",
    "a long word": "x" * 1_000_000,
    "a long Arabic word": "س" * 200_000,
    "many changes of direction": "aس1 " * 20_000,
    "numbers after an Arabic letter": "س" + "1 " * 100_000,
}


def holding(text: str) -> ReportContents:
    """A compilation whose second contribution says this."""
    entries = (
        ENGLISH,
        replace(ENGLISH, reference="WG.7/2/C.9", anchor="c-9", text=text),
        replace(ENGLISH, anchor="c-8"),
    )
    return replace(COMPILATION, contributions=entries)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_are_words(text: str, tmp_path: Path) -> None:
    with watched():
        docx, page = written(holding(text), tmp_path)
    for name in docx.parts:
        docx.tree(name)
    assert docx_words(docx) == page_words(page)
    allowed = {"TOC", "PAGEREF"}
    assert {node.text.split()[0] for node in docx.body.iter(f"{W}instrText")} <= allowed
    assert not list(docx.body.iter(f"{W}fldSimple"))
    outward = [docx.targets()[link.get(f"{R}id")] for link in docx.body.iter(f"{W}hyperlink") if link.get(f"{R}id")]
    assert all(target.startswith(("https://", "http://", "mailto:")) for target in outward)
    assert "<script" not in page


@pytest.mark.parametrize("kind", ["brackets", "stars", "many lists", "a long word", "many changes of direction"])
def test_hostile_texts_are_written_with_work_in_proportion(kind: str, tmp_path: Path) -> None:
    text = TEXTS[kind]
    assert growth(lambda some: written(holding(some), tmp_path), text[: len(text) // 2], text) < 2.5


def test_names_and_titles_are_words_too(tmp_path: Path) -> None:
    evil = "</w:t><b>&\x02\"'>]]>"
    entry = replace(ENGLISH, organisation=evil, title=evil, country=evil, group=evil, on_behalf_of=(evil,))
    docx, page = written(
        replace(
            COMPILATION,
            title=evil,
            session=evil,
            contributions=(entry,),
            masthead=replace(COMPILATION.masthead, symbol=evil, body=evil, disclaimer=evil),
        ),
        tmp_path,
    )
    for name in docx.parts:
        docx.tree(name)
    assert docx_words(docx) == page_words(page)
    assert docx.texts("Title") == ["</w:t><b>&\ufffd\"'>]]>"]
    assert "".join(docx.tree("word/header-default.xml").itertext()) == "</w:t><b>&\ufffd\"'>]]>"
    assert "<b>" not in page


def test_lists_deeper_than_word_knows_stay_lists(tmp_path: Path) -> None:
    docx, _page = written(holding(TEXTS["deeper numbers"]), tmp_path)
    levels = {node.get(f"{W}val") for node in docx.body.iter(f"{W}ilvl")}
    assert "8" in levels
    assert max(map(int, levels)) == 8

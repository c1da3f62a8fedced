"""Elements of HTML and what becomes of them in Word, down to those that no template of ours has yet."""

import pytest
from lxml import etree

from reports.documents.editions.docx.body import Body
from reports.documents.editions.docx.links import LONGEST_ADDRESS, Links, bookmark
from reports.documents.editions.docx.lists import Lists
from reports.documents.editions.docx.package import NAMESPACES
from reports.documents.editions.docx.runs import Look
from tests.reports.documents.editions.reading import Docx, W


def docx_of(html: str) -> Docx:
    """A body with nothing but what that HTML says."""
    pieces: list[str] = []
    body = Body(
        look=Look(language="en"), links=Links(), lists=Lists("en"), listed={}, contents="", width=8_500,
        write=pieces.append, draw=lambda _element: "",
    )  # fmt: skip
    body.add(html, is_annexed=False)
    xml = f"<w:document {NAMESPACES}><w:body>{''.join(pieces)}</w:body></w:document>"
    etree.fromstring(xml.encode())
    return Docx({"word/document.xml": xml.encode()})


def told(html: str) -> list[tuple[str, str]]:
    """Style and text of each paragraph."""
    return [(paragraph.style, paragraph.text) for paragraph in docx_of(html).paragraphs]


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>a\n  b</p>", [("BodyText", "a b")]),
        ("<p> a <b> b</b> <i>c </i></p>", [("BodyText", "a b c")]),
        ("<p>a<br>\n b<br></p>", [("BodyText", "a\nb")]),
        ("<p></p><p> \n</p>", []),
        ("loose <b>words</b><p>p</p>more", [("BodyText", "loose words"), ("BodyText", "p"), ("BodyText", "more")]),
        ("<blink>x <custom-tag>y</custom-tag></blink><!-- no --><?no?>z", [("BodyText", "x yz")]),
        ("<details><summary>s</summary><p>p</p></details>", [("BodyText", "sp")]),
        ("<figure><p>p</p></figure>", [("BodyText", "p")]),
        ("<ul><li></li><li>x</li></ul>", [("ListBullet", "\u00a0"), ("ListBullet", "x")]),
        ("<ul><li><p>a</p><p>b</p></li></ul>", [("ListBullet", "a"), ("ListContinue", "b")]),
        ("<ol><li><h2>H</h2>x</li></ol>", [("Group1", "H"), ("ListNumber", "x")]),
        ("<ol start='x'><li value='-1'>a</li></ol>", [("ListNumber", "a")]),
        ("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", [("Quote", "a"), ("Quote", "b")]),
        ("<blockquote><ul><li>a</li></ul></blockquote>", [("Quote", "a")]),
        ("<pre> a\n\tb\n</pre>", [("Code", " a\n\tb")]),
        ("<h1>a</h1><h2>b</h2><h4>c</h4>", [("Group1", "a"), ("Group1", "b"), ("Heading3", "c")]),
        ("<a>no address</a> <a href=''>none</a>", [("BodyText", "no address none")]),
    ],
)
def test_what_becomes_of_elements(html: str, paragraphs: list[tuple[str, str]]) -> None:
    assert told(html) == paragraphs


def test_indents_of_quotations_inside_one_another() -> None:
    docx = docx_of("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>")
    assert [indent.get(f"{W}left") for indent in docx.body.iter(f"{W}ind")] == ["340", "680"]


def test_a_table_wider_than_word_knows_is_told_cell_by_cell() -> None:
    row = "".join(f"<td>{number}</td>" for number in range(64))
    docx = docx_of(f"<table><caption>c</caption><tr>{row}</tr></table>")
    assert not list(docx.body.iter(f"{W}tbl"))
    assert "".join(paragraph.text for paragraph in docx.paragraphs) == "c" + "".join(map(str, range(64)))
    assert list(docx_of(f"<table><tr>{row.replace('<td>63</td>', '')}</tr></table>").body.iter(f"{W}tbl"))


@pytest.mark.parametrize(("columns", "widths"), [(1, [8500]), (2, [4250, 4250]), (4, [3400, 1700, 1700, 1700])])
def test_widths_of_columns(columns: int, widths: list[int]) -> None:
    docx = docx_of(f"<table><tr>{'<td>x</td>' * columns}</tr></table>")
    assert [int(column.get(f"{W}w")) for column in docx.body.iter(f"{W}gridCol")] == widths


def test_a_table_is_followed_by_a_paragraph_so_that_two_do_not_become_one() -> None:
    docx = docx_of("<table><tr><td>x</td></tr></table><table><tr><td></td></tr></table>")
    assert [node.tag.removeprefix(W) for node in docx.body] == ["tbl", "p", "tbl", "p"]


@pytest.mark.parametrize(
    ("address", "is_followed"),
    [
        ("https://a.example", True),
        ("HTTP://A.example:8080/x?y=%C3%A9&z=(1)#p", True),
        ("https://xn--80ak6aa92e.example/", True),
        ("mailto:some.body+x@a.example?subject=Hello%20there", True),
        ("https://a.example:65535/", True),
        ("https://a.example:65536/", False),
        ("https://a.example:/", False),
        ("https:///path", False),
        ("https://-a.example/", False),
        ("https://a.example/é", False),
        ("https://a.example/a b", False),
        ("https://a.example/%", False),
        ('https://a.example/"', False),
        ("https://user@a.example/", False),
        ("https://[::1]/", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://a.example/" + "a" * (LONGEST_ADDRESS - 18), True),
        ("https://a.example/" + "a" * (LONGEST_ADDRESS - 17), False),
    ],
)
def test_addresses_that_become_links(address: str, is_followed: bool) -> None:
    links = Links()
    assert (links.outward(address) != "") is is_followed
    assert list(links.addresses) == ([address] if is_followed else [])


def test_one_address_is_written_down_once() -> None:
    links = Links()
    assert (
        links.outward("https://a.example/")
        == links.outward("https://a.example/")
        != links.outward("https://b.example/")
    )


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("section-1", "b_section_1"),
        ("c-1-q2", "b_c_1_q2"),
        ("C-1", "h_"),
        ("a_b", "h_"),
        ("1", "h_"),
        ("é", "h_"),
        ("a" * 39, "h_"),
    ],
)
def test_names_of_bookmarks(anchor: str, name: str) -> None:
    found = bookmark(anchor)
    assert found.startswith(name[:2])
    assert len(found) <= 40
    if not name.startswith("h_"):
        assert found == name


def test_a_place_is_marked_once() -> None:
    links = Links()
    assert links.mark("a") == ('<w:bookmarkStart w:id="1" w:name="b_a"/>', '<w:bookmarkEnd w:id="1"/>')
    assert links.mark("a") == ("", "")
    assert links.mark("A") != ("", "")

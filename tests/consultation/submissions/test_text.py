"""Text pasted from word processors is kept whole and safe, counted as people count, and becomes safe HTML in time."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.submissions.text import (
    LINK_SCHEMES,
    MOST_MARKS_IN_A_ROW,
    TAGS,
    UnreadableText,
    as_html,
    normalised,
    word_count,
)
from tests.steps import growth

FULL = 65_536


def filled(unit: str) -> str:
    """The unit repeated to the longest text a form accepts."""
    return (unit * (FULL // len(unit) + 1))[:FULL]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        pytest.param("one\r\ntwo\rthree", "one\ntwo\nthree", id="line ends of Windows and old Macs"),
        pytest.param("\uf0b7\tFirst\n\uf0b7\tSecond", "- First\n- Second", id="Symbol bullets of Word"),
        pytest.param("\uf0a7 First\n  \uf0d8\u00a0Second", "- First\n- Second", id="Wingdings bullets of Word"),
        pytest.param("\u2022\tFirst\n\u2022 Second\n\u2022Third", "- First\n- Second\n- Third", id="bullets"),
        pytest.param("\u00b7\tFirst\no\tDeeper\n\u2013\tDash", "- First\n- Deeper\n- Dash", id="dots, o and dash, tab"),
        pytest.param("o Brasil\n\u2013 a dash", "o Brasil\n\u2013 a dash", id="an article and a dash are no bullets"),
        pytest.param("a \uf0b7 b \uf0e0 c", "a \u2022 b \u2192 c", id="Symbol signs inside a line"),
        pytest.param("co\u00adoper\u00adation", "cooperation", id="soft hyphens"),
        pytest.param("\ufeffa\u200bb\u2060c\ufffc", "abc", id="byte order mark, zero width, place of an object"),
        pytest.param("page one\x0cpage two", "page one\n\npage two", id="form feed"),
        pytest.param(
            "one\x0btwo\u2028three\u2029four", "one\ntwo\nthree\n\nfour", id="line breaks of Word and Unicode"
        ),
        pytest.param("\x93quoted\x94 it\x92s \x96", "\u201cquoted\u201d it\u2019s \u2013", id="cp1252 read as Latin-1"),
        pytest.param("bell\x07 and del\x7f and \x81", "bell and del and", id="controls"),
        pytest.param("Cafe\u0301 n\u0303", "Caf\u00e9 \u00f1", id="NFD becomes NFC"),
        pytest.param("pay \u202ecod.exe\u202c now", "pay cod.exe now", id="override of direction"),
        pytest.param("\u2066a\u2069\u2067b\u2068", "ab", id="isolates"),
        pytest.param(
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            id="Persian keeps its joiner",
        ),
        pytest.param("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb", id="emoji keep theirs"),
        pytest.param("abc \u200f(1)\u200e", "abc \u200f(1)\u200e", id="direction marks stay"),
        pytest.param("\n\n a\n \t \n\n\n\nb \n", "a\n\nb", id="blank lines"),
        pytest.param("seen\U000e0068\U000e0069", "seen", id="invisible tags"),
        pytest.param("", "", id="nothing"),
        pytest.param(" \u00a0\n\ufeff", "", id="nothing to see"),
    ],
)
def test_pasted_text_is_kept_without_what_the_word_processor_left(pasted: str, kept: str) -> None:
    assert normalised(pasted) == kept


@pytest.mark.parametrize(
    ("text", "words"),
    [("before\0after", "NUL character"), ("abc\ud83d", "position 4"), ("\udc80", "position 1")],
    ids=["NUL", "high surrogate", "low surrogate"],
)
def test_what_is_no_text_is_refused_with_words_that_help(text: str, words: str) -> None:
    with pytest.raises(UnreadableText, match=words):
        normalised(text)


def test_a_pile_of_marks_is_cut_at_the_bound_of_the_stream_safe_format() -> None:
    assert len(normalised("x" + "\u0335" * 500)) == 1 + MOST_MARKS_IN_A_ROW


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300))
@settings(max_examples=300, deadline=None)
def test_keeping_a_text_twice_is_keeping_it_once(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("", "en", 0),
        ("One two\nthree", "en", 3),
        ("well-known \u2013 \u2022 don\u2019t ...", "en", 2),
        ("Question : l\u2019article 5 \u00bb", "fr", 3),
        ("\u6211\u4eec\u652f\u6301\u7f51\u7edc\u5b89\u5168\u3002", "zh", 8),
        ("\u6211\u4eec\u652f\u6301\u7f51\u7edc\u5b89\u5168", "en", 8),
        ("\u4f7f\u7528AI\u6280\u672f 2025", "zh", 6),
        ("\u30b5\u30a4\u30d0\u30fc\u306e\u5b89\u5168", "ja", 7),
        ("\u0e04\u0e27\u0e32\u0e21\u0e21\u0e31\u0e48\u0e19\u0e04\u0e07", "th", 3),
        ("\u0627\u0644\u0623\u0645\u0646 \u0627\u0644\u0633\u064a\u0628\u0631\u0627\u0646\u064a", "ar", 2),
        ("\uc0ac\uc774\ubc84 \uc548\ubcf4", "ko", 2),
    ],
)
def test_words_are_counted_as_people_of_the_language_count_them(text: str, language: str, words: int) -> None:
    assert word_count(text, language) == words


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A *word* and **another**.", "<p>A <em>word</em> and <strong>another</strong>.</p>\n"),
        ("Ada (*), Bo (**) and Cy (*)", "<p>Ada (*), Bo (**) and Cy (*)</p>\n"),
        ("(*this*) and `(*)`", "<p>(<em>this</em>) and <code>(*)</code></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("5. a\n6. b", '<ol start="5">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("1. a\n4. b\n1. c", '<ol>\n<li>a</li>\n<li value="4">b</li>\n<li>c</li>\n</ol>\n'),
        ("3. a\n   - b\n5. c", '<ol start="3">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li value="5">c</li>\n</ol>\n'),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"),
        (
            "[w](https://example.org/a?b=1&c=2)",
            '<p><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener ugc">w</a></p>\n',
        ),
        ("<mailto:a@b.ex>", '<p><a href="mailto:a@b.ex" rel="nofollow noopener ugc">mailto:a@b.ex</a></p>\n'),
        ("[w](javascript:alert(1))", "<p>[w](javascript:alert(1))</p>\n"),
        ("[w](JaVaScRiPt:alert(1))", "<p>[w](JaVaScRiPt:alert(1))</p>\n"),
        ("[w](/relative) [x](#here)", "<p>[w](/relative) [x](#here)</p>\n"),
        ("[w](file:///etc/passwd)", "<p>[w](file:///etc/passwd)</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<b onclick=x>bold</b>", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>\n"),
        ("![alt](https://a.ex/x.png)", '<p>!<a href="https://a.ex/x.png" rel="nofollow noopener ugc">alt</a></p>\n'),
        ("    an indented paragraph", "<p>an indented paragraph</p>\n"),
        ("[a]: https://example.org\n\n[a]", "<p>[a]: https://example.org</p>\n<p>[a]</p>\n"),
        ("A & B < C", "<p>A &amp; B &lt; C</p>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown_becomes_html_of_few_tags(markdown: str, html: str) -> None:
    assert as_html(markdown) == html


def headings(html: str) -> list[str]:
    return [tag for tag in _tags(html) if tag[0] == "h" and tag != "hr"]


ALLOWED = {"a": {"href", "rel"}, "li": {"value"}, "ol": {"start"}}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def _tags(html: str) -> list[str]:
    return [tag for tag, _ in _parsed(html)]


def _parsed(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.seen


@pytest.mark.parametrize(
    ("markdown", "top", "levels"),
    [
        ("# a\n\n## b\n\n# c", 3, ["h3", "h4", "h3"]),
        ("#### a\n\n###### b\n\n## c", 3, ["h3", "h4", "h3"]),
        ("# a\n\n#### b\n\n### c\n\n## d", 4, ["h4", "h5", "h5", "h5"]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e", 4, ["h4", "h5", "h6", "h6", "h6"]),
        ("A line\n===\n\nAnother\n---", 2, ["h2", "h3"]),
    ],
)
def test_heading_levels_never_skip(markdown: str, top: int, levels: list[str]) -> None:
    assert headings(as_html(markdown, top_heading=top)) == levels


def test_a_long_line_is_a_paragraph_a_short_one_a_line_and_what_lies_between_was_wrapped() -> None:
    long, wrapped, short = "word " * 30, "word " * 14, "word"
    assert as_html(f"{long}\n{short}").count("<p>") == 2
    assert as_html(f"{wrapped}\n{short}").count("<br>") == 0
    assert as_html(f"{wrapped}\n{short}").count("<p>") == 1
    assert as_html(f"{short}\n{short}") == "<p>word<br>\nword</p>\n"


def test_a_list_stays_tight_after_a_long_item() -> None:
    assert "<p>" not in as_html("- " + "word " * 40 + "\n- next")


def test_the_lines_of_a_long_list_of_names_are_parted_every_hundred() -> None:
    assert as_html("name\n" * 250).count("<p>") == 3


def test_a_run_of_signs_that_is_no_word_is_broken_where_it_is_set() -> None:
    html = as_html("x" * 5_000)
    assert html.count("x") == 5_000
    assert max(map(len, html.split("\n"))) == len("<p>") + 2_000 + len("</p>")
    assert as_html("\u6f22" * 5_000) == "<p>" + "\u6f22" * 5_000 + "</p>\n"


def test_a_paragraph_of_thousands_of_pieces_is_set_plainly() -> None:
    assert as_html("`a` " * 3_000).count("`a`") == 3_000


def test_lines_of_code_are_left_as_they_are() -> None:
    assert as_html("```\na\nb\n```") == "<pre><code>a\nb\n</code></pre>\n"


ADVERSARIAL = {
    "brackets": filled("["),
    "image brackets": filled("!["),
    "emphasised brackets": filled("*["),
    "half links": filled("[a]("),
    "nested links": filled("[[a](b)"),
    "brackets and closings": "[" * 20_000 + "a" + "](b)" * 8_000,
    "brackets before many signs": "[" * 100 + "`a" * 9_800,
    "link titles": filled("[x](y 'z"),
    "emphasis": filled("*a "),
    "mixed emphasis": filled("*a_ "),
    "strong in emphasis": filled("**a *b "),
    "nested emphasis": "*a " * 10_000 + "a*" * 10_000,
    "backticks": "".join("`" * count + "a" for count in range(1, 360)),
    "angle brackets": filled("<a "),
    "comments": filled("<!-- "),
    "entities": filled("&amp;"),
    "quotations": filled("> "),
    "quotation signs": filled(">\n"),
    "nested lists": "\n".join(" " * 2 * depth + "- a" for depth in range(250)),
    "list in list": filled("- "),
    "quotation in list": filled("> - "),
    "headings": filled("# a\n"),
    "underlined headings": filled("a\n=\n"),
    "fences": filled("```a\n"),
    "link definitions": filled("[a]: b\n"),
    "spaces": filled(" "),
    "lines of spaces": filled(" \n"),
    "tabs": filled("\t"),
    "no-break spaces": filled("\u00a0"),
    "line ends": filled("\n"),
    "short lines": filled("a\n"),
    "one word": filled("a"),
    "backslashes": filled("\\"),
    "marks": "e" + "\u0301\u0323" * (FULL // 2),
    "han": filled("\u6f22"),
    "right to left": filled("\u0634\u0628\u0643\u0629 "),
    "emoji": filled("\U0001f469\u200d\U0001f467"),
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_no_text_of_full_length_takes_more_than_its_share(text: str) -> None:
    """Twice the text takes twice the calls; what grows as a square would take four times as many."""
    assert growth(read, text[: len(text) // 2], text) < 2.7


def read(text: str) -> None:
    kept = normalised(text)
    as_html(text)
    word_count(kept, "en")


@pytest.mark.parametrize("depth", [41, 900, 1_900])
def test_deep_nesting_is_set_plainly_and_nothing_is_lost(depth: int) -> None:
    html = as_html(">" * depth + " the last words")
    assert html == f"<p>{'&gt;' * depth} the last words</p>\n"


def test_nested_emphasis_does_not_come_out_nested() -> None:
    html = as_html("*a " * 5_000 + "b*" * 5_000)
    assert set(_tags(html)) <= {"p", "br"}
    assert html.count("b*") == 5_000


@given(st.text(st.sampled_from("[]()<>*_`#->!&\\\"' \n\t15.ab:/"), max_size=200))
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_only_listed_tags_and_outward_links_come_out(text: str) -> None:
    for tag, attributes in _parsed(as_html(text)):
        assert tag in TAGS
        assert set(attributes) <= ALLOWED.get(tag, set())
        if "href" in attributes:
            assert (attributes["href"] or "").partition(":")[0].lower() in LINK_SCHEMES


@pytest.mark.parametrize(
    "attack",
    [
        '[x](https://a.example" onmouseover="alert(1))',
        "[x](https://a.example/<script>)",
        "<https://a.example/\"><img src=x onerror=alert(1)>",
        "[x](&#106;avascript:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "`<img src=x onerror=alert(1)>`",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "```html onload=alert(1)\nx\n```",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "# <style>@import 'http://a.example'</style>",
        "<iframe srcdoc='&lt;script&gt;'></iframe>",
    ],
)  # fmt: skip
def test_no_attack_becomes_markup(attack: str) -> None:
    """Script in a moderator's browser is how peers were broken; the list has the forms seen there."""
    for tag, attributes in _parsed(as_html(attack)):
        assert tag in TAGS
        assert set(attributes) <= {"href", "rel"}
        assert (attributes.get("href") or "https:").startswith(("https://", "http://", "mailto:", "https:"))

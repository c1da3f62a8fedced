"""What people write: text cleaned of what a word processor left in it, its length, its direction, its safe HTML."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MOST_MARKS_IN_A_ROW = 30
"""Combining marks kept on one letter: the bound of the Stream-Safe Text Format (Unicode Standard Annex #15)."""

DEEPEST_NESTING = 40
"""Levels of lists and quotations inside one another that are still set as such; no letter or paper comes near it."""

MOST_LINES_IN_A_PARAGRAPH = 100
MOST_PIECES_IN_A_PARAGRAPH = 2_000
"""Bounds of what is set as one paragraph: setting lines and pieces takes time that grows as the square of their number.

A paragraph of this size fills several pages; a line is one kept by a line break, a piece a stretch of text, code or
emphasis.
"""

LONGEST_RUN = 2_000
"""Signs without a space between them that are left in one piece: the longest address that browsers agree on."""

MOST_LINK_STEPS = 300_000
"""Work on looking for the ends of links (see `_has_costly_brackets`): a paper with 300 links stays well below it."""

HAND_WRAPPED_FROM, HAND_WRAPPED_TO = 55, 120
"""Columns between which a line end may come from a mail program that wraps; see `_line_ends_made_plain`."""

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul"}
)
ATTRIBUTES = {"a": {"href"}, "li": {"value"}, "ol": {"start"}}
LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class UnreadableText(ValueError):
    """The text holds something that is no character at all, so that what the author meant cannot be known."""


# --- text as it arrives -------------------------------------------------------------------------------------------

_BULLET_LINE = re.compile(
    r"^[ \t\u00a0]*+(?:"
    r"[\u2022\u2023\u2043\u204c\u25aa\u25ab\u25a0\u25cb\u25cf\u25e6\uf06c\uf06e\uf076\uf0a7\uf0a8\uf0d8\uf0fc]"
    r"[ \t\u00a0]*+|[\u00b7\u00a7\u2013\u2014o-][ \u00a0]*+\t[ \t\u00a0]*+)",
    re.MULTILINE,
)
_BLANK_LINES = re.compile(r"\n{3,}")


def _replacements() -> dict[int, str | None]:
    """Characters that carry nothing a reader should see, and what stands in their place (None: nothing).

    Windows-1252 read as Latin-1 leaves its quotation marks at U+0080-009F: they are put right. Controls of the
    direction of text (U+202A-202E, U+2066-2069) can make a reader see another text than the one that is stored (Unicode
    Technical Report #36, section 3): they are taken out, while the harmless marks U+200E, U+200F and U+061C stay. So do
    U+200C and U+200D, without which Persian, Hindi and emoji are misspelt.
    """
    table: dict[int, str | None] = {code: None for code in range(0x20) if chr(code) not in "\t\n"}
    for code in range(0x80, 0xA0):
        table[code] = bytes([code]).decode("cp1252", errors="ignore") or None
    invisible = [0x7F, 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFC, *range(0x202A, 0x202F), *range(0x2061, 0x2070)]
    table.update(dict.fromkeys([*invisible, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)]))
    table.update({0x0B: "\n", 0x0C: "\n\n", 0x2028: "\n", 0x2029: "\n\n", 0xF0B7: "\u2022", 0xF0E0: "\u2192"})
    return table


_REPLACEMENTS = _replacements()


def normalised(text: str) -> str:
    """Return the text as Plenum keeps it: NFC, line ends as line feeds, without what a word processor leaves in it.

    No word is touched. Bullets of the Symbol font and "bullet, tab" become Markdown's "- ". Raises `UnreadableText` for
    NUL and for half a surrogate pair, which no database and no file format can hold.
    """
    _refuse_what_is_no_text(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BULLET_LINE.sub("- ", text.translate(_REPLACEMENTS))
    text = unicodedata.normalize("NFC", _stream_safe(text))
    lines = ("" if line.isspace() else line for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _refuse_what_is_no_text(text: str) -> None:
    if "\0" in text:
        raise UnreadableText(
            _("The text holds a NUL character, which is not text. Copy it again from where it comes from.")
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableText(
            _("The text holds half a character at position %(position)s. Copy it again from where it comes from.")
            % {"position": error.start + 1}
        ) from error


def _stream_safe(text: str) -> str:
    """Drop the combining marks past the thirtieth in a row: putting them in order takes time that grows as a square."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


# --- length and direction -----------------------------------------------------------------------------------------

_HAN_AND_KANA = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
)
_WITHOUT_SPACES = frozenset({"km", "lo", "my", "th"})
_CHARACTERS_A_WORD = 4


def word_count(text: str, language: str) -> int:
    """Count the words of a text as the word limits of a call mean them.

    A word is a run between white space that holds a letter or a figure, so that a dash, a bullet or a French colon
    after its space does not count. Han characters and kana count one each, as Chinese and Japanese custom has it, in a
    text of any declared language (a wrongly declared language must not lift a limit). Khmer, Lao, Burmese and Thai put
    no space between words: in a text declared to be in one of them, four characters of a run count as one word.
    """
    characters = len(_HAN_AND_KANA.findall(text))
    runs = [run for run in _HAN_AND_KANA.sub(" ", text).split() if any(map(str.isalnum, run))]
    if _primary(language) in _WITHOUT_SPACES:
        return characters + sum(-(-len(run) // _CHARACTERS_A_WORD) for run in runs)
    return characters + len(runs)


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


# --- Markdown to HTML ---------------------------------------------------------------------------------------------

_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


_FOOTNOTE_SIGN = re.compile(r"(?<=\()\*{1,3}(?=\))")


def _footnote_sign(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: the signs of "(*)" and "(**)" stand for a note, two of them emphasise nothing."""
    found = _FOOTNOTE_SIGN.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _markdown(*without: str) -> MarkdownIt:
    """CommonMark without raw HTML, images (they become links) or indented code, which an indented paragraph is not."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * DEEPEST_NESTING + 20})
    parser.disable(["image", "code", "html_block", "html_inline", "reference", *without])
    parser.inline.ruler.before("emphasis", "footnote_sign", _footnote_sign)
    parser.validateLink = _is_outward_link  # type: ignore[method-assign]
    return parser


def _is_outward_link(url: str) -> bool:
    return url.lower().startswith(("https://", "http://", "mailto:"))


_MARKDOWN = _markdown()
_MARKDOWN_WITHOUT_LINKS = _markdown("link")
_UNSPACED_SCRIPTS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\U0003ffff"
_LONG_RUN = re.compile(rf"[^\s{_UNSPACED_SCRIPTS}]{{{LONGEST_RUN}}}")
_SPECIAL = re.compile(r"[^\w\s.,;'\"()/?|]")


def as_html(markdown_text: str, *, top_heading: int = 3) -> str:
    """Return Markdown as HTML that may be marked safe: `TAGS` and `ATTRIBUTES` only, and only outward links.

    The first heading of the text is of level `top_heading` and each further one is at most one level deeper than the
    one it stands under, whatever signs the author used, so that heading levels never skip in the page around it (Web
    Content Accessibility Guidelines 2.2, technique G141; ISO 14289-1, 7.4.2). Items keep the numbers that the author
    gave them, where these rise. A text that nests deeper than `DEEPEST_NESTING`, or has a paragraph of more than
    `MOST_PIECES_IN_A_PARAGRAPH`, is set as plain paragraphs: nothing of it is lost.
    """
    source, tokens = parsed(markdown_text, top_heading=top_heading)
    if tokens is None:
        return _as_plain_paragraphs(source)
    return _cleaned(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


class Parsed(NamedTuple):
    """A text as it is read: its Markdown with line ends made plain, and the tokens; None for plain paragraphs."""

    source: str
    tokens: list[Token] | None


def parsed(markdown_text: str, *, top_heading: int = 3) -> Parsed:
    """What `as_html` sets: tokens with levelled headings and the author's numbers.

    There are none for a text that `as_html` sets as plain paragraphs: these stand in `source`, parted by empty lines.
    """
    text = _line_ends_made_plain(_LONG_RUN.sub(r"\g<0>\n", markdown_text))
    parser = _MARKDOWN_WITHOUT_LINKS if _has_costly_brackets(text) else _MARKDOWN
    tokens = parser.parse(text)
    if _depth(tokens) > DEEPEST_NESTING or _most_pieces(tokens) > MOST_PIECES_IN_A_PARAGRAPH:
        return Parsed(text, None)
    _level_headings(tokens, top_heading)
    _keep_numbers(tokens)
    return Parsed(text, tokens)


def _has_costly_brackets(text: str) -> bool:
    """Tell whether looking for links would take too long: each "[" may be followed to the end of its paragraph."""
    paragraphs = text.split("\n\n")
    steps = (paragraph.count("[") * len(_SPECIAL.findall(paragraph)) for paragraph in paragraphs if "[" in paragraph)
    return sum(steps) > MOST_LINK_STEPS


def _line_ends_made_plain(text: str) -> str:
    """Say in Markdown what the line ends of the author mean.

    Word and web editors end a paragraph with one line end, mail programs wrap lines before the 80th column, and people
    break lines in addresses and lists of names. So a line of more than 120 columns is taken for a paragraph of
    its own, one of less than 55 for a line to be kept, and what lies between for part of a paragraph that was wrapped.
    """
    return "\n".join(_plain_line_ends(text.split("\n")))


def _plain_line_ends(lines: Sequence[str]) -> Iterator[str]:
    fenced = False
    kept = 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        fenced ^= _FENCE.match(line) is not None
        alone = fenced or not line.strip() or not following.strip() or _LIST_ITEM.match(following)
        columns = 0 if alone else len(line) + len(_HAN_AND_KANA.findall(line))
        kept = 0 if alone else kept + 1
        if alone or HAND_WRAPPED_FROM <= columns <= HAND_WRAPPED_TO:
            yield line
        elif columns < HAND_WRAPPED_FROM and kept % MOST_LINES_IN_A_PARAGRAPH:
            yield line + "  "
        else:
            yield from (line, "")


def _depth(tokens: Sequence[Token]) -> int:
    children = [child.level for token in tokens for child in token.children or ()]
    return max([token.level for token in tokens] + children, default=0)


def _most_pieces(tokens: Sequence[Token]) -> int:
    return max((len(token.children or ()) for token in tokens), default=0)


def _level_headings(tokens: Sequence[Token], top: int) -> None:
    """Give headings the levels that `as_html` promises: one deeper than the nearest heading above that ranks higher."""
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(top + len(above) - 1, 6)}"


def _keep_numbers(tokens: Sequence[Token]) -> None:
    """Say where the numbers of a list jump ahead: CommonMark would count on, and "see point 5" would mislead."""
    expected: list[int] = []
    for token in tokens:
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            expected.append(int(token.attrGet("start") or 1))
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            if int(token.info) > expected[-1]:
                expected[-1] = int(token.info)
                token.attrSet("value", token.info)
            expected[-1] += 1


def _as_plain_paragraphs(text: str) -> str:
    paragraphs = (escape(paragraph).replace("\n", "<br>\n") for paragraph in text.split("\n\n") if paragraph.strip())
    return _cleaned("".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs))


def _cleaned(html: str) -> str:
    """The second wall: should the Markdown parser ever err, nothing passes that is not on the list."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(LINK_SCHEMES),
        url_relative="deny",
        link_rel="nofollow noopener ugc",
    )

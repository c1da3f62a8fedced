"""The reading text of a contribution: what a reader sees of its Markdown, in blocks with their places in the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from markdown_it.token import Token

from consultation.submissions.text import parsed

BODY = "body"
BETWEEN_BLOCKS = "\n\n"
TOP_HEADING = 3
MOST_BLOCKS = 1_000
"""Blocks that a page draws one by one; a book has fewer. Where there are more, neighbours are drawn together."""


_UPPER_OR_OTHER = r"(?!\s+[a-zà-ÿа-яё0-9])"
_SENTENCE_END = re.compile(
    rf"[.!?\u2026\u061f\u06d4\u0964]+[\"'\u201d\u2019\u00bb)\]]*(?=\s){_UPPER_OR_OTHER}"
    r"|[\u3002\uff01\uff1f]+[\u300d\u300f\u201d\u2019\uff09]*|\n"
)


class Span(NamedTuple):
    """A stretch of a reading text, from `starts` up to `ends`, in Unicode code points from 0."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, quotation or piece of code, and where it stands in the reading text.

    `marker` is the bullet or number of the first paragraph of an item; `depth` says how many lists hold the block;
    `level` is that of a heading.
    """

    kind: str
    text: str
    starts: int = 0
    marker: str = ""
    depth: int = 0
    level: int = 0

    @property
    def ends(self) -> int:
        """Where the block ends."""
        return self.starts + len(self.text)


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The text that a passage is a stretch of, and its blocks in their order."""

    text: str
    blocks: tuple[Block, ...] = field(repr=False)


def answer_to(question_id: int) -> str:
    """The name of the source that is the answer to a guiding question."""
    return f"answer:{question_id}"


def reading_text(markdown: str) -> ReadingText:
    """What a reader sees of a text: no markup, no bullets, blocks parted by an empty line.

    The same Markdown gives the same text, sign by sign: the places of passages rest on that.
    """
    source, tokens = parsed(markdown, top_heading=TOP_HEADING)
    found = _paragraphs(source) if tokens is None else _blocks(tokens)
    blocks = tuple(_placed(_bundled([block for block in found if block.text.strip()])))
    return ReadingText(BETWEEN_BLOCKS.join(block.text for block in blocks), blocks)


def sentences(block: Block) -> list[Span]:
    """The sentences of a block, where there are several; a full stop before a small letter or a figure ends none."""
    spans, begin = [], 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(block.text)), len(block.text)]:
        if piece := block.text[begin:end].strip():
            starts = block.starts + block.text.index(piece, begin)
            spans.append(Span(starts, starts + len(piece)))
        begin = end
    return spans if len(spans) > 1 else []


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty where it holds nothing else."""
    piece = text[span.starts : span.ends]
    starts = span.starts + len(piece) - len(piece.lstrip())
    return Span(starts, starts + len(piece.strip()))


# --- from tokens to blocks --------------------------------------------------------------------------------------------


def _bundled(blocks: Sequence[Block]) -> Sequence[Block]:
    """At most `MOST_BLOCKS`, of the same text: a contribution of 20,000 crumbs is no reason for a page without end."""
    size = -(-len(blocks) // MOST_BLOCKS)
    if size <= 1:
        return blocks
    bundles = (blocks[first : first + size] for first in range(0, len(blocks), size))
    return [Block("paragraph", BETWEEN_BLOCKS.join(block.text for block in bundle)) for bundle in bundles]


def _placed(blocks: Iterable[Block]) -> Iterator[Block]:
    starts = 0
    for block in blocks:
        yield replace(block, starts=starts)
        starts += len(block.text) + len(BETWEEN_BLOCKS)


def _paragraphs(source: str) -> Iterator[Block]:
    return (Block("paragraph", paragraph.strip("\n")) for paragraph in source.split("\n\n"))


@dataclass(slots=True)
class _Around:
    """What the walk is inside of: numbers of the lists (None for bullets), quotations, a heading, an item's marker."""

    numbers: list[int | None] = field(default_factory=list)
    quotes: int = 0
    level: int = 0
    marker: str = ""

    def enter(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open":
                self.numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_open":
                self.numbers.append(None)
            case "ordered_list_close" | "bullet_list_close":
                self.numbers.pop()
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "heading_open":
                self.level = int(token.tag[1])
            case "heading_close":
                self.level = 0
            case "list_item_open":
                self.marker = self._next_marker(token)

    def _next_marker(self, token: Token) -> str:
        number = self.numbers[-1]
        if number is None:
            return "•"
        number = int(token.attrGet("value") or number)
        self.numbers[-1] = number + 1
        return f"{number}."

    def block(self, text: str, *, is_code: bool = False) -> Block:
        marker, self.marker = self.marker, ""
        return Block(self._kind(is_code), text, marker=marker, depth=len(self.numbers), level=self.level)

    def _kind(self, is_code: bool) -> str:
        if self.level:
            return "heading"
        if is_code:
            return "code"
        return "item" if self.numbers else "quote" if self.quotes else "paragraph"


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    around = _Around()
    for token in tokens:
        if token.type == "inline":
            yield around.block("".join(map(_seen, token.children or ())))
        elif token.type == "fence":
            yield around.block(token.content.strip("\n"), is_code=True)
        else:
            around.enter(token)


def _seen(token: Token) -> str:
    """What a reader sees of a piece of a line: its words, a space for a wrapped line, a line end for a kept one."""
    if token.type == "softbreak":
        return " "
    return "\n" if token.type == "hardbreak" else token.content

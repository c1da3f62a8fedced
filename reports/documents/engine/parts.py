"""Setting a part: HTML in, sheets out, in the jail."""

import gc
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document

from reports.documents.engine import fonts, speed
from reports.documents.engine.jail import Assets, Limits, PartFailed, jailed
from reports.documents.engine.repairs import repair, traced
from reports.documents.engine.sheets import sheets_of

OPTIONS = DEFAULT_OPTIONS | {"pdf_tags": True, "uncompressed_pdf": True, "pdf_version": "1.7"}
NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"
MOST_TRIES = 5  # of the front, until the number of its own pages is what it says


@dataclass(frozen=True, kw_only=True)
class PartFacts:
    """What is known of a part that is set."""

    key: str  # the digest of what it was set from
    pages: int
    anchors: dict[str, int]  # where each place is: page of the part, counted from 0
    not_shown: tuple[str, ...]  # characters that no font has, shown as U+FFFD
    seconds: float = 0.0  # of processor time
    peak_memory: int = 0  # bytes, of the process

    def to_json(self) -> str:
        """Return the facts in JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> "PartFacts":
        """Return the facts that `to_json` told."""
        told: dict[str, Any] = json.loads(text)
        return cls(**told | {"not_shown": tuple(told["not_shown"])})


def set_part(
    html: str, *, styles: Sequence[str], assets: Mapping[str, bytes] | None = None, limits: Limits, to: Path
) -> PartFacts:
    """Set a complete page of HTML into the file `to`, ready to be bound; raises `PartFailed`.

    `styles` are texts of style sheets; `assets` are what `asset:NAME` in it stands for. Links to `part:ANCHOR` lead to
    another part. Nothing is left behind where it fails.
    """
    return _set(html, styles, assets or {}, limits, to, pages=None)


def set_front(
    make_html: Callable[[Mapping[str, int]], str], parts: Sequence[PartFacts], *, styles: Sequence[str],
    assets: Mapping[str, bytes] | None = None, limits: Limits, to: Path, last: PartFacts | None = None,
) -> PartFacts:  # fmt: skip
    """Set the front matter, which tells on what pages the places in the parts behind it are; raises `PartFailed`.

    `make_html` is given the page number of every anchor, and is asked again until the front has as many pages as these
    numbers allow for. `last` is what this returned for the document before: its length is the first guess, and where
    `to` still holds just what would be set, nothing is done.
    """
    own, further = last.pages if last else 1, assets or {}
    for _ in range(MOST_TRIES):
        html = make_html(page_numbers(parts, after=own))
        if last and last.pages == own and last.key == _key(html, styles, further) and to.exists():
            return last
        facts = _set(html, styles, further, limits, to, pages=own)
        if facts.pages == own:
            return facts
        own = facts.pages
    raise PartFailed("refused", "the front never has as many pages as it says")


def page_numbers(parts: Sequence[PartFacts], *, after: int) -> dict[str, int]:
    """Return the number of the page, counted from 1, on which each anchor is, behind so many pages."""
    numbers: dict[str, int] = {}
    for part in parts:
        numbers = {anchor: after + page + 1 for anchor, page in part.anchors.items()} | numbers
        after += part.pages
    return numbers


def _key(html: str, styles: Sequence[str], assets: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for piece in (html.encode(), *map(str.encode, styles), *(name.encode() + data for name, data in assets.items())):
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def _set(
    html: str, styles: Sequence[str], assets: Mapping[str, bytes], limits: Limits, to: Path, *, pages: int | None
) -> PartFacts:
    fonts.must_be_installed()
    speed.must_be_known()
    key = _key(html, styles, assets)

    def work(draft: Path) -> bytes:
        gc.disable()  # it ends before there is much to collect
        logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
        return typeset(html, styles, assets, draft, key=key, pages=pages).to_json().encode()

    released = jailed(work, limits=limits, to=to)
    facts = PartFacts.from_json(released.answer)
    return replace(facts, seconds=round(released.seconds, 2), peak_memory=released.peak_memory)


def typeset(
    html: str, styles: Sequence[str], assets: Mapping[str, bytes], to: Path, *, key: str, pages: int | None
) -> PartFacts:
    """Set the page where this is called, jailed or not; if it has not `pages` pages, count them and write nothing."""
    with speed.swift(), traced() as traces:
        document, pdf = _drawn(html, styles, assets, pages, not_shown={})
        missing = {point for font in document.fonts.values() for point in font.missing}
        if missing:
            traces.clear()
            document, pdf = _drawn(html, styles, assets, pages, not_shown=dict.fromkeys(missing, NOT_SHOWN))
    if pdf:
        repair(document, pdf, traces)
        sheets_of(document, pdf).write(to)
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:  # a place split between pages is on each of them: it begins on the first
            anchors.setdefault(anchor, number)
    return PartFacts(key=key, pages=len(document.pages), anchors=anchors, not_shown=tuple(map(chr, sorted(missing))))


def _drawn(
    html: str, styles: Sequence[str], assets: Mapping[str, bytes], pages: int | None, *, not_shown: Mapping[int, str]
) -> tuple[Document, Any]:
    """The document laid out, and drawn if it has so many pages."""
    fetcher, config, counters = Assets(assets), fonts.InstalledFonts(), CounterStyle()
    sheets = [CSS(string=style, url_fetcher=fetcher, font_config=config, counter_style=counters) for style in styles]
    source = HTML(string=html, url_fetcher=fetcher, media_type="print")
    if not_shown:
        _replace_text(source, not_shown)
    document = source.render(font_config=config, counter_style=counters, stylesheets=sheets, presentational_hints=True)
    _attach_nothing(document)
    if pages not in (None, len(document.pages)):
        return document, None
    with (
        fonts.described(),
        speed.replaced(weasyprint.pdf, build_fonts_dictionary=lambda *_: pydyf.Dictionary()),  # the book embeds them
    ):
        return document, weasyprint.pdf.generate_pdf(document, None, 1, **OPTIONS)


def _replace_text(source: HTML, replacements: Mapping[int, str]) -> None:
    for element in source.etree_element.iter():
        element.text = element.text and element.text.translate(replacements)
        element.tail = element.tail and element.tail.translate(replacements)


def _attach_nothing(document: Document) -> None:
    """HTML may ask for files to be put into the PDF; those of a book are given to it by `Book.attachments`."""
    document.metadata.attachments.clear()
    for page in document.pages:
        page.links = [link for link in page.links if link[0] != "attachment"]

"""Text of a paragraph as runs of WordprocessingML: white space, direction, language and emphasis."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from reports.documents.editions.pages import legal

_SPACES = re.compile(r"[ \t\n\r\f]+")
_RIGHT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_IS_RIGHT = re.compile(f"[{_RIGHT}]")
_TO_THE_RIGHT = re.compile(rf"[{_RIGHT}](?:[\W\d_{_RIGHT}]*[{_RIGHT}])?")
_TO_THE_LEFT = re.compile(rf"(?![{_RIGHT}])[^\W\d_](?:[^{_RIGHT}\n\t]*(?![{_RIGHT}])\w)?")
_PIECES = re.compile("[^\n\t]+|\n|\t")
_REGIONS = {
    "ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN", "zh-hans": "zh-CN",
    "zh-hant": "zh-TW",
}  # fmt: skip
_MARKS = {True: "\u200f", False: "\u200e"}


class Look(NamedTuple):
    """How a run looks. `style` is a character style; `link` the attributes of a hyperlink, "" where there is none.

    Spaces and line ends of a run that `keeps_space` stay as they are; elsewhere white space is as in HTML.
    """

    language: str
    is_rtl: bool = False
    is_bold: bool = False
    is_italic: bool = False
    keeps_space: bool = False
    style: str = ""
    link: str = ""


class Run(NamedTuple):
    """A stretch of text of one look; a line feed in it breaks the line, a tab leads to the next tab stop."""

    text: str
    look: Look


def word_language(tag: str) -> str:
    """Return a language as Word knows it: with a region, which it needs to choose a dictionary."""
    return _REGIONS.get(tag.lower(), tag)


def language_xml(tag: str) -> str:
    """Return the language of a run, for scripts of every sort."""
    name = escape(word_language(tag))
    return f'<w:lang w:val="{name}" w:eastAsia="{name}" w:bidi="{name}"/>'


def isolated(runs: list[Run], *, is_rtl: bool, around: bool) -> list[Run]:
    """Put marks of direction round a name that runs against the text around it, so that neither disturbs the other.

    Inside stands the mark of the name, outside that of the text, as if an isolate of Unicode stood there, which Word
    does not know (Unicode Standard Annex #9, 2.4).
    """
    if not runs or is_rtl == around:
        return runs
    look = runs[0].look._replace(style="", link="", keeps_space=True)
    before, after = Run(_MARKS[around] + _MARKS[is_rtl], look), Run(_MARKS[is_rtl] + _MARKS[around], look)
    return [before, *runs, after]


def tidied(runs: Iterable[Run]) -> list[Run]:
    """Collapse white space as a browser does: none at the ends of a line, one space elsewhere."""
    kept: list[Run] = []
    for run in runs:
        text = run.text if run.look.keeps_space else _SPACES.sub(" ", run.text)
        if not run.look.keeps_space and (not kept or kept[-1].text[-1] in " \n\t"):
            text = text.removeprefix(" ")
        if text:
            kept.append(Run(text, run.look))
    while kept and not (text := kept[-1].text.rstrip(" \n")):
        kept.pop()
    return [*kept[:-1], Run(text, kept[-1].look)] if kept else []


def runs_xml(runs: Iterable[Run], *, language: str) -> str:
    """Return the runs, those of one link inside it; the language of the document needs no mention."""
    parts, link = [], ""
    for run in runs:
        if run.look.link != link:
            parts.append(_change_of_link(link, run.look.link))
            link = run.look.link
        parts += [_run_xml(text, _properties(run.look, is_rtl, language)) for text, is_rtl in _directed(run)]
    return "".join([*parts, _change_of_link(link, "")])


def _change_of_link(before: str, after: str) -> str:
    return ("</w:hyperlink>" if before else "") + (f"<w:hyperlink {after}>" if after else "")


def _directed(run: Run) -> Iterator[tuple[str, bool]]:
    """Cut a text where it changes its direction: Word asks each run for its own, and turns neutral signs after it."""
    text, is_rtl = run.text, run.look.is_rtl
    if not is_rtl and not _IS_RIGHT.search(text):
        yield text, False
        return
    place = 0
    for found in (_TO_THE_LEFT if is_rtl else _TO_THE_RIGHT).finditer(text):
        if found.start() > place:
            yield text[place : found.start()], is_rtl
        yield found[0], not is_rtl
        place = found.end()
    if place < len(text):
        yield text[place:], is_rtl


def _run_xml(text: str, properties: str) -> str:
    said = "".join(map(_piece, _PIECES.findall(text)))
    return f"<w:r><w:rPr>{properties}</w:rPr>{said}</w:r>" if properties else f"<w:r>{said}</w:r>"


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    return "<w:tab/>" if text == "\t" else f'<w:t xml:space="preserve">{escape(legal(text), quote=False)}</w:t>'


@lru_cache(maxsize=1_000)
def _properties(look: Look, is_rtl: bool, language: str) -> str:
    is_chinese = look.language.startswith("zh")
    return "".join(
        (
            f'<w:rStyle w:val="{look.style}"/>' if look.style else "",
            '<w:rFonts w:hint="eastAsia"/>' if is_chinese else "",
            "<w:b/><w:bCs/>" if look.is_bold else "",
            "<w:i/><w:iCs/>" if look.is_italic else "",
            "<w:rtl/>" if is_rtl else "",
            language_xml(look.language) if word_language(look.language) != word_language(language) else "",
        )
    )

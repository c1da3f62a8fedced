"""Small parts in six languages and two directions, and a book to bind them in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reports.documents.engine import Book, Limits, PartFacts
from reports.documents.engine.binding import bind
from reports.documents.engine.parts import typeset

LIMITS = Limits(seconds=60, memory=1 << 30)
STYLES = (
    """@page { size: A4; margin: 30mm 25mm }
    html { font: 10pt/1.4 'Noto Serif', 'Noto Naskh Arabic', 'Noto Serif CJK SC'; overflow-wrap: anywhere }
    img { image-rendering: crisp-edges }""",
)
SENTENCE = "Small teams cannot answer at all hours of the night. "
LONG = SENTENCE * 90  # more than a page
ARABIC = "لا تستطيع الفرق الصغيرة أن تجيب في كل ساعات الليل وفقاً للقرار A/RES/70/125."
CHINESE = "能力建设应当由需求驱动,并以当地语言进行。"
RUSSIAN = "Уведомление в течение 72 часов выполнимо для малых операторов."
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">'
    "<title>Four of ten came from Africa</title>"
    '<rect width="80" height="40" fill="#246"/><rect x="80" width="120" height="40" fill="#8ac"/></svg>'
)

TEXT = f"""
<h1 id="start">Summary</h1>
<h2 id="ch-1">I. Threats</h2>
<p>{LONG}</p>
<p>See <a href="part:s-1">the <b>first</b> contribution</a>, <a href="#ch-2">below</a> and
<a href="https://example.org/a?b=1&amp;c=2">elsewhere</a>. <bdi lang="ar" dir="rtl">{ARABIC}</bdi> <span lang="zh">{CHINESE}</span></p>
<h2 id="ch-2">II. Ways forward</h2>
<ol><li>A number.<li><p>{SENTENCE}</p><p>{SENTENCE}</p><ul><li>nested</ul></ol>
<table><caption>Who came</caption><thead><tr><th scope="col">Group<th scope="col">Number</thead>
<tbody><tr><th scope="row">Civil society<td>4<tr><th scope="row" rowspan="2">Business<td>6<tr><td>7</tbody></table>
{CHART}
<blockquote><p lang="ru">{RUSSIAN}</p></blockquote>
"""
ENTRIES = f"""
<article id="s-1" lang="en"><h2>C.1, Forum</h2><p>{LONG}</p></article>
<article id="s-2" lang="ar" dir="rtl"><h2>C.2, جمعية</h2><p>{ARABIC * 20}</p></article>
<article id="s-3" lang="zh"><h2>C.3, 研究所</h2><p>{CHINESE * 60}</p>
<table><tr><th>甲<th>乙<tr><td>1<td>2</table></article>
"""


def page(body: str, *, language: str = "en", direction: str = "ltr", title: str = "A part") -> str:
    """A complete page of HTML."""
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body>{body}</body></html>"
    )


def book(**changes: Any) -> Book:
    """A book in English, changed."""
    usual = {
        "title": "Chair’s summary", "language": "en", "direction": "ltr", "symbol": "WG.7/2026/2/CRP.1",
        "running_title": "Chair’s summary", "created": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
        "page_of_pages": "Page {page} of {pages}",
        "labels": {"s-1": "C.1, Forum", "ch-2": "II. Ways forward"},
    }  # fmt: skip
    return Book(**usual | changes)


def bound(folder: Path, *pages: str, assets: Mapping[str, bytes] | None = None, **changes: Any) -> Path:
    """The pages set and bound in this process: where a debugger, and coverage, see it."""
    facts = [set_here(folder / f"part-{number}", html, assets=assets) for number, html in enumerate(pages)]
    paths = [folder / f"part-{number}" for number in range(len(pages))]
    bind(paths, book(**changes), pages=sum(fact.pages for fact in facts), to=folder / "book.pdf")
    return folder / "book.pdf"


def set_here(to: Path, html: str, *, assets: Mapping[str, bytes] | None = None) -> PartFacts:
    """A part set in this process."""
    return typeset(html, STYLES, assets or {}, to, key=to.name * 10, pages=None)

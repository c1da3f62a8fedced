"""The HTML edition: one file with all in it, for any screen, for screen readers and for print; nothing is fetched."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports.documents.contents import ReportContents
from reports.documents.editions.pages import Piece, legal
from reports.documents.layout import book_of
from reports.documents.outline import Form, annexes_of, has_text_in_front
from reports.documents.wording import speaking

_STYLES = Path(__file__).parent / "reading.css"
_END = "</div></main></body></html>\n"


@contextmanager
def html_edition(
    contents: ReportContents, *, assets: Mapping[str, bytes], path: Path
) -> Iterator[Callable[[Piece], None]]:
    """Yield what takes the pieces of the document, one after another; when it ends, the file is complete.

    The contents must be disclosed ones. The same contents give the same bytes.
    """
    with path.open("w", encoding="utf-8", newline="\n") as page:

        def add(piece: Piece) -> None:
            with speaking(contents.language):
                page.write(_part(piece) if piece.form else _front(piece, assets))

        with speaking(contents.language):
            page.write(_head(contents))
        yield add
        page.write(_END)


def _head(contents: ReportContents) -> str:
    book = book_of(contents)
    skips = bool(annexes_of(contents)) or not has_text_in_front(contents)
    return format_html(
        '<!doctype html>\n<html lang="{}" dir="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title>'
        '<meta name="dcterms.created" content="{}"><style>{}</style></head><body>{}<main>\n',
        book.language,
        book.direction,
        legal(book.title),
        book.created.astimezone(UTC).isoformat(timespec="seconds"),
        mark_safe(_STYLES.read_text(encoding="utf-8")),  # noqa: S308 - our own
        format_html('<a class="skip" href="#text">{}</a>', _("Skip to content")) if skips else "",
    )


def _front(piece: Piece, assets: Mapping[str, bytes]) -> str:
    html = piece.html.replace('<nav class="contents">', f'<nav class="contents" aria-label="{_("Contents")}">')
    for name, picture in assets.items():
        html = html.replace(f'<img src="asset:{name}"', f'<img src="{_as_address(picture)}"')
    return f'<div class="front">{_linked(html)}</div>\n<div id="text" tabindex="-1">'


def _part(piece: Piece) -> str:
    begins = "begins " if piece.begins else ""
    return f'<div class="{begins}form-{piece.form}"{_scrolled(piece.form)}>{_linked(piece.html)}</div>\n'


def _linked(html: str) -> str:
    """Let links to other parts point into the page; a text cannot hold what is replaced, for it cannot hold a "<"."""
    return html.replace('<a href="part:', '<a href="#')


def _scrolled(form: Form | None) -> SafeString | str:
    """Wide tables are scrolled on a narrow screen, with the keyboard too (WCAG 2.2, 1.4.10 and 2.1.1)."""
    if form is not Form.DISPOSITIONS:
        return ""
    return format_html(' role="region" tabindex="0" aria-label="{}"', _("Comments and decisions"))


def _as_address(picture: bytes) -> str:
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"

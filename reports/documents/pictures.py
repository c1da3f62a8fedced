"""Pictures of the first pages of a PDF, for people who want to see it before they download it."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

WIDTH = 480


@dataclass(frozen=True)
class Picture:
    """A page as a PNG; width and height in pixels, pages counted from 1."""

    page: int
    png: bytes
    width: int
    height: int


def pictures_of(pdf: Path, *, pages: int) -> Iterator[Picture]:
    """Yield the first pages of the file, `WIDTH` pixels wide. Raises pypdfium2.PdfiumError for what is no PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        for index in range(min(pages, len(document))):
            page = document[index]
            image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("P", colors=32)
            buffer = BytesIO()
            image.save(buffer, "PNG", optimize=True)
            yield Picture(page=index + 1, png=buffer.getvalue(), width=image.width, height=image.height)

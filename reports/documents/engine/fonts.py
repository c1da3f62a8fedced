"""Faces: which fonts there are, what glyphs of them each part uses, and one embedded subset of each for the book."""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
from weasyprint.pdf import stream
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.text.ffi import TO_UNITS, ffi, fontconfig, gobject, pango
from weasyprint.text.fonts import FontConfiguration

from reports.documents.engine.speed import replaced

# Families that carry the six languages, and the packages of Debian and Ubuntu that bring them.
PACKAGES = {
    "Noto Sans": "fonts-noto-core",
    "Noto Serif": "fonts-noto-core",
    "Noto Naskh Arabic": "fonts-noto-core",
    "Noto Sans Arabic": "fonts-noto-core",
    "Noto Sans CJK SC": "fonts-noto-cjk",
}
ANY_SIZE = 10  # embedded fonts are scaled; a size is only needed to load one

# What a glyph stands for whose character is told by the one before it: every glyph must stand for something
# (ISO 14289-1, 7.21.7).
NO_SIGN = "\N{WORD JOINER}"

ffi.cdef("PangoFontDescription * pango_font_description_from_string (const char *str);")


class FontsMissing(Exception):
    """Fonts that documents are set in are not installed; the message names the packages that bring them."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """What a part uses of a font: Pango's words for it, and the text and width of each glyph."""

    described: str
    fingerprint: str
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)

    def to_plain(self) -> list[Any]:
        """Return the face as plain lists, glyphs in order."""
        return [self.described, self.fingerprint, sorted(self.texts.items()), sorted(self.widths.items())]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> "Face":
        """Return the face that `to_plain` was made of."""
        described, fingerprint, texts, widths = plain
        return cls(described=described, fingerprint=fingerprint, texts=dict(texts), widths=dict(widths))


class InstalledFonts(FontConfiguration):
    """The fonts of the machine, and no others: a style sheet brings none with it."""

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
        """Pass over `@font-face`, for which WeasyPrint would write to the disk."""


class DescribedFont(Font):
    """WeasyPrint's font that remembers Pango's words for it, by which the same font is found again."""

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
        """Note the words before WeasyPrint takes variations out of them."""
        self.described: str = ffi.string(pango.pango_font_description_to_string(description)).decode()
        super().__init__(pango_font, description, font_size)

    @property
    def fingerprint(self) -> str:
        """Tells another version of the font file from this one."""
        return f"{self.index}-{self.glyph_count}-{len(self.file_content)}"


def described() -> AbstractContextManager[None]:
    """Let WeasyPrint draw with fonts that remember Pango's words for them, for as long as this lasts."""
    return replaced(stream, Font=DescribedFont)


def faces_of(fonts: Iterable[DescribedFont]) -> dict[str, Face]:
    """Return the faces that a document used, by the name under which its pages call them."""
    faces: dict[str, Face] = {}
    for font in fonts:
        face = faces.setdefault(font.hash, Face(described=font.described, fingerprint=font.fingerprint))
        face.texts.update(font.to_unicode)
        face.widths.update(font.widths)
    return faces


class Cupboard:
    """The faces of a whole book."""

    def __init__(self) -> None:
        """Start empty."""
        self.config = InstalledFonts()
        self._faces: dict[str, Face] = {}

    def add(self, faces: Mapping[str, Face]) -> None:
        """Add what a part uses; the first width told of a glyph stands."""
        for name, face in faces.items():
            known = self._faces.setdefault(name, Face(described=face.described, fingerprint=face.fingerprint))
            if known.fingerprint != face.fingerprint:
                raise FontsMissing(f"The font {face.described} was exchanged while the document was compiled.")
            known.texts.update({glyph: text for glyph, text in face.texts.items() if not known.texts.get(glyph)})
            known.widths.update({glyph: width for glyph, width in face.widths.items() if glyph not in known.widths})

    def embed(self, pdf: pydyf.PDF) -> pydyf.Dictionary:
        """Add one subset of each face to the file and return the dictionary by which pages find them."""
        fonts = {name: self._loaded(face) for name, face in sorted(self._faces.items())}
        return build_fonts_dictionary(pdf, fonts, True, True, {"hinting": False, "pdf_version": "1.7"})

    def _loaded(self, face: Face) -> DescribedFont:
        sized = _description(face.described)
        pango.pango_font_description_set_absolute_size(sized, int(ANY_SIZE * TO_UNITS))
        context = ffi.gc(pango.pango_font_map_create_context(self.config.font_map), gobject.g_object_unref)
        loaded = pango.pango_font_map_load_font(self.config.font_map, context, sized)
        font = DescribedFont(loaded, _description(face.described), ANY_SIZE)
        if font.fingerprint != face.fingerprint:
            raise FontsMissing(f"The font {face.described} is no longer the one that pages were set in.")
        font.to_unicode = {glyph: text or NO_SIGN for glyph, text in sorted(face.texts.items())}
        font.widths = dict(sorted(face.widths.items()))
        return font


def _description(words: str) -> Any:
    return ffi.gc(pango.pango_font_description_from_string(words.encode()), pango.pango_font_description_free)


def must_be_installed() -> None:
    """Raise `FontsMissing` where a family that documents are set in is not there."""
    missing = sorted(set(PACKAGES) - {family for family, _path in _installed()})
    if missing:
        packages = " ".join(sorted({PACKAGES[family] for family in missing}))
        raise FontsMissing(f"Fonts are missing: {', '.join(missing)}. Install the packages {packages}.")


@cache
def fingerprint() -> str:
    """Tell one set of installed fonts from another: a font added or exchanged may change any line of any page."""
    paths = {Path(path) for _family, path in _installed()}
    told = sorted(f"{path.name} {path.stat().st_size}" for path in paths if path.exists())
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@cache
def _installed() -> frozenset[tuple[str, str]]:
    """Family and file of every font that fontconfig knows."""
    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    fonts = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem)
    return frozenset((_told(font, b"family"), _told(font, b"file")) for font in fonts.fonts[0 : fonts.nfont])


def _told(pattern: Any, what: bytes) -> str:
    text = ffi.new("FcChar8 **")
    found = fontconfig.FcPatternGetString(pattern, what, 0, text) == fontconfig.FcResultMatch
    return bytes(ffi.string(text[0])).decode() if found else ""
